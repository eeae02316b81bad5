#include "core/image/colour.h"

#include <lcms2.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <vector>

#include "core/image/profile.h"
#include "core/image/row_blocks.h"

namespace tintype::image {
namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;

constexpr cmsUInt32Number kFlags =
    cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_COPY_ALPHA | cmsFLAGS_NOCACHE;  // no cache: shared by threads

Profile openProfile(std::span<const std::uint8_t> icc) {
    if (icc.empty()) return nullptr;
    return Profile(cmsOpenProfileFromMem(icc.data(), static_cast<cmsUInt32Number>(icc.size())));
}

Profile openRgb(const Bytes& icc) {
    Profile profile = openProfile(icc);
    return profile && cmsGetColorSpace(profile.get()) == cmsSigRgbData ? std::move(profile) : nullptr;
}

Profile sRgb() { return Profile(cmsCreate_sRGBProfile()); }

cmsUInt32Number layoutOf(const Image& picture) {
    const bool deep = picture.depth() == Depth::U16;
    if (picture.hasAlpha()) return deep ? TYPE_RGBA_16 : TYPE_RGBA_8;
    return deep ? TYPE_RGB_16 : TYPE_RGB_8;
}

Transform transformBetween(const Profile& from, cmsUInt32Number fromLayout, const Profile& to,
                           cmsUInt32Number toLayout, cmsUInt32Number flags = kFlags) {
    if (!from || !to) return nullptr;
    return Transform(cmsCreateTransform(from.get(), fromLayout, to.get(), toLayout,
                                        INTENT_RELATIVE_COLORIMETRIC, flags));
}

// The pixels of `picture` through `transform`; same layout on both sides.
Image through(void* transform, const Image& picture) {
    Image result(picture.size(), picture.channels(), picture.depth());
    result.attachments = picture.attachments;
    result.origin = picture.origin;
    std::uint8_t* pixels = result.mutableData();
    const std::size_t stride = result.rowBytes();
    forRowBlocks(picture.height(), stride, [&](int first, int last) {
        for (int y = first; y < last; ++y)
            cmsDoTransform(transform, picture.row(y), pixels + stride * static_cast<std::size_t>(y),
                           static_cast<cmsUInt32Number>(picture.width()));
    });
    return result;
}

// Names lie ("sRGB linear"), so a grid of colours is asked. Going through a profile that changes nothing
// would still cost the last bit.
bool isSrgb(const Profile& profile) {
    std::vector<std::uint8_t> grid, seen;
    for (int i = 0; i < 6 * 6 * 6; ++i)
        for (const int level : {i % 6, i / 6 % 6, i / 36}) grid.push_back(static_cast<std::uint8_t>(level * 51));
    const Transform transform =
        transformBetween(profile, TYPE_RGB_8, sRgb(), TYPE_RGB_8, kFlags | cmsFLAGS_NOOPTIMIZE);
    if (!transform) return false;
    seen.resize(grid.size());
    cmsDoTransform(transform.get(), grid.data(), seen.data(), static_cast<cmsUInt32Number>(grid.size() / 3));
    return std::equal(grid.begin(), grid.end(), seen.begin(), [](int a, int b) { return std::abs(a - b) <= 1; });
}

void appendUtf8(std::string& text, char32_t character) {
    const auto put = [&text](char32_t byte) { text += static_cast<char>(byte); };
    if (character < 0x80) return put(character);
    if (character < 0x800) put(0xC0 | character >> 6);
    else if (character < 0x10000) put(0xE0 | character >> 12), put(0x80 | (character >> 6 & 0x3F));
    else put(0xF0 | (character >> 18 & 7)), put(0x80 | (character >> 12 & 0x3F)), put(0x80 | (character >> 6 & 0x3F));
    put(0x80 | (character & 0x3F));
}

Image converted(const Image& picture, const Profile& from, const Profile& to, Bytes icc) {
    const Transform transform = transformBetween(from, layoutOf(picture), to, layoutOf(picture));
    Image result = transform ? through(transform.get(), picture) : picture;
    result.attachments.icc = transform ? std::move(icc) : Bytes{};
    return result;
}

// Every value an 8- or 16-bit grey pixel can have, as sRGB grey.
template <typename T>
std::vector<T> greyCurve(const Profile& profile, cmsUInt32Number inLayout, cmsUInt32Number outLayout) {
    const std::size_t count = std::size_t(1) << (8 * sizeof(T));
    std::vector<T> in(count), rgb(count * 3), curve(count);
    for (std::size_t i = 0; i < count; ++i) in[i] = static_cast<T>(i);
    const Transform transform = transformBetween(profile, inLayout, sRgb(), outLayout);
    if (!transform) return in;
    cmsDoTransform(transform.get(), in.data(), rgb.data(), static_cast<cmsUInt32Number>(count));
    for (std::size_t i = 0; i < count; ++i) curve[i] = rgb[i * 3 + 1];
    return curve;
}

template <typename T>
void applyCurve(Image& picture, const std::vector<T>& curve) {
    const int step = picture.channels();
    for (int y = 0; y < picture.height(); ++y) {
        T* pixel = reinterpret_cast<T*>(picture.mutableRow(y));
        for (int x = 0; x < picture.width(); ++x, pixel += step)
            for (int c = 0; c < 3; ++c) pixel[c] = curve[pixel[c]];
    }
}

}  // namespace

