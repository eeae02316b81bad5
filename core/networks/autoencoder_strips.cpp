// The autoencoder on pictures too large to be computed at once. A level is stored where it begins; what is between is
// computed in strips, each as often as a group norm needs its statistics.
#include "core/networks/autoencoder_layers.h"
#include "core/networks/picture_rows.h"
#include "core/nn/ops.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;

// All resnets of a level, the first from `source`, the others in place.
at::Tensor resnets(const Weights& block, const PictureRows& source, const NormShape& norm, std::int64_t strip) {
    at::Tensor x = gathered(resnetRows(block["resnets"][0], source, norm, strip), strip);
    for (std::size_t i = 1; block["resnets"][i].has("norm1.weight"); ++i)
        replaceBy(x, resnetRows(block["resnets"][i], storedRows(x), norm, strip), strip);
    return x;
}

at::Tensor head(const Weights& w, const at::Tensor& x, const NormShape& norm, std::int64_t strip) {
    return gathered(convolvedRows(w["conv_out"], normedRows(w["conv_norm_out"], storedRows(x), norm, strip)), strip);
}

// The widest a level gets: where its first resnet still has the channels of the level before.
std::int64_t stripOf(const PictureRows& source, const Weights& block, const at::Tensor& like, std::uint64_t stripBytes) {
    PictureRows widest = source;
    widest.channels = std::max(source.channels, block["resnets"][0].tensor("norm2.weight").size(0));
    return stripRows(widest, like, stripBytes);
}

}  // namespace

LatentDistribution encodeInStrips(const Weights& w, const AutoencoderConfig& config, const at::Tensor& picture, std::uint64_t stripBytes) {
    const Weights encoder = w["encoder"];
    const NormShape norm{config.groups, kAutoencoderEps};
    const at::Tensor input = nn::asInput(w, picture);
    PictureRows source = convolvedRows(encoder["conv_in"], storedRows(input));
    at::Tensor h;
    for (std::size_t i = 0; encoder["down_blocks"][i].has("resnets.0.norm1.weight"); ++i) {
        const Weights block = encoder["down_blocks"][i];
        const std::int64_t strip = stripOf(source, block, input, stripBytes);
        h = resnets(block, source, norm, strip);
        if (block["downsamplers"][0].has("conv.weight")) h = gathered(shrunkRows(block["downsamplers"][0]["conv"], storedRows(h)), strip);
        source = storedRows(h);
    }
    h = autoencoderMiddle(encoder["mid_block"], h, config.groups);
    return distributionOf(w, head(encoder, h, norm, stripRows(storedRows(h), input, stripBytes)), picture.scalar_type());
}

at::Tensor decodeInStrips(const Weights& w, const AutoencoderConfig& config, const at::Tensor& latents, std::uint64_t stripBytes) {
    const Weights decoder = w["decoder"];
    const NormShape norm{config.groups, kAutoencoderEps};
    at::Tensor h = nn::asInput(w, latents);
    if (w.has("post_quant_conv.weight")) h = nn::conv(w["post_quant_conv"], h);
    h = autoencoderMiddle(decoder["mid_block"], nn::conv(decoder["conv_in"], h, 1, 1), config.groups);
    PictureRows source = storedRows(h);
    std::int64_t strip = 0;
    for (std::size_t i = 0; decoder["up_blocks"][i].has("resnets.0.norm1.weight"); ++i) {
        const Weights block = decoder["up_blocks"][i];
        strip = stripOf(source, block, h, stripBytes);
        h = resnets(block, source, norm, strip);
        const Weights up = block["upsamplers"][0];
        source = up.has("conv.weight") ? enlargedRows(up["conv"], storedRows(h)) : storedRows(h);
    }
    if (source.rows != h.size(2)) h = gathered(source, strip);
    return head(decoder, h, norm, strip).to(latents.scalar_type());
}

}  // namespace tintype::networks
