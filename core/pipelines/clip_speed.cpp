// How fast a clip's steps will come, from a short measurement.
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>

#include "core/memory/clip_time.h"
#include "core/pipelines/i2vgen_model.h"
#include "core/pipelines/i2vgen_xl.h"

namespace tintype::pipelines {

namespace {

constexpr int kSide = 32;    // latents, as of a clip of 256x256
constexpr int kFrames = 4;
constexpr int kRounds = 3;

}  // namespace

double measureClipSpeed(const std::filesystem::path& model, const Compute& compute) {
    const at::NoGradGuard noGradients;
    const checkpoint::Placement placement = i2vgenPlacement(compute);
    const I2vgenModel opened = openI2vgenModel(model, i2vgenVariant(placement));
    const auto w = checkpoint::Weights::streamed(opened.unet, placement);
    const std::int64_t channels = opened.unet.sizes("conv_in.weight").at(0), width = opened.unet.sizes("context_embedding.0.weight").at(1);
    const auto options = at::TensorOptions().dtype(placement.type).device(placement.device);
    networks::ClipConditions conditions;
    conditions.rate = networks::i2vgenRate(w, opened.unetConfig, 8.0);
    conditions.context = at::ones({1, 145, width}, options);
    const auto run = [&](int frames) {
        const at::Tensor x = at::ones({frames, channels, kSide, kSide}, options).contiguous(
            placement.layout == checkpoint::Layout::Plain ? at::MemoryFormat::Contiguous : at::MemoryFormat::ChannelsLast);
        const auto start = std::chrono::steady_clock::now();
        // Waits for the device.
        networks::i2vgenLayer(w, opened.unetConfig, x, conditions).flatten()[0].to(at::kFloat).item<float>();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    checkpoint::Shapes shapes;
    for (const std::string& name : opened.unet.names()) shapes[name] = opened.unet.sizes(name);
    run(1);
    // The difference, because each run reads the layers from the file; the best of some, because other programs run too.
    double little = run(1), much = run(1 + kFrames);
    for (int i = 1; i < kRounds; ++i) {
        little = std::min(little, run(1));
        much = std::min(much, run(1 + kFrames));
    }
    return memory::clipLayerWork(shapes, {kSide, kSide, kFrames}) / (much > little ? much - little : much);
}

}  // namespace tintype::pipelines
