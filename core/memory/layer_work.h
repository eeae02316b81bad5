// What the layers of core/nn take while they compute, in bytes, for each kind of kernel. It follows core/nn/blocks.cpp and
// ops.cpp tensor by tensor. Inside core/memory only.
#pragma once

#include <cstdint>
#include <string>

#include "core/checkpoint/config_from_shapes.h"
#include "core/memory/numbers.h"
#include "core/memory/trace.h"

namespace tintype::memory {

// What the allocator and the library keep between tensors that come and go (measured): more in float32, where the
// library rearranges pictures for its convolutions.
inline double slack(const Numbers& numbers) { return numbers.half() ? 1.12 : 1.45; }

inline std::string numbered(const std::string& name, std::size_t i) { return name + "." + std::to_string(i); }

inline Grid halved(const Grid& grid) { return {(grid.rows + 1) / 2, (grid.columns + 1) / 2, grid.samples}; }

// What a U-Net keeps for its way up.
struct Skip {
    double bytes;
    Grid grid;
};

class LayerWork {
public:
    LayerWork(const checkpoint::Shapes& shapes, const Numbers& numbers, const Grid& grid) : m_shapes(shapes), m_numbers(numbers), m_grid(grid) {}

    bool has(const std::string& name) const { return m_shapes.count(name) > 0; }
    std::int64_t outputs(const std::string& layer) const { return size(layer + ".weight", 0); }
    std::int64_t inputs(const std::string& layer) const { return size(layer + ".weight", 1); }

    const Grid& grid() const { return m_grid; }
    void resize(const Grid& grid) { m_grid = grid; }
    double bytes(std::int64_t channels) const;  // of a picture with so many channels

    Trace& trace() { return m_trace; }
    // Each stands for a call whose input lives already. The result is not counted as living afterwards: add() it.
    void conv(const std::string& layer);
    void enlargedConv(const std::string& layer);  // at the size it is enlarged to
    void normSiluConv(const std::string& layer);
    std::int64_t resnet(const std::string& name);       // -> its channels
    void attention(std::int64_t channels, std::int64_t keys, std::int64_t heads);
    void middleAttention(std::int64_t channels);
    void transformer(const std::string& name);
    // Of a clip whose samples are its frames, as if it were one picture.
    void temporalConv(std::int64_t channels);
    void temporalTransformer(std::int64_t channels, double tokensAtOnce);

private:
    std::int64_t size(const std::string& name, std::size_t axis) const;
    bool tiled(const std::string& layer) const;
    double weight(const std::string& layer) const;      // bytes
    double convBurst(const std::string& layer) const;   // with the result

    const checkpoint::Shapes& m_shapes;
    Numbers m_numbers;
    Grid m_grid;
    Trace m_trace;
};

}  // namespace tintype::memory
