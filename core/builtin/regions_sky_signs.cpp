#include "core/builtin/regions_sky_signs.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tintype::builtin {
namespace {

constexpr float kDegrees = 57.29578f;

float ramp(float value, float from, float to) {
    return std::clamp((value - from) / (to - from), 0.0f, 1.0f);
}

float blueSky(float light, float chroma, float hue) {
    const float inHue = ramp(hue, 185.0f, 215.0f) * (1.0f - ramp(hue, 290.0f, 312.0f));
    return inHue * ramp(chroma, 2.0f, 7.0f) * ramp(light, 18.0f, 38.0f);
}

// Neutral to slightly blue, bright. Walls are mostly a little warm.
float cloud(float light, float chroma, float b) {
    return ramp(light, 48.0f, 72.0f) * (1.0f - ramp(chroma, 7.0f, 13.0f)) * (1.0f - ramp(b, 0.5f, 3.5f));
}

float glow(float light, float chroma, float hue) {
    const float yellow = 1.0f - ramp(hue, light > 65.0f ? 96.0f : 82.0f, light > 65.0f ? 106.0f : 95.0f);
    const float warm = hue < 180.0f ? yellow : ramp(hue, 310.0f, 335.0f);
    return warm * ramp(chroma, 14.0f, 24.0f) * ramp(light, 35.0f, 55.0f);
}

float mauve(float light, float chroma, float hue) {
    const float inHue = hue < 180.0f ? 1.0f - ramp(hue, 20.0f, 40.0f) : ramp(hue, 280.0f, 296.0f);
    return inHue * ramp(chroma, 4.0f, 9.0f) * ramp(light, 16.0f, 30.0f);
}

float paleSky(float light, float chroma) {
    return ramp(light, 58.0f, 74.0f) * (1.0f - ramp(chroma, 14.0f, 22.0f));
}

void addLikeness(SkyPlanes& planes) {
    for (cv::Mat* plane : {&planes.cool, &planes.warm, &planes.pale}) plane->create(planes.lab.size(), CV_32F);
    for (int y = 0; y < planes.lab.rows; ++y)
        for (int x = 0; x < planes.lab.cols; ++x) {
            const cv::Vec3f& pixel = planes.lab.at<cv::Vec3f>(y, x);
            const float chroma = planes.chroma.at<float>(y, x);
            float hue = std::atan2(pixel[2], pixel[1]) * kDegrees;
            if (hue < 0.0f) hue += 360.0f;
            planes.cool.at<float>(y, x) = std::max(blueSky(pixel[0], chroma, hue), cloud(pixel[0], chroma, pixel[2]));
            planes.warm.at<float>(y, x) = std::max(glow(pixel[0], chroma, hue), mauve(pixel[0], chroma, hue));
            planes.pale.at<float>(y, x) = paleSky(pixel[0], chroma);
        }
}

// Standard deviation of lightness in a small window.
cv::Mat texture(const cv::Mat& light) {
    cv::Mat mean, square;
    cv::blur(light, mean, {5, 5});
    cv::blur(light.mul(light), square, {5, 5});
    cv::Mat variance = cv::max(square - mean.mul(mean), 0.0);
    cv::sqrt(variance, variance);
    return variance;
}

cv::Mat gradient(const cv::Mat& light) {
    cv::Mat x, y, smooth, out;
    cv::GaussianBlur(light, smooth, {0, 0}, 1.0);
    cv::Sobel(smooth, x, CV_32F, 1, 0, 3, 0.125);
    cv::Sobel(smooth, y, CV_32F, 0, 1, 3, 0.125);
    cv::magnitude(x, y, out);
    return out;
}

bool leafGreen(const cv::Vec3f& lab) {
    return lab[1] < -3.0f && lab[2] > 5.0f && lab[2] > -0.3f * lab[1];
}

// Root mean square distance of the points from their straight line.
double straying(const std::vector<cv::Point2d>& points) {
    double n = double(points.size()), x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    for (const cv::Point2d& p : points) x += p.x, y += p.y, xx += p.x * p.x, xy += p.x * p.y, yy += p.y * p.y;
    const double spread = xx - x * x / n, together = xy - x * y / n;
    const double rest = yy - y * y / n - (spread > 0.0 ? together * together / spread : 0.0);
    return std::sqrt(std::max(0.0, rest) / n);
}

}  // namespace

