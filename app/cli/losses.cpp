#include "app/cli/losses.h"

#include "core/base/safe_file.h"
#include "core/image/read.h"

namespace tintype::cli {

namespace {

using image::Format;

template <typename Value>
bool rowIsOpaque(const std::uint8_t* row, int width) {
    const Value* alpha = reinterpret_cast<const Value*>(row) + 3;
    for (int x = 0; x < width; ++x, alpha += 4)
        if (*alpha != static_cast<Value>(~Value(0))) return false;
    return true;
}

bool isTransparent(const image::Image& picture) {
    if (!picture.hasAlpha()) return false;
    for (int y = 0; y < picture.height(); ++y) {
        const bool opaque = picture.depth() == image::Depth::U8
                                ? rowIsOpaque<std::uint8_t>(picture.row(y), picture.width())
                                : rowIsOpaque<std::uint16_t>(picture.row(y), picture.width());
        if (!opaque) return true;
    }
    return false;
}

// "ICC, EXIF": those that are there, were asked for and do not fit.
std::string lostBlocks(const image::Attachments& blocks, Format format, image::Metadata wanted) {
    std::string names;
    const auto add = [&](const char* name) { names += (names.empty() ? "" : ", ") + std::string(name); };
    const bool more = wanted != image::Metadata::None;
    if (format == Format::Bmp && !blocks.icc.empty()) add("ICC");
    if (format == Format::Bmp && more && !blocks.exif.empty()) add("EXIF");
    if (format == Format::Bmp && more && !blocks.xmp.empty()) add("XMP");
    if ((format == Format::Bmp || format == Format::WebP) && more && !blocks.iptc.empty()) add("IPTC");
    return names;
}

}  // namespace

void noteLosses(const image::Image& picture, const std::filesystem::path& target, const image::WriteOptions& options,
                Reporter& reporter) {
    const Format format = image::formatOfExtension(target);
    const std::string name = displayName(target);
    const std::string kind = image::formatName(format);
    if (format == Format::Jpeg && isTransparent(picture))
        reporter.warning({TINTYPE_NOOP("core", "%1 is saved over white: %2 cannot hold transparency."), {name, kind}});
    if (picture.depth() == image::Depth::U16 && format != Format::Png && format != Format::Tiff)
        reporter.warning({TINTYPE_NOOP("core", "%1 is saved with 8 bits a channel: %2 cannot hold 16."), {name, kind}});
    const std::string lost = lostBlocks(picture.attachments, format, options.metadata);
    if (!lost.empty())
        reporter.warning({TINTYPE_NOOP("core", "%1 is saved without %2: %3 cannot hold them."), {name, lost, kind}});
}

}  // namespace tintype::cli
