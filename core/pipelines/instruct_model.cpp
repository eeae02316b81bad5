#include "core/pipelines/instruct_model.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/checkpoint/refuse.h"
#include "core/networks/declared_shapes.h"

namespace tintype::pipelines {

namespace {

namespace fs = std::filesystem;
using checkpoint::Checkpoint;
using checkpoint::ModelConfig;

fs::path weightsFile(const fs::path& folder, const std::string& base) {
    std::error_code error;
    for (const char* name : {".safetensors", ".safetensors.index.json", ".fp16.safetensors", ".bin"})
        if (fs::exists(folder / (base + name), error)) return folder / (base + name);
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "%1 holds no %2."), {displayName(folder), base + ".safetensors"});
}

Checkpoint openPart(const fs::path& folder, const std::string& base, const Checkpoint::Rename& rename) {
    Checkpoint part = Checkpoint::open(weightsFile(folder, base));
    if (rename) part.rename(rename);
    return part;
}

// The text encoder's rows, and the channels that go into and out of the U-Net, as the tensors have them.
void holdTogether(const InstructModel& model, const ModelConfig& unet) {
    const auto conv = model.unet.sizes("conv_in.weight");
    const std::int64_t wanted = 2 * model.autoencoderConfig.latentChannels;
    if (conv.size() != 4 || conv[1] != wanted)
        checkpoint::refuse(model.unet.path(), TINTYPE_NOOP("core", "%1 is no InstructPix2Pix model: its first layer takes %2 channels, not %3."),
                           {conv.size() == 4 ? std::to_string(conv[1]) : "?", std::to_string(wanted)});
    const std::int64_t declared = unet.integer("in_channels", wanted);
    if (declared != wanted)
        checkpoint::refuse(unet.path(), TINTYPE_NOOP("core", "%1 says in_channels is %2, but the weights have %3."),
                           {std::to_string(declared), std::to_string(wanted)});
    const auto rows = model.text.sizes("embeddings.token_embedding.weight");
    if (rows.empty() || model.tokenizer.largestId() >= rows[0])
        checkpoint::refuse(model.text.path(), TINTYPE_NOOP("core", "%1 knows %2 tokens, fewer than the tokenizer uses."),
                           {rows.empty() ? "?" : std::to_string(rows[0])});
}

int power(std::size_t levels) { return 1 << std::min<std::size_t>(levels == 0 ? 0 : levels - 1, 10); }

}  // namespace

InstructModel openInstructModel(const fs::path& folder) {
    const ModelConfig unet = ModelConfig::open(folder / "unet/config.json");
    const ModelConfig text = ModelConfig::open(folder / "text_encoder/config.json");
    const ModelConfig autoencoder = ModelConfig::open(folder / "vae/config.json");
    InstructModel model{
        networks::ClipTokenizer::open(folder / "tokenizer"),
        networks::clipTextConfig(text),
        networks::autoencoderConfig(autoencoder),
        networks::unetConfig(unet),
        ModelConfig::open(folder / "scheduler/scheduler_config.json"),
        openPart(folder / "text_encoder", "model", networks::renameClipTextKey),
        openPart(folder / "vae", "diffusion_pytorch_model", networks::renameAutoencoderKey),
        openPart(folder / "unet", "diffusion_pytorch_model", {}),
        {},
    };
    holdTogether(model, unet);
    networks::requireShapes(model.text, networks::clipTextShapes(text));
    networks::requireShapes(model.autoencoder, networks::autoencoderShapes(autoencoder));
    networks::requireShapes(model.unet, networks::unetShapes(unet));
    model.unit.sides = power(autoencoder.integers("block_out_channels", {64}).size());
    model.unit.smooth = model.unit.sides * power(unet.integers("block_out_channels", {320, 640, 1280, 1280}).size());
    return model;
}

}  // namespace tintype::pipelines
