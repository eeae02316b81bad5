#include "core/networks/unet_2d.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

class Unet {
public:
    Unet(const Weights& w, const UnetConfig& config, at::Tensor embedding, at::Tensor context, const nn::MemoryPlan& plan)
        : m_w(w), m_config(config), m_plan(plan), m_embedding(std::move(embedding)), m_context(std::move(context)) {}

    at::Tensor run(const at::Tensor& x) {
        at::Tensor h = nn::conv(m_w["conv_in"], x, 1, 1);
        m_skips.push_back(h);
        std::size_t levels = 0;
        for (; m_w["down_blocks"][levels].has("resnets.0.norm1.weight"); ++levels) h = down(m_w["down_blocks"][levels], h, heads(levels));
        if (m_w["mid_block"]["resnets"][0].has("norm1.weight")) h = middle(m_w["mid_block"], h, heads(levels - 1));
        for (std::size_t i = 0; i < levels; ++i) h = up(m_w["up_blocks"][i], h, heads(levels - 1 - i));
        return nn::normSiluConv({m_w["conv_norm_out"], m_w["conv_out"], m_config.groups, m_config.eps}, h);
    }

private:
    int heads(std::size_t level) const { return m_config.heads[std::min(level, m_config.heads.size() - 1)]; }

    at::Tensor layer(const Weights& block, std::size_t i, const at::Tensor& x, int heads) const {
        const at::Tensor h = nn::resnetBlock(block["resnets"][i], x, m_embedding, m_config.groups, m_config.eps);
        const Weights attention = block["attentions"][i];
        return attention.has("norm.weight") ? nn::spatialTransformer(attention, h, m_context, heads, m_config.groups, m_plan) : h;
    }
    at::Tensor down(const Weights& block, at::Tensor h, int heads) {
        for (std::size_t i = 0; block["resnets"][i].has("norm1.weight"); ++i) {
            h = layer(block, i, h, heads);
            m_skips.push_back(h);
        }
        if (block["downsamplers"][0].has("conv.weight")) {
            h = nn::conv(block["downsamplers"][0]["conv"], h, 2, 1);
            m_skips.push_back(h);
        }
        return h;
    }
    at::Tensor middle(const Weights& block, at::Tensor h, int heads) const {
        h = layer(block, 0, h, heads);
        for (std::size_t i = 1; block["resnets"][i].has("norm1.weight"); ++i)
            h = nn::resnetBlock(block["resnets"][i], h, m_embedding, m_config.groups, m_config.eps);
        return h;
    }
    at::Tensor up(const Weights& block, at::Tensor h, int heads) {
        for (std::size_t i = 0; block["resnets"][i].has("norm1.weight"); ++i) {
            h = at::cat({h, m_skips.back()}, 1);
            m_skips.pop_back();
            h = layer(block, i, h, heads);
        }
        if (!block["upsamplers"][0].has("conv.weight")) return h;
        // The next skip's own size: sides that are not divisible were rounded up on the way down.
        return nn::upsample(block["upsamplers"][0], h, m_skips.back().sizes().slice(2));
    }

    const Weights& m_w;
    const UnetConfig& m_config;
    const nn::MemoryPlan& m_plan;
    at::Tensor m_embedding;
    at::Tensor m_context;
    std::vector<at::Tensor> m_skips;
};

}  // namespace

UnetConfig unetConfig(const checkpoint::ModelConfig& config) {
    // Kinds of U-Net that share the class but compute something else.
    for (const char* key : {"class_embed_type", "addition_embed_type", "encoder_hid_dim_type", "time_cond_proj_dim", "conv_in_kernel",
                            "num_class_embeds", "timestep_post_act", "time_embedding_act_fn"})
        if (config.has(key) && !(std::string(key) == "conv_in_kernel" && config.integer(key, 3) == 3)) config.unsupported(key);
    if (config.text("act_fn", "silu") != "silu") config.unsupported("act_fn");
    if (config.text("resnet_time_scale_shift", "default") != "default") config.unsupported("resnet_time_scale_shift");
    if (config.text("time_embedding_type", "positional") != "positional") config.unsupported("time_embedding_type");
    if (config.flag("dual_cross_attention", false)) config.unsupported("dual_cross_attention");
    if (config.flag("only_cross_attention", false)) config.unsupported("only_cross_attention");
    if (config.flag("resnet_skip_time_act", false)) config.unsupported("resnet_skip_time_act");
    for (const char* key : {"mid_block_scale_factor", "resnet_out_scale_factor", "downsample_padding"})
        if (config.number(key, 1.0) != 1.0) config.unsupported(key);
    const auto widths = config.integers("block_out_channels", {320, 640, 1280, 1280});
    if (widths.empty()) config.unsupported("block_out_channels");

    UnetConfig result;
    // By an old mistake of the format, attention_head_dim is the number of heads.
    const char* headsKey = config.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    auto heads = config.integers(headsKey, {8});
    if (heads.size() == 1) heads.resize(widths.size(), heads[0]);
    if (heads.size() != widths.size()) config.unsupported(headsKey);
    result.heads.clear();
    for (const std::int64_t count : heads) {
        if (count < 1 || count > 4096) config.unsupported(headsKey);
        result.heads.push_back(static_cast<int>(count));
    }
    result.groups = static_cast<int>(config.integer("norm_num_groups", 32));
    if (result.groups < 1) config.unsupported("norm_num_groups");
    result.eps = config.number("norm_eps", 1e-5);
    result.time.channels = static_cast<int>(widths[0]);
    result.time.cosineFirst = config.flag("flip_sin_to_cos", true);
    result.time.frequencyShift = config.number("freq_shift", 0.0);
    result.centreInput = config.flag("center_input_sample", false);
    return result;
}

at::Tensor unet2d(const Weights& w, const UnetConfig& config, const at::Tensor& x, const at::Tensor& t, const at::Tensor& context,
                  const nn::MemoryPlan& plan) {
    const at::Tensor input = nn::asInput(w, config.centreInput ? 2.0 * x - 1.0 : x);
    const at::Tensor sines = nn::timestepEmbedding(t.expand({x.size(0)}), config.time).to(input.options());
    const Weights time = w["time_embedding"];
    const at::Tensor embedding = nn::linear(time["linear_2"], at::silu(nn::linear(time["linear_1"], sines)));
    return Unet(w, config, embedding, context.to(input.options()), plan).run(input).to(x.scalar_type());
}

}  // namespace tintype::networks
