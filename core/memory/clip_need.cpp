#include "core/memory/clip_need.h"

#include <algorithm>

#include "core/checkpoint/component_files.h"
#include "core/checkpoint/sharded_index.h"
#include "core/memory/budget.h"
#include "core/memory/network_work.h"

namespace tintype::memory {

namespace {

checkpoint::Shapes shapesIn(const std::filesystem::path& folder) {
    return checkpoint::shapesOf(checkpoint::readTensorFiles(checkpoint::componentFile(folder, checkpoint::WantedVariant::Half).file));
}

double networksNeed(const ClipShapes& shapes, const Numbers& numbers, const ClipWork& work, Pictures pictures) {
    const Grid picture = gridOf(work.size);
    Grid latents = gridOf(work.size, shapes.sides);
    latents.samples = work.frames;
    const double autoencoder = weightBytes(shapes.autoencoder, numbers);
    const double text = weightBytes(shapes.text, numbers) + textWork(shapes.text, numbers);
    const double vision = weightBytes(shapes.vision, numbers) + textWork(shapes.vision, numbers);
    const double read = autoencoder + encodeWork(shapes.autoencoder, numbers, picture, pictures);
    // Measured: what the library keeps of its own between the layers in half precision.
    const double arranged = numbers.half() ? 64e6 : 0.0;
    const double move = weightBytes(shapes.unet, numbers) + arranged + clipUnetWork(shapes.unet, numbers, latents);
    const double paint = autoencoder + decodeWork(shapes.autoencoder, numbers, picture, pictures);
    return std::max({text, vision, read, move, paint});
}

}  // namespace

ClipShapes readClipShapes(const std::filesystem::path& folder) {
    ClipShapes result{shapesIn(folder / "text_encoder"), shapesIn(folder / "image_encoder"), shapesIn(folder / "vae"), shapesIn(folder / "unet"), 8, 64};
    result.sides = shrinkOf(result.autoencoder);
    result.smooth = result.sides * levelsOf(result.unet);
    return result;
}

ClipPlan clipPlan(const ClipShapes& shapes, const Numbers& numbers, const ClipWork& work, std::uint64_t budget) {
    constexpr double kEncoder = 270.0;  // for each pixel of a clip: x264 looks 40 frames ahead
    const double around = 2 * work.photo + kEncoder * static_cast<double>(work.size.area());
    const double whole = around + networksNeed(shapes, numbers, work, Pictures::Whole);
    if (budget == 0 || kNetworksBytes + whole <= static_cast<double>(budget)) return {whole, Pictures::Whole};
    return {around + networksNeed(shapes, numbers, work, Pictures::Strips), Pictures::Strips};
}

}  // namespace tintype::memory
