#include "core/networks/declared_layers.h"

#include <algorithm>

namespace tintype::networks {

using checkpoint::ModelConfig;

void Declared::norm(const std::string& name, std::int64_t channels) {
    shapes[name + ".weight"] = {channels};
    shapes[name + ".bias"] = {channels};
}

void Declared::conv(const std::string& name, std::int64_t out, std::int64_t in, std::int64_t side) {
    shapes[name + ".weight"] = {out, in, side, side};
    shapes[name + ".bias"] = {out};
}

void Declared::linear(const std::string& name, std::int64_t out, std::int64_t in) {
    shapes[name + ".weight"] = {out, in};
    shapes[name + ".bias"] = {out};
}

void Declared::resnet(const std::string& name, std::int64_t out, std::int64_t in, std::int64_t embedding) {
    norm(name + ".norm1", in);
    conv(name + ".conv1", out, in, 3);
    if (embedding > 0) linear(name + ".time_emb_proj", out, embedding);
    norm(name + ".norm2", out);
    conv(name + ".conv2", out, out, 3);
    if (in != out) conv(name + ".conv_shortcut", out, in, 1);
}

void Declared::attention(const std::string& name, std::int64_t channels, std::int64_t inner, std::int64_t context) {
    shapes[name + ".to_q.weight"] = {inner, channels};
    shapes[name + ".to_k.weight"] = {inner, context};
    shapes[name + ".to_v.weight"] = {inner, context};
    linear(name + ".to_out.0", channels, inner);
}

void Declared::transformer(const std::string& name, const Transformer& shape) {
    norm(name + ".norm", shape.channels);
    linear(name + ".proj_in", shape.inner, shape.channels);
    for (std::int64_t i = 0; i < shape.blocks; ++i) {
        const std::string block = name + ".transformer_blocks." + std::to_string(i);
        for (const char* each : {".norm1", ".norm2", ".norm3"}) norm(block + each, shape.inner);
        attention(block + ".attn1", shape.inner, shape.inner, shape.inner);
        attention(block + ".attn2", shape.inner, shape.inner, shape.context);
        linear(block + ".ff.net.0.proj", 8 * shape.inner, shape.inner);
        linear(block + ".ff.net.2", shape.inner, 4 * shape.inner);
    }
    linear(name + ".proj_out", shape.channels, shape.inner);
}

std::int64_t within(const ModelConfig& config, const std::string& key, std::int64_t usual, std::int64_t most) {
    const std::int64_t value = config.integer(key, usual);
    if (value < 1 || value > most) config.unsupported(key);
    return value;
}

std::vector<std::int64_t> eachLevel(const ModelConfig& config, const std::string& key, std::vector<std::int64_t> usual, std::size_t levels, std::int64_t most) {
    std::vector<std::int64_t> values = config.integers(key, std::move(usual));
    if (values.size() == 1) values.resize(levels, values[0]);
    const bool good = values.size() == levels && std::all_of(values.begin(), values.end(), [&](std::int64_t v) { return v >= 1 && v <= most; });
    if (!good) config.unsupported(key);
    return values;
}

std::vector<std::int64_t> widthsOf(const ModelConfig& config, std::vector<std::int64_t> usual) {
    const std::size_t levels = config.integers("block_out_channels", usual).size();
    if (levels < 1 || levels > 16) config.unsupported("block_out_channels");
    return eachLevel(config, "block_out_channels", usual, levels, kWidest);
}

std::vector<bool> attends(const ModelConfig& config, const std::string& key, std::vector<std::string> usual, std::size_t levels, const std::string& plain,
                          const std::string& attending) {
    std::vector<std::string> types = config.texts(key, std::move(usual));
    if (!config.has(key) && types.size() == 1) types.resize(levels, types[0]);
    if (types.size() != levels) config.unsupported(key);
    std::vector<bool> result;
    for (const std::string& type : types) {
        if (type != plain && type != attending) config.unsupported(key);
        result.push_back(type == attending);
    }
    return result;
}

}  // namespace tintype::networks
