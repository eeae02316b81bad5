// Writes down the layers that a config.json promises, as the packages name their tensors, and reads the values that
// say how many there are. Inside core/networks only: declared_*.cpp.
#pragma once

#include <string>
#include <vector>

#include "core/networks/declared_shapes.h"

namespace tintype::networks {

constexpr std::int64_t kMostLayers = 128;
constexpr std::int64_t kWidest = 1 << 16;

class Declared {
public:
    Shapes shapes;

    void norm(const std::string& name, std::int64_t channels);
    void conv(const std::string& name, std::int64_t out, std::int64_t in, std::int64_t side);
    void linear(const std::string& name, std::int64_t out, std::int64_t in);
    // embedding: channels of the time embedding; 0: none.
    void resnet(const std::string& name, std::int64_t out, std::int64_t in, std::int64_t embedding);
    // inner: of all heads together.
    void attention(const std::string& name, std::int64_t channels, std::int64_t inner, std::int64_t context);
    struct Transformer {
        std::int64_t channels;
        std::int64_t inner;
        std::int64_t context;
        std::int64_t blocks = 1;
    };
    void transformer(const std::string& name, const Transformer& shape);
};

// Each throws Error(BadModel) naming the key when the value is out of range.
std::int64_t within(const checkpoint::ModelConfig& config, const std::string& key, std::int64_t usual, std::int64_t most);
// One value a level; a single one stands for all.
std::vector<std::int64_t> eachLevel(const checkpoint::ModelConfig& config, const std::string& key, std::vector<std::int64_t> usual, std::size_t levels,
                                    std::int64_t most);
std::vector<std::int64_t> widthsOf(const checkpoint::ModelConfig& config, std::vector<std::int64_t> usual);
// Which blocks have attention; any other kind of block is refused.
std::vector<bool> attends(const checkpoint::ModelConfig& config, const std::string& key, std::vector<std::string> usual, std::size_t levels,
                          const std::string& plain, const std::string& attending);

}  // namespace tintype::networks
