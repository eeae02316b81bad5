#include "app/cli/photo_file.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/image/read.h"
#include "core/video/clip.h"

namespace tintype::cli {

image::Image openPhoto(const std::filesystem::path& file, const edits::RunOptions& options, Reporter& reporter) {
    if (video::looksLikeClip(file))
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "%1 is a clip: only single pictures can be worked on with this tool."),
                    {displayName(file)});
    image::Image photo = image::read(file, {options.memoryLimit});
    if (photo.origin.damaged)
        reporter.warning({TINTYPE_NOOP("core", "%1 is damaged: what could be read of it is used."), {displayName(file)}});
    if (photo.origin.multipleFrames)
        reporter.warning({TINTYPE_NOOP("core", "%1 has several frames: the first one is used."), {displayName(file)}});
    return photo;
}

image::Mask openMask(const std::filesystem::path& file, Size photo) {
    if (file.empty()) return {};
    return image::maskFromImage(image::read(file), photo);
}

void savePicture(const edits::Output& output, const std::filesystem::path& target, image::WriteOptions options) {
    if (options.metadata == image::Metadata::All) {
        options.recipe = output.recipe;
        options.parameters = edits::parametersLine(output.recipe);
    }
    image::write(target, output.picture, options);
}

}  // namespace tintype::cli