Image toSrgb(const Image& picture) {
    if (picture.attachments.icc.empty()) return picture;
    const Profile profile = openRgb(picture.attachments.icc);
    if (!profile || isSrgb(profile)) {
        Image plain = picture;
        plain.attachments.icc.clear();
        return plain;
    }
    return converted(picture, profile, sRgb(), {});
}

Image fromSrgb(const Image& picture, const Bytes& icc) {
    const Profile profile = openRgb(icc);
    if (!profile) {
        Image plain = picture;
        plain.attachments.icc.clear();
        return plain;
    }
    if (isSrgb(profile)) {
        Image same = picture;
        same.attachments.icc = icc;
        return same;
    }
    return converted(picture, sRgb(), profile, icc);
}

Image toDisplay(const Image& picture, const Bytes& screenIcc) {
    return DisplayTransform(picture, screenIcc).apply(picture);
}

DisplayTransform::DisplayTransform(const Image& like, Bytes screenIcc)
    : m_from(like.attachments.icc), m_to(std::move(screenIcc)), m_layout(layoutOf(like)) {}

void DisplayTransform::make() const {
    std::call_once(m_once, [this] {
        Profile from = m_from == m_to ? nullptr : openRgb(m_from);
        Profile to = m_from == m_to ? nullptr : openRgb(m_to);
        const bool plainFrom = !from || isSrgb(from);
        const bool plainTo = !to || isSrgb(to);
        if (plainFrom) from = sRgb();
        if (plainTo) to = sRgb();
        if (!plainFrom || !plainTo) m_transform = transformBetween(from, m_layout, to, m_layout);
        m_made = true;
    });
}

Image DisplayTransform::apply(const Image& picture) const {
    make();
    Image shown = toDepth8(m_transform ? through(m_transform.get(), picture) : picture);
    shown.attachments.icc = m_to;
    return shown;
}

std::string profileName(const Bytes& icc) {
    const Profile profile = openProfile(icc);
    if (!profile) return {};
    std::array<wchar_t, 256> wide{};
    const auto size = static_cast<cmsUInt32Number>(sizeof(wchar_t) * (wide.size() - 1));
    if (!cmsGetProfileInfo(profile.get(), cmsInfoDescription, "en", "US", wide.data(), size)) return {};
    std::string text;
    for (const wchar_t character : wide) {
        if (character == 0) break;
        appendUtf8(text, static_cast<char32_t>(character));
    }
    return text;
}

bool isRgbProfile(const Bytes& icc) { return profileKind(icc) == ProfileKind::Rgb; }

ProfileKind profileKind(std::span<const std::uint8_t> icc) {
    const Profile profile = openProfile(icc);
    if (!profile) return ProfileKind::None;
    switch (cmsGetColorSpace(profile.get())) {
        case cmsSigRgbData: return ProfileKind::Rgb;
        case cmsSigGrayData: return ProfileKind::Grey;
        case cmsSigCmykData: return ProfileKind::Cmyk;
        default: return ProfileKind::None;
    }
}

void greyToSrgb(Image& picture, std::span<const std::uint8_t> icc) {
    const Profile profile = openProfile(icc);
    if (picture.depth() == Depth::U8)
        applyCurve(picture, greyCurve<std::uint8_t>(profile, TYPE_GRAY_8, TYPE_RGB_8));
    else
        applyCurve(picture, greyCurve<std::uint16_t>(profile, TYPE_GRAY_16, TYPE_RGB_16));
}

CmykToSrgb::CmykToSrgb(std::span<const std::uint8_t> icc, Ink ink) : m_ink(ink) {
    if (profileKind(icc) != ProfileKind::Cmyk) return;
    const Profile profile = openProfile(icc);
    const cmsUInt32Number layout = ink == Ink::Inverted ? TYPE_CMYK_8_REV : TYPE_CMYK_8;
    constexpr auto kNoAlpha = kFlags & ~cmsUInt32Number(cmsFLAGS_COPY_ALPHA);
    m_transform = std::shared_ptr<void>(transformBetween(profile, layout, sRgb(), TYPE_RGB_8, kNoAlpha));
}

void CmykToSrgb::convert(const std::uint8_t* cmyk, std::uint8_t* rgb, int width) const {
    if (m_transform) return cmsDoTransform(m_transform.get(), cmyk, rgb, static_cast<cmsUInt32Number>(width));
    const unsigned flip = m_ink == Ink::Inverted ? 0 : 255;
    for (int x = 0; x < width; ++x, cmyk += 4, rgb += 3)
        for (int c = 0; c < 3; ++c)
            rgb[c] = static_cast<std::uint8_t>(((cmyk[c] ^ flip) * (cmyk[3] ^ flip) + 127) / 255);
}

}  // namespace tintype::image
