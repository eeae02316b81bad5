#include "core/image/transform.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/image/mat.h"

namespace tintype::image {
namespace {

// OpenCV's warps address pixels by 16-bit coordinates.
constexpr int kLongestWarp = 32766;

Image shapedLike(const Image& picture, Size size) {
    Image result(size, picture.channels(), picture.depth());
    result.attachments = picture.attachments;
    result.origin = picture.origin;
    return result;
}

bool isOpaque(const Image& picture) {
    if (!picture.hasAlpha()) return true;
    cv::Mat alpha;
    cv::extractChannel(matOf(picture), alpha, 3);
    return cv::countNonZero(alpha == (picture.depth() == Depth::U8 ? 255 : 65535)) == picture.size().area();
}

// Colours times alpha, as floats 0..1, so that hidden colours weigh nothing.
cv::Mat premultiplied(const Image& picture) {
    cv::Mat pixels;
    matOf(picture).convertTo(pixels, CV_32F, picture.depth() == Depth::U8 ? 1.0 / 255 : 1.0 / 65535);
    pixels.forEach<cv::Vec4f>([](cv::Vec4f& p, const int*) {
        for (int c = 0; c < 3; ++c) p[c] *= p[3];
    });
    return pixels;
}

void storeStraight(cv::Mat& pixels, Image& result) {
    pixels.forEach<cv::Vec4f>([](cv::Vec4f& p, const int*) {
        const float scale = p[3] > 1e-6f ? 1.0f / p[3] : 0.0f;
        for (int c = 0; c < 3; ++c) p[c] = std::clamp(p[c] * scale, 0.0f, 1.0f);
    });
    cv::Mat to = mutableMatOf(result);
    pixels.convertTo(to, to.depth(), result.depth() == Depth::U8 ? 255.0 : 65535.0);
}

// Each axis shrinks by area averaging and grows by Lanczos, whatever the other does.
void resample(const cv::Mat& from, cv::Mat& to, Size size) {
    const cv::Size middle(std::min(from.cols, size.width), std::min(from.rows, size.height));
    const cv::Size end(size.width, size.height);
    if (middle == end) return cv::resize(from, to, end, 0, 0, cv::INTER_AREA);
    if (middle == from.size()) return cv::resize(from, to, end, 0, 0, cv::INTER_LANCZOS4);
    cv::Mat shrunk;
    cv::resize(from, shrunk, middle, 0, 0, cv::INTER_AREA);
    cv::resize(shrunk, to, end, 0, 0, cv::INTER_LANCZOS4);
}

void turn(const cv::Mat& from, cv::Mat& to, Turn turn) {
    switch (turn) {
        case Turn::Left: return cv::rotate(from, to, cv::ROTATE_90_COUNTERCLOCKWISE);
        case Turn::Right: return cv::rotate(from, to, cv::ROTATE_90_CLOCKWISE);
        case Turn::Half: return cv::rotate(from, to, cv::ROTATE_180);
        case Turn::FlipHorizontal: return cv::flip(from, to, 1);
        case Turn::FlipVertical: return cv::flip(from, to, 0);
    }
}

Size turnedSize(const Size& size, Turn turn) {
    return turn == Turn::Left || turn == Turn::Right ? Size{size.height, size.width} : size;
}

// The largest upright rectangle inside a rectangle of that size turned by `radians` (at most 45 degrees).
Size largestInside(const Size& size, double radians) {
    const double sine = std::abs(std::sin(radians));
    const double cosine = std::abs(std::cos(radians));
    const double longSide = size.longSide();
    const double shortSide = size.shortSide();
    double width = 0.0;
    double height = 0.0;
    if (shortSide <= 2.0 * sine * cosine * longSide) {
        const double half = 0.5 * shortSide;
        width = size.width >= size.height ? half / sine : half / cosine;
        height = size.width >= size.height ? half / cosine : half / sine;
    } else {
        const double scale = cosine * cosine - sine * sine;
        width = (size.width * cosine - size.height * sine) / scale;
        height = (size.height * cosine - size.width * sine) / scale;
    }
    const auto whole = [](double side, int most) { return std::clamp(static_cast<int>(side + 1e-6), 1, most); };
    return {whole(width, size.longSide()), whole(height, size.longSide())};
}

// From a pixel of the result to its place in the source: about both centres, counter-clockwise on the screen.
cv::Mat inverseRotation(const Size& from, const Size& to, double radians) {
    const double sine = std::sin(radians);
    const double cosine = std::cos(radians);
    const double fromX = (from.width - 1) / 2.0, fromY = (from.height - 1) / 2.0;
    const double toX = (to.width - 1) / 2.0, toY = (to.height - 1) / 2.0;
    return (cv::Mat_<double>(2, 3) << cosine, -sine, fromX - cosine * toX + sine * toY,  //
            sine, cosine, fromY - sine * toX - cosine * toY);
}

Image rotatedInside(const Image& picture, double radians) {
    if (picture.size().longSide() > kLongestWarp) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "A picture of %1 x %2 pixels is too long to straighten; the limit is %3."),
                    {std::to_string(picture.width()), std::to_string(picture.height()), std::to_string(kLongestWarp)});
    }
    Image result = shapedLike(picture, largestInside(picture.size(), radians));
    const cv::Mat map = inverseRotation(picture.size(), result.size(), radians);
    const cv::Size size(result.width(), result.height());
    constexpr int kHow = cv::INTER_CUBIC | cv::WARP_INVERSE_MAP;
    cv::Mat to = mutableMatOf(result);
    if (isOpaque(picture)) {
        cv::warpAffine(matOf(picture), to, map, size, kHow, cv::BORDER_REPLICATE);
        return result;
    }
    cv::Mat pixels;
    cv::warpAffine(premultiplied(picture), pixels, map, size, kHow, cv::BORDER_REPLICATE);
    storeStraight(pixels, result);
    return result;
}

}  // namespace

