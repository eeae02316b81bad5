#include "core/checkpoint/compvis_keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "core/checkpoint/config_from_shapes.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr std::string_view kUnet = "model.diffusion_model.";
constexpr std::string_view kAveraged = "model_ema.";
constexpr std::string_view kAutoencoder = "first_stage_model.";
constexpr std::string_view kText = "cond_stage_model.transformer.";

using Table = std::pair<std::string_view, std::string_view>;

constexpr std::array<Table, 6> kResnet{{{"in_layers.0", "norm1"}, {"in_layers.2", "conv1"}, {"emb_layers.1", "time_emb_proj"},
                                        {"out_layers.0", "norm2"}, {"out_layers.3", "conv2"}, {"skip_connection", "conv_shortcut"}}};
constexpr std::array<Table, 5> kUnetEnds{{{"time_embed.0", "time_embedding.linear_1"}, {"time_embed.2", "time_embedding.linear_2"},
                                          {"input_blocks.0.0", "conv_in"}, {"out.0", "conv_norm_out"}, {"out.2", "conv_out"}}};
constexpr std::array<Table, 3> kMiddle{{{"0", "resnets.0"}, {"1", "attentions.0"}, {"2", "resnets.1"}}};
constexpr std::array<Table, 7> kAutoencoderMiddle{{{"block_1", "resnets.0"}, {"block_2", "resnets.1"},
                                                   {"attn_1.norm", "attentions.0.group_norm"}, {"attn_1.q", "attentions.0.to_q"},
                                                   {"attn_1.k", "attentions.0.to_k"}, {"attn_1.v", "attentions.0.to_v"},
                                                   {"attn_1.proj_out", "attentions.0.to_out.0"}}};

std::string_view plain(std::string_view name) {
    constexpr std::string_view kLightning = "state_dict.";
    return name.starts_with(kLightning) ? name.substr(kLightning.size()) : name;
}

// "a.b.weight" by {"a.b", "c"} -> "c.weight"; none when no entry stands at the front.
template <std::size_t N>
std::optional<std::string> translated(std::string_view name, const std::array<Table, N>& table) {
    for (const auto& [from, to] : table)
        if (name.size() > from.size() && name.starts_with(from) && name[from.size()] == '.')
            return std::string(to) + std::string(name.substr(from.size()));
    return std::nullopt;
}

// Takes "12." off the front.
std::optional<int> takeNumber(std::string_view& name) {
    int number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc() || end == name.data() + name.size() || *end != '.' || number < 0 || number > 10'000) return std::nullopt;
    name.remove_prefix(static_cast<std::size_t>(end - name.data()) + 1);
    return number;
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string name;
    for (const std::string& part : parts) name += (name.empty() ? "" : ".") + part;
    return name;
}

// How many layers stand on a level of the U-Net: its blocks are numbered through.
struct UnetOrder {
    int layers = 0;

    static std::optional<UnetOrder> of(const TensorFile& file) {
        int blocks = 0, downsamplers = 0;
        for (const auto& [name, tensor] : file.tensors) {
            std::string_view rest = plain(name);
            const std::string inputs = std::string(kUnet) + "input_blocks.";
            if (!rest.starts_with(inputs)) continue;
            rest.remove_prefix(inputs.size());
            const auto index = takeNumber(rest);
            if (!index) return std::nullopt;
            blocks = std::max(blocks, *index + 1);
            downsamplers += rest == "0.op.weight";
        }
        const int levels = downsamplers + 1;
        const int resnets = blocks - 1 - downsamplers;
        if (resnets < levels || resnets % levels != 0) return std::nullopt;
        return UnetOrder{resnets / levels};
    }
};

std::optional<std::string> unetBlock(std::string_view rest, const UnetOrder& order, bool down) {
    const auto index = takeNumber(rest);
    const auto child = takeNumber(rest);
    if (!index || !child || (down && *index < 1)) return std::nullopt;
    const int place = down ? *index - 1 : *index;
    const std::string block = (down ? "down_blocks." : "up_blocks.") + std::to_string(place / (order.layers + 1));
    const std::string layer = std::to_string(place % (order.layers + 1));
    const std::string inner(rest);
    if (rest.starts_with("op.")) return joined({block, "downsamplers.0.conv", inner.substr(3)});
    if (rest.starts_with("conv.")) return joined({block, "upsamplers.0", inner});
    if (*child == 0) {
        const auto resnet = translated(rest, kResnet);
        return resnet ? std::optional(joined({block, "resnets", layer, *resnet})) : std::nullopt;
    }
    return joined({block, "attentions", layer, inner});
}

