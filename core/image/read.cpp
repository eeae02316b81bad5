#include "core/image/read.h"

#include <algorithm>
#include <fstream>
#include <new>

#include "core/base/safe_file.h"
#include "core/image/byte_order.h"
#include "core/image/codec.h"
#include "core/image/exif_block.h"
#include "core/image/profile.h"
#include "core/image/transform.h"

namespace tintype::image {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kLargestFile = std::uint64_t(4) << 30;
constexpr std::uint64_t kLargestBudget = std::uint64_t(8) << 30;
constexpr std::uint64_t kBudgetWithoutFigures = std::uint64_t(2) << 30;
constexpr std::int64_t kMostPixels = 500'000'000;
constexpr int kLongestSide = 65535;
// The picture as it was, as it is, the working copy of a tool and the one on the screen.
constexpr std::uint64_t kCopiesWhenEdited = 4;

struct Signature {
    std::size_t at;
    std::string_view text;
    Format format;
};

constexpr Signature kSignatures[]{
    {0, "\x89PNG\r\n\x1a\n"sv, Format::Png}, {0, "\xFF\xD8\xFF"sv, Format::Jpeg},
    {0, "II*\0"sv, Format::Tiff},            {0, "MM\0*"sv, Format::Tiff},
    {0, "BM"sv, Format::Bmp},                {0, "GIF87a"sv, Format::Gif},
    {0, "GIF89a"sv, Format::Gif},            {0, "\xFF\x0A"sv, Format::Jxl},
    {0, "\0\0\0\x0CJXL \r\n\x87\n"sv, Format::Jxl},
};

Format formatOfBrand(ByteView bytes) {
    for (const std::string_view brand : {"avif"sv, "avis"sv})
        if (hasTextAt(bytes, 8, brand)) return Format::Avif;
    for (const std::string_view brand : {"heic"sv, "heix"sv, "heim"sv, "heis"sv, "hevc"sv, "mif1"sv, "msf1"sv})
        if (hasTextAt(bytes, 8, brand)) return Format::Heic;
    return Format::Unknown;
}

Format formatOf(ByteView bytes) {
    if (hasTextAt(bytes, 4, "ftyp"sv)) return formatOfBrand(bytes);
    if (hasTextAt(bytes, 0, "RIFF"sv) && hasTextAt(bytes, 8, "WEBP"sv)) return Format::WebP;
    for (const Signature& signature : kSignatures)
        if (hasTextAt(bytes, signature.at, signature.text)) return signature.format;
    return Format::Unknown;
}

[[noreturn]] void failNoPicture(const Source& source) {
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is not a picture of a kind this program can read."),
                {source.name});
}

[[noreturn, maybe_unused]] void failMissingLibrary(const Source& source, Format format, const char* library) {
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "%1 is a %2 picture, which this build cannot read because %3 was not there when it was built."),
                {source.name, formatName(format), library});
}

Probe probe(const Source& source) {
    switch (formatOf(source.bytes)) {
        case Format::Png: return probePng(source);
        case Format::Jpeg: return probeJpeg(source);
        case Format::WebP: return probeWebp(source);
        case Format::Tiff: return probeTiff(source);
        case Format::Bmp: return probeBmp(source);
        case Format::Gif: return probeGif(source);
#ifdef TINTYPE_HAS_HEIF
        case Format::Heic:
        case Format::Avif: return probeHeif(source);
#else
        case Format::Heic: failMissingLibrary(source, Format::Heic, "libheif");
        case Format::Avif: failMissingLibrary(source, Format::Avif, "libheif");
#endif
#ifdef TINTYPE_HAS_JXL
        case Format::Jxl: return probeJxl(source);
#else
        case Format::Jxl: failMissingLibrary(source, Format::Jxl, "libjxl");
#endif
        case Format::Unknown: break;
    }
    failNoPicture(source);
}