Image resized(const Image& picture, Size size) {
    if (picture.size() == size) return picture;
    Image result = shapedLike(picture, size);
    cv::Mat to = mutableMatOf(result);
    if (isOpaque(picture)) {
        resample(matOf(picture), to, size);
        return result;
    }
    cv::Mat pixels;
    resample(premultiplied(picture), pixels, size);
    storeStraight(pixels, result);
    return result;
}

Image turned(const Image& picture, Turn how) {
    Image result = shapedLike(picture, turnedSize(picture.size(), how));
    cv::Mat to = mutableMatOf(result);
    turn(matOf(picture), to, how);
    return result;
}

Mask turned(const Mask& mask, Turn how) {
    if (mask.null()) return mask;
    const Size size = turnedSize(mask.size(), how);
    cv::Mat to(size.height, size.width, CV_8UC1);
    turn(matOf(mask, {0, 0, mask.size().width, mask.size().height}), to, how);
    return maskOf(to);
}

Image straightened(const Image& picture, double degrees) {
    if (!std::isfinite(degrees)) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The angle to straighten by must be a number."), {});
    }
    const double quarters = std::round(degrees / 90.0);
    const double rest = degrees - quarters * 90.0;
    const int turns = static_cast<int>(std::fmod(std::fmod(quarters, 4.0) + 4.0, 4.0));
    Image result = picture;
    if (turns == 1) result = turned(picture, Turn::Left);
    if (turns == 2) result = turned(picture, Turn::Half);
    if (turns == 3) result = turned(picture, Turn::Right);
    if (std::abs(rest) < 1e-4) return result;
    return rotatedInside(result, rest * std::numbers::pi / 180.0);
}

Image oriented(const Image& picture, int orientation) {
    switch (orientation) {
        case 2: return turned(picture, Turn::FlipHorizontal);
        case 3: return turned(picture, Turn::Half);
        case 4: return turned(picture, Turn::FlipVertical);
        case 5: return turned(turned(picture, Turn::Right), Turn::FlipHorizontal);
        case 6: return turned(picture, Turn::Right);
        case 7: return turned(turned(picture, Turn::Left), Turn::FlipHorizontal);
        case 8: return turned(picture, Turn::Left);
        default: return picture;
    }
}

}  // namespace tintype::image