std::optional<std::string> unetName(std::string_view name, const UnetOrder& order) {
    constexpr std::string_view kInputs = "input_blocks.", kOutputs = "output_blocks.", kMiddleBlock = "middle_block.";
    if (const auto end = translated(name, kUnetEnds)) return end;
    if (name.starts_with(kInputs)) return unetBlock(name.substr(kInputs.size()), order, true);
    if (name.starts_with(kOutputs)) return unetBlock(name.substr(kOutputs.size()), order, false);
    if (!name.starts_with(kMiddleBlock)) return std::nullopt;
    const auto middle = translated(name.substr(kMiddleBlock.size()), kMiddle);
    if (!middle) return std::nullopt;
    if (middle->starts_with("attentions")) return "mid_block." + *middle;
    const std::string_view resnet = "resnets.0.";
    const auto inner = translated(std::string_view(*middle).substr(resnet.size()), kResnet);
    return inner ? std::optional("mid_block." + middle->substr(0, resnet.size()) + *inner) : std::nullopt;
}

// The decoder's levels are numbered from the full size; diffusers numbers them in the order they run.
std::optional<std::string> autoencoderName(std::string_view name, int levels) {
    const std::size_t dot = name.find('.');
    const std::string half(name.substr(0, dot));
    if (half == "quant_conv" || half == "post_quant_conv") return std::string(name);
    if (half != "encoder" && half != "decoder") return std::nullopt;
    std::string_view rest = name.substr(dot + 1);
    if (rest.starts_with("conv_in.") || rest.starts_with("conv_out.")) return std::string(name);
    if (rest.starts_with("norm_out.")) return half + ".conv_" + std::string(rest);
    if (rest.starts_with("mid.")) {
        const auto middle = translated(rest.substr(4), kAutoencoderMiddle);
        return middle ? std::optional(half + ".mid_block." + *middle) : std::nullopt;
    }
    const bool down = half == "encoder";
    if (!rest.starts_with(down ? "down." : "up.")) return std::nullopt;
    rest.remove_prefix(down ? 5 : 3);
    const auto level = takeNumber(rest);
    if (!level || (!down && *level >= levels)) return std::nullopt;
    const std::string block = half + (down ? ".down_blocks." + std::to_string(*level) : ".up_blocks." + std::to_string(levels - 1 - *level));
    if (rest.starts_with("downsample.")) return joined({block, "downsamplers.0", std::string(rest.substr(11))});
    if (rest.starts_with("upsample.")) return joined({block, "upsamplers.0", std::string(rest.substr(9))});
    if (!rest.starts_with("block.")) return std::nullopt;
    rest.remove_prefix(6);
    std::string inner(rest);
    if (const std::size_t at = inner.find(".nin_shortcut."); at != std::string::npos) inner.replace(at, 14, ".conv_shortcut.");
    return joined({block, "resnets", inner});
}

int decoderLevels(const TensorFile& file) {
    int levels = 0;
    const std::string up = std::string(kAutoencoder) + "decoder.up.";
    for (const auto& [name, tensor] : file.tensors) {
        std::string_view rest = plain(name);
        if (!rest.starts_with(up)) continue;
        rest.remove_prefix(up.size());
        if (const auto level = takeNumber(rest)) levels = std::max(levels, *level + 1);
    }
    return levels;
}

[[noreturn]] void foreign(const TensorFile& file, const std::string& name) {
    refuse(file.file->path(), TINTYPE_NOOP("core", "%1: the tensor \"%2\" belongs to another kind of network."), {legible(name)});
}

void add(TensorFile& part, const TensorFile& whole, const std::string& name, StoredTensor tensor) {
    if (!part.tensors.emplace(name, std::move(tensor)).second)
        refuse(whole.file->path(), TINTYPE_NOOP("core", "%1: the tensor \"%2\" appears twice."), {legible(name)});
}

// The averaged copy has the same names without their dots, which only the trained copy's names can give back.
const StoredTensor& copyOf(const TensorFile& file, const std::string& name, UnetCopy copy) {
    if (copy == UnetCopy::Trained) return file.tensors.at(name);
    const bool lightning = plain(name).size() != name.size();
    std::string compact(plain(name).substr(std::string_view("model.").size()));
    compact.erase(std::remove(compact.begin(), compact.end(), '.'), compact.end());
    const std::string wanted = (lightning ? "state_dict." : "") + std::string(kAveraged) + compact;
    const auto found = file.tensors.find(wanted);
    if (found == file.tensors.end()) refuse(file.file->path(), TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\"."), {legible(wanted)});
    return found->second;
}

void addUnet(TensorFile& part, const TensorFile& file, UnetCopy copy) {
    const auto order = UnetOrder::of(file);
    if (!order) refuse(file.file->path(), TINTYPE_NOOP("core", "%1: the blocks of the U-Net are in an order this program does not know."));
    for (const auto& [name, tensor] : file.tensors) {
        const std::string_view own = plain(name);
        if (!own.starts_with(kUnet)) continue;
        const auto target = unetName(own.substr(kUnet.size()), *order);
        if (!target) foreign(file, name);
        add(part, file, *target, copyOf(file, name, copy));
    }
}

