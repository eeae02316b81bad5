#include "core/builtin/flow.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/flow_motion.h"
#include "core/builtin/flow_splat.h"
#include "core/builtin/mat.h"
#include "core/image/colour.h"

namespace tintype::builtin {
namespace {

constexpr double kDuplicate = 0.6;    // mean difference of the most different 16 x 16 block, in 1/255
constexpr double kCutSeen = 0.40;     // two pictures of one scene share more than this
constexpr double kCutAlike = 0.55;    // and look more alike than this once the motion is undone
constexpr int kSmallSide = 320;       // pixels: enough to see a cut
constexpr double kStillPixels = 1.0;  // motion below this may be none

struct Pair {
    image::Image first;
    image::Image second;
};

Pair prepared(const image::Image& first, const image::Image& second) {
    if (first.empty() || second.empty() || !(first.size() == second.size()))
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The two pictures differ in size: %1 x %2 and %3 x %4 pixels."),
                    {std::to_string(first.width()), std::to_string(first.height()), std::to_string(second.width()),
                     std::to_string(second.height())});
    const bool sameColours = first.attachments.icc == second.attachments.icc;
    const auto plain = [&](const image::Image& picture) {
        return image::withoutAlpha(image::toDepth8(sameColours ? picture : image::toSrgb(picture)));
    };
    return {plain(first), plain(second)};
}

// Of the most different part, so that one moving eye in a still portrait is not called a duplicate.
bool isDuplicate(const cv::Mat& first, const cv::Mat& second) {
    cv::Mat difference, blocks;
    cv::absdiff(first, second, difference);
    difference.convertTo(difference, CV_32F);
    cv::resize(difference, blocks, {std::max(1, first.cols / 16), std::max(1, first.rows / 16)}, 0, 0, cv::INTER_AREA);
    double most = 0.0;
    cv::minMaxLoc(blocks.reshape(1), nullptr, &most);
    return most < kDuplicate;
}

cv::Mat smallGrey(const cv::Mat& rgb) {
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    cv::resize(grey, grey, {48, 48}, 0, 0, cv::INTER_AREA);
    grey.convertTo(grey, CV_32F);
    return grey;
}

// Correlation -1..1; flat pictures of about one tone are alike.
double alike(const cv::Mat& first, const cv::Mat& second) {
    const cv::Mat a = smallGrey(first), b = smallGrey(second);
    cv::Scalar meanA, meanB, deviationA, deviationB;
    cv::meanStdDev(a, meanA, deviationA);
    cv::meanStdDev(b, meanB, deviationB);
    const double apart = std::abs(meanA[0] - meanB[0]);
    if (deviationA[0] < 2.0 && deviationB[0] < 2.0) return apart < 48.0 ? 1.0 : 0.0;
    const double covariance = (cv::Mat(a - meanA[0])).dot(cv::Mat(b - meanB[0])) / static_cast<double>(a.total());
    return covariance / std::max(1.0, deviationA[0] * deviationB[0]);
}

bool isCut(const MotionPair& motion) {
    const double seen = 0.5 * (cv::mean(motion.forth.seen)[0] + cv::mean(motion.back.seen)[0]) / 255.0;
    return seen < kCutSeen && alike(motion.firstCopy, fetched(motion.secondCopy, motion.forth.flow, 1.0)) < kCutAlike;
}

cv::Mat smallCopy(const cv::Mat& picture) {
    const double scale = static_cast<double>(kSmallSide) / std::max(picture.cols, picture.rows);
    if (scale >= 1.0) return picture;
    cv::Mat small;
    cv::resize(picture, small, {std::max(1, cvRound(picture.cols * scale)), std::max(1, cvRound(picture.rows * scale))}, 0, 0, cv::INTER_AREA);
    return small;
}

// 255 where the two pictures are equal in a small neighbourhood.
cv::Mat unchanged(const cv::Mat& first, const cv::Mat& second) {
    cv::Mat difference;
    cv::absdiff(first, second, difference);
    cv::Mat same(first.size(), CV_8UC1);
    for (int y = 0; y < same.rows; ++y)
        for (int x = 0; x < same.cols; ++x) same.at<uchar>(y, x) = difference.at<cv::Vec3b>(y, x) == cv::Vec3b() ? 255 : 0;
    cv::erode(same, same, cv::Mat::ones(5, 5, CV_8U));
    return same;
}

}  // namespace

