#include "core/image/mask.h"

#include <algorithm>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/image/mat.h"
#include "core/image/row_blocks.h"

namespace tintype::image {
namespace {

constexpr int kWidestKernel = 5;

Rect wholeOf(const Mask& mask) { return {0, 0, mask.size().width, mask.size().height}; }

bool hasPartialValues(const cv::Mat& bytes) {
    for (int y = 0; y < bytes.rows; ++y) {
        const std::uint8_t* row = bytes.ptr(y);
        if (std::any_of(row, row + bytes.cols, [](std::uint8_t v) { return v != 0 && v != 255; })) return true;
    }
    return false;
}

// Everything within `pixels` of a set pixel; exact for any radius.
void growBinary(cv::Mat bytes, int pixels) {
    cv::Mat distance;
    cv::distanceTransform(~bytes, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
    cv::compare(distance, static_cast<double>(pixels) + 0.01, bytes, cv::CMP_LE);
}

// A large disc is near enough the sum of small ones, which cost far less than its own kernel.
void growSoft(cv::Mat bytes, int pixels) {
    while (pixels > 0) {
        const int radius = std::min(pixels, kWidestKernel);
        const cv::Size side(2 * radius + 1, 2 * radius + 1);
        cv::dilate(bytes, bytes, cv::getStructuringElement(cv::MORPH_ELLIPSE, side));
        pixels -= radius;
    }
}

Mask withPart(const Mask& mask, const cv::Mat& bytes, const Rect& area) {
    Mask result = mask;
    for (int y = 0; y < area.height; ++y)
        std::memcpy(result.mutableRow(area.y + y) + area.x, bytes.ptr(y), static_cast<std::size_t>(area.width));
    return result;
}

template <typename Change>
Mask changed(const Mask& mask, const Change& change) {
    if (mask.null()) return mask;
    Mask result(mask.size());
    for (int y = 0; y < mask.size().height; ++y) {
        const std::uint8_t* row = mask.row(y);
        std::transform(row, row + mask.size().width, result.mutableRow(y), change);
    }
    return result;
}

Mask dilated(const Mask& mask, int pixels) {
    const Rect area = grow(mask.bounds(), pixels, mask.size());
    if (area.empty()) return mask;
    cv::Mat bytes = matOf(mask, area);
    if (hasPartialValues(bytes)) growSoft(bytes, pixels);
    else growBinary(bytes, pixels);
    return withPart(mask, bytes, area);
}

std::uint8_t luminance(std::uint32_t r, std::uint32_t g, std::uint32_t b) {
    return static_cast<std::uint8_t>((r * 77 + g * 150 + b * 29 + 128) >> 8);  // weights sum to 256: grey stays exact
}

bool alphaVaries(const Image& picture) {
    if (!picture.hasAlpha()) return false;
    const std::uint8_t first = picture.row(0)[3];
    for (int y = 0; y < picture.height(); ++y) {
        const std::uint8_t* row = picture.row(y);
        for (int x = 0; x < picture.width(); ++x)
            if (row[4 * x + 3] != first) return true;
    }
    return false;
}

std::string sizeText(const Size& size) { return std::to_string(size.width) + " x " + std::to_string(size.height); }

void requireSize(const Size& mask, const Size& expected) {
    if (mask == expected) return;
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "The mask is %1 pixels but the picture is %2; they must be the same size."),
                {sizeText(mask), sizeText(expected)});
}

template <typename T>
constexpr std::int32_t kFull = static_cast<std::int32_t>(T(~T(0)));

// `edited` at the depth of `original`. On a 16-bit original an 8-bit edit counts as the difference it makes, so
// what it left alone keeps all its bits.
template <typename T, typename Edit>
std::int32_t editedValue(T original, Edit edited) {
    if constexpr (sizeof(T) == sizeof(Edit)) return edited;
    else if constexpr (sizeof(T) < sizeof(Edit)) return (edited * 255 + 32767) / 65535;
    else {
        const std::int32_t before = static_cast<std::int32_t>((original * 255u + 32767u) / 65535u);
        return std::clamp<std::int32_t>(original + (edited - before) * 257, 0, 65535);
    }
}

template <typename T, typename Edit>
void mixRow(T* out, int outStep, const Edit* edited, int editedStep, const std::uint8_t* mask, int width) {
    for (int x = 0; x < width; ++x, out += outStep, edited += editedStep) {
        if (mask[x] == 0) continue;
        const std::int64_t weight = mask[x];
        for (int c = 0; c < 3; ++c) {
            const std::int64_t to = editedValue<T, Edit>(out[c], edited[c]);
            out[c] = static_cast<T>((out[c] * (255 - weight) + to * weight + 127) / 255);
        }
    }
}

template <typename T, typename Edit>
void mix(Image& result, const Image& edited, const Mask& mask) {
    std::uint8_t* pixels = result.mutableData();
    forRowBlocks(result.height(), result.rowBytes(), [&](int first, int last) {
        for (int y = first; y < last; ++y) {
            T* out = reinterpret_cast<T*>(pixels + result.rowBytes() * static_cast<std::size_t>(y));
            const Edit* in = reinterpret_cast<const Edit*>(edited.row(y));
            mixRow(out, result.channels(), in, edited.channels(), mask.row(y), result.width());
        }
    });
}

}  // namespace

