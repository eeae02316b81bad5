#include "core/builtin/mark_layer.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/builtin/fill_smooth.h"
#include "core/builtin/mark_frame.h"
#include "core/builtin/mat.h"

namespace tintype::builtin {

namespace {

constexpr float kMostOpaque = 0.85F;   // above, the photo's rounding errors would grow sevenfold
constexpr float kLeastOpaque = 0.02F;  // below, the mark's own rounding is larger
constexpr double kLeastShare = 0.06;   // of a mark that is worth the name
constexpr double kMostResidual = 36.0; // values; a mark of one colour and opacity explains its photos that well
constexpr std::size_t kLeastSamples = 3;  // from fewer, what is below the mark goes into its opacity: filling is nearer to the truth
constexpr double kSameScale = 0.01;
constexpr int kRounds = 6;
constexpr float kStroke = 0.35F;       // of the usual difference to the surroundings: the mark
constexpr float kCore = 0.75F;         // and its full opacity

// The photos under the mask as their surroundings suggest them, and what the mark makes of them. Values 0..255.
struct Evidence {
    std::vector<cv::Mat> seen;     // CV_32FC3
    std::vector<cv::Mat> guessed;  // CV_32FC3
    cv::Mat inside;                // CV_8UC1
};

Evidence gather(const cv::Mat& mask, const std::vector<image::Image>& samples, const Progress& progress) {
    Evidence evidence;
    cv::dilate(mask, evidence.inside, cv::getStructuringElement(cv::MORPH_ELLIPSE, {3, 3}));
    for (const image::Image& sample : samples) {
        evidence.seen.push_back(toFloat(sample) * 255.0);
        evidence.guessed.push_back(harmonicFill(evidence.seen.back(), evidence.inside, progress));
    }
    return evidence;
}

// Opacity, by pixel, and one colour for the whole mark.
struct Layer {
    cv::Mat opacity;  // CV_32FC1
    cv::Vec3f colour;
};

// seen = guessed + opacity * (colour - guessed), least squares over all pixels: the opacities' common part and the colour,
// pixels weighted by `share` of the full opacity each has.
struct Constant {
    cv::Vec3f colour;
    double opacity = 0.0;
    double residual = 1e9;  // root mean square, values
};

Constant fitConstant(const Evidence& evidence, const cv::Mat& core) {
    // One slope for all channels and photos, an intercept a channel.
    double n = 0.0, squares = 0.0, products = 0.0, seenSquares = 0.0;
    cv::Vec3d seenSum, guessSum;
    for (std::size_t k = 0; k < evidence.seen.size(); ++k)
        for (int y = 0; y < core.rows; ++y)
            for (int x = 0; x < core.cols; ++x) {
                if (!core.at<uchar>(y, x)) continue;
                const cv::Vec3d seen = evidence.seen[k].at<cv::Vec3f>(y, x), guess = evidence.guessed[k].at<cv::Vec3f>(y, x);
                seenSum += seen;
                guessSum += guess;
                squares += guess.dot(guess);
                products += guess.dot(seen);
                seenSquares += seen.dot(seen);
                n += 1.0;
            }
    Constant result;
    if (n < 30.0) return result;
    const double spread = squares - guessSum.dot(guessSum) / n;
    const double together = products - guessSum.dot(seenSum) / n;
    // Without differences among the backgrounds nothing tells a dark opaque mark from a light thin one.
    if (spread / (3.0 * n) < 25.0) return result;
    const double slope = together / spread;
    result.opacity = 1.0 - slope;
    const cv::Vec3d intercept = (seenSum - guessSum * slope) * (1.0 / n);
    for (int c = 0; c < 3; ++c) result.colour[c] = static_cast<float>(intercept[c] / std::max(0.02, result.opacity));
    const double error = seenSquares - seenSum.dot(seenSum) / n - slope * together;
    result.residual = std::sqrt(std::max(0.0, error) / (3.0 * n));
    return result;
}

// The opacity of each pixel, the colour being known.
cv::Mat opacitiesFor(const Evidence& evidence, const cv::Vec3f& colour) {
    cv::Mat above = cv::Mat::zeros(evidence.inside.size(), CV_32FC1), below = above.clone();
    for (std::size_t k = 0; k < evidence.seen.size(); ++k)
        for (int y = 0; y < above.rows; ++y)
            for (int x = 0; x < above.cols; ++x) {
                if (!evidence.inside.at<uchar>(y, x)) continue;
                const cv::Vec3f guess = evidence.guessed[k].at<cv::Vec3f>(y, x), contrast = colour - guess;
                above.at<float>(y, x) += contrast.dot(evidence.seen[k].at<cv::Vec3f>(y, x) - guess);
                below.at<float>(y, x) += contrast.dot(contrast);
            }
    cv::Mat opacity = cv::Mat::zeros(above.size(), CV_32FC1);
    for (int y = 0; y < above.rows; ++y)
        for (int x = 0; x < above.cols; ++x)
            if (evidence.inside.at<uchar>(y, x)) opacity.at<float>(y, x) = std::clamp(above.at<float>(y, x) / (below.at<float>(y, x) + 50.0F), 0.0F, 1.0F);
    return opacity;
}

// The colour that explains the photos best, the opacities being known.
cv::Vec3f colourFor(const Evidence& evidence, const cv::Mat& opacity) {
    cv::Vec3d above;
    double below = 1e-9;
    for (std::size_t k = 0; k < evidence.seen.size(); ++k)
        for (int y = 0; y < opacity.rows; ++y)
            for (int x = 0; x < opacity.cols; ++x) {
                const double a = opacity.at<float>(y, x);
                if (a <= 0.0) continue;
                const cv::Vec3d guess = evidence.guessed[k].at<cv::Vec3f>(y, x), seen = evidence.seen[k].at<cv::Vec3f>(y, x);
                above += (seen - guess * (1.0 - a)) * a;
                below += a * a;
            }
    cv::Vec3f colour;
    for (int c = 0; c < 3; ++c) colour[c] = static_cast<float>(std::clamp(above[c] / below, 0.0, 255.0));
    return colour;
}

// The mask may be drawn generously: only pixels that differ from their surroundings much and often are the mark.
cv::Mat differing(const Evidence& evidence, float share) {
    cv::Mat difference = cv::Mat::zeros(evidence.inside.size(), CV_32FC1);
    for (std::size_t k = 0; k < evidence.seen.size(); ++k)
        for (int y = 0; y < difference.rows; ++y)
            for (int x = 0; x < difference.cols; ++x)
                if (evidence.inside.at<uchar>(y, x))
                    difference.at<float>(y, x) += static_cast<float>(cv::norm(evidence.seen[k].at<cv::Vec3f>(y, x) - evidence.guessed[k].at<cv::Vec3f>(y, x)));
    std::vector<float> values;
    for (int y = 0; y < difference.rows; ++y)
        for (int x = 0; x < difference.cols; ++x)
            if (evidence.inside.at<uchar>(y, x)) values.push_back(difference.at<float>(y, x));
    if (values.empty()) return evidence.inside;
    const auto high = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 9 / 10);
    std::nth_element(values.begin(), high, values.end());
    return (difference > share * *high) & evidence.inside;
}

image::Image picture(const Layer& layer) {
    cv::Mat pixels(layer.opacity.size(), CV_16UC4);
    for (int y = 0; y < pixels.rows; ++y)
        for (int x = 0; x < pixels.cols; ++x) {
            auto& out = pixels.at<cv::Vec4w>(y, x);
            for (int c = 0; c < 3; ++c) out[c] = cv::saturate_cast<ushort>(layer.colour[c] * 257.0F);
            const float opacity = layer.opacity.at<float>(y, x);
            out[3] = cv::saturate_cast<ushort>(opacity < kLeastOpaque ? 0.0F : opacity * 65535.0F);
        }
    return imageFromMat(pixels);
}

// Where the opacity rises or falls, a pixel's share of the mark is known too roughly to be taken off: marked as opaque.
void closeRims(cv::Mat& opacity) {
    cv::Mat high, low;
    const cv::Mat around = cv::Mat::ones(3, 3, CV_8UC1);
    cv::dilate(opacity, high, around);
    cv::erode(opacity, low, around);
    double most = 0.0;
    cv::minMaxLoc(opacity, nullptr, &most);
    opacity.setTo(1.0F, (high - low) > 0.35 * most);
}

// JPEG files hold colour at half the resolution: the mark's has run into its surroundings and is not where its brightness is.
bool colourIsCoarse(const image::Image& photo) { return photo.origin.jpegSubsampling != 0 && photo.origin.jpegSubsampling != 444; }

// after's brightness with the colour that before has around the mark.
cv::Mat withColourAround(const cv::Mat& after, const cv::Mat& before, const cv::Mat& covered) {
    cv::Mat unknown, colours, bright;
    cv::dilate(covered, unknown, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    cv::cvtColor(before, colours, cv::COLOR_RGB2YCrCb);
    cv::cvtColor(after, bright, cv::COLOR_RGB2YCrCb);
    colours = harmonicFill(colours, unknown, Progress());
    const int pairs[] = {0, 0};
    cv::mixChannels(&bright, 1, &colours, 1, pairs, 1);
    cv::cvtColor(colours, colours, cv::COLOR_YCrCb2RGB);
    return colours;
}

}  // namespace

image::Image markSample(const Mark& mark, const MarkPlace& place, const image::Image& photo) {
    const cv::Mat pixels = toFloat(photo) * 255.0;
    cv::Mat sample, bytes;
    const cv::Size size(mark.place.width, mark.place.height);
    cv::Mat from = pixels;
    MarkPlace at = place;
    if (place.scale > 1.34) {
        cv::resize(pixels, from, {}, 1.0 / place.scale, 1.0 / place.scale, cv::INTER_AREA);
        const double level = double(from.cols) / pixels.cols;
        at = {place.x * level, place.y * level, place.scale * level, place.confidence};
    }
    cv::warpAffine(from, sample, frameTransform(at, 0, 0), size, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    sample.convertTo(bytes, CV_8U);
    return imageFromMat(bytes);
}

image::Image solveLayer(const Mark& mark, const std::vector<image::Image>& samples, const Progress& progress) {
    if (samples.size() < kLeastSamples) return {};
    const cv::Mat mask = matView(mark.mask);
    Evidence evidence = gather(mask, samples, progress);
    const cv::Mat strokes = differing(evidence, kStroke);
    // Nearer surroundings make better guesses.
    evidence = gather(strokes, samples, progress);
    // Pixels inside the strokes, where anti-aliasing makes nothing paler.
    const cv::Mat core = differing(evidence, kCore);
    const Constant constant = fitConstant(evidence, core);
    if (!(constant.opacity > kLeastShare && constant.opacity < kMostOpaque) || constant.residual > kMostResidual) return {};
    Layer layer{{}, constant.colour};
    for (int c = 0; c < 3; ++c) layer.colour[c] = std::clamp(layer.colour[c], 0.0F, 255.0F);
    for (int round = 0; round < kRounds; ++round) {
        progress.check();
        layer.opacity = opacitiesFor(evidence, layer.colour);
        layer.colour = 0.5F * (layer.colour + colourFor(evidence, layer.opacity));
    }
    return picture(layer);
}

PlacedLayer placedLayer(const Mark& mark, const image::Image& layer, const MarkPlace& place, const image::Image& photoPicture) {
    const Size photo = photoPicture.size();
    const Rect at = frameRect(mark, place, photo);
    if (layer.empty() || at.empty()) return {};
    std::vector<cv::Mat> planes;
    cv::split(matView(layer), planes);
    cv::Mat opacity;
    planes[3].convertTo(opacity, CV_32F, 1.0 / 65535.0);
    opacity = warpedToPhoto(opacity, place, at);
    const bool compressed = photoPicture.origin.format == image::Format::Jpeg;
    if (compressed || std::abs(place.scale - 1.0) > kSameScale) closeRims(opacity);
    const auto colour = matView(layer).at<cv::Vec4w>(0, 0);
    Layer placed{opacity, {colour[0] / 257.0F, colour[1] / 257.0F, colour[2] / 257.0F}};
    return {picture(placed), at.x, at.y};
}

Unblended unblended(const image::Image& photo, const PlacedLayer& layer, const image::Mask& mask) {
    Unblended result{photo, image::Mask(photo.size())};
    const Rect at = intersect({layer.x, layer.y, layer.pixels.width(), layer.pixels.height()}, {0, 0, photo.width(), photo.height()});
    if (at.empty()) return result;
    const cv::Mat mark = matView(layer.pixels);
    const cv::Mat before = toFloat(image::crop(photo, at));
    cv::Mat after = before.clone();
    for (int y = 0; y < at.height; ++y) {
        const std::uint8_t* allowed = mask.row(at.y + y) + at.x;
        std::uint8_t* rest = result.rest.mutableRow(at.y + y) + at.x;
        for (int x = 0; x < at.width; ++x) {
            const auto& over = mark.at<cv::Vec4w>(at.y - layer.y + y, at.x - layer.x + x);
            const float opacity = static_cast<float>(over[3]) / 65535.0F;
            if (!allowed[x] || opacity < kLeastOpaque) continue;
            if (opacity > kMostOpaque) rest[x] = 255;
            for (int c = 0; c < 3 && opacity <= kMostOpaque; ++c)
                after.at<cv::Vec3f>(y, x)[c] = (before.at<cv::Vec3f>(y, x)[c] - opacity * static_cast<float>(over[c]) / 65535.0F) / (1.0F - opacity);
        }
    }
    if (colourIsCoarse(photo)) {
        std::vector<cv::Mat> planes;
        cv::split(mark(cv::Rect(at.x - layer.x, at.y - layer.y, at.width, at.height)), planes);
        after = withColourAround(after, before, planes[3] > 0);
    }
    const image::Image part = fromFloat(after, image::crop(photo, at));
    for (int y = 0; y < at.height; ++y) {
        const std::uint8_t* allowed = mask.row(at.y + y) + at.x;
        std::uint8_t* out = result.photo.mutableRow(at.y + y) + at.x * photo.pixelBytes();
        for (int x = 0; x < at.width; ++x)
            if (allowed[x] && mark.at<cv::Vec4w>(at.y - layer.y + y, at.x - layer.x + x)[3] > 0)
                std::copy_n(part.row(y) + x * photo.pixelBytes(), photo.pixelBytes(), out + x * photo.pixelBytes());
    }
    return result;
}

}  // namespace tintype::builtin
