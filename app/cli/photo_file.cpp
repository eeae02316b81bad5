#include "app/cli/photo_file.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/image/read.h"
#include "core/video/clip.h"

namespace tintype::cli {

namespace {

constexpr std::uint64_t kMaxFileBytes = 4ull << 30;

// Decoding alone must fit the limit: said as what it is before any pixel is read.
void checkLimit(const std::vector<std::uint8_t>& bytes, const std::filesystem::path& file, std::uint64_t limit) {
    if (limit == 0) return;
    const image::Header header = image::readHeader(bytes, file);
    const std::uint64_t need = static_cast<std::uint64_t>(header.size.area()) * 3 * (header.bitsPerChannel > 8 ? 2 : 1);
    if (need <= limit) return;
    throw Error(ErrorKind::OutOfMemory,
                TINTYPE_NOOP("core", "Opening %1 takes %2 of memory, but only %3 may be used."),
                {displayName(file), formatBytes(need), formatBytes(limit)});
}

bool isAnimationName(const std::filesystem::path& file) {
    const image::Format format = image::formatOfExtension(file);
    return format == image::Format::Gif || format == image::Format::WebP;
}

}  // namespace

bool isClip(const std::filesystem::path& file) {
    return isAnimationName(file) ? image::read(file).origin.multipleFrames : video::looksLikeClip(file);
}

bool isClipTarget(const std::filesystem::path& target) {
    try {
        video::containerOf(target);
        return true;
    } catch (const Error&) {
        return false;
    }
}

image::Image openPhoto(const std::filesystem::path& file, const edits::RunOptions& options, Reporter& reporter) {
    if (video::looksLikeClip(file) && !isAnimationName(file))
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "%1 is a clip, and the result is named like a picture or must be one."),
                    {displayName(file)});
    const std::vector<std::uint8_t> bytes = readFile(file, kMaxFileBytes);
    checkLimit(bytes, file, options.memoryLimit);
    image::Image photo = image::readBytes(bytes, file);
    if (photo.origin.damaged)
        reporter.warning({TINTYPE_NOOP("core", "%1 is damaged: what could be read of it is used."), {displayName(file)}});
    if (photo.origin.multipleFrames)
        reporter.warning({TINTYPE_NOOP("core", "%1 has several frames: the first one is used."), {displayName(file)}});
    return photo;
}

image::Mask openMask(const std::filesystem::path& file, Size photo) {
    if (file.empty()) return {};
    const image::Image picture = image::read(file);
    if (picture.size() != photo)
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The mask %1 is %2x%3 pixels, but the photo is %4x%5: they must be equal."),
                    {displayName(file), std::to_string(picture.width()), std::to_string(picture.height()),
                     std::to_string(photo.width), std::to_string(photo.height)});
    return image::maskFromImage(picture, photo);
}

void savePicture(const edits::Output& output, const std::filesystem::path& target, image::WriteOptions options) {
    if (options.metadata == image::Metadata::All) {
        options.recipe = edits::withQuality(output.recipe, options.quality);
        options.parameters = edits::parametersLine(options.recipe);
    }
    image::write(target, output.picture, options);
}

}  // namespace tintype::cli
