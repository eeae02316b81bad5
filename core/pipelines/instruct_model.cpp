#include "core/pipelines/instruct_model.h"

#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/checkpoint/component_files.h"
#include "core/checkpoint/compvis_keys.h"
#include "core/checkpoint/config_from_shapes.h"
#include "core/checkpoint/refuse.h"
#include "core/networks/declared_shapes.h"

namespace tintype::pipelines {

namespace {

namespace fs = std::filesystem;
using checkpoint::Checkpoint;
using checkpoint::ComponentKind;
using checkpoint::CompVisPart;
using checkpoint::ModelConfig;
using checkpoint::TensorFile;

// One network's file, opened, and what its configuration says.
struct Part {
    Checkpoint file;
    ModelConfig config;
};

struct Parts {
    Part text;
    Part autoencoder;
    Part unet;
    ModelConfig scheduler;
    fs::path tokenizer;
};

void hold(const Part& part, ComponentKind kind, const networks::Shapes& declared) {
    checkpoint::Shapes found;
    for (const std::string& name : part.file.names()) found[name] = part.file.sizes(name);
    checkpoint::checkConfig(part.config, found, kind, part.file.path());
    networks::requireShapes(part.file, declared);
}

Part folderPart(const fs::path& folder, checkpoint::WantedVariant variant, const Checkpoint::Rename& rename) {
    ModelConfig config = ModelConfig::open(folder / "config.json");
    Checkpoint file = Checkpoint::open(checkpoint::componentFile(folder, variant).file);
    if (rename) file.rename(rename);
    return {std::move(file), std::move(config)};
}

Parts openFolder(const fs::path& folder, checkpoint::WantedVariant variant) {
    return {folderPart(folder / "text_encoder", variant, networks::renameClipTextKey),
            folderPart(folder / "vae", variant, networks::renameAutoencoderKey),
            folderPart(folder / "unet", variant, {}),
            ModelConfig::open(folder / "scheduler/scheduler_config.json"),
            folder / "tokenizer"};
}

Part compVisNetwork(const TensorFile& file, CompVisPart part, const Checkpoint::Rename& rename) {
    TensorFile component = checkpoint::compVisPart(file, part);
    ModelConfig config = checkpoint::compVisConfig(component, part);
    Checkpoint opened = Checkpoint::of(std::move(component));
    if (rename) opened.rename(rename);
    return {std::move(opened), std::move(config)};
}

// A single file has no vocabulary in it: a tokenizer folder beside it, or the one handed in.
fs::path tokenizerBeside(const fs::path& file, const fs::path& installed) {
    std::error_code error;
    const fs::path beside = file.parent_path() / "tokenizer";
    if (fs::is_directory(beside, error)) return beside;
    if (!installed.empty()) return installed;
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "%1 holds no vocabulary: put the model's \"tokenizer\" folder beside it."), {displayName(file)});
}

Parts openSingleFile(const fs::path& path, const fs::path& installedTokenizer) {
    const TensorFile file = checkpoint::readTensorFile(checkpoint::MappedFile::open(path));
    if (!checkpoint::isCompVis(file))
        checkpoint::refuse(path, TINTYPE_NOOP("core", "%1 is no InstructPix2Pix model: its tensors have other names."));
    return {compVisNetwork(file, CompVisPart::TextEncoder, networks::renameClipTextKey),
            compVisNetwork(file, CompVisPart::Autoencoder, networks::renameAutoencoderKey),
            compVisNetwork(file, CompVisPart::Unet, {}),
            checkpoint::compVisSchedule(),
            tokenizerBeside(path, installedTokenizer)};
}

// The U-Net reads the latents and the photo's latents; the text encoder has a row for every token.
void holdTogether(const InstructModel& model) {
    const auto conv = model.unet.sizes("conv_in.weight");
    const std::int64_t wanted = 2 * model.autoencoderConfig.latentChannels;
    if (conv.at(1) != wanted)
        checkpoint::refuse(model.unet.path(), TINTYPE_NOOP("core", "%1 is no InstructPix2Pix model: its first layer takes %2 channels, not %3."),
                           {std::to_string(conv.at(1)), std::to_string(wanted)});
    const auto rows = model.text.sizes("embeddings.token_embedding.weight");
    if (model.tokenizer.largestId() >= rows.at(0))
        checkpoint::refuse(model.text.path(), TINTYPE_NOOP("core", "%1 knows %2 tokens, fewer than the tokenizer uses."), {std::to_string(rows.at(0))});
}

int power(std::size_t levels) { return 1 << std::min<std::size_t>(levels == 0 ? 0 : levels - 1, 10); }

}  // namespace

InstructModel openInstructModel(const fs::path& path, const fs::path& tokenizer, checkpoint::WantedVariant variant) {
    std::error_code error;
    Parts parts = fs::is_directory(path, error) ? openFolder(path, variant) : openSingleFile(path, tokenizer);
    hold(parts.text, ComponentKind::TextEncoder, networks::clipTextShapes(parts.text.config));
    hold(parts.autoencoder, ComponentKind::Autoencoder, networks::autoencoderShapes(parts.autoencoder.config));
    hold(parts.unet, ComponentKind::Unet, networks::unetShapes(parts.unet.config));
    InstructModel model{
        networks::ClipTokenizer::open(parts.tokenizer),
        networks::clipTextConfig(parts.text.config),
        networks::autoencoderConfig(parts.autoencoder.config),
        networks::unetConfig(parts.unet.config),
        std::move(parts.scheduler),
        std::move(parts.text.file),
        std::move(parts.autoencoder.file),
        std::move(parts.unet.file),
        {},
    };
    holdTogether(model);
    model.unit.sides = power(parts.autoencoder.config.integers("block_out_channels", {64}).size());
    model.unit.smooth = model.unit.sides * power(parts.unet.config.integers("block_out_channels", {320, 640, 1280, 1280}).size());
    return model;
}

}  // namespace tintype::pipelines
