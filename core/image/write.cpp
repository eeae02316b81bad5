#include "core/image/write.h"

#include <new>

#include "core/base/safe_file.h"
#include "core/image/byte_order.h"
#include "core/image/codec.h"
#include "core/image/exif_block.h"
#include "core/image/jpeg_blocks.h"
#include "core/image/metadata.h"
#include "core/image/png_text.h"

namespace tintype::image {
namespace {

constexpr std::uint16_t kTiffXmp = 700;

template <typename T>
void flattenRows(const Image& from, Image& to) {
    constexpr std::uint32_t kFull = static_cast<T>(~T(0));
    for (int y = 0; y < from.height(); ++y) {
        const T* in = reinterpret_cast<const T*>(from.row(y));
        T* out = reinterpret_cast<T*>(to.mutableRow(y));
        for (int x = 0; x < from.width(); ++x, in += 4, out += 3)
            for (int c = 0; c < 3; ++c)
                out[c] = static_cast<T>((std::uint64_t(in[c]) * in[3] + std::uint64_t(kFull) * (kFull - in[3]) + kFull / 2) / kFull);
    }
}

Format targetFormat(const WriteOptions& options, const std::filesystem::path& target) {
    const Format format = options.format == Format::Unknown ? formatOfExtension(target) : options.format;
    if (isWritable(format)) return format;
    if (format == Format::Unknown) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "%1 does not end in a picture extension this program writes; use png, jpg, webp, tif or bmp."),
                    {displayName(target)});
    }
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "%1 pictures can be opened but not written; use png, jpg, webp, tif or bmp."),
                {formatName(format)});
}

std::string recipeInTiff(ByteView file) {
    const auto entry = findEntry(file, firstDirectory(file), kTiffXmp);
    return entry ? recipeInXmp(file.subspan(entry->dataAt, entry->size)) : std::string();
}

std::string recipeInJpeg(ByteView file) {
    const JpegBlocks blocks = jpegBlocks(file);
    const std::string recipe = recipeInXmp(blocks.xmp);
    return recipe.empty() ? recipeInXmp(blocks.extendedXmp) : recipe;
}

std::string recipeInWebp(ByteView file) {
    std::size_t at = 12;
    while (at + 8 <= file.size()) {
        const std::size_t length = u32(file, at + 4, ByteOrder::Little);
        if (length > file.size() - at - 8) break;
        if (hasTextAt(file, at, "XMP ")) return recipeInXmp(file.subspan(at + 8, length));
        at += 8 + length + (length & 1);
    }
    return {};
}

}  // namespace

Bytes encode(const Image& picture, const WriteOptions& options) {
    if (picture.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no picture to save."), {});
    const Format format = targetFormat(options, {});
    try {
        if (format == Format::Bmp) return encodeBmp(picture);
        const Embedded embedded = embeddedFor(picture, options, format);
        switch (format) {
            case Format::Jpeg: return encodeJpeg(picture, options, embedded);
            case Format::WebP: return encodeWebp(picture, options, embedded);
            case Format::Tiff: return encodeTiff(picture, options, embedded);
            default: return encodePng(picture, options, embedded);
        }
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, TINTYPE_NOOP("core", "There is not enough memory to save the picture."), {});
    }
}

void write(const std::filesystem::path& target, const Image& picture, const WriteOptions& options) {
    WriteOptions settled = options;
    settled.format = targetFormat(options, target);
    checkWritable(target);
    writeFileSafely(target, encode(picture, settled));
}

std::string embeddedRecipe(const Bytes& file) {
    if (hasTextAt(file, 0, "\x89PNG\r\n")) return pngText(file, "tintype");
    if (hasTextAt(file, 0, "\xFF\xD8\xFF")) return recipeInJpeg(file);
    if (hasTextAt(file, 0, "RIFF") && hasTextAt(file, 8, "WEBP")) return recipeInWebp(file);
    return tiffOrder(file) ? recipeInTiff(file) : std::string();
}

Image flattened(const Image& picture) {
    if (!picture.hasAlpha()) return toDepth8(picture);
    Image result(picture.size(), 3, picture.depth());
    result.attachments = picture.attachments;
    result.origin = picture.origin;
    if (picture.depth() == Depth::U8) flattenRows<std::uint8_t>(picture, result);
    else flattenRows<std::uint16_t>(picture, result);
    return toDepth8(result);
}

void failEncoding(Format format, const std::string& reason) {
    throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "The picture could not be saved as %1: %2."),
                {formatName(format), reason.empty() ? "the encoder failed" : reason});
}

}  // namespace tintype::image