SkyPlanes skyPlanes(const cv::Mat& lab) {
    SkyPlanes out;
    out.lab = lab;
    std::vector<cv::Mat> parts;
    cv::split(lab, parts);
    out.light = parts[0];
    cv::magnitude(parts[1], parts[2], out.chroma);
    out.rough = texture(out.light);
    out.edges = gradient(out.light);
    addLikeness(out);
    return out;
}

cv::Mat fromTop(const cv::Mat& open) {
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(open, labels, stats, centres, 4);
    const int top = std::max(1, open.rows / 40);
    std::vector<std::uint8_t> keep(static_cast<std::size_t>(count), 0);
    for (int i = 1; i < count; ++i) {
        const bool high = stats.at<int>(i, cv::CC_STAT_TOP) < top;
        keep[static_cast<std::size_t>(i)] =
            high && stats.at<int>(i, cv::CC_STAT_AREA) * 250 > int(open.total());
    }
    cv::Mat out = cv::Mat::zeros(open.size(), CV_8U);
    for (int y = 0; y < open.rows; ++y)
        for (int x = 0; x < open.cols; ++x)
            if (keep[static_cast<std::size_t>(labels.at<int>(y, x))]) out.at<std::uint8_t>(y, x) = 255;
    return out;
}

double topShare(const cv::Mat& region) {
    const cv::Mat top = region.rowRange(0, std::max(1, region.rows / 30));
    return double(cv::countNonZero(top)) / double(top.total());
}

Ends endsBelow(const cv::Mat& region, const cv::Mat& lab) {
    constexpr int kNear = 4;
    constexpr double kSeen = 2.0;  // colour difference
    cv::Mat even;
    cv::blur(lab, even, {5, 5});
    int all = 0, unseen = 0;
    for (int x = 0; x < region.cols; ++x) {
        int y = region.rows - 1;
        while (y >= 0 && !region.at<std::uint8_t>(y, x)) --y;
        if (y < kNear || y >= region.rows - kNear) continue;
        ++all;
        unseen += cv::norm(even.at<cv::Vec3f>(y - kNear, x) - even.at<cv::Vec3f>(y + kNear, x)) < kSeen;
    }
    return {double(all) / region.cols, double(unseen) / region.cols};
}

Change changeDown(const cv::Mat& region, const cv::Mat& lab) {
    const cv::Rect box = cv::boundingRect(region);
    const int quarter = std::max(1, box.height / 4);
    const cv::Rect upper(box.x, box.y, box.width, quarter),
        lower(box.x, box.y + box.height - quarter, box.width, quarter);
    const cv::Scalar change = cv::mean(lab(lower), region(lower)) - cv::mean(lab(upper), region(upper));
    return {change[0], std::hypot(change[1], change[2]), std::hypot(change[0], change[1], change[2])};
}

Ground groundBelow(const cv::Mat& region, const SkyPlanes& planes) {
    constexpr int kNear = 5;
    Ground out;
    cv::Mat even;
    cv::blur(planes.light, even, {5, 5});
    std::vector<cv::Point2d> ends;
    int drops = 0, count = 0, leaves = 0;
    for (int x = 0; x < region.cols; ++x) {
        int end = region.rows - 1;
        while (end >= 0 && !region.at<std::uint8_t>(end, x)) --end;
        if (end >= kNear && end < region.rows - kNear) {
            ends.emplace_back(x, end);
            drops += even.at<float>(end - kNear, x) - even.at<float>(end + kNear, x) > 6.0f;
        }
        for (int y = end + kNear; y < region.rows; ++y, ++count) {
            out.rough += planes.rough.at<float>(y, x);
            out.light += planes.light.at<float>(y, x);
            leaves += leafGreen(planes.lab.at<cv::Vec3f>(y, x));
        }
    }
    if (count == 0 || ends.size() < 8) return {};
    out.rough /= count, out.light /= count;
    out.foliage = double(leaves) / count;
    out.drop = double(drops) / region.cols;
    out.uneven = straying(ends) / region.rows;
    return out;
}

}  // namespace tintype::builtin
