#include "core/checkpoint/config_from_shapes.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/safe_file.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

using Json = nlohmann::json;
constexpr std::size_t kMostBlocks = 1000;

class Reader {
public:
    Reader(const Shapes& shapes, const std::filesystem::path& weights) : m_shapes(shapes), m_weights(weights) {}

    Json config;

    bool has(const std::string& name) const { return m_shapes.count(name) > 0; }
    // The size along `axis`; -1 when there is no such tensor or axis.
    std::int64_t side(const std::string& name, std::size_t axis) const {
        const auto found = m_shapes.find(name);
        return found == m_shapes.end() || axis >= found->second.size() ? -1 : found->second[axis];
    }
    std::int64_t needed(const std::string& name, std::size_t axis) const {
        const std::int64_t size = side(name, axis);
        if (size < 0) refuse(m_weights, TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\"."), {legible(name)});
        return size;
    }
    void set(const char* key, std::int64_t value) {
        if (value >= 0) config[key] = value;
    }
    // How many of prefix0suffix, prefix1suffix... there are.
    std::size_t count(const std::string& prefix, const std::string& suffix) const {
        std::size_t number = 0;
        while (number < kMostBlocks && has(prefix + std::to_string(number) + suffix)) ++number;
        return number;
    }

private:
    const Shapes& m_shapes;
    const std::filesystem::path& m_weights;
};

// One value for all levels is written as one number, as the packages do.
Json asWritten(const std::vector<std::int64_t>& values) {
    const bool equal = std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
    return equal && !values.empty() ? Json(values.front()) : Json(values);
}

void readUnet(Reader& r) {
    const bool video = r.has("transformer_in.norm.weight");
    const std::size_t levels = r.count("down_blocks.", ".resnets.0.conv1.weight");
    r.needed("down_blocks.0.resnets.0.conv1.weight", 0);
    std::vector<std::int64_t> widths, layers, context;
    Json down = Json::array(), up = Json::array();
    for (std::size_t i = 0; i < levels; ++i) {
        const std::string block = "down_blocks." + std::to_string(i);
        widths.push_back(r.side(block + ".resnets.0.conv1.weight", 0));
        layers.push_back(static_cast<std::int64_t>(r.count(block + ".resnets.", ".conv1.weight")));
        const std::int64_t tokens = r.side(block + ".attentions.0.transformer_blocks.0.attn2.to_k.weight", 1);
        if (tokens >= 0) context.push_back(tokens);
        const char* dimensions = video ? "3D" : "2D";
        down.push_back(std::string(tokens >= 0 ? "CrossAttnDownBlock" : "DownBlock") + dimensions);
        const bool attends = r.has("up_blocks." + std::to_string(i) + ".attentions.0.norm.weight");
        up.push_back(std::string(attends ? "CrossAttnUpBlock" : "UpBlock") + dimensions);
    }
    // The video network's configuration counts its noisy input only; the picture's latents come beside it.
    if (video) r.set("in_channels", r.needed("conv_out.weight", 0));
    else r.set("in_channels", r.needed("conv_in.weight", 1));
    r.set("out_channels", r.needed("conv_out.weight", 0));
    r.config["block_out_channels"] = widths;
    r.config["layers_per_block"] = asWritten(layers);
    r.config["down_block_types"] = down;
    r.config["up_block_types"] = up;
    if (!context.empty()) r.config["cross_attention_dim"] = asWritten(context);
    for (std::size_t i = 0; i < levels; ++i) {
        const std::string projection = "down_blocks." + std::to_string(i) + ".attentions.0.proj_in.weight";
        if (!video && r.has(projection)) r.config["use_linear_projection"] = r.side(projection, 2) < 0;
    }
}

void readAutoencoder(Reader& r) {
    std::vector<std::int64_t> widths;
    const std::size_t levels = r.count("encoder.down_blocks.", ".resnets.0.conv1.weight");
    r.needed("encoder.down_blocks.0.resnets.0.conv1.weight", 0);
    for (std::size_t i = 0; i < levels; ++i)
        widths.push_back(r.side("encoder.down_blocks." + std::to_string(i) + ".resnets.0.conv1.weight", 0));
    r.set("in_channels", r.needed("encoder.conv_in.weight", 1));
    r.set("out_channels", r.needed("decoder.conv_out.weight", 0));
    r.set("latent_channels", r.needed("decoder.conv_in.weight", 1));
    r.config["block_out_channels"] = widths;
    r.set("layers_per_block", static_cast<std::int64_t>(r.count("encoder.down_blocks.0.resnets.", ".conv1.weight")));
}

void readTextEncoder(Reader& r) {
    const std::string top = r.has("text_model.embeddings.token_embedding.weight") ? "text_model." : "";
    r.set("vocab_size", r.needed(top + "embeddings.token_embedding.weight", 0));
    r.set("hidden_size", r.needed(top + "embeddings.token_embedding.weight", 1));
    r.set("max_position_embeddings", r.needed(top + "embeddings.position_embedding.weight", 0));
    r.set("num_hidden_layers", static_cast<std::int64_t>(r.count(top + "encoder.layers.", ".layer_norm1.weight")));
    r.set("intermediate_size", r.needed(top + "encoder.layers.0.mlp.fc1.weight", 0));
}