Mask inverted(const Mask& mask) {
    return changed(mask, [](std::uint8_t byte) { return static_cast<std::uint8_t>(~byte); });
}

Mask grown(const Mask& mask, int pixels) {
    if (mask.null() || pixels == 0) return mask;
    const int reach = std::min(std::abs(pixels), mask.size().width + mask.size().height);
    return pixels > 0 ? dilated(mask, reach) : inverted(dilated(inverted(mask), reach));
}

Mask feathered(const Mask& mask, int pixels) {
    if (mask.null() || pixels <= 0) return mask;
    const int reach = std::min((pixels + 1) / 2, mask.size().longSide());
    const Rect area = grow(mask.bounds(), reach, mask.size());
    if (area.empty()) return mask;
    cv::Mat soft = matOf(mask, area);
    // Three box blurs make a smooth ramp that is exactly flat beyond `reach`.
    for (int pass = 0; pass < 3; ++pass) {
        const int side = 2 * ((reach + pass) / 3) + 1;
        cv::blur(soft, soft, cv::Size(side, side), cv::Point(-1, -1), cv::BORDER_REPLICATE);
    }
    return withPart(mask, soft, area);
}

Mask thresholded(const Mask& mask, std::uint8_t above) {
    return changed(mask, [above](std::uint8_t byte) { return static_cast<std::uint8_t>(byte > above ? 255 : 0); });
}

Mask resized(const Mask& mask, Size size) {
    if (mask.null() || mask.size() == size) return mask;
    if (mask.bounds().empty()) return Mask(size);
    cv::Mat to(size.height, size.width, CV_8UC1);
    const bool shrinking = size.width <= mask.size().width && size.height <= mask.size().height;
    cv::resize(matOf(mask, wholeOf(mask)), to, to.size(), 0, 0, shrinking ? cv::INTER_AREA : cv::INTER_LINEAR);
    return maskOf(to);
}

Mask crop(const Mask& mask, const Rect& rect) {
    if (rect.empty() || intersect(rect, wholeOf(mask)) != rect) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The crop of %1 x %2 at %3, %4 is not inside the picture."),
                    {std::to_string(rect.width), std::to_string(rect.height), std::to_string(rect.x),
                     std::to_string(rect.y)});
    }
    Mask result({rect.width, rect.height});
    for (int y = 0; y < rect.height; ++y)
        std::memcpy(result.mutableRow(y), mask.row(rect.y + y) + rect.x, static_cast<std::size_t>(rect.width));
    return result;
}

Mask maskFromImage(const Image& picture, Size expected) {
    requireSize(picture.size(), expected);
    const Image bytes = toDepth8(picture);
    const bool fromAlpha = alphaVaries(bytes);
    Mask result(bytes.size());
    const int step = bytes.channels();
    for (int y = 0; y < bytes.height(); ++y) {
        const std::uint8_t* in = bytes.row(y);
        std::uint8_t* out = result.mutableRow(y);
        for (int x = 0; x < bytes.width(); ++x, in += step)
            out[x] = fromAlpha ? in[3] : luminance(in[0], in[1], in[2]);
    }
    return result;
}

Image maskToImage(const Mask& mask) {
    Image result(mask.size(), 3);
    result.origin.grey = true;
    cv::Mat to = mutableMatOf(result);
    cv::cvtColor(matOf(mask, wholeOf(mask)), to, cv::COLOR_GRAY2RGB);
    return result;
}

Image composite(const Image& original, const Image& edited, const Mask& mask) {
    requireSize(mask.size(), original.size());
    if (edited.size() != original.size()) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The edited picture is %1 pixels but the original is %2; they must be the same size."),
                    {sizeText(edited.size()), sizeText(original.size())});
    }
    Image result = original;
    const bool deep = original.depth() == Depth::U16;
    const bool deepEdit = edited.depth() == Depth::U16;
    if (deep && deepEdit) mix<std::uint16_t, std::uint16_t>(result, edited, mask);
    else if (deep) mix<std::uint16_t, std::uint8_t>(result, edited, mask);
    else if (deepEdit) mix<std::uint8_t, std::uint16_t>(result, edited, mask);
    else mix<std::uint8_t, std::uint8_t>(result, edited, mask);
    return result;
}

}  // namespace tintype::image
