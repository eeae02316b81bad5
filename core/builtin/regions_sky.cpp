// Sky: what looks like sky (blue, cloud or sunset; smooth; high up) and can be reached from the top edge
// without crossing an edge, made exact by grabCut.
#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "core/builtin/regions_cv.h"

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
    const float warm = hue < 95.0f ? 1.0f - ramp(hue, 82.0f, 95.0f) : ramp(hue, 310.0f, 335.0f);
    return warm * ramp(chroma, 14.0f, 24.0f) * ramp(light, 35.0f, 55.0f);
}

struct Likeness {
    cv::Mat cool;  // blue or cloud
    cv::Mat warm;  // sunset
    cv::Mat chroma;
};

Likeness likenessOf(const cv::Mat& lab) {
    Likeness out{cv::Mat(lab.size(), CV_32F), cv::Mat(lab.size(), CV_32F), cv::Mat(lab.size(), CV_32F)};
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            const cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
            const float chroma = std::hypot(pixel[1], pixel[2]);
            float hue = std::atan2(pixel[2], pixel[1]) * kDegrees;
            if (hue < 0.0f) hue += 360.0f;
            out.cool.at<float>(y, x) =
                std::max(blueSky(pixel[0], chroma, hue), cloud(pixel[0], chroma, pixel[2]));
            out.warm.at<float>(y, x) = glow(pixel[0], chroma, hue);
            out.chroma.at<float>(y, x) = chroma;
        }
    return out;
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

// The parts of `open` (bytes 0/255) that touch the top rows and are not crumbs.
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

// A pale even surface that goes down to the bottom edge is a wall or a backdrop.
bool isBackdrop(const cv::Mat& region, const cv::Mat& chroma) {
    const cv::Mat bottom = region.rowRange(region.rows - std::max(1, region.rows / 25), region.rows);
    const bool reachesBottom = cv::countNonZero(bottom) * 12 > int(bottom.total());
    return reachesBottom && cv::mean(chroma, region)[0] < 13.0;
}

double topShare(const cv::Mat& region) {
    const cv::Mat top = region.rowRange(0, std::max(1, region.rows / 30));
    return double(cv::countNonZero(top)) / double(top.total());
}

// Whether it gets lighter again below: then a darkening was the edge of a cloud, not of the land. light:
// blurred.
cv::Mat lighterBelow(const cv::Mat& light) {
    cv::Mat out(light.size(), CV_8U, cv::Scalar(0));
    const int reach = std::max(8, light.rows * 3 / 10);
    for (int x = 0; x < light.cols; ++x)
        for (int y = 0; y < light.rows; ++y) {
            const float here = light.at<float>(std::min(light.rows - 1, y + 4), x);
            float best = here;
            for (int below = y + 6; below < std::min(light.rows, y + reach); below += 3)
                best = std::max(best, light.at<float>(below, x));
            out.at<std::uint8_t>(y, x) = best > here + 5.0f;
        }
    return out;
}