void readImageEncoder(Reader& r) {
    const std::string top = r.has("vision_model.embeddings.class_embedding") ? "vision_model." : "";
    r.set("hidden_size", r.needed(top + "embeddings.class_embedding", 0));
    const std::int64_t patch = r.needed(top + "embeddings.patch_embedding.weight", 3);
    r.set("patch_size", patch);
    r.set("num_hidden_layers", static_cast<std::int64_t>(r.count(top + "encoder.layers.", ".layer_norm1.weight")));
    r.set("intermediate_size", r.needed(top + "encoder.layers.0.mlp.fc1.weight", 0));
    r.set("projection_dim", r.side("visual_projection.weight", 0));
    const std::int64_t patches = r.needed(top + "embeddings.position_embedding.weight", 0) - 1;
    for (std::int64_t row = 1; row < 4096 && row * row <= patches; ++row)
        if (row * row == patches && patch < 4096) r.set("image_size", row * patch);
}

[[noreturn]] void contradiction(const ModelConfig& config, const std::string& key, const std::string& said, const std::string& found,
                                const std::filesystem::path& weights) {
    refuse(config.path(), TINTYPE_NOOP("core", "%1 contradicts the weights: \"%2\" is %3, but the tensors of %5 say %4."),
           {legible(key), legible(said), legible(found), displayName(weights)});
}

// Whether every width is a whole number of `parts`.
void checkDivides(const ModelConfig& config, const char* key, const std::vector<std::int64_t>& parts, const std::vector<std::int64_t>& widths) {
    for (std::size_t i = 0; i < widths.size() && !parts.empty(); ++i) {
        const std::int64_t part = parts[std::min(i, parts.size() - 1)];
        if (part < 1 || widths[i] % part != 0)
            refuse(config.path(), TINTYPE_NOOP("core", "%1 contradicts the weights: \"%2\" is %3, which does not divide their width %4."),
                   {key, std::to_string(part), std::to_string(widths[i])});
    }
}

void checkParts(const ModelConfig& config, const ModelConfig& found, ComponentKind kind) {
    const bool text = kind == ComponentKind::TextEncoder || kind == ComponentKind::ImageEncoder;
    const auto widths = found.integers(text ? "hidden_size" : "block_out_channels", {});
    if (text) return checkDivides(config, "num_attention_heads", config.integers("num_attention_heads", {}), widths);
    checkDivides(config, "norm_num_groups", config.integers("norm_num_groups", {}), widths);
    // Levels without attention may have any value there.
    if (kind != ComponentKind::Unet || config.integers("attention_head_dim", {}).size() > 1) return;
    const auto blocks = found.texts("down_block_types", {});
    std::vector<std::int64_t> attending;
    for (std::size_t i = 0; i < blocks.size() && i < widths.size(); ++i)
        if (blocks[i].starts_with("CrossAttn")) attending.push_back(widths[i]);
    checkDivides(config, "attention_head_dim", config.integers("attention_head_dim", {}), attending);
}

}  // namespace

Shapes shapesOf(const std::vector<TensorFile>& files) {
    Shapes shapes;
    for (const TensorFile& file : files)
        for (const auto& [name, tensor] : file.tensors) shapes.emplace(name, tensor.sizes);
    return shapes;
}

ModelConfig configFromShapes(const Shapes& shapes, ComponentKind kind, const std::filesystem::path& weights) {
    Reader reader(shapes, weights);
    reader.config = Json::object();
    switch (kind) {
        case ComponentKind::Unet: readUnet(reader); break;
        case ComponentKind::Autoencoder: readAutoencoder(reader); break;
        case ComponentKind::TextEncoder: readTextEncoder(reader); break;
        case ComponentKind::ImageEncoder: readImageEncoder(reader); break;
    }
    return ModelConfig::parse(reader.config.dump(), weights);
}

void checkConfig(const ModelConfig& config, const Shapes& shapes, ComponentKind kind, const std::filesystem::path& weights) {
    const ModelConfig found = configFromShapes(shapes, kind, weights);
    const auto spread = [](std::vector<std::int64_t> values, std::size_t size) {
        if (values.size() == 1 && size > 1) values.resize(size, values.front());
        return values;
    };
    for (const std::string& key : found.keys()) {
        // A block may be of a kind with another name; what it holds was counted from the tensors.
        if (!config.has(key) || key == "down_block_types" || key == "up_block_types") continue;
        if (key == "use_linear_projection") {
            const bool said = config.flag(key, false), is = found.flag(key, false);
            if (said != is) contradiction(config, key, said ? "true" : "false", is ? "true" : "false", weights);
            continue;
        }
        auto said = config.integers(key, {}), is = found.integers(key, {});
        // The kind of a level without attention may still name a width of context for it.
        if (key == "cross_attention_dim" && said.size() > 1) continue;
        said = spread(said, is.size());
        is = spread(is, said.size());
        if (said != is) contradiction(config, key, Json(said).dump(), Json(is).dump(), weights);
    }
    checkParts(config, found, kind);
}

}  // namespace tintype::checkpoint
