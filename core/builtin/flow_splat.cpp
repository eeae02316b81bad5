#include "core/builtin/flow_splat.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tintype::builtin {
namespace {

// Motion thrown onto the pixels around the place where each pixel is at time t.
struct Layer {
    explicit Layer(cv::Size size) : sum(size, CV_32FC2, cv::Scalar()), weight(size, CV_32FC1, cv::Scalar()) {}

    void add(float x, float y, const cv::Vec2f& motion, float much) {
        const int left = cvFloor(x), top = cvFloor(y);
        const float fx = x - left, fy = y - top;
        put(left, top, motion, much * (1 - fx) * (1 - fy));
        put(left + 1, top, motion, much * fx * (1 - fy));
        put(left, top + 1, motion, much * (1 - fx) * fy);
        put(left + 1, top + 1, motion, much * fx * fy);
    }
    void put(int x, int y, const cv::Vec2f& motion, float much) {
        if (x < 0 || y < 0 || x >= weight.cols || y >= weight.rows) return;
        sum.at<cv::Vec2f>(y, x) += motion * much;
        weight.at<float>(y, x) += much;
    }

    cv::Mat sum;
    cv::Mat weight;
};

enum class Which { Seen, Hidden };

// sign: +1 for the first picture's motion, -1 for the second's, whose flow points back.
void throwAll(Layer& layer, const Motion& motion, Which which, float time, float sign) {
    const bool wanted = which == Which::Seen;
    for (int y = 0; y < motion.flow.rows; ++y)
        for (int x = 0; x < motion.flow.cols; ++x) {
            if ((motion.seen.at<uchar>(y, x) != 0) != wanted) continue;
            const cv::Vec2f& f = motion.flow.at<cv::Vec2f>(y, x);
            layer.add(x + time * f[0], y + time * f[1], f * sign, 1.0f);
        }
}

// Small gaps (a surface that grows) are filled from around them.
void closeGaps(Layer& layer) {
    cv::Mat sum, weight;
    cv::GaussianBlur(layer.sum, sum, {5, 5}, 1.0);
    cv::GaussianBlur(layer.weight, weight, {5, 5}, 1.0);
    for (int y = 0; y < weight.rows; ++y)
        for (int x = 0; x < weight.cols; ++x) {
            float& here = layer.weight.at<float>(y, x);
            const float around = weight.at<float>(y, x);
            if (here >= 0.25f || around < 0.4f) continue;
            layer.sum.at<cv::Vec2f>(y, x) = sum.at<cv::Vec2f>(y, x) * (1.0f / around);
            here = 1.0f;
        }
}

// Motion for places that nothing was thrown onto: the mean of what is around, widening.
cv::Mat surroundings(const Layer& layer) {
    cv::Mat mean(layer.weight.size(), CV_32FC2, cv::Scalar());
    cv::Mat sum = layer.sum, weight = layer.weight;
    const cv::Size size = weight.size(), small((size.width + 7) / 8, (size.height + 7) / 8);
    for (cv::Mat* part : {&sum, &weight}) {
        cv::resize(*part, *part, small, 0, 0, cv::INTER_AREA);
        cv::GaussianBlur(*part, *part, {}, std::max(1.0, 0.0025 * std::max(size.width, size.height)));
        cv::resize(*part, *part, size, 0, 0, cv::INTER_LINEAR);
    }
    for (int y = 0; y < weight.rows; ++y)
        for (int x = 0; x < weight.cols; ++x)
            if (weight.at<float>(y, x) > 1e-6f)
                mean.at<cv::Vec2f>(y, x) = sum.at<cv::Vec2f>(y, x) * (1.0f / weight.at<float>(y, x));
    return mean;
}

}  // namespace

Splat splatMotion(const MotionPair& motion, double t) {
    const cv::Size size = motion.forth.flow.size();
    const float time = static_cast<float>(t);
    Layer both(size), onlyFirst(size), onlySecond(size);
    throwAll(both, motion.forth, Which::Seen, time, 1.0f);
    throwAll(both, motion.back, Which::Seen, 1.0f - time, -1.0f);
    throwAll(onlyFirst, motion.forth, Which::Hidden, time, 1.0f);
    throwAll(onlySecond, motion.back, Which::Hidden, 1.0f - time, -1.0f);
    closeGaps(both);
    const cv::Mat around = surroundings(both);
    Splat splat{cv::Mat(size, CV_32FC2), cv::Mat(size, CV_32FC1)};
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const float w = both.weight.at<float>(y, x), a = onlyFirst.weight.at<float>(y, x),
                        b = onlySecond.weight.at<float>(y, x);
            cv::Vec2f& m = splat.motion.at<cv::Vec2f>(y, x);
            float& share = splat.shareOfSecond.at<float>(y, x);
            share = time;
            if (w >= 0.5f || (w > 0.1f && w >= a + b)) {
                m = both.sum.at<cv::Vec2f>(y, x) * (1.0f / w);
            } else if (a + b > 0.05f) {
                const Layer& one = a >= b ? onlyFirst : onlySecond;
                m = one.sum.at<cv::Vec2f>(y, x) * (1.0f / std::max(a, b));
                share = a >= b ? 0.0f : 1.0f;
            } else {
                m = around.at<cv::Vec2f>(y, x);
            }
        }
    cv::GaussianBlur(splat.shareOfSecond, splat.shareOfSecond, {3, 3}, 0.7);
    return splat;
}

