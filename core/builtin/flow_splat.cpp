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

}  // namespace tintype::builtin