// The skyline as one row number a column: the path from left to right along which the picture darkens
// downwards, with a price on jumps and on darkening already passed above: the first such line counts, not the
// strongest. Empty when there is none. Where colour grows as lightness falls, cloud gives way to blue sky: no
// skyline. light: CV_32F L*; chroma: CV_32F.
std::vector<int> skyline(const cv::Mat& light, const cv::Mat& chroma) {
    constexpr int kJump = 8;
    constexpr float kPrice = 0.25f, kMost = 5.0f, kPassed = 0.06f;
    cv::Mat even;
    cv::blur(light, even, {7, 7});
    const cv::Mat cloudy = lighterBelow(even);
    cv::Mat cost(light.size(), CV_32F, cv::Scalar(0.0)), from(light.size(), CV_8S, cv::Scalar(0));
    for (int x = 0; x < light.cols; ++x) {
        float passed = 0.0f;
        for (int y = 0; y < light.rows; ++y) {
            const float above = light.at<float>(std::max(0, y - 2), x),
                        below = light.at<float>(std::min(light.rows - 1, y + 2), x);
            const float gain = chroma.at<float>(std::min(light.rows - 1, y + 2), x) -
                               chroma.at<float>(std::max(0, y - 2), x);
            const float change = above - below - 0.8f * gain - 1.5f;
            const float edge = cloudy.at<std::uint8_t>(y, x) ? 0.0f : std::clamp(change, 0.0f, kMost);
            float best = 0.0f;
            for (int jump = -kJump; x > 0 && jump <= kJump; ++jump) {
                const int row = y + jump;
                if (row < 0 || row >= light.rows) continue;
                const float value = cost.at<float>(row, x - 1) - kPrice * float(std::abs(jump));
                if (jump != -kJump && value <= best) continue;
                best = value;
                from.at<schar>(y, x) = static_cast<schar>(jump);
            }
            cost.at<float>(y, x) = best + edge - kPassed * passed;
            passed += edge;
        }
    }
    std::vector<int> line(static_cast<std::size_t>(light.cols));
    double strength = 0.0;
    cv::Point end;
    cv::minMaxLoc(cost.col(light.cols - 1), nullptr, &strength, nullptr, &end);
    if (strength < 1.2 * light.cols) return {};
    for (int x = light.cols - 1, y = end.y; x >= 0; y += from.at<schar>(y, x), --x) line[std::size_t(x)] = y;
    return line;
}

// Where the region ends downwards, as a part of the width: everywhere, and where nothing is seen to change.
struct Ends {
    double all = 0.0, unseen = 0.0;
};

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

// How much the colour changes from the upper to the lower quarter of the region.
double verticalChange(const cv::Mat& region, const cv::Mat& lab) {
    const cv::Rect box = cv::boundingRect(region);
    const int quarter = std::max(1, box.height / 4);
    const cv::Rect upper(box.x, box.y, box.width, quarter),
        lower(box.x, box.y + box.height - quarter, box.width, quarter);
    const cv::Scalar change = cv::mean(lab(upper), region(upper)) - cv::mean(lab(lower), region(lower));
    return std::hypot(change[0], change[1], change[2]);
}

// What has hardly any colour must be more than even to be a sky. It ends at something that can be seen, it is
// glaring or changes from the zenith to the horizon, and an overcast sky spans the picture.
bool isPaleWall(const cv::Mat& region, const cv::Mat& lab, double chroma) {
    if (chroma > 9.0) return false;
    if (chroma < 5.0 && topShare(region) < 0.72) return true;
    const bool glaring = cv::mean(lab, region)[0] > 88.0;
    return (!glaring && verticalChange(region, lab) < 3.0) || endsBelow(region, lab).unseen > 0.3;
}

// Haze can make a far ridge as blue as the sky: nothing below the skyline counts, if there is sky above it
// and the line can be seen across it.
void cutAtSkyline(const cv::Mat& lab, const cv::Mat& light, const cv::Mat& chroma, cv::Mat& sky) {
    const std::vector<int> line = skyline(light, chroma);
    if (line.empty()) return;
    cv::Mat above = sky.clone();
    for (int x = 0; x < sky.cols; ++x)
        for (int y = std::max(0, line[std::size_t(x)] + 1); y < sky.rows; ++y)
            above.at<std::uint8_t>(y, x) = 0;
    const Ends ends = endsBelow(above, lab);
    if (ends.unseen > 0.12 && ends.unseen > 0.2 * ends.all) return;
    if (cv::countNonZero(above) * 5 > cv::countNonZero(sky)) sky = fromTop(above);
}

cv::Mat reachable(const cv::Mat& likeness, const cv::Mat& smooth) {
    cv::Mat open = (likeness.mul(smooth) > 0.3f);
    return fromTop(open);
}

