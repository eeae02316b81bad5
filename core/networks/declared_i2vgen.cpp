#include "core/networks/declared_layers.h"

namespace tintype::networks {

namespace {

using checkpoint::ModelConfig;

struct Plan {
    std::vector<std::int64_t> widths;
    std::vector<bool> down;
    std::vector<bool> up;
    std::int64_t layers;
    std::int64_t context;
    std::int64_t headSize;
    std::int64_t embedding;
};

void temporalConv(Declared& d, const std::string& name, std::int64_t channels) {
    for (int stage = 1; stage <= 4; ++stage) {
        const std::string part = name + ".conv" + std::to_string(stage);
        const std::string conv = part + (stage == 1 ? ".2" : ".3");  // the later ones have a dropout in between
        d.norm(part + ".0", channels);
        d.shapes[conv + ".weight"] = {channels, channels, 3, 1, 1};
        d.shapes[conv + ".bias"] = {channels};
    }
}

void attentions(Declared& d, const Plan& plan, const std::string& block, std::int64_t index, std::int64_t channels) {
    const std::int64_t inner = channels / plan.headSize * plan.headSize;
    const std::string number = std::to_string(index);
    d.transformer(block + ".attentions." + number, {channels, inner, plan.context});
    d.transformer(block + ".temp_attentions." + number, {channels, inner, inner});
}

void layer(Declared& d, const Plan& plan, const std::string& block, std::int64_t index, std::int64_t out, std::int64_t in) {
    d.resnet(block + ".resnets." + std::to_string(index), out, in, plan.embedding);
    temporalConv(d, block + ".temp_convs." + std::to_string(index), out);
}

void downBlocks(Declared& d, const Plan& plan) {
    std::int64_t in = plan.widths[0];
    for (std::size_t i = 0; i < plan.widths.size(); ++i) {
        const std::string name = "down_blocks." + std::to_string(i);
        const std::int64_t out = plan.widths[i];
        for (std::int64_t j = 0; j < plan.layers; ++j) {
            layer(d, plan, name, j, out, j == 0 ? in : out);
            if (plan.down[i]) attentions(d, plan, name, j, out);
        }
        if (i + 1 < plan.widths.size()) d.conv(name + ".downsamplers.0.conv", out, out, 3);
        in = out;
    }
}

void upBlocks(Declared& d, const Plan& plan) {
    const std::size_t levels = plan.widths.size();
    std::int64_t before = plan.widths.back();
    for (std::size_t i = 0; i < levels; ++i) {
        const std::size_t level = levels - 1 - i;
        const std::string name = "up_blocks." + std::to_string(i);
        const std::int64_t out = plan.widths[level];
        const std::int64_t lower = plan.widths[level == 0 ? 0 : level - 1];
        for (std::int64_t j = 0; j <= plan.layers; ++j) {
            layer(d, plan, name, j, out, (j == 0 ? before : out) + (j == plan.layers ? lower : out));
            if (plan.up[i]) attentions(d, plan, name, j, out);
        }
        if (i + 1 < levels) d.conv(name + ".upsamplers.0.conv", out, out, 3);
        before = out;
    }
}

// What the photo, its latents and the frame rate go through. latents: channels of the latents.
void conditions(Declared& d, const Plan& plan, std::int64_t latents) {
    const std::int64_t width = plan.widths[0];
    d.linear("time_embedding.linear_1", plan.embedding, width);
    d.linear("time_embedding.linear_2", plan.embedding, plan.embedding);
    d.linear("fps_embedding.0", plan.embedding, width);
    d.linear("fps_embedding.2", plan.embedding, plan.embedding);
    d.linear("context_embedding.0", plan.embedding, plan.context);
    d.linear("context_embedding.2", plan.context * latents, plan.embedding);
    d.conv("image_latents_proj_in.0", 4 * latents, latents, 3);
    d.conv("image_latents_proj_in.2", 4 * latents, 4 * latents, 3);
    d.conv("image_latents_proj_in.4", latents, 4 * latents, 3);
    d.conv("image_latents_context_embedding.0", 8 * latents, latents, 3);
    d.conv("image_latents_context_embedding.3", 16 * latents, 8 * latents, 3);
    d.conv("image_latents_context_embedding.5", plan.context, 16 * latents, 3);
    const std::string encoder = "image_latents_temporal_encoder";
    d.norm(encoder + ".norm1", latents);
    d.attention(encoder + ".attn1", latents, 2 * latents, latents);
    d.linear(encoder + ".ff.net.0.proj", 4 * latents, latents);
    d.linear(encoder + ".ff.net.2", latents, 4 * latents);
}

Plan planOf(const ModelConfig& config) {
    Plan plan;
    plan.widths = widthsOf(config, {320, 640, 1280, 1280});
    const std::size_t levels = plan.widths.size();
    plan.down = attends(config, "down_block_types", {"CrossAttnDownBlock3D", "CrossAttnDownBlock3D", "CrossAttnDownBlock3D", "DownBlock3D"}, levels,
                        "DownBlock3D", "CrossAttnDownBlock3D");
    plan.up = attends(config, "up_block_types", {"UpBlock3D", "CrossAttnUpBlock3D", "CrossAttnUpBlock3D", "CrossAttnUpBlock3D"}, levels, "UpBlock3D",
                      "CrossAttnUpBlock3D");
    plan.layers = within(config, "layers_per_block", 2, kMostLayers);
    plan.context = within(config, "cross_attention_dim", 1024, kWidest);
    plan.headSize = within(config, "attention_head_dim", 64, kWidest);
    for (std::size_t i = 0; i < levels; ++i)
        if (plan.widths[i] < plan.headSize && (plan.down[i] || plan.up[levels - 1 - i])) config.unsupported("attention_head_dim");
    if (plan.widths.back() < plan.headSize) config.unsupported("attention_head_dim");
    plan.embedding = 4 * plan.widths[0];
    return plan;
}

}  // namespace

Shapes i2vgenShapes(const ModelConfig& config) {
    const Plan plan = planOf(config);
    const std::int64_t latents = within(config, "in_channels", 4, kWidest);
    const std::int64_t width = plan.widths[0];
    const std::int64_t middle = plan.widths.back();
    Declared d;
    d.conv("conv_in", width, 2 * latents, 3);
    d.transformer("transformer_in", {width, 8 * plan.headSize, 8 * plan.headSize});
    conditions(d, plan, latents);
    downBlocks(d, plan);
    for (std::int64_t j = 0; j < 2; ++j) layer(d, plan, "mid_block", j, middle, middle);
    attentions(d, plan, "mid_block", 0, middle);
    upBlocks(d, plan);
    d.norm("conv_norm_out", width);
    d.conv("conv_out", within(config, "out_channels", 4, kWidest), width, 3);
    return d.shapes;
}

}  // namespace tintype::networks
