#include "core/networks/declared_shapes.h"

#include "core/checkpoint/refuse.h"
#include "core/networks/declared_layers.h"

namespace tintype::networks {

namespace {

using checkpoint::ModelConfig;

struct UnetPlan {
    std::vector<std::int64_t> widths;
    std::vector<std::int64_t> layers;
    std::vector<std::int64_t> context;
    std::vector<std::int64_t> blocks;
    std::vector<bool> down;
    std::vector<bool> up;
    std::int64_t embedding = 0;
};

void unetDown(Declared& d, const UnetPlan& plan) {
    std::int64_t in = plan.widths[0];
    for (std::size_t i = 0; i < plan.widths.size(); ++i) {
        const std::string name = "down_blocks." + std::to_string(i);
        const std::int64_t out = plan.widths[i];
        for (std::int64_t j = 0; j < plan.layers[i]; ++j) {
            d.resnet(name + ".resnets." + std::to_string(j), out, j == 0 ? in : out, plan.embedding);
            if (plan.down[i]) d.transformer(name + ".attentions." + std::to_string(j), {out, out, plan.context[i], plan.blocks[i]});
        }
        if (i + 1 < plan.widths.size()) d.conv(name + ".downsamplers.0.conv", out, out, 3);
        in = out;
    }
}

void unetUp(Declared& d, const UnetPlan& plan) {
    const std::size_t levels = plan.widths.size();
    std::int64_t before = plan.widths.back();
    for (std::size_t i = 0; i < levels; ++i) {
        const std::size_t level = levels - 1 - i;
        const std::string name = "up_blocks." + std::to_string(i);
        const std::int64_t out = plan.widths[level];
        const std::int64_t lower = plan.widths[level == 0 ? 0 : level - 1];
        for (std::int64_t j = 0; j <= plan.layers[level]; ++j) {
            const std::int64_t skip = j == plan.layers[level] ? lower : out;
            d.resnet(name + ".resnets." + std::to_string(j), out, (j == 0 ? before : out) + skip, plan.embedding);
            if (plan.up[i]) d.transformer(name + ".attentions." + std::to_string(j), {out, out, plan.context[level], plan.blocks[level]});
        }
        if (i + 1 < levels) d.conv(name + ".upsamplers.0.conv", out, out, 3);
        before = out;
    }
}

void autoencoderMiddle(Declared& d, const std::string& name, std::int64_t width, bool attention) {
    d.resnet(name + ".resnets.0", width, width, 0);
    d.resnet(name + ".resnets.1", width, width, 0);
    if (!attention) return;
    d.norm(name + ".attentions.0.group_norm", width);
    for (const char* each : {".to_q", ".to_k", ".to_v", ".to_out.0"}) d.linear(name + ".attentions.0" + each, width, width);
}

void clipLayers(Declared& d, const std::string& prefix, std::int64_t layers, std::int64_t hidden, std::int64_t inner) {
    for (std::int64_t i = 0; i < layers; ++i) {
        const std::string layer = prefix + std::to_string(i);
        d.norm(layer + ".layer_norm1", hidden);
        d.norm(layer + ".layer_norm2", hidden);
        for (const char* each : {".q_proj", ".k_proj", ".v_proj", ".out_proj"}) d.linear(layer + ".self_attn" + each, hidden, hidden);
        d.linear(layer + ".mlp.fc1", inner, hidden);
        d.linear(layer + ".mlp.fc2", hidden, inner);
    }
}

std::string text(const std::vector<std::int64_t>& sizes) {
    std::string result = "[";
    for (std::size_t i = 0; i < sizes.size(); ++i) result += (i ? ", " : "") + std::to_string(sizes[i]);
    return result + "]";
}

std::vector<std::int64_t> withoutTrailingOnes(std::vector<std::int64_t> sizes) {
    while (sizes.size() > 2 && sizes.back() == 1) sizes.pop_back();
    return sizes;
}

}  // namespace

Shapes unetShapes(const ModelConfig& config) {
    UnetPlan plan;
    plan.widths = widthsOf(config, {320, 640, 1280, 1280});
    const std::size_t levels = plan.widths.size();
    plan.layers = eachLevel(config, "layers_per_block", {2}, levels, kMostLayers);
    plan.context = eachLevel(config, "cross_attention_dim", {1280}, levels, kWidest);
    plan.blocks = eachLevel(config, "transformer_layers_per_block", {1}, levels, kMostLayers);
    plan.down = attends(config, "down_block_types", {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"}, levels,
                        "DownBlock2D", "CrossAttnDownBlock2D");
    plan.up = attends(config, "up_block_types", {"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"}, levels, "UpBlock2D",
                      "CrossAttnUpBlock2D");
    const std::int64_t width = plan.widths[0];
    plan.embedding = within(config, "time_embedding_dim", 4 * width, kWidest);
    Declared d;
    d.conv("conv_in", width, within(config, "in_channels", 4, kWidest), 3);
    d.linear("time_embedding.linear_1", plan.embedding, width);
    d.linear("time_embedding.linear_2", plan.embedding, plan.embedding);
    unetDown(d, plan);
    if (config.text("mid_block_type", "UNetMidBlock2DCrossAttn") != "UNetMidBlock2DCrossAttn") config.unsupported("mid_block_type");
    const std::int64_t middle = plan.widths.back();
    d.resnet("mid_block.resnets.0", middle, middle, plan.embedding);
    d.resnet("mid_block.resnets.1", middle, middle, plan.embedding);
    d.transformer("mid_block.attentions.0", {middle, middle, plan.context.back(), plan.blocks.back()});
    unetUp(d, plan);
    d.norm("conv_norm_out", width);
    d.conv("conv_out", within(config, "out_channels", 4, kWidest), width, 3);
    return d.shapes;
}

Shapes autoencoderShapes(const ModelConfig& config) {
    const auto widths = widthsOf(config, {64});
    const std::size_t levels = widths.size();
    const std::int64_t layers = within(config, "layers_per_block", 1, kMostLayers);
    const std::int64_t latent = within(config, "latent_channels", 4, kWidest);
    const std::int64_t pixels = within(config, "in_channels", 3, kWidest);
    const bool attention = config.flag("mid_block_add_attention", true);
    attends(config, "down_block_types", {"DownEncoderBlock2D"}, levels, "DownEncoderBlock2D", "DownEncoderBlock2D");
    attends(config, "up_block_types", {"UpDecoderBlock2D"}, levels, "UpDecoderBlock2D", "UpDecoderBlock2D");
    Declared d;
    d.conv("encoder.conv_in", widths[0], pixels, 3);
    d.conv("decoder.conv_in", widths.back(), latent, 3);
    std::int64_t in = widths[0];
    std::int64_t back = widths.back();
    for (std::size_t i = 0; i < levels; ++i) {
        const std::string down = "encoder.down_blocks." + std::to_string(i);
        const std::string up = "decoder.up_blocks." + std::to_string(i);
        const std::int64_t out = widths[i];
        const std::int64_t upOut = widths[levels - 1 - i];
        for (std::int64_t j = 0; j < layers; ++j) d.resnet(down + ".resnets." + std::to_string(j), out, j == 0 ? in : out, 0);
        for (std::int64_t j = 0; j <= layers; ++j) d.resnet(up + ".resnets." + std::to_string(j), upOut, j == 0 ? back : upOut, 0);
        if (i + 1 < levels) {
            d.conv(down + ".downsamplers.0.conv", out, out, 3);
            d.conv(up + ".upsamplers.0.conv", upOut, upOut, 3);
        }
        in = out;
        back = upOut;
    }
    autoencoderMiddle(d, "encoder.mid_block", widths.back(), attention);
    autoencoderMiddle(d, "decoder.mid_block", widths.back(), attention);
    d.norm("encoder.conv_norm_out", widths.back());
    d.conv("encoder.conv_out", 2 * latent, widths.back(), 3);
    d.norm("decoder.conv_norm_out", widths[0]);
    d.conv("decoder.conv_out", within(config, "out_channels", 3, kWidest), widths[0], 3);
    if (config.flag("use_quant_conv", true)) d.conv("quant_conv", 2 * latent, 2 * latent, 1);
    if (config.flag("use_post_quant_conv", true)) d.conv("post_quant_conv", latent, latent, 1);
    return d.shapes;
}

Shapes clipTextShapes(const ModelConfig& config) {
    const std::int64_t hidden = within(config, "hidden_size", 512, kWidest);
    const std::int64_t inner = within(config, "intermediate_size", 2048, kWidest);
    const std::int64_t layers = within(config, "num_hidden_layers", 12, kMostLayers);
    Declared d;
    d.shapes["embeddings.token_embedding.weight"] = {within(config, "vocab_size", 49408, 1 << 24), hidden};
    d.shapes["embeddings.position_embedding.weight"] = {within(config, "max_position_embeddings", 77, kWidest), hidden};
    clipLayers(d, "encoder.layers.", layers, hidden, inner);
    d.norm("final_layer_norm", hidden);
    return d.shapes;
}

Shapes clipVisionShapes(const ModelConfig& config) {
    const std::int64_t hidden = within(config, "hidden_size", 768, kWidest);
    const std::int64_t patch = within(config, "patch_size", 32, 4096);
    const std::int64_t perSide = within(config, "image_size", 224, 4096) / patch;
    if (config.integer("num_channels", 3) != 3) config.unsupported("num_channels");
    Declared d;
    d.shapes["vision_model.embeddings.class_embedding"] = {hidden};
    d.shapes["vision_model.embeddings.patch_embedding.weight"] = {hidden, 3, patch, patch};
    d.shapes["vision_model.embeddings.position_embedding.weight"] = {perSide * perSide + 1, hidden};
    d.norm("vision_model.pre_layrnorm", hidden);  // sic
    clipLayers(d, "vision_model.encoder.layers.", within(config, "num_hidden_layers", 12, kMostLayers), hidden,
               within(config, "intermediate_size", 3072, kWidest));
    d.norm("vision_model.post_layernorm", hidden);
    d.shapes["visual_projection.weight"] = {within(config, "projection_dim", 512, kWidest), hidden};
    return d.shapes;
}

void requireShapes(const checkpoint::Checkpoint& checkpoint, const Shapes& shapes) {
    for (const auto& [name, expected] : shapes) {
        if (!checkpoint.has(name))
            checkpoint::refuse(checkpoint.path(), TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\" that its config.json promises."), {name});
        const auto found = checkpoint.sizes(name);
        if (withoutTrailingOnes(found) == withoutTrailingOnes(expected)) continue;
        checkpoint::refuse(checkpoint.path(), TINTYPE_NOOP("core", "%1: the tensor \"%2\" should have the shape %3, but has %4."),
                           {name, text(expected), text(found)});
    }
}

}  // namespace tintype::networks