cv::Mat coarseSky(const cv::Mat& lab) {
    cv::Mat light;
    cv::extractChannel(lab, light, 0);
    const cv::Mat rough = texture(light), edges = gradient(light);
    cv::Mat smooth(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            const float high = 1.15f - 0.5f * float(y) / float(lab.rows);
            smooth.at<float>(y, x) = high * (1.0f - ramp(rough.at<float>(y, x), 4.0f, 11.0f)) *
                                     (1.0f - ramp(edges.at<float>(y, x), 3.0f, 7.0f));
        }
    const Likeness likeness = likenessOf(lab);
    cv::Mat sky = reachable(likeness.cool, smooth);
    // Warm skies only where they fill the whole top, so that skin, wood and lamps are not taken for a sunset.
    const cv::Mat all = reachable(cv::max(likeness.cool, likeness.warm), smooth);
    const bool sunset = topShare(all) > 0.85 && cv::mean(rough, all)[0] < 2.2 &&
                        verticalChange(all, lab) > 6.0 &&
                        !isBackdrop(all, cv::Mat::zeros(all.size(), CV_32F));
    if (sunset) sky = all;
    cutAtSkyline(lab, light, likeness.chroma, sky);
    if (cv::countNonZero(sky) * 60 < int(sky.total()) || topShare(sky) < 0.06) return {};
    const bool wall =
        isPaleWall(sky, lab, cv::mean(likeness.chroma, sky)[0]) || isBackdrop(sky, likeness.chroma);
    return wall ? cv::Mat() : sky;
}

cv::Mat disc(int radius) {
    return cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
}

cv::Mat exactSky(const cv::Mat& rgb, const cv::Mat& coarse, const Progress& progress) {
    const int reach = std::max(2, std::max(rgb.cols, rgb.rows) / 90);
    cv::Mat core, near;
    cv::erode(coarse, core, disc(std::max(1, reach / 5)), {-1, -1}, 1, cv::BORDER_CONSTANT, cv::Scalar(255));
    cv::dilate(coarse, near, disc(reach));
    cv::Mat labels(rgb.size(), CV_8U, cv::Scalar(cv::GC_BGD));
    labels.setTo(cv::GC_PR_BGD, near);
    labels.setTo(cv::GC_PR_FGD, coarse);
    labels.setTo(cv::GC_FGD, core);
    cutOut(rgb, labels, 2, progress);
    return (labels == cv::GC_FGD) | (labels == cv::GC_PR_FGD);
}

// Small enclosed gaps (a printed word, a bird, a wire) belong to the sky around them.
void closeSmallHoles(cv::Mat& sky) {
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(~sky, labels, stats, centres, 8);
    for (int i = 1; i < count; ++i) {
        const int x = stats.at<int>(i, cv::CC_STAT_LEFT), y = stats.at<int>(i, cv::CC_STAT_TOP);
        const int width = stats.at<int>(i, cv::CC_STAT_WIDTH), height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        const bool enclosed = x > 0 && y > 0 && x + width < sky.cols && y + height < sky.rows;
        if (enclosed && stats.at<int>(i, cv::CC_STAT_AREA) * 1500 < int(sky.total()))
            sky.setTo(255, labels == i);
    }
}

}  // namespace

bool isStudioWall(const cv::Mat& rgb, const cv::Mat& sky, const std::vector<cv::Rect>& faces) {
    if (faces.empty() || faces.front().height * 100 <= 12 * rgb.rows) return false;
    const cv::Mat lab = labOf(rgb), region = sky > 0.5f;
    cv::Scalar mean, deviation;
    cv::meanStdDev(lab, mean, deviation, region);
    return std::hypot(mean[1], mean[2]) < 13.0 && deviation[0] < 9.0;
}

cv::Mat skyOf(const cv::Mat& rgb, const Progress& progress) {
    const cv::Mat none = cv::Mat::zeros(rgb.size(), CV_32F);
    if (rgb.cols < 8 || rgb.rows < 8) return none;
    const cv::Mat coarse = coarseSky(labOf(rgb));
    if (coarse.empty()) return none;
    cv::Mat sky = exactSky(rgb, coarse, progress);
    closeSmallHoles(sky);
    cv::Mat out;
    sky.convertTo(out, CV_32F, 1.0 / 255.0);
    return out;
}

}  // namespace tintype::builtin
