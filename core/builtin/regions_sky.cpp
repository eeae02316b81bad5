// Sky: what looks like sky (blue, cloud, sunset or dusk; smooth; high up) and can be reached from the top edge without
// crossing an edge, or lies above a silhouette; made exact by grabCut. What could as well be a wall is no sky.
#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "core/builtin/regions_cv.h"
#include "core/builtin/regions_sky_signs.h"

namespace tintype::builtin {
namespace {

float ramp(float value, float from, float to) {
    return std::clamp((value - from) / (to - from), 0.0f, 1.0f);
}

double bottomShare(const cv::Mat& region) {
    const cv::Mat bottom = region.rowRange(region.rows - std::max(1, region.rows / 25), region.rows);
    return double(cv::countNonZero(bottom)) / double(bottom.total());
}

// What is seen outdoors below a sky: leaves, or the many edges of a town or a wood.
bool outdoors(const Ground& ground) { return ground.foliage > 0.1 || ground.rough > 5.5; }

// A hardly coloured, even surface is a sky only if land darker than it ends it all along.
bool endsAtLand(const Ends& ends, const Ground& ground) {
    return ground.drop > 0.7 && ends.unseen < 0.06 && outdoors(ground);
}

// What has hardly any colour must be more than even to be a sky. It ends at something that can be seen, it changes
// from the zenith to the horizon or lies over land, and an overcast sky spans the picture.
bool isPaleWall(const cv::Mat& region, const SkyPlanes& planes) {
    const double chroma = cv::mean(planes.chroma, region)[0];
    if (chroma > 9.0) return false;
    const double top = topShare(region), light = cv::mean(planes.light, region)[0];
    const Ends ends = endsBelow(region, planes.lab);
    const Ground ground = groundBelow(region, planes);
    if (chroma < 5.0 && (top < 0.72 || (top < 0.85 && ground.drop < 0.5))) return true;
    if (ends.unseen > 0.3 || light < ground.light) return true;  // a grey sky is what lights the land
    const bool even = changeDown(region, planes.lab).all < 3.0;
    return (light > 88.0 || even) && !endsAtLand(ends, ground);
}

// A pale even surface that goes down to the bottom edge is a wall or a backdrop.
bool isBackdrop(const cv::Mat& region, const SkyPlanes& planes) {
    return bottomShare(region) > 1.0 / 12.0 && cv::mean(planes.chroma, region)[0] < 13.0;
}

cv::Mat cutBelow(const cv::Mat& region, const std::vector<int>& line) {
    cv::Mat above = region.clone();
    for (int x = 0; x < region.cols; ++x)
        for (int y = std::max(0, line[std::size_t(x)] + 1); y < region.rows; ++y) above.at<std::uint8_t>(y, x) = 0;
    return above;
}

// Haze can make a far ridge as blue as the sky: nothing below the skyline counts, if there is sky above it
// and the line can be seen across it.
void cutAtSkyline(const SkyPlanes& planes, const std::vector<int>& line, cv::Mat& sky) {
    if (line.empty()) return;
    const cv::Mat above = cutBelow(sky, line);
    const Ends ends = endsBelow(above, planes.lab);
    if (ends.unseen > 0.12 && ends.unseen > 0.2 * ends.all) return;
    if (cv::countNonZero(above) * 5 > cv::countNonZero(sky)) sky = fromTop(above);
}

// 0..1.15: how smooth the picture is, a little more the higher up.
cv::Mat smoothness(const SkyPlanes& planes) {
    cv::Mat out(planes.lab.size(), CV_32F);
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x) {
            const float high = 1.15f - 0.5f * float(y) / float(out.rows);
            out.at<float>(y, x) = high * (1.0f - ramp(planes.rough.at<float>(y, x), 4.0f, 11.0f)) *
                                  (1.0f - ramp(planes.edges.at<float>(y, x), 3.0f, 7.0f));
        }
    return out;
}

cv::Mat reachable(const cv::Mat& likeness, const cv::Mat& smooth) {
    const cv::Mat open = (likeness.mul(smooth) > 0.3f);
    return fromTop(open);
}

// Warm skies only where they fill the whole top and their colour changes downwards, so that skin, wood, lamps and
// painted walls are not taken for a sunset.
bool isSunset(const cv::Mat& region, const SkyPlanes& planes) {
    if (topShare(region) <= 0.85 || bottomShare(region) > 1.0 / 12.0) return false;
    const Change change = changeDown(region, planes.lab);
    return cv::mean(planes.rough, region)[0] < 2.2 && change.all > 6.0 && change.colour > 4.0;
}

// A sky of any colour above a silhouette: smooth, changing its colour downwards, with land much darker than it.
cv::Mat aboveSilhouette(const SkyPlanes& planes, const std::vector<int>& line) {
    if (line.empty()) return {};
    const cv::Mat sky = fromTop(cutBelow(cv::Mat(planes.lab.size(), CV_8U, cv::Scalar(255)), line));
    if (cv::countNonZero(sky) * 12 < int(sky.total())) return {};
    const bool spans = topShare(sky) > 0.9 && bottomShare(sky) < 0.03;
    if (!spans || cv::mean(planes.rough, sky)[0] > 2.5 || endsBelow(sky, planes.lab).unseen > 0.06) return {};
    const Ground ground = groundBelow(sky, planes);
    const cv::Scalar mean = cv::mean(planes.lab, sky);
    const bool green = mean[1] < -3.0 && mean[2] > 3.0;
    const bool lit = ground.light < 32.0 && mean[0] > ground.light + 8.0;
    const Change change = changeDown(sky, planes.lab);
    return lit && !green && change.colour > 18.0 && change.light > -15.0 ? sky : cv::Mat();
}

// Haze and glowing cloud between a coloured sky that was found and the horizon.
void extendDown(const SkyPlanes& planes, const cv::Mat& smooth, const std::vector<int>& line, cv::Mat& sky) {
    if (line.empty() || cv::mean(planes.chroma, sky)[0] < 9.0) return;
    const cv::Mat any = cv::max(cv::max(planes.cool, planes.warm), planes.pale);
    const cv::Mat more = cutBelow(reachable(any, smooth) | sky, line), added = more & ~sky;
    if (cv::countNonZero(added) == 0 || bottomShare(more) > 0.03) return;
    const Ground before = groundBelow(sky, planes), after = groundBelow(more, planes);
    const bool asSmooth = cv::mean(planes.rough, added)[0] < 1.0 + cv::mean(planes.rough, sky)[0];
    if (asSmooth && after.drop > before.drop + 0.05) sky = fromTop(more);
}

// Sky seen between a tower and a cable, or below a branch: what does not reach the top edge but looks as the sky
// beside it does, no lower than that.
void addPockets(const SkyPlanes& planes, const cv::Mat& smooth, cv::Mat& sky) {
    constexpr double kAlike = 9.0;  // Lab units
    const cv::Mat open = (cv::max(planes.cool, planes.warm).mul(smooth) > 0.3f) & ~sky;
    const cv::Rect reach = cv::boundingRect(sky);
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(open, labels, stats, centres, 4);
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const bool large = stats.at<int>(i, cv::CC_STAT_AREA) * 400 > int(sky.total());
        if (!large || box.br().y > reach.br().y) continue;
        const cv::Mat pocket = labels == i;
        const cv::Range rows(box.y, box.br().y);
        if (cv::countNonZero(sky.rowRange(rows)) == 0) continue;
        const cv::Scalar apart = cv::mean(planes.lab, pocket) - cv::mean(planes.lab.rowRange(rows), sky.rowRange(rows));
        const bool even = cv::mean(planes.rough, pocket)[0] < 2.5;
        if (even && std::hypot(apart[0], apart[1], apart[2]) < kAlike) sky |= pocket;
    }
}

