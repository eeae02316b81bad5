#include "core/memory/clip_streaming.h"

#include <algorithm>
#include <map>
#include <string>

#include "core/memory/network_work.h"

namespace tintype::memory {

namespace {

// The layer a tensor comes and goes with; empty: it stays. Layers in space and over time go together, as in
// networks::unetI2vgen.
std::string layerOf(const std::string& name) {
    constexpr const char* kLayers[][2] = {{"layers.", "layers."},           {"temp_convs.", "resnets."}, {"temp_attentions.", "attentions."},
                                          {"resnets.", "resnets."},         {"attentions.", "attentions."}, {"downsamplers.", "downsamplers."},
                                          {"upsamplers.", "upsamplers."}};
    for (const auto& [word, group] : kLayers) {
        const std::size_t at = name.find(word);
        if (at == std::string::npos) continue;
        const std::size_t number = at + std::string(word).size();
        return name.substr(0, at) + group + name.substr(number, name.find('.', number) - number);
    }
    return name.starts_with("transformer_in.") ? "transformer_in" : std::string();
}

// Of the weights: those that stay, and the largest layer, with the bytes of the file it is made of.
double atWork(const Shapes& shapes, const Numbers& numbers) {
    std::map<std::string, Shapes> layers;
    for (const auto& [name, sizes] : shapes) layers[layerOf(name)][name] = sizes;
    double largest = 0.0;
    for (const auto& [layer, parts] : layers)
        if (!layer.empty()) largest = std::max(largest, weightBytes(parts, numbers));
    return weightBytes(layers[""], numbers) + 2 * largest;
}

}  // namespace

double paintNeed(const ClipShapes& shapes, const Numbers& numbers, Size size, int frames) {
    const double one = decodeWork(shapes.autoencoder, numbers, gridOf(size), frames == 0 ? Pictures::Strips : Pictures::Whole);
    return weightBytes(shapes.autoencoder, numbers) + std::max(1, frames) * one;
}

double streamedClipNeed(const ClipShapes& shapes, const Numbers& numbers, Size size, int frames) {
    Grid latents = gridOf(size, shapes.sides);
    latents.samples = frames;
    const double text = atWork(shapes.text, numbers) + textWork(shapes.text, numbers);
    const double vision = atWork(shapes.vision, numbers) + textWork(shapes.vision, numbers);
    const double read = weightBytes(shapes.autoencoder, numbers) + encodeWork(shapes.autoencoder, numbers, gridOf(size), Pictures::Strips);
    const double move = atWork(shapes.unet, numbers) + clipUnetWork(shapes.unet, numbers, latents);
    return std::max({text, vision, read, move, paintNeed(shapes, numbers, size, 0)});
}

}  // namespace tintype::memory
