#include "core/builtin/toon_layers.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/toon_flow.h"

namespace tintype::builtin {
namespace {

constexpr double kFlowSigma = 2.5;
constexpr double kSmoothSigma = 3.0;
constexpr double kSmoothRange = 7.5;  // Lab units: smaller differences melt together
constexpr int kSmoothPasses = 4;
constexpr double kLineWidth = 1.45;
constexpr double kLineLength = 5.0;
constexpr double kThinWidth = 0.7;  // of lines in small faces
constexpr double kThinLength = 2.0;
constexpr float kFaintLine = 0.6f;   // lightness units of lineResponse: where ink begins,
constexpr float kStrongLine = 1.9f;  // where it is full,
constexpr float kSeedLine = 1.4f;    // and what a line must reach somewhere to be drawn at all
constexpr float kSoftFactor = 1.1f;  // faces need that much stronger edges for a line
constexpr double kFineDetail = 0.7;  // of the photo's own in small faces
constexpr int kShortestLine = 40;    // pixels of ink
constexpr int kShortestThin = 8;     // in small faces

float smoothStep(float low, float high, float value) {
    const float t = std::clamp((value - low) / (high - low), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

// 1 where ink belongs to a line that is long and somewhere strong, so that no speckle is drawn.
cv::Mat realLines(const cv::Mat& response, int shortest) {
    cv::Mat candidate = response > kFaintLine, labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(candidate, labels, stats, centres, 8, CV_32S);
    std::vector<float> strongest(static_cast<std::size_t>(count), 0.0f);
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x) {
            float& peak = strongest[static_cast<std::size_t>(labels.at<int>(y, x))];
            peak = std::max(peak, response.at<float>(y, x));
        }
    cv::Mat keep(labels.size(), CV_32FC1, cv::Scalar(0));
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x) {
            const int label = labels.at<int>(y, x);
            if (label > 0 && strongest[static_cast<std::size_t>(label)] > kSeedLine &&
                stats.at<int>(label, cv::CC_STAT_AREA) >= shortest)
                keep.at<float>(y, x) = 1.0f;
        }
    return keep;
}

struct Pen {
    double width, length;
    int shortest;
};

cv::Mat drawInk(const cv::Mat& lightness, const cv::Mat& flow, const cv::Mat& soft, const Pen& pen,
                const Progress& progress) {
    cv::Mat response = lineResponse(lightness, flow, pen.width, pen.length, progress);
    response = response.mul(1.0 / (1.0 + (kSoftFactor - 1.0) * soft));
    const cv::Mat keep = realLines(response, pen.shortest);
    cv::Mat ink(response.size(), CV_32FC1);
    for (int y = 0; y < ink.rows; ++y)
        for (int x = 0; x < ink.cols; ++x)
            ink.at<float>(y, x) =
                keep.at<float>(y, x) * smoothStep(kFaintLine, kStrongLine, response.at<float>(y, x));
    return ink;
}

// `other` where `share` is 1. Any number of channels; share: CV_32FC1.
void blendIn(cv::Mat& picture, const cv::Mat& other, const cv::Mat& share) {
    cv::Mat part;
    cv::merge(std::vector<cv::Mat>(static_cast<std::size_t>(picture.channels()), share), part);
    picture += (other - picture).mul(part);
}

cv::Mat inkOf(const cv::Mat& flat, const cv::Mat& sharp, const cv::Mat& flow, const ToonFaces& faces,
              const Progress& progress) {
    cv::Mat lightness;
    cv::extractChannel(flat, lightness, 0);
    cv::Mat ink = drawInk(lightness, flow, faces.soft, {kLineWidth, kLineLength, kShortestLine}, progress);
    if (faces.fine.empty()) return ink;
    cv::extractChannel(sharp, lightness, 0);
    blendIn(ink, drawInk(lightness, edgeFlow(sharp, 1.0, progress), faces.soft, {kThinWidth, kThinLength, kShortestThin}, progress),
            faces.fine);
    return ink;
}

// Per-channel local linear fit of `flat` to `guide`, as in the guided filter.
void fitToGuide(const cv::Mat& guide, const cv::Mat& flat, cv::Mat& gain, cv::Mat& offset) {
    const cv::Size window(5, 5);
    cv::Mat meanGuide, meanFlat, meanProduct, meanSquare;
    cv::boxFilter(guide, meanGuide, CV_32F, window);
    cv::boxFilter(flat, meanFlat, CV_32F, window);
    cv::boxFilter(guide.mul(flat), meanProduct, CV_32F, window);
    cv::boxFilter(guide.mul(guide), meanSquare, CV_32F, window);
    const cv::Mat covariance = meanProduct - meanGuide.mul(meanFlat);
    const cv::Mat variance = meanSquare - meanGuide.mul(meanGuide) + cv::Scalar::all(0.5);
    cv::divide(covariance, variance, gain);
    gain = cv::max(gain, 0.0);
    offset = meanFlat - gain.mul(meanGuide);
    cv::boxFilter(gain, gain, CV_32F, {3, 3});
    cv::boxFilter(offset, offset, CV_32F, {3, 3});
}

}  // namespace

ToonLayers toonLayers(const cv::Mat& lab, const ToonFaces& faces, Progress& progress) {
    const cv::Mat flow = edgeFlow(lab, kFlowSigma, progress);
    cv::Mat flat = lab;
    ToonLayers layers;
    for (int pass = 0; pass < kSmoothPasses; ++pass) {
        flat = smoothWithFlow(flat, flow, kSmoothSigma, kSmoothRange, progress);
        if (pass == 0) layers.ink = inkOf(flat, lab, flow, faces, progress);
        progress.step();
    }
    if (!faces.fine.empty()) blendIn(flat, lab, kFineDetail * faces.fine);
    fitToGuide(lab, flat, layers.gain, layers.offset);
    progress.step();
    return layers;
}

}  // namespace tintype::builtin
