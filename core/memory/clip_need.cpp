#include "core/memory/clip_need.h"

#include <algorithm>

#include "core/checkpoint/component_files.h"
#include "core/checkpoint/sharded_index.h"
#include "core/memory/network_work.h"

namespace tintype::memory {

namespace {

checkpoint::Shapes shapesIn(const std::filesystem::path& folder) {
    return checkpoint::shapesOf(checkpoint::readTensorFiles(checkpoint::componentFile(folder, checkpoint::WantedVariant::Half).file));
}

}  // namespace

ClipShapes readClipShapes(const std::filesystem::path& folder) {
    ClipShapes result{shapesIn(folder / "text_encoder"), shapesIn(folder / "image_encoder"), shapesIn(folder / "vae"), shapesIn(folder / "unet"), 8, 64};
    result.sides = shrinkOf(result.autoencoder);
    result.smooth = result.sides * levelsOf(result.unet);
    return result;
}

double clipNeed(const ClipShapes& shapes, const Numbers& numbers, Size size, int frames) {
    const Grid picture = gridOf(size);
    Grid latents = gridOf(size, shapes.sides);
    latents.samples = frames;
    const double autoencoder = weightBytes(shapes.autoencoder, numbers);
    const double text = weightBytes(shapes.text, numbers) + textWork(shapes.text, numbers);
    const double vision = weightBytes(shapes.vision, numbers) + textWork(shapes.vision, numbers);
    const double read = autoencoder + encodeWork(shapes.autoencoder, numbers, picture, Pictures::Whole);
    const double move = weightBytes(shapes.unet, numbers) + clipUnetWork(shapes.unet, numbers, latents);
    const double paint = autoencoder + decodeWork(shapes.autoencoder, numbers, picture, Pictures::Whole);
    return std::max({text, vision, read, move, paint});
}

}  // namespace tintype::memory
