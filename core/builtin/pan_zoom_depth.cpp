#include "core/builtin/pan_zoom_depth.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/builtin/mat.h"
#include "core/builtin/regions.h"

namespace tintype::builtin {
namespace {

constexpr int kLongSide = 480;  // of the copy that is looked at
constexpr double kMostSubject = 0.75;

cv::Mat guidedFilter(const cv::Mat& guide, const cv::Mat& values, int radius, double epsilon) {
    const cv::Size box(2 * radius + 1, 2 * radius + 1);
    const auto mean = [&](const cv::Mat& m) {
        cv::Mat result;
        cv::blur(m, result, box, {-1, -1}, cv::BORDER_REFLECT);
        return result;
    };
    const cv::Mat meanGuide = mean(guide), meanValues = mean(values);
    const cv::Mat covariance = mean(guide.mul(values)) - meanGuide.mul(meanValues);
    const cv::Mat variance = mean(guide.mul(guide)) - meanGuide.mul(meanGuide);
    const cv::Mat slope = covariance / (variance + epsilon);
    const cv::Mat offset = meanValues - slope.mul(meanGuide);
    return mean(slope).mul(guide) + mean(offset);
}

// The ground comes towards the viewer: far at half height, near at the bottom edge.
cv::Mat groundNearness(cv::Size size) {
    cv::Mat nearness(size, CV_32FC1);
    for (int y = 0; y < size.height; ++y) {
        const float down = std::clamp((y + 0.5f) / size.height, 0.0f, 1.0f);
        const float ground = std::clamp((down - 0.35f) / 0.65f, 0.0f, 1.0f);
        nearness.row(y).setTo(0.15f + 0.65f * ground * ground * (3.0f - 2.0f * ground));
    }
    return nearness;
}

// A thing that stands upright is as near as its foot.
void raiseSubject(cv::Mat& nearness, const cv::Mat& subject) {
    const double share = cv::countNonZero(subject > 127) / static_cast<double>(subject.total());
    if (share < 0.005 || share > kMostSubject) return;
    const cv::Rect box = cv::boundingRect(subject > 127);
    const float foot = nearness.at<float>(std::min(box.br().y, nearness.rows) - 1, 0);
    const float value = std::clamp(foot + 0.25f, 0.6f, 1.0f);
    cv::Mat weight;
    subject.convertTo(weight, CV_32F, 1.0 / 255.0);
    nearness = nearness.mul(1.0f - weight) + weight * value;
}

Point centreOf(const Rect& box, double scale) { return {(box.x + box.width / 2.0) * scale, (box.y + box.height / 2.0) * scale}; }

Point focusOf(const std::vector<Face>& faces, const cv::Mat& subject, Size photo, double scale) {
    Rect all;
    for (const Face& face : faces)
        if (face.box.height * 2 >= faces.front().box.height) all = unite(all, face.box);
    if (!all.empty()) return centreOf(all, scale);
    const cv::Moments moments = subject.empty() ? cv::Moments() : cv::moments(subject, false);
    if (moments.m00 > 255.0) return {moments.m10 / moments.m00 * scale, moments.m01 / moments.m00 * scale};
    return {photo.width / 2.0, photo.height / 2.0};
}

image::Image smallCopy(const image::Image& photo) {
    const Size size = fitLongSide(photo.size(), std::min(kLongSide, photo.size().longSide()));
    cv::Mat rgb;
    cv::resize(matView(photo), rgb, cvSize(size), 0, 0, cv::INTER_AREA);
    return imageFromMat(rgb);
}

// Near parts are widened a little, so that the stretch falls on the background, then smoothed.
cv::Mat withoutTears(cv::Mat nearness) {
    const int reach = std::max(1, std::max(nearness.cols, nearness.rows) / 120);
    cv::dilate(nearness, nearness, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
    cv::GaussianBlur(nearness, nearness, {}, 2.0 * reach);
    return cv::min(cv::max(nearness, 0.0f), 1.0f);
}

}  // namespace

DepthGuess guessDepth(const image::Image& photo, Parallax parallax, const Progress& progress) {
    const image::Image small = smallCopy(photo);
    const double scale = static_cast<double>(photo.size().longSide()) / small.size().longSide();
    const image::Mask subjectMask = findSubject(small, progress);
    const cv::Mat subject = matView(subjectMask);
    DepthGuess guess;
    guess.focus = focusOf(findFaces(small, progress), subject, photo.size(), scale);
    if (parallax == Parallax::Off) return guess;
    cv::Mat nearness = groundNearness(cvSize(small.size()));
    if (!subject.empty()) raiseSubject(nearness, subject);
    const image::Mask skyMask = findSky(small, progress);
    if (const cv::Mat sky = matView(skyMask); !sky.empty()) nearness.setTo(0.0f, sky > 127);
    cv::Mat grey;
    cv::cvtColor(matView(small), grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, CV_32F, 1.0 / 255.0);
    guess.nearness = withoutTears(guidedFilter(grey, nearness, std::max(2, small.size().longSide() / 60), 1e-3));
    return guess;
}

}  // namespace tintype::builtin
