#include "core/edits/framing.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/image/resample.h"

namespace tintype::edits {

namespace {

constexpr int kBlur = 24;  // pixels of the clip for one of the blurred border's

Size scaled(Size size, double scale, Size least) {
    return {std::max(least.width, static_cast<int>(std::lround(size.width * scale))), std::max(least.height, static_cast<int>(std::lround(size.height * scale)))};
}

// The middle of the photo at the clip's size.
image::Image filled(const image::Image& photo, Size clip) {
    const double scale = std::max(static_cast<double>(clip.width) / photo.width(), static_cast<double>(clip.height) / photo.height());
    const Size whole = scaled(photo.size(), scale, clip);
    const image::Image large = image::resampled(photo, whole, image::Filter::Lanczos);
    return image::crop(large, {(whole.width - clip.width) / 2, (whole.height - clip.height) / 2, clip.width, clip.height});
}

image::Image blurred(const image::Image& picture) {
    const Size small{std::max(2, picture.width() / kBlur), std::max(2, picture.height() / kBlur)};
    return image::resampled(image::resampled(picture, small, image::Filter::Box), picture.size(), image::Filter::Bicubic);
}

image::Image black(Size size) {
    image::Image result(size, 3);
    std::memset(result.mutableData(), 0, result.byteSize());
    return result;
}

// The whole photo in the middle of `border`.
image::Image laidOn(image::Image border, const image::Image& photo) {
    const Size clip = border.size();
    const double scale = std::min(static_cast<double>(clip.width) / photo.width(), static_cast<double>(clip.height) / photo.height());
    Size size = scaled(photo.size(), scale, {1, 1});
    size = {std::min(size.width, clip.width), std::min(size.height, clip.height)};
    const image::Image inner = image::resampled(photo, size, image::Filter::Lanczos);
    const int left = (clip.width - size.width) / 2, top = (clip.height - size.height) / 2;
    for (int y = 0; y < size.height; ++y) std::memcpy(border.mutableRow(top + y) + left * 3, inner.row(y), inner.rowBytes());
    return border;
}

}  // namespace

Rect shownPart(Size photo, Size clip, const Rect& asked) {
    const Rect whole{0, 0, photo.width, photo.height};
    Rect outer = asked.empty() ? whole : intersect(asked, whole);
    if (outer.empty()) outer = whole;
    const double scale = std::min(static_cast<double>(outer.width) / clip.width, static_cast<double>(outer.height) / clip.height);
    const int width = std::clamp(static_cast<int>(std::lround(clip.width * scale)), 1, outer.width);
    const int height = std::clamp(static_cast<int>(std::lround(clip.height * scale)), 1, outer.height);
    return {outer.x + (outer.width - width) / 2, outer.y + (outer.height - height) / 2, width, height};
}

Size tierSize(Size shape, std::int64_t area, int unit) {
    const double scale = std::sqrt(static_cast<double>(area) / static_cast<double>(shape.area()));
    const auto multiple = [unit](double side) { return std::max(unit, static_cast<int>(std::lround(side / unit)) * unit); };
    return {multiple(shape.width * scale), multiple(shape.height * scale)};
}

image::Image framedPhoto(const image::Image& photo, Size clip, Framing framing, const Rect& part) {
    switch (framing) {
        case Framing::Crop: return filled(part.empty() ? photo : image::crop(photo, shownPart(photo.size(), clip, part)), clip);
        case Framing::Pad: return laidOn(black(clip), photo);
        case Framing::BlurredPad: return laidOn(blurred(filled(photo, clip)), photo);
    }
    return photo;
}

}  // namespace tintype::edits