Decoded decode(const Source& source, Format format) {
    switch (format) {
        case Format::Png: return decodePng(source);
        case Format::Jpeg: return decodeJpeg(source);
        case Format::WebP: return decodeWebp(source);
        case Format::Tiff: return decodeTiff(source);
        case Format::Bmp: return decodeBmp(source);
        case Format::Gif: return decodeGif(source);
#ifdef TINTYPE_HAS_HEIF
        case Format::Heic:
        case Format::Avif: return decodeHeif(source);
#endif
#ifdef TINTYPE_HAS_JXL
        case Format::Jxl: return decodeJxl(source);
#endif
        default: failNoPicture(source);
    }
}

std::uint64_t availableMemory() {
    std::ifstream figures("/proc/meminfo");
    std::string word;
    std::uint64_t kibibytes = 0;
    while (figures >> word)
        if (word == "MemAvailable:" && figures >> kibibytes) return kibibytes * 1024;
    return 2 * kBudgetWithoutFigures;
}

std::string sizeText(const Size& size) { return std::to_string(size.width) + " x " + std::to_string(size.height); }

void requireWithinBudget(const Source& source, const Probe& probe, std::uint64_t budget) {
    const Size& size = probe.header.size;
    if (size.empty()) failDamaged(source, probe.header.format, "it says it has no pixels");
    const std::uint64_t bytes = static_cast<std::uint64_t>(probe.channels) * (probe.header.bitsPerChannel > 8 ? 2 : 1);
    const std::uint64_t need = static_cast<std::uint64_t>(size.area()) * bytes * kCopiesWhenEdited;
    if (size.longSide() > kLongestSide || size.area() > kMostPixels) {
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "%1 is too large: it has %2 pixels, and this program opens at most %3 megapixels and %4 pixels a side."),
                    {source.name, sizeText(size), std::to_string(kMostPixels / 1'000'000), std::to_string(kLongestSide)});
    }
    const std::uint64_t limit = budget ? budget : std::min(availableMemory() / 2, kLargestBudget);
    if (need <= limit) return;
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "%1 is too large: editing its %2 pixels takes about %3 of memory and %4 may be used."),
                {source.name, sizeText(size), formatBytes(need), formatBytes(limit)});
}

// Attaches the profile where it fits RGB pixels; a grey one is worked into the pixels.
void settleProfile(Image& picture, Bytes icc) {
    const ProfileKind kind = profileKind(icc);
    if (kind == ProfileKind::Rgb) picture.attachments.icc = std::move(icc);
    if (kind == ProfileKind::Grey && picture.origin.grey) greyToSrgb(picture, icc);
}

Image settled(Decoded decoded, Format format, const std::filesystem::path& path) {
    Image picture = std::move(decoded.picture);
    settleProfile(picture, std::move(decoded.icc));
    Bytes& exif = picture.attachments.exif;
    const int orientation = decoded.orientation.value_or(exifOrientation(exif));
    exif = normalisedExif(std::move(exif));
    picture.origin.format = format;
    picture.origin.path = path;
    return orientation == 1 ? picture : oriented(picture, orientation);
}

}  // namespace

Image readBytes(ByteView bytes, const std::filesystem::path& name, const ReadOptions& options) {
    const Source source{bytes, displayName(name)};
    try {
        const Probe found = probe(source);
        requireWithinBudget(source, found, options.memoryBudget);
        return settled(decode(source, found.header.format), found.header.format, name);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::OutOfMemory, TINTYPE_NOOP("core", "There is not enough memory to open %1."), {source.name});
    }
}

Image read(const std::filesystem::path& path, const ReadOptions& options) {
    return readBytes(readFile(path, kLargestFile), path, options);
}

Header readHeader(ByteView bytes, const std::filesystem::path& name) {
    return probe(Source{bytes, displayName(name)}).header;
}

void failDamaged(const Source& source, Format format, const std::string& reason) {
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is a damaged %2 picture: %3."),
                {source.name, formatName(format), reason.empty() ? "it could not be decoded" : reason});
}

}  // namespace tintype::image
