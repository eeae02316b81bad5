#include "core/image/image.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>

#include "core/base/error.h"
#include "core/image/row_blocks.h"

namespace tintype::image {
namespace {

constexpr int kLongestSide = 65535;

// calloc takes fresh zero pages from the system for large blocks, so nothing is filled twice.
std::shared_ptr<std::uint8_t[]> zeroedBytes(std::size_t count) {
    void* bytes = std::calloc(std::max<std::size_t>(count, 1), 1);
    if (!bytes) {
        throw Error(ErrorKind::OutOfMemory,
                    TINTYPE_NOOP("core", "There is not enough memory for a picture of %1."), {formatBytes(count)});
    }
    return {static_cast<std::uint8_t*>(bytes), [](std::uint8_t* block) { std::free(block); }};
}

void requireSameSize(const Image& a, const Image& b) {
    if (a.size() == b.size()) return;
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A picture of %1 x %2 cannot be joined with one of %3 x %4."),
                {std::to_string(a.width()), std::to_string(a.height()), std::to_string(b.width()),
                 std::to_string(b.height())});
}

// Copies the three colour channels; a fourth channel of `to` stays as it is.
template <typename T>
void copyColours(const Image& from, Image& to) {
    const int fromStep = from.channels();
    const int toStep = to.channels();
    std::uint8_t* target = to.mutableData();
    forRowBlocks(from.height(), from.rowBytes(), [&](int first, int last) {
        for (int y = first; y < last; ++y) {
            const T* in = reinterpret_cast<const T*>(from.row(y));
            T* out = reinterpret_cast<T*>(target + to.rowBytes() * static_cast<std::size_t>(y));
            for (int x = 0; x < from.width(); ++x, in += fromStep, out += toStep) std::copy_n(in, 3, out);
        }
    });
}

Image withChannels(const Image& picture, int channels) {
    Image result(picture.size(), channels, picture.depth());
    result.attachments = picture.attachments;
    result.origin = picture.origin;
    if (picture.depth() == Depth::U8) copyColours<std::uint8_t>(picture, result);
    else copyColours<std::uint16_t>(picture, result);
    return result;
}

std::uint32_t alphaAt(const Image& picture, int y, int x) {
    const std::size_t index = static_cast<std::size_t>(x) * 4 + 3;
    if (picture.depth() == Depth::U8) return picture.row(y)[index];
    return reinterpret_cast<const std::uint16_t*>(picture.row(y))[index];
}

std::uint32_t alphaInDepth(std::uint32_t alpha, Depth from, Depth to) {
    if (from == to) return alpha;
    return to == Depth::U16 ? alpha * 257 : (alpha * 255 + 32767) / 65535;
}

}  // namespace

Image::Image(Size size, int channels, Depth depth) : m_size(size), m_channels(channels), m_depth(depth) {
    if (size.empty() || size.longSide() > kLongestSide) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "A picture cannot be %1 x %2 pixels; each side must be 1 to 65535."),
                    {std::to_string(size.width), std::to_string(size.height)});
    }
    if (channels != 3 && channels != 4) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A picture cannot have %1 channels."),
                    {std::to_string(channels)});
    }
    m_pixels = zeroedBytes(byteSize());
}

std::uint8_t* Image::mutableData() {
    if (m_pixels && m_pixels.use_count() > 1) {
        auto own = zeroedBytes(byteSize());
        std::memcpy(own.get(), m_pixels.get(), byteSize());
        m_pixels = std::move(own);
    }
    // Another thread may have read these pixels until it let go of its copy.
    std::atomic_thread_fence(std::memory_order_acquire);
    return m_pixels.get();
}

bool Image::samePixels(const Image& other) const {
    if (m_size != other.m_size || m_channels != other.m_channels || m_depth != other.m_depth) return false;
    return m_pixels == other.m_pixels || std::memcmp(data(), other.data(), byteSize()) == 0;
}

Image crop(const Image& picture, const Rect& rect) {
    const Rect inside = intersect(rect, {0, 0, picture.width(), picture.height()});
    if (rect.empty() || inside != rect) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The crop of %1 x %2 at %3, %4 is not inside the picture."),
                    {std::to_string(rect.width), std::to_string(rect.height), std::to_string(rect.x),
                     std::to_string(rect.y)});
    }
    Image result({rect.width, rect.height}, picture.channels(), picture.depth());
    result.attachments = picture.attachments;
    result.origin = picture.origin;
    const std::size_t offset = picture.pixelBytes() * static_cast<std::size_t>(rect.x);
    for (int y = 0; y < rect.height; ++y)
        std::memcpy(result.mutableRow(y), picture.row(rect.y + y) + offset, result.rowBytes());
    return result;
}

Image toDepth8(const Image& picture) {
    if (picture.depth() == Depth::U8 || picture.empty()) return picture;
    Image result(picture.size(), picture.channels(), Depth::U8);
    result.attachments = picture.attachments;
    result.origin = picture.origin;
    std::uint8_t* target = result.mutableData();
    const std::size_t values = result.rowBytes();
    forRowBlocks(picture.height(), picture.rowBytes(), [&](int first, int last) {
        for (int y = first; y < last; ++y) {
            const auto* in = reinterpret_cast<const std::uint16_t*>(picture.row(y));
            std::uint8_t* out = target + values * static_cast<std::size_t>(y);
            for (std::size_t i = 0; i < values; ++i)
                out[i] = static_cast<std::uint8_t>((in[i] * 255u + 32767u) / 65535u);
        }
    });
    return result;
}

Image withoutAlpha(const Image& picture) { return picture.hasAlpha() ? withChannels(picture, 3) : picture; }

Image withAlphaOf(const Image& picture, const Image& like) {
    if (!like.hasAlpha()) return withoutAlpha(picture);
    requireSameSize(picture, like);
    Image result = withChannels(picture, 4);
    for (int y = 0; y < result.height(); ++y) {
        std::uint8_t* row = result.mutableRow(y);
        for (int x = 0; x < result.width(); ++x) {
            const std::uint32_t alpha = alphaInDepth(alphaAt(like, y, x), like.depth(), result.depth());
            const std::size_t index = static_cast<std::size_t>(x) * 4 + 3;
            if (result.depth() == Depth::U8) row[index] = static_cast<std::uint8_t>(alpha);
            else reinterpret_cast<std::uint16_t*>(row)[index] = static_cast<std::uint16_t>(alpha);
        }
    }
    return result;
}

}  // namespace tintype::image
