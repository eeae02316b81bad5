#include <algorithm>
#include <vector>

#include "core/memory/layer_work.h"
#include "core/memory/network_work.h"

namespace tintype::memory {

namespace {

// A U-Net with layers over time: those over space see some frames at a time and write into the whole clip.
class ClipUnetWork {
public:
    ClipUnetWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents) : m_shapes(shapes), m_numbers(numbers), m_work(shapes, numbers, latents) {}

    double peak() {
        const std::int64_t first = m_work.outputs("conv_in");
        m_work.conv("conv_in");
        m_work.trace().add(m_work.bytes(first));
        m_work.temporalTransformer(first, kTokensAtOnce);
        push(first);
        m_work.trace().drop(m_work.bytes(first));
        std::size_t levels = 0;
        for (; m_work.has(numbered("down_blocks", levels) + ".resnets.0.conv1.weight"); ++levels) down(numbered("down_blocks", levels));
        m_held = 0;
        resnet("mid_block", 0);
        attention("mid_block", 0);
        resnet("mid_block", 1);
        for (std::size_t i = 0; i < levels; ++i) up(numbered("up_blocks", i));
        m_work.trace().burst(m_work.bytes(m_work.outputs("conv_out")) + ofPart([](LayerWork& part) { part.normSiluConv("conv_out"); }));
        return m_work.trace().peak();
    }

private:
    static constexpr double kTokensAtOnce = 16384;  // nn::MemoryPlan::tokensAtOnce

    // What a layer takes on the frames that go together.
    template <typename Layer>
    double ofPart(const Layer& layer) const {
        Grid grid = m_work.grid();
        grid.samples = std::clamp<std::int64_t>(static_cast<std::int64_t>(kTokensAtOnce) / std::max<std::int64_t>(1, grid.rows * grid.columns), 1, grid.samples);
        LayerWork part(m_shapes, m_numbers, grid);
        layer(part);
        return part.trace().peak();
    }
    bool hasResnet(const std::string& block, std::size_t i) const { return m_work.has(numbered(block + ".resnets", i) + ".conv1.weight"); }

    void push(std::int64_t channels) {
        m_skips.push_back({m_work.bytes(channels), m_work.grid()});
        m_work.trace().add(m_skips.back().bytes);
    }
    // The new result stands beside the old until all frames are done.
    void take(std::int64_t channels) {
        const double next = m_work.bytes(channels);
        m_work.trace().add(next);
        m_work.trace().drop(m_held);
        m_held = next;
    }
    // joined: bytes of the skip that is joined to the input, some frames at a time, and let go afterwards.
    void resnet(const std::string& block, std::size_t i, double joined = 0.0) {
        const std::string name = numbered(block + ".resnets", i);
        const std::int64_t channels = m_work.outputs(name + ".conv1");
        const double input = ofPart([&](LayerWork& part) { part.trace().add(part.bytes(part.inputs(name + ".conv1"))); part.trace().add(part.bytes(part.resnet(name))); });
        m_work.trace().burst(m_work.bytes(channels) + input);
        m_work.trace().add(m_work.bytes(channels));
        m_work.temporalConv(channels);
        m_work.trace().drop(m_work.bytes(channels) + joined);
        take(channels);
    }
    void attention(const std::string& block, std::size_t i) {
        const std::string name = numbered(block + ".attentions", i);
        if (!m_work.has(name + ".norm.weight")) return;
        const std::int64_t channels = m_work.outputs(name + ".norm");
        m_work.trace().burst(m_work.bytes(channels) + ofPart([&](LayerWork& part) { part.transformer(name); part.trace().add(part.bytes(channels)); }));
        m_work.trace().add(m_work.bytes(channels));
        m_work.temporalTransformer(channels, kTokensAtOnce);
        m_work.trace().drop(m_work.bytes(channels));
    }
    void down(const std::string& block) {
        for (std::size_t i = 0; hasResnet(block, i); ++i) {
            m_held = 0;  // the input is a skip already
            resnet(block, i);
            attention(block, i);
            m_skips.push_back({m_held, m_work.grid()});
        }
        const std::string next = block + ".downsamplers.0.conv";
        if (!m_work.has(next + ".weight")) return;
        m_work.trace().burst(m_work.bytes(m_work.inputs(next)));
        m_work.resize(halved(m_work.grid()));
        m_work.trace().burst(2 * m_work.bytes(m_work.outputs(next)));
        push(m_work.outputs(next));
    }
    void up(const std::string& block) {
        for (std::size_t i = 0; hasResnet(block, i) && !m_skips.empty(); ++i) {
            resnet(block, i, m_skips.back().bytes);
            m_skips.pop_back();
            attention(block, i);
        }
        const std::string next = block + ".upsamplers.0.conv";
        if (!m_work.has(next + ".weight") || m_skips.empty()) return;
        m_work.resize(m_skips.back().grid);
        m_work.trace().burst(m_work.bytes(m_work.outputs(next)) + ofPart([&](LayerWork& part) { part.enlargedConv(next); }));
        take(m_work.outputs(next));
    }

    const Shapes& m_shapes;
    Numbers m_numbers;
    LayerWork m_work;
    std::vector<Skip> m_skips;
    double m_held = 0;
};

}  // namespace

double clipUnetWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents) {
    // Measured: layers over time leave more between them than layers over space.
    return (numbers.half() ? 1.3 : 1.85) * ClipUnetWork(shapes, numbers, latents).peak();
}

}  // namespace tintype::memory