cv::Mat coarseSky(const SkyPlanes& planes) {
    const cv::Mat smooth = smoothness(planes);
    const std::vector<int> line = skyline(planes.light, planes.chroma);
    cv::Mat sky = reachable(planes.cool, smooth);
    const cv::Mat all = reachable(cv::max(planes.cool, planes.warm), smooth);
    const auto land = [&](const cv::Mat& region) { return groundBelow(region, planes).drop; };
    if (cv::countNonZero(all) > 0 && isSunset(all, planes) && land(all) >= land(sky)) sky = all;
    cutAtSkyline(planes, line, sky);
    const bool small = cv::countNonZero(sky) * 60 < int(sky.total()) || topShare(sky) < 0.06;
    if (small || isPaleWall(sky, planes) || isBackdrop(sky, planes)) return aboveSilhouette(planes, line);
    extendDown(planes, smooth, line, sky);
    addPockets(planes, smooth, sky);
    return sky;
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

// Whether the upper part of the picture is dark.
bool isNight(const cv::Mat& rgb) {
    const cv::Mat upper = rgb.rowRange(0, std::max(1, rgb.rows * 3 / 10));
    const cv::Scalar mean = cv::mean(upper);
    return mean[0] + mean[1] + mean[2] < 3 * 45.0;
}

// Tones as an eye used to the dark sees them.
cv::Mat brightened(const cv::Mat& rgb) {
    cv::Mat table(1, 256, CV_8U), out;
    for (int i = 0; i < 256; ++i)
        table.at<std::uint8_t>(i) = cv::saturate_cast<std::uint8_t>(255.0 * std::pow(i / 255.0, 0.45));
    cv::LUT(rgb, table, out);
    return out;
}

// In the dark only blue and mauve are told from a black backdrop and from what lamps light.
bool isNightSky(const cv::Mat& region, const SkyPlanes& planes) {
    if (region.empty() || topShare(region) < 0.85 || cv::countNonZero(region) * 10 < int(region.total())) return false;
    return cv::mean(planes.lab, region)[2] < -4.0 && cv::mean(planes.rough, region)[0] < 2.0;
}

cv::Mat withoutStars(const cv::Mat& rgb) {
    cv::Mat out;
    cv::medianBlur(rgb, out, 7);
    return out;
}

}  // namespace

