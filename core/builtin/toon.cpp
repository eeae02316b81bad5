#include "core/builtin/toon.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/mat.h"
#include "core/builtin/regions.h"
#include "core/builtin/toon_layers.h"

namespace tintype::builtin {
namespace {

constexpr int kWorkingSide = 1280;    // every photo is analysed at this size, so that all sizes look the same
constexpr double kLargestEnlargement = 3.0;
constexpr int kStripRows = 256;
constexpr float kToneStep = 15.0f;    // lightness between two tones
constexpr float kToneSlide = 0.6f;    // part of a step over which one becomes the next
constexpr float kToneFlatness = 0.9f;  // 0: no tones, 1: flat steps
constexpr float kColourBoost = 1.3f;
constexpr float kInkLightness = 0.12f;
constexpr double kSmallFace = 80.0;    // pixels wide at the working size: drawn with thin lines,
constexpr double kLargeFace = 150.0;   // with full ones

Size workingSize(const Size& size) {
    const int largest = std::max(1, static_cast<int>(size.longSide() * kLargestEnlargement));
    return fitLongSide(size, std::min(kWorkingSide, largest));
}

cv::Mat scaled(const cv::Mat& picture, const cv::Size& size) {
    cv::Mat result;
    const bool smaller = size.width < picture.cols;
    cv::resize(picture, result, size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

// The colours at another size, CV_32FC3; scaled before they are widened to float.
cv::Mat floatAt(const image::Image& photo, const cv::Size& size) {
    const image::Image smaller = imageFromMat(scaled(matView(photo), size));
    return toFloat(smaller);
}

void shrinkLayers(ToonLayers& layers, const cv::Size& size) {
    layers.gain = scaled(layers.gain, size);
    layers.offset = scaled(layers.offset, size);
    layers.ink = scaled(layers.ink, size);
}

// Feathered ellipses over the faces.
ToonFaces faceMaps(const image::Image& photo, const cv::Size& working, const Progress& progress) {
    ToonFaces maps{cv::Mat(working, CV_32FC1, cv::Scalar(0)), {}};
    cv::Mat fine = maps.soft.clone();
    const double scale = static_cast<double>(working.width) / photo.width();
    int largest = 0;
    for (const Face& face : findFaces(photo, progress)) {
        const cv::Point centre(cvRound((face.box.x + 0.5 * face.box.width) * scale),
                               cvRound((face.box.y + 0.5 * face.box.height) * scale));
        const cv::Size axes(cvRound(0.5 * face.box.width * scale), cvRound(0.62 * face.box.height * scale));
        const double small = std::clamp((kLargeFace - 2.0 * axes.width) / (kLargeFace - kSmallFace), 0.0, 1.0);
        cv::ellipse(maps.soft, centre, axes, 0, 0, 360, cv::Scalar(1), cv::FILLED);
        cv::ellipse(fine, centre, axes, 0, 0, 360, cv::Scalar(small), cv::FILLED);
        largest = std::max(largest, axes.width);
    }
    if (largest == 0) return maps;
    cv::GaussianBlur(maps.soft, maps.soft, {}, 1.0 + 0.15 * largest);
    if (cv::countNonZero(fine) == 0) return maps;
    cv::GaussianBlur(fine, maps.fine, {}, 1.0 + 0.03 * kLargeFace);
    return maps;
}

// A staircase without jumps: tones gather on each step and slide over to the next. flatness: 0 none, 1 steps.
float quantised(float lightness, float flatness) {
    const float step = std::floor(lightness / kToneStep), phase = lightness / kToneStep - step;
    const float t = std::clamp((phase - 0.5f) / kToneSlide + 0.5f, 0.0f, 1.0f);
    const float flat = kToneStep * (step + t * t * (3.0f - 2.0f * t));
    return lightness + flatness * (flat - lightness);
}

struct Strip {
    cv::Mat lab, gain, offset, ink, soft;
};

cv::Vec3f toonPixel(const Strip& strip, int x, int y) {
    const auto photo = strip.lab.at<cv::Vec3f>(y, x);
    cv::Vec3f flat = photo.mul(strip.gain.at<cv::Vec3f>(y, x)) + strip.offset.at<cv::Vec3f>(y, x);
    flat[0] = quantised(flat[0], kToneFlatness * (1.0f - 0.5f * strip.soft.at<float>(y, x)));
    flat[1] *= kColourBoost;
    flat[2] *= kColourBoost;
    const float ink = strip.ink.at<float>(y, x);
    flat[0] *= 1.0f - ink * (1.0f - kInkLightness);
    flat[1] *= 1.0f - 0.6f * ink;
    flat[2] *= 1.0f - 0.6f * ink;
    return flat;
}

// Rows [top, bottom) of a layer, resampled to the photo's size.
cv::Mat stripOf(const cv::Mat& layer, const Size& photo, int top, int bottom, int interpolation) {
    const double scaleX = static_cast<double>(layer.cols) / photo.width;
    const double scaleY = static_cast<double>(layer.rows) / photo.height;
    const cv::Matx23d toLayer(scaleX, 0, 0.5 * scaleX - 0.5, 0, scaleY, (top + 0.5) * scaleY - 0.5);
    cv::Mat result;
    cv::warpAffine(layer, result, toLayer, {photo.width, bottom - top}, interpolation | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return result;
}

// Enlarged lines get back the crispness of drawn ones.
void crispen(cv::Mat& ink, double enlargement) {
    const double slope = std::pow(std::max(1.0, enlargement), 0.7);
    ink = cv::min(cv::max((ink - 0.5) * slope + 0.5, 0.0), 1.0);
}

image::Image toonStrip(const image::Image& rows, const Strip& strip) {
    cv::Mat lab(strip.lab.size(), CV_32FC3);
    cv::parallel_for_({0, lab.rows}, [&](const cv::Range& range) {
        for (int y = range.start; y < range.end; ++y)
            for (int x = 0; x < lab.cols; ++x) lab.at<cv::Vec3f>(y, x) = toonPixel(strip, x, y);
    });
    return fromFloat(fromLab(lab), rows);
}

}  // namespace

image::Image toon(const image::Image& photo, double strength, Progress& progress) {
    if (photo.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to turn into a cartoon."), {});
    if (strength <= 0) return photo;
    const Size size = photo.size();
    const cv::Size working = cvSize(workingSize(size));
    progress.begin({TINTYPE_NOOP("core", "Drawing the cartoon"), {}}, 6, 0.6);
    const ToonFaces faces = faceMaps(photo, working, progress);
    progress.step();
    ToonLayers layers = toonLayers(toLab(floatAt(photo, working)), faces, progress);
    if (working.width > size.width) shrinkLayers(layers, cvSize(size));

    progress.begin({TINTYPE_NOOP("core", "Colouring"), {}}, (size.height + kStripRows - 1) / kStripRows, 0.4);
    image::Image result = photo;
    const double enlargement = static_cast<double>(size.width) / working.width;
    for (int top = 0; top < size.height; top += kStripRows) {
        const int bottom = std::min(size.height, top + kStripRows);
        const image::Image rows = image::crop(photo, {0, top, size.width, bottom - top});
        Strip strip{toLab(toFloat(rows)), stripOf(layers.gain, size, top, bottom, cv::INTER_LINEAR),
                    stripOf(layers.offset, size, top, bottom, cv::INTER_LINEAR),
                    stripOf(layers.ink, size, top, bottom, cv::INTER_CUBIC),
                    stripOf(faces.soft, size, top, bottom, cv::INTER_LINEAR)};
        crispen(strip.ink, enlargement);
        const image::Image drawn = toonStrip(rows, strip);
        std::copy_n(drawn.data(), drawn.byteSize(), result.mutableRow(top));
        progress.step();
    }
    return mixCartoon(photo, result, strength);
}

}  // namespace tintype::builtin