struct FlowInterpolator::State {
    Pair pictures;
    cv::Mat first;
    cv::Mat second;
    MotionPair motion;
    cv::Mat still;
    bool duplicate = false;
    bool cut = false;

    cv::Mat between(double t) const;
    image::Image nearer(double t) const { return t < 0.5 ? pictures.first : pictures.second; }
};

FlowInterpolator::FlowInterpolator(const image::Image& first, const image::Image& second)
    : m_state(std::make_unique<State>()) {
    State& state = *m_state;
    state.pictures = prepared(first, second);
    state.first = matView(state.pictures.first);
    state.second = matView(state.pictures.second);
    state.duplicate = isDuplicate(state.first, state.second);
    if (state.duplicate) return;
    state.motion = estimateMotion(state.first, state.second);
    state.cut = isCut(state.motion);
    state.still = unchanged(state.first, state.second);
}

FlowInterpolator::~FlowInterpolator() = default;

bool FlowInterpolator::sceneCut() const { return m_state->cut; }

PairKind FlowInterpolator::kind() const { return m_state->duplicate ? PairKind::Same : m_state->cut ? PairKind::Cut : PairKind::Moving; }

PairKind kindOfPair(const image::Image& first, const image::Image& second) {
    const Pair pictures = prepared(first, second);
    if (isDuplicate(matView(pictures.first), matView(pictures.second))) return PairKind::Same;
    const cv::Mat a = smallCopy(matView(pictures.first)), b = smallCopy(matView(pictures.second));
    return isCut(estimateMotion(a, b)) ? PairKind::Cut : PairKind::Moving;
}

cv::Mat FlowInterpolator::State::between(double t) const {
    const Splat splat = enlarged(splatMotion(motion, t), first, second, t);
    const cv::Mat fromFirst = fetched(first, splat.motion, -t);
    const cv::Mat fromSecond = fetched(second, splat.motion, 1.0 - t);
    cv::Mat result(first.size(), CV_8UC3);
    cv::parallel_for_({0, result.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y)
            for (int x = 0; x < result.cols; ++x) {
                const cv::Vec3b a = fromFirst.at<cv::Vec3b>(y, x), b = fromSecond.at<cv::Vec3b>(y, x);
                const cv::Vec2f& m = splat.motion.at<cv::Vec2f>(y, x);
                const bool slow = std::abs(m[0]) + std::abs(m[1]) < kStillPixels;
                if (still.at<uchar>(y, x) && (slow || cv::norm(a, b, cv::NORM_INF) > 8)) {
                    result.at<cv::Vec3b>(y, x) = first.at<cv::Vec3b>(y, x);
                    continue;
                }
                const float share = splat.shareOfSecond.at<float>(y, x);
                for (int c = 0; c < 3; ++c)
                    result.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<uchar>(a[c] + share * (b[c] - a[c]));
            }
    });
    return result;
}

image::Image FlowInterpolator::at(double t) const {
    if (!(t >= 0.0 && t <= 1.0))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The time between two pictures is 0 to 1, not %1."),
                    {std::to_string(t)});
    if (t == 0.0) return m_state->pictures.first;
    if (t == 1.0) return m_state->pictures.second;
    if (m_state->duplicate || m_state->cut) return m_state->nearer(t);
    return imageFromMat(m_state->between(t), m_state->pictures.first);
}

}  // namespace tintype::builtin
