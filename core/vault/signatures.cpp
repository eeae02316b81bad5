#include "core/vault/signatures.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/base/safe_file.h"

namespace tintype::vault {

namespace {

using checkpoint::Shapes;

Message about(const std::filesystem::path& file, const char* text, std::vector<std::string> more = {}) {
    more.insert(more.begin(), displayName(file));
    return {text, std::move(more)};
}

// A network's names under one prefix.
class Names {
public:
    Names(const Shapes& shapes, std::string prefix) : m_shapes(shapes), prefix(std::move(prefix)) {}

    bool has(const std::string& name) const { return m_shapes.count(prefix + name) > 0; }
    // The size along `axis`; -1 when there is none.
    std::int64_t side(const std::string& name, std::size_t axis) const {
        const auto found = m_shapes.find(prefix + name);
        return found == m_shapes.end() || axis >= found->second.size() ? -1 : found->second[axis];
    }
    int count(const std::string& before, const std::string& after, int first = 0) const {
        int number = 0;
        while (number < 1000 && has(before + std::to_string(first + number) + after)) ++number;
        return number;
    }

private:
    const Shapes& m_shapes;

public:
    std::string prefix;
};

// The prefix under which all of `keys` stand. Averaged copies ("g_ema.") are preferred to trained ones ("g.").
std::optional<Names> under(const Shapes& shapes, std::span<const std::string_view> keys) {
    std::optional<Names> best;
    for (const auto& [name, shape] : shapes) {
        if (!name.ends_with(keys[0])) continue;
        Names names(shapes, name.substr(0, name.size() - keys[0].size()));
        if (!names.prefix.empty() && names.prefix.back() != '.') continue;
        const bool all = std::all_of(keys.begin(), keys.end(), [&](std::string_view key) { return names.has(std::string(key)); });
        const bool better = !best || names.prefix.find("ema") != std::string::npos;
        if (all && better) best.emplace(std::move(names));
    }
    return best;
}

using Recognise = Identity (*)(const Names& names, const std::filesystem::path& file);

Identity gpen(const Names& names, const std::filesystem::path& file) {
    const int groups = names.count("ecd", ".0.0.weight") + names.count("ecd", ".0.1.weight", 1);
    Identity identity{ModelKind::Gpen, {}, "generator", names.prefix, {}};
    if (groups < 3 || groups > 12) identity.refusal = about(file, TINTYPE_NOOP("core", "%1 is a GPEN model with an encoder of %2 levels, which is not known."), {std::to_string(groups)});
    identity.title = groups < 3 || groups > 12 ? "GPEN" : "GPEN " + std::to_string(2 << groups);
    return identity;
}

Identity lama(const Names& names, const std::filesystem::path&) {
    int blocks = 0;
    while (blocks < 1000 && names.has("model." + std::to_string(5 + blocks) + ".conv1.ffc.convl2l.weight")) ++blocks;
    const std::string title = blocks == 18 ? "LaMa (big-lama)" : "LaMa with " + std::to_string(blocks) + " blocks";
    return {ModelKind::Lama, title, "generator", names.prefix, {}};
}

Identity retinaFace(const Names& names, const std::filesystem::path& file) {
    Identity identity{ModelKind::RetinaFace, "RetinaFace with ResNet-50 (face detector)", "detector", names.prefix, {}};
    if (names.has("body.layer1.0.conv1.weight")) return identity;
    identity.title = "RetinaFace with MobileNet (face detector)";
    identity.refusal = about(file, TINTYPE_NOOP("core", "%1 is RetinaFace on another network than ResNet-50, which is not supported."));
    return identity;
}

Identity parseNet(const Names& names, const std::filesystem::path& file) {
    Identity identity{ModelKind::ParseNet, "ParseNet (face parser)", "parser", names.prefix, {}};
    const std::int64_t classes = names.side("out_mask_conv.conv2d.weight", 0);
    if (classes != 19) identity.refusal = about(file, TINTYPE_NOOP("core", "%1 is a face parser with %2 classes; one with 19 is needed."), {std::to_string(classes)});
    return identity;
}

Identity realEsrNet(const Names& names, const std::filesystem::path& file) {
    return {ModelKind::RealEsrNet, "Real-ESRNet (enlarging)", "generator", names.prefix,
            about(file, TINTYPE_NOOP("core", "%1 is Real-ESRNet, which enlarges pictures; no tool here uses it."))};
}

Identity dctNetTorch(const Names& names, const std::filesystem::path& file) {
    return {ModelKind::DctNetTorch, "DCT-Net, PyTorch variant", "generator", names.prefix,
            about(file, TINTYPE_NOOP("core", "%1 is a later PyTorch variant of DCT-Net; the published frozen graphs (.pb) are needed."))};
}

// Versions that share names and shapes are named together: only their training differs.
std::string rifeVersion(const Names& names) {
    const bool fifth = names.has("block4.conv0.0.0.weight");
    const std::int64_t width = 2 * names.side("block0.conv0.0.0.weight", 0);
    const std::int64_t in = names.side("block0.conv0.0.0.weight", 1);
    const std::int64_t last = 2 * names.side("block4.conv0.0.0.weight", 0);
    const std::int64_t maps = names.side("block0.lastconv.0.bias", 0);
    const bool grouped = names.side("block0.convblock.0.conv.weight", 1) * 2 == width;
    if (fifth) return in == 39 ? "4.26 heavy" : width == 384 ? "4.25 heavy" : last == 24 ? "4.25 lite" : "4.25, 4.26";
    if (maps < 0) return names.has("block0.conv0.0.1.weight") ? "4.0, 4.1" : "4.2 to 4.4";
    if (maps == 20) return "4.5";
    if (maps == 52) return width == 256 ? "4.21 to 4.23" : "4.22 lite";
    if (width == 384) return "4.20";
    if (grouped) return "4.14 lite";
    const bool head = names.has("encode.cnn0.weight");
    if (width == 128) return head ? "4.15 to 4.17 lite" : "4.12 lite, 4.13 lite";
    if (!head && !names.has("encode.0.weight")) return "4.6";
    return in == 15 ? "4.7 to 4.9" : head ? "4.13 to 4.19, 4.24" : "4.10 to 4.12";
}

Identity rife(const Names& names, const std::filesystem::path&) { return {ModelKind::Rife, "RIFE " + rifeVersion(names), "flow", names.prefix, {}}; }

Identity oldRife(const Names& names, const std::filesystem::path& file) {
    return {ModelKind::OldRife, "RIFE before 4.0", "flow", names.prefix,
            about(file, TINTYPE_NOOP("core", "%1 is RIFE from before version 4.0; a version from 4.0 on is needed."))};
}

// Networks that are whole models by themselves, the most telling names first.
struct Signature {
    std::array<std::string_view, 3> keys;  // all must be there; unused places are empty
    Recognise recognise;
};

constexpr std::array kSignatures{
    Signature{{"generator.input.input", "final_linear.0.weight", "ecd0.0.0.weight"}, gpen},
    Signature{{"model.1.ffc.convl2l.weight", "", ""}, lama},
    Signature{{"fpn.output1.0.weight", "ssh1.conv3X3.0.weight", ""}, retinaFace},
    Signature{{"out_mask_conv.conv2d.weight", "encoder.0.conv2d.weight", ""}, parseNet},
    Signature{{"block0.conv0.0.0.weight", "block0.lastconv.0.weight", ""}, rife},
    Signature{{"block0.conv0.0.0.weight", "block0.lastconv.weight", ""}, rife},
    Signature{{"block0.convblock0.0.0.weight", "", ""}, oldRife},
    Signature{{"block0.conv0.0.0.weight", "", ""}, oldRife},
    Signature{{"conv_first.weight", "body.0.rdb1.conv1.weight", ""}, realEsrNet},
    Signature{{"initial_down.0.weight", "res_blocks.0.block.0.weight", ""}, dctNetTorch},
};

Identity componentAlone(const char* title, const std::filesystem::path& file) {
    return {ModelKind::Component, title, "network", "",
            about(file, TINTYPE_NOOP("core", "%1 is one component of a diffusion model; give the folder of the whole model."))};
}

}  // namespace

Identity identifyUnet(const Shapes& shapes, const std::filesystem::path& file) {
    const Names names(shapes, "");
    const std::int64_t channels = names.side("conv_in.weight", 1);
    const std::int64_t latents = names.side("conv_out.weight", 0);
    if (names.has("transformer_in.norm.weight") && names.has("image_latents_proj_in.0.weight")) return {ModelKind::I2VGenXl, "I2VGen-XL", "unet", "", {}};
    if (names.has("add_embedding.linear_1.weight"))
        return {ModelKind::StableDiffusionXl, "Stable Diffusion XL", "unet", "",
                about(file, TINTYPE_NOOP("core", "%1 is a Stable Diffusion XL model, which no tool here runs."))};
    if (latents > 0 && channels == 2 * latents && names.has("mid_block.resnets.0.conv1.weight")) return {ModelKind::InstructPix2Pix, "InstructPix2Pix", "unet", "", {}};
    if (latents > 0 && channels == latents)
        return {ModelKind::StableDiffusion, "Stable Diffusion", "unet", "",
                about(file, TINTYPE_NOOP("core", "%1 is plain Stable Diffusion: its U-Net takes %2 channels where InstructPix2Pix has %3. No tool here runs it."),
                      {std::to_string(channels), std::to_string(2 * latents)})};
    if (latents > 0 && channels == 2 * latents + 1)
        return {ModelKind::StableDiffusionInpainting, "Stable Diffusion inpainting", "unet", "",
                about(file, TINTYPE_NOOP("core", "%1 is a Stable Diffusion inpainting model: its U-Net takes %2 channels where InstructPix2Pix has %3. No tool here runs it."),
                      {std::to_string(channels), std::to_string(2 * latents)})};
    return {ModelKind::OtherUnet, "A diffusion model of another kind", "unet", "",
            about(file, TINTYPE_NOOP("core", "%1 is a diffusion model whose U-Net takes %2 channels and gives %3; no tool here runs it."),
                  {std::to_string(channels), std::to_string(latents)})};
}

Identity identify(const Shapes& shapes, const std::filesystem::path& file) {
    for (const Signature& signature : kSignatures) {
        const auto used = static_cast<std::size_t>(std::count_if(signature.keys.begin(), signature.keys.end(), [](auto key) { return !key.empty(); }));
        if (const auto names = under(shapes, std::span(signature.keys).first(used))) return signature.recognise(*names, file);
    }
    const auto has = [&shapes](const char* name) { return shapes.count(name) > 0; };
    if (has("conv_in.weight") && has("time_embedding.linear_1.weight")) {
        Identity unet = identifyUnet(shapes, file);
        return unet.refusal.empty() ? componentAlone(unet.kind == ModelKind::I2VGenXl ? "The U-Net of I2VGen-XL" : "The U-Net of InstructPix2Pix", file) : unet;
    }
    if (has("encoder.conv_in.weight") && has("decoder.conv_in.weight")) return componentAlone("An autoencoder of a diffusion model", file);
    if (has("text_model.embeddings.token_embedding.weight") || has("embeddings.token_embedding.weight")) return componentAlone("A CLIP text encoder", file);
    if (has("vision_model.embeddings.class_embedding") || has("embeddings.class_embedding")) return componentAlone("A CLIP image encoder", file);
    return {ModelKind::Unknown, "A model of an unknown kind", "network", "",
            about(file, TINTYPE_NOOP("core", "%1 holds %2 tensors of a network this program does not know, the first named \"%3\"."),
                  {std::to_string(shapes.size()), shapes.empty() ? "" : displayName(shapes.begin()->first.substr(0, 120))})};
}

}  // namespace tintype::vault