void addAutoencoder(TensorFile& part, const TensorFile& file) {
    const int levels = decoderLevels(file);
    for (const auto& [name, tensor] : file.tensors) {
        std::string_view own = plain(name);
        if (!own.starts_with(kAutoencoder)) continue;
        own.remove_prefix(kAutoencoder.size());
        if (own.starts_with("loss.")) continue;  // the training's
        const auto target = autoencoderName(own, levels);
        if (!target) foreign(file, name);
        StoredTensor stored = tensor;
        if (target->find(".attentions.") != std::string::npos && stored.sizes.size() == 4 && stored.sizes[2] == 1 && stored.sizes[3] == 1) {
            stored.sizes.resize(2);
            stored.strides.resize(2);
        }
        add(part, file, *target, std::move(stored));
    }
}

void addText(TensorFile& part, const TensorFile& file) {
    for (const auto& [name, tensor] : file.tensors) {
        const std::string_view own = plain(name);
        if (own.starts_with(kText) && !own.ends_with("position_ids")) add(part, file, std::string(own.substr(kText.size())), tensor);
    }
}

bool anyStartsWith(const TensorFile& file, std::string_view prefix) {
    return std::any_of(file.tensors.begin(), file.tensors.end(), [prefix](const auto& entry) { return plain(entry.first).starts_with(prefix); });
}

const char* missingText(CompVisPart part) {
    switch (part) {
        case CompVisPart::Unet: return TINTYPE_NOOP("core", "%1 holds no U-Net.");
        case CompVisPart::Autoencoder: return TINTYPE_NOOP("core", "%1 holds no autoencoder.");
        case CompVisPart::TextEncoder: break;
    }
    return TINTYPE_NOOP("core", "%1 holds no text encoder of the kind InstructPix2Pix uses.");
}

// What the shapes do not tell, in config.json's words.
nlohmann::json unwritten(const ModelConfig& shapes, CompVisPart part) {
    if (part == CompVisPart::Unet) return {{"_class_name", "UNet2DConditionModel"}, {"attention_head_dim", 8}, {"norm_num_groups", 32}};
    if (part == CompVisPart::Autoencoder) return {{"_class_name", "AutoencoderKL"}, {"norm_num_groups", 32}, {"scaling_factor", 0.18215}};
    const std::int64_t heads = std::max<std::int64_t>(1, shapes.integer("hidden_size", 768) / 64);
    return {{"architectures", {"CLIPTextModel"}}, {"num_attention_heads", heads}, {"hidden_act", "quick_gelu"}, {"layer_norm_eps", 1e-5}};
}

}  // namespace

bool isCompVis(const TensorFile& file) {
    const std::string first = std::string(kUnet) + "input_blocks.0.0.weight";
    return file.tensors.count(first) > 0 || file.tensors.count("state_dict." + first) > 0;
}

bool hasAveragedUnet(const TensorFile& file) { return anyStartsWith(file, std::string(kAveraged) + "diffusion_model"); }

TensorFile compVisPart(const TensorFile& file, CompVisPart part, UnetCopy copy) {
    TensorFile result;
    result.format = file.format;
    result.file = file.file;
    switch (part) {
        case CompVisPart::Unet: addUnet(result, file, copy); break;
        case CompVisPart::Autoencoder: addAutoencoder(result, file); break;
        case CompVisPart::TextEncoder: addText(result, file); break;
    }
    if (result.tensors.empty()) refuse(file.file->path(), missingText(part));
    return result;
}

ModelConfig compVisConfig(const TensorFile& component, CompVisPart part) {
    static constexpr std::array kKinds{ComponentKind::Unet, ComponentKind::Autoencoder, ComponentKind::TextEncoder};
    const ModelConfig shapes = configFromShapes(shapesOf({component}), kKinds[static_cast<std::size_t>(part)], component.file->path());
    nlohmann::json json = unwritten(shapes, part);
    json.update(nlohmann::json::parse(shapes.dump()));
    return ModelConfig::parse(json.dump(), component.file->path());
}

ModelConfig compVisSchedule() {
    return ModelConfig::parse(R"({"_class_name": "EulerAncestralDiscreteScheduler", "num_train_timesteps": 1000, "beta_start": 0.00085,
        "beta_end": 0.012, "beta_schedule": "scaled_linear", "prediction_type": "epsilon", "steps_offset": 1, "clip_sample": false,
        "set_alpha_to_one": false, "skip_prk_steps": true})", "scheduler_config.json");
}

}  // namespace tintype::checkpoint