bool isStudioWall(const cv::Mat& rgb, const cv::Mat& sky, const std::vector<cv::Rect>& faces) {
    if (faces.empty() || faces.front().height * 100 <= 12 * rgb.rows) return false;
    const cv::Mat lab = labOf(rgb), region = sky > 0.5f;
    cv::Scalar mean, deviation;
    cv::meanStdDev(lab, mean, deviation, region);
    const cv::Scalar face = cv::mean(lab(faces.front() & cv::Rect({}, lab.size())));
    return std::hypot(mean[1], mean[2]) < 13.0 && (deviation[0] < 9.0 || mean[0] < face[0]);
}

cv::Mat skyOf(const cv::Mat& rgb, const Progress& progress) {
    const cv::Mat none = cv::Mat::zeros(rgb.size(), CV_32F);
    if (rgb.cols < 8 || rgb.rows < 8) return none;
    cv::Mat seen = rgb, coarse = coarseSky(skyPlanes(labOf(rgb)));
    if (coarse.empty() && isNight(rgb)) {
        seen = brightened(rgb);
        const SkyPlanes planes = skyPlanes(labOf(withoutStars(seen)));
        coarse = coarseSky(planes);
        if (!isNightSky(coarse, planes)) coarse = cv::Mat();
    }
    if (coarse.empty()) return none;
    cv::Mat sky = exactSky(seen, coarse, progress);
    closeSmallHoles(sky);
    cv::Mat out;
    sky.convertTo(out, CV_32F, 1.0 / 255.0);
    return out;
}

}  // namespace tintype::builtin
