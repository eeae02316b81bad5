#include "core/memory/instruct_need.h"

#include <algorithm>

#include "core/checkpoint/component_files.h"
#include "core/checkpoint/compvis_keys.h"
#include "core/checkpoint/sharded_index.h"
#include "core/memory/network_work.h"

namespace tintype::memory {

namespace {

namespace fs = std::filesystem;
using checkpoint::CompVisPart;

checkpoint::Shapes shapesIn(const fs::path& folder) {
    return checkpoint::shapesOf(checkpoint::readTensorFiles(checkpoint::componentFile(folder, checkpoint::WantedVariant::Plain).file));
}

}  // namespace

InstructShapes readInstructShapes(const fs::path& model) {
    InstructShapes result;
    std::error_code error;
    if (fs::is_directory(model, error)) {
        result.text = shapesIn(model / "text_encoder");
        result.autoencoder = shapesIn(model / "vae");
        result.unet = shapesIn(model / "unet");
    } else {
        const checkpoint::TensorFile file = checkpoint::readTensorFile(checkpoint::MappedFile::open(model));
        const auto part = [&](CompVisPart which) { return checkpoint::shapesOf({checkpoint::compVisPart(file, which)}); };
        result.text = part(CompVisPart::TextEncoder);
        result.autoencoder = part(CompVisPart::Autoencoder);
        result.unet = part(CompVisPart::Unet);
    }
    result.sides = shrinkOf(result.autoencoder);
    result.smooth = result.sides * levelsOf(result.unet);
    return result;
}

double instructNeed(const InstructShapes& shapes, const Numbers& numbers, const InstructWork& work, const Plan& plan) {
    const Grid pixels = gridOf(work.size);
    const double unet = weightBytes(shapes.unet, numbers);
    const double text = weightBytes(shapes.text, numbers) + textWork(shapes.text, numbers);
    const double read = weightBytes(shapes.autoencoder, numbers, {"encoder.", "quant_conv."}) + encodeWork(shapes.autoencoder, numbers, pixels, plan.pictures);
    const double edit = unet + unetWork(shapes.unet, numbers, gridOf(work.size, shapes.sides));
    const double idle = plan.idle == Idle::Kept ? unet : 0.0;
    const double paint = idle + weightBytes(shapes.autoencoder, numbers, {"decoder.", "post_quant_conv."}) +
                         decodeWork(shapes.autoencoder, numbers, pixels, plan.pictures);
    return work.pictures + std::max({text, read, edit, paint, idle + work.finish});
}

}  // namespace tintype::memory
