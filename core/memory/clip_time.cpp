#include "core/memory/clip_time.h"

#include <algorithm>
#include <string_view>

#include "core/memory/network_work.h"

namespace tintype::memory {

namespace {

constexpr double kContext = 145;  // tokens: words, the photo, its meaning

// The number behind `prefix` in a tensor's name; -1: the name begins otherwise.
int numberAfter(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix)) return -1;
    int number = 0;
    std::size_t at = prefix.size();
    for (; at < name.size() && name[at] >= '0' && name[at] <= '9'; ++at) number = std::min(10 * number + name[at] - '0', 100);
    return at > prefix.size() ? number : -1;
}

bool has(std::string_view name, std::string_view part) { return name.find(part) != std::string_view::npos; }

int levelsIn(const Shapes& shapes, const char* prefix) {
    int levels = 0;
    for (const auto& [name, sizes] : shapes) levels = std::max(levels, numberAfter(name, prefix) + 1);
    return levels;
}

// How often the sides are halved where this tensor is used.
int clipLevel(std::string_view name, int levels) {
    if (name.starts_with("mid_block.")) return levels - 1;
    if (const int block = numberAfter(name, "down_blocks."); block >= 0) return has(name, "downsamplers") ? block + 1 : block;
    const int block = numberAfter(name, "up_blocks.");
    if (block < 0) return 0;
    const int level = levels - 1 - block;
    return has(name, "upsamplers") ? level - 1 : level;
}

double halved(double pixels, int level) {
    for (; level > 0; --level) pixels /= 4;
    for (; level < 0; ++level) pixels *= 4;
    return pixels;
}

struct Layer {
    double pixels;  // of a frame, at this tensor's level
    double frames;
};

// Products of a weight with what it is used on, and for an attention's first weight those of the queries with the keys.
double tensorWork(std::string_view name, const std::vector<std::int64_t>& sizes, const Layer& at) {
    if (sizes.size() < 2 || !name.ends_with(".weight")) return 0.0;
    double count = 2.0;
    for (const std::int64_t size : sizes) count *= static_cast<double>(size);
    const bool overTime = has(name, "temp_attentions") || name.starts_with("transformer_in.");
    const bool toContext = has(name, "attn2.") && !overTime;
    if (toContext && (has(name, "to_k") || has(name, "to_v"))) return count * kContext * at.frames;
    double work = count * at.pixels * at.frames;
    if (has(name, "to_q.")) {
        const double keys = overTime ? at.frames : toContext ? kContext : at.pixels;
        work += 4.0 * at.pixels * at.frames * keys * static_cast<double>(sizes[0]);
    }
    return work;
}

// What is computed once a clip or once a step, on no picture.
bool isAside(std::string_view name) {
    return name.starts_with("time_embedding") || name.starts_with("fps_embedding") || name.starts_with("context_embedding") ||
           name.starts_with("image_latents") || has(name, "time_emb_proj");
}

double stepWork(const Shapes& unet, const Grid& latents) {
    const int levels = levelsIn(unet, "down_blocks.");
    double sum = 0.0;
    for (const auto& [name, sizes] : unet)
        if (!isAside(name))
            sum += tensorWork(name, sizes, {halved(static_cast<double>(latents.rows * latents.columns), clipLevel(name, levels)), static_cast<double>(latents.samples)});
    return sum;
}

// side: "encoder" or "decoder". The decoder's blocks grow from the latents', the encoder's shrink from the picture's size.
double autoencoderWork(const Shapes& shapes, std::string_view side, double pixels, double latents) {
    const std::string down = std::string(side) + ".down_blocks.", up = std::string(side) + ".up_blocks.";
    double sum = 0.0;
    for (const auto& [name, sizes] : shapes) {
        if (!name.starts_with(side)) continue;
        double at = has(name, "mid_block") ? latents : side == "encoder" ? (has(name, "conv_out") ? latents : pixels) : (has(name, "conv_in") ? latents : pixels);
        if (const int block = numberAfter(name, down); block >= 0) at = halved(pixels, has(name, "downsamplers") ? block + 1 : block);
        if (const int block = numberAfter(name, up); block >= 0) at = std::min(pixels, halved(latents, has(name, "upsamplers") ? -block - 1 : -block));
        sum += tensorWork(name, sizes, {at, 1.0});
    }
    return sum;
}

}  // namespace

ClipOperations clipOperations(const ClipShapes& shapes, Size size, int frames) {
    Grid latents = gridOf(size, shapes.sides);
    latents.samples = frames;
    const double pixels = static_cast<double>(size.area());
    const double small = static_cast<double>(latents.rows * latents.columns);
    return {stepWork(shapes.unet, latents), autoencoderWork(shapes.autoencoder, "encoder", pixels, small),
            autoencoderWork(shapes.autoencoder, "decoder", pixels, small)};
}

double clipLayerWork(const Shapes& unet, const Grid& latents) {
    double sum = 0.0;
    for (const auto& [name, sizes] : unet)
        for (const char* part : {"resnets.0.", "temp_convs.0.", "attentions.0.", "temp_attentions.0."})
            if (name.starts_with(std::string("down_blocks.0.") + part) && !isAside(name))
                sum += tensorWork(name, sizes, {static_cast<double>(latents.rows * latents.columns), static_cast<double>(latents.samples)});
    return sum;
}

}  // namespace tintype::memory
