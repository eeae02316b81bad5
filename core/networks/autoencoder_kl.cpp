#include "core/networks/autoencoder_kl.h"

#include <array>
#include <utility>

#include "core/networks/autoencoder_layers.h"
#include "core/nn/attention.h"
#include "core/nn/blocks.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;
constexpr double kEps = kAutoencoderEps;

at::Tensor resnets(const Weights& w, at::Tensor x, int groups) {
    for (std::size_t i = 0; w["resnets"][i].has("norm1.weight"); ++i) x = nn::resnetBlock(w["resnets"][i], x, {}, groups, kEps);
    return x;
}

// One head over all channels; the group norm is inside, the residual outside.
at::Tensor middleAttention(const Weights& w, const at::Tensor& x, int groups) {
    const at::Tensor tokens = nn::tokensOf(nn::groupNorm(w["group_norm"], x, groups, kEps));
    const at::Tensor mixed = nn::attention(nn::linear(w["to_q"], tokens), nn::linear(w["to_k"], tokens), nn::linear(w["to_v"], tokens), 1);
    return nn::pictureOf(nn::linear(w["to_out"][0], mixed), x).add_(x);
}

}  // namespace

at::Tensor autoencoderMiddle(const Weights& w, const at::Tensor& x, int groups) {
    at::Tensor h = nn::resnetBlock(w["resnets"][0], x, {}, groups, kEps);
    if (w["attentions"][0].has("to_q.weight")) h = middleAttention(w["attentions"][0], h, groups);
    return nn::resnetBlock(w["resnets"][1], h, {}, groups, kEps);
}

LatentDistribution distributionOf(const Weights& w, const at::Tensor& moments, at::ScalarType type) {
    const at::Tensor h = w.has("quant_conv.weight") ? nn::conv(w["quant_conv"], moments) : moments;
    const auto halves = h.to(type).chunk(2, 1);
    return {halves[0], halves[1].clamp(-30.0, 20.0)};
}

namespace {

at::Tensor head(const Weights& w, const at::Tensor& x, int groups) {
    return nn::normSiluConv({w["conv_norm_out"], w["conv_out"], groups, kEps}, x);
}

}  // namespace

AutoencoderConfig autoencoderConfig(const checkpoint::ModelConfig& config) {
    if (config.text("act_fn", "silu") != "silu") config.unsupported("act_fn");
    if (config.number("shift_factor", 0.0) != 0.0) config.unsupported("shift_factor");
    AutoencoderConfig result;
    result.latentChannels = static_cast<int>(config.integer("latent_channels", 4));
    result.groups = static_cast<int>(config.integer("norm_num_groups", 32));
    result.scalingFactor = config.number("scaling_factor", 0.18215);
    if (result.groups < 1) config.unsupported("norm_num_groups");
    if (!(result.scalingFactor > 0.0)) config.unsupported("scaling_factor");
    return result;
}

LatentDistribution encode(const Weights& w, const AutoencoderConfig& config, const at::Tensor& pictures) {
    const Weights encoder = w["encoder"];
    at::Tensor h = nn::conv(encoder["conv_in"], nn::asInput(w, pictures), 1, 1);
    for (std::size_t i = 0; encoder["down_blocks"][i].has("resnets.0.norm1.weight"); ++i) {
        const Weights block = encoder["down_blocks"][i];
        h = resnets(block, h, config.groups);
        // Zeros on the right and below only, then no padding: not the same as padding 1.
        if (block["downsamplers"][0].has("conv.weight"))
            h = nn::convPaddedAfter(block["downsamplers"][0]["conv"], h, 2);
    }
    return distributionOf(w, head(encoder, autoencoderMiddle(encoder["mid_block"], h, config.groups), config.groups), pictures.scalar_type());
}

at::Tensor decode(const Weights& w, const AutoencoderConfig& config, const at::Tensor& latents) {
    const Weights decoder = w["decoder"];
    at::Tensor h = nn::asInput(w, latents);
    if (w.has("post_quant_conv.weight")) h = nn::conv(w["post_quant_conv"], h);
    h = autoencoderMiddle(decoder["mid_block"], nn::conv(decoder["conv_in"], h, 1, 1), config.groups);
    for (std::size_t i = 0; decoder["up_blocks"][i].has("resnets.0.norm1.weight"); ++i) {
        const Weights block = decoder["up_blocks"][i];
        h = resnets(block, h, config.groups);
        if (block["upsamplers"][0].has("conv.weight")) h = nn::upsample(block["upsamplers"][0], h, {h.size(2) * 2, h.size(3) * 2});
    }
    return head(decoder, h, config.groups).to(latents.scalar_type());
}

std::optional<std::string> renameAutoencoderKey(const std::string& name) {
    static constexpr std::array<std::pair<const char*, const char*>, 4> kOld{
        {{".query.", ".to_q."}, {".key.", ".to_k."}, {".value.", ".to_v."}, {".proj_attn.", ".to_out.0."}}};
    if (name.find("mid_block.attentions.") == std::string::npos) return name;
    for (const auto& [before, after] : kOld)
        if (const std::size_t at = name.find(before); at != std::string::npos) {
            std::string result = name;
            return result.replace(at, std::string(before).size(), after);
        }
    return name;
}

}  // namespace tintype::networks