namespace {

constexpr int kAgree = 54;      // a disagreement that needs no better motion
constexpr float kApart = 0.7f;  // motions that differ by more, in pixels of the copy, belong to two surfaces

// Where neighbours move apart from each other, CV_8UC1.
cv::Mat meetings(const cv::Mat& motion) {
    cv::Mat low, high, apart;
    const cv::Mat window = cv::Mat::ones(3, 3, CV_8U);
    cv::erode(motion, low, window);
    cv::dilate(motion, high, window);
    std::vector<cv::Mat> range;
    cv::split(high - low, range);
    return cv::max(range[0], range[1]) > kApart;
}

// How much the two pictures differ around the places that `motion` joins at (x, y).
int disagreement(const cv::Mat& first, const cv::Mat& second, int x, int y, const cv::Vec2f& motion, float t) {
    const int ax = cvRound(x - t * motion[0]), ay = cvRound(y - t * motion[1]);
    const int bx = cvRound(x + (1 - t) * motion[0]), by = cvRound(y + (1 - t) * motion[1]);
    int sum = 0;
    for (int dy = -1; dy <= 1; ++dy) {
        const cv::Vec3b* a = first.ptr<cv::Vec3b>(std::clamp(ay + dy, 0, first.rows - 1));
        const cv::Vec3b* b = second.ptr<cv::Vec3b>(std::clamp(by + dy, 0, first.rows - 1));
        for (int dx = -1; dx <= 1; ++dx) {
            const cv::Vec3b& p = a[std::clamp(ax + dx, 0, first.cols - 1)];
            const cv::Vec3b& q = b[std::clamp(bx + dx, 0, first.cols - 1)];
            for (int c = 0; c < 3; ++c) sum += std::abs(int(p[c]) - int(q[c]));
        }
    }
    return sum;
}

}  // namespace

Splat enlarged(const Splat& splat, const cv::Mat& first, const cv::Mat& second, double t) {
    const cv::Size size = first.size(), copy = splat.motion.size();
    if (copy == size) return splat;
    Splat large;
    const cv::Vec2f stretch(static_cast<float>(size.width) / static_cast<float>(copy.width),
                            static_cast<float>(size.height) / static_cast<float>(copy.height));
    cv::resize(splat.motion, large.motion, size, 0, 0, cv::INTER_LINEAR);
    cv::multiply(large.motion, cv::Scalar(stretch[0], stretch[1]), large.motion);
    cv::resize(splat.shareOfSecond, large.shareOfSecond, size, 0, 0, cv::INTER_LINEAR);
    cv::Mat meeting;
    cv::resize(meetings(splat.motion), meeting, size, 0, 0, cv::INTER_NEAREST);
    cv::parallel_for_({0, size.height}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y)
            for (int x = 0; x < size.width; ++x) {
                if (!meeting.at<uchar>(y, x)) continue;
                cv::Vec2f& chosen = large.motion.at<cv::Vec2f>(y, x);
                int least = disagreement(first, second, x, y, chosen, static_cast<float>(t));
                if (least < kAgree) continue;
                const int cx = static_cast<int>(static_cast<float>(x) / stretch[0]), cy = static_cast<int>(static_cast<float>(y) / stretch[1]);
                for (int dy = -2; dy <= 2; dy += 2)
                    for (int dx = -2; dx <= 2; dx += 2) {
                        const cv::Point near(std::clamp(cx + dx, 0, copy.width - 1), std::clamp(cy + dy, 0, copy.height - 1));
                        const cv::Vec2f motion = splat.motion.at<cv::Vec2f>(near).mul(stretch);
                        const int value = disagreement(first, second, x, y, motion, static_cast<float>(t));
                        if (value < least) least = value, chosen = motion;
                    }
            }
    });
    return large;
}

}  // namespace tintype::builtin
