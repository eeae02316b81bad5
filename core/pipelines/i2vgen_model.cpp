#include "core/pipelines/i2vgen_model.h"

#include <algorithm>

#include "core/checkpoint/refuse.h"
#include "core/networks/declared_shapes.h"
#include "core/nn/layout.h"
#include "core/pipelines/placement.h"

namespace tintype::pipelines {

namespace {

namespace fs = std::filesystem;
using checkpoint::Checkpoint;
using checkpoint::ModelConfig;

Checkpoint openPart(const fs::path& folder, checkpoint::WantedVariant wanted, const Checkpoint::Rename& rename = {}) {
    Checkpoint part = Checkpoint::open(checkpoint::componentFile(folder, wanted).file);
    if (rename) part.rename(rename);
    return part;
}

std::array<double, 3> threeOf(const ModelConfig& config, const char* key, const std::array<double, 3>& usual) {
    const std::vector<double> values = config.numbers(key, {usual.begin(), usual.end()});
    if (values.size() != 3) config.unsupported(key);
    return {values[0], values[1], values[2]};
}

ChannelNorm normOf(const ModelConfig& config) {
    ChannelNorm norm;
    norm.mean = threeOf(config, "image_mean", norm.mean);
    norm.deviation = threeOf(config, "image_std", norm.deviation);
    if (*std::min_element(norm.deviation.begin(), norm.deviation.end()) <= 0.0) config.unsupported("image_std");
    return norm;
}

// The picture's size is written in two files, as one number or as two.
void holdSide(const ModelConfig& extractor, std::int64_t side) {
    if (!extractor.has("crop_size")) return;
    bool same = false;
    if (extractor.isObject("crop_size")) {
        const ModelConfig size = extractor.object("crop_size");
        same = size.integer("width", side) == side && size.integer("height", side) == side;
    } else {
        same = extractor.integer("crop_size", side) == side;
    }
    if (!same) extractor.unsupported("crop_size");
}

struct Configs {
    ModelConfig unet;
    ModelConfig text;
    ModelConfig vision;
    ModelConfig autoencoder;
    ModelConfig extractor;
};

Configs openConfigs(const fs::path& folder) {
    std::error_code error;
    const fs::path extractor = folder / "feature_extractor/preprocessor_config.json";
    return {ModelConfig::open(folder / "unet/config.json"), ModelConfig::open(folder / "text_encoder/config.json"),
            ModelConfig::open(folder / "image_encoder/config.json"), ModelConfig::open(folder / "vae/config.json"),
            fs::exists(extractor, error) ? ModelConfig::open(extractor) : ModelConfig()};
}

// Widths that two of the networks must have in common.
void holdTogether(const I2vgenModel& model, const Configs& configs) {
    const std::int64_t width = configs.unet.integer("cross_attention_dim", 1024);
    const auto hold = [&](const ModelConfig& config, const char* key, std::int64_t usual, std::int64_t expected) {
        if (config.integer(key, usual) == expected) return;
        checkpoint::refuse(config.path(), TINTYPE_NOOP("core", "%1 says %2 is %3, but the other networks of the model need %4."),
                           {key, std::to_string(config.integer(key, usual)), std::to_string(expected)});
    };
    hold(configs.text, "hidden_size", 512, width);
    hold(configs.vision, "projection_dim", 512, width);
    hold(configs.autoencoder, "latent_channels", 4, 4);
    const std::int64_t rows = configs.text.integer("vocab_size", 49408);
    if (model.tokenizer.largestId() >= rows)
        checkpoint::refuse(model.text.path(), TINTYPE_NOOP("core", "%1 knows %2 tokens, fewer than the tokenizer uses."), {std::to_string(rows)});
    const std::int64_t places = configs.text.integer("max_position_embeddings", 77);
    if (model.tokenizer.maxLength() > places)
        checkpoint::refuse(model.text.path(), TINTYPE_NOOP("core", "%1 reads %2 tokens, fewer than the tokenizer gives."), {std::to_string(places)});
    holdSide(configs.extractor, model.visionConfig.side);
}

int power(std::size_t levels) { return 1 << std::min<std::size_t>(levels == 0 ? 0 : levels - 1, 10); }

}  // namespace

checkpoint::Placement i2vgenPlacement(const Compute& compute) {
    checkpoint::Placement placement = placementOf(compute);
    placement.layout = nn::fastestLayout(placement.type, placement.device);
    return placement;
}

checkpoint::WantedVariant i2vgenVariant(const checkpoint::Placement& placement) {
    return placement.type == at::kFloat ? checkpoint::WantedVariant::Plain : checkpoint::WantedVariant::Half;
}

I2vgenModel openI2vgenModel(const fs::path& folder, checkpoint::WantedVariant wanted) {
    const Configs configs = openConfigs(folder);
    I2vgenModel model{
        networks::ClipTokenizer::open(folder / "tokenizer"),
        networks::clipTextConfig(configs.text),
        networks::clipVisionConfig(configs.vision),
        normOf(configs.extractor),
        networks::autoencoderConfig(configs.autoencoder),
        networks::i2vgenConfig(configs.unet),
        ModelConfig::open(folder / "scheduler/scheduler_config.json"),
        openPart(folder / "text_encoder", wanted, networks::renameClipTextKey),
        openPart(folder / "image_encoder", wanted, networks::renameClipVisionKey),
        openPart(folder / "vae", wanted, networks::renameAutoencoderKey),
        openPart(folder / "unet", wanted),
        {},
        1,
    };
    model.textConfig.skip = 1;  // the network was trained on the words before the encoder's last layer
    holdTogether(model, configs);
    networks::requireShapes(model.text, networks::clipTextShapes(configs.text));
    networks::requireShapes(model.vision, networks::clipVisionShapes(configs.vision));
    networks::requireShapes(model.autoencoder, networks::autoencoderShapes(configs.autoencoder));
    networks::requireShapes(model.unet, networks::i2vgenShapes(configs.unet));
    model.shrink = power(configs.autoencoder.integers("block_out_channels", {64}).size());
    model.unit.sides = std::max(8, model.shrink);
    model.unit.smooth = std::max(8, model.shrink * power(configs.unet.integers("block_out_channels", {320, 640, 1280, 1280}).size()));
    return model;
}

}  // namespace tintype::pipelines
