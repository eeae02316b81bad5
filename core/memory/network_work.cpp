#include "core/memory/network_work.h"

#include <algorithm>
#include <vector>

#include "core/memory/layer_work.h"

namespace tintype::memory {

namespace {

double numbersIn(const std::vector<std::int64_t>& shape) {
    double count = 1;
    for (const std::int64_t side : shape) count *= static_cast<double>(side);
    return count;
}

// The resnets of one block with their attentions; `done` is told the channels of each. The result of the one before is
// let go when the next is there, unless `done` keeps it.
template <typename Done>
void eachLayer(LayerWork& work, const std::string& block, const Done& done) {
    for (std::size_t i = 0; work.has(numbered(block + ".resnets", i) + ".conv1.weight"); ++i) {
        const std::int64_t channels = work.resnet(numbered(block + ".resnets", i));
        work.trace().add(work.bytes(channels));
        if (work.has(numbered(block + ".attentions", i) + ".norm.weight")) work.transformer(numbered(block + ".attentions", i));
        done(channels);
    }
}

class UnetWork {
public:
    UnetWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents) : m_work(shapes, numbers, latents) {}

    double peak() {
        m_work.conv("conv_in");
        push(m_work.outputs("conv_in"));
        std::size_t levels = 0;
        for (; m_work.has(numbered("down_blocks", levels) + ".resnets.0.conv1.weight"); ++levels) down(numbered("down_blocks", levels));
        std::int64_t channels = m_work.outputs(numbered("down_blocks", levels ? levels - 1 : 0) + ".resnets.0.conv1");
        double held = 0;
        eachLayer(m_work, "mid_block", [&](std::int64_t out) {
            m_work.trace().drop(held);
            held = m_work.bytes(channels = out);
        });
        for (std::size_t i = 0; i < levels; ++i) up(numbered("up_blocks", i), held);
        m_work.normSiluConv("conv_out");
        return m_work.trace().peak();
    }

private:
    // What a layer gave is held as a skip, and is the next layer's input.
    void push(std::int64_t channels) {
        m_skips.push_back({m_work.bytes(channels), m_work.grid()});
        m_work.trace().add(m_skips.back().bytes);
    }
    void down(const std::string& block) {
        eachLayer(m_work, block, [&](std::int64_t channels) { m_skips.push_back({m_work.bytes(channels), m_work.grid()}); });
        if (!m_work.has(block + ".downsamplers.0.conv.weight")) return;
        m_work.resize(halved(m_work.grid()));
        m_work.trace().burst(4 * m_work.bytes(m_work.inputs(block + ".downsamplers.0.conv")) + m_work.bytes(m_work.outputs(block + ".downsamplers.0.conv")));
        push(m_work.outputs(block + ".downsamplers.0.conv"));
    }
    // held: the bytes of the input, afterwards those of the output.
    void up(const std::string& block, double& held) {
        for (std::size_t i = 0; m_work.has(numbered(block + ".resnets", i) + ".conv1.weight") && !m_skips.empty(); ++i) {
            const std::string resnet = numbered(block + ".resnets", i);
            const double joined = m_work.bytes(m_work.inputs(resnet + ".conv1"));
            m_work.trace().add(joined);
            m_work.trace().drop(m_skips.back().bytes + held);
            m_skips.pop_back();
            held = m_work.bytes(m_work.resnet(resnet));
            m_work.trace().add(held);
            if (m_work.has(numbered(block + ".attentions", i) + ".norm.weight")) m_work.transformer(numbered(block + ".attentions", i));
            m_work.trace().drop(joined);
        }
        if (!m_work.has(block + ".upsamplers.0.conv.weight") || m_skips.empty()) return;
        m_work.resize(m_skips.back().grid);
        m_work.enlargedConv(block + ".upsamplers.0.conv");
        const double enlarged = m_work.bytes(m_work.outputs(block + ".upsamplers.0.conv"));
        m_work.trace().add(enlarged);
        m_work.trace().drop(held);
        held = enlarged;
    }

    LayerWork m_work;
    std::vector<Skip> m_skips;
};

// One half of an autoencoder, layer by layer on the whole picture. held: the bytes of the tensor between two layers.
class AutoencoderWork {
public:
    AutoencoderWork(const Shapes& shapes, const Numbers& numbers, const Grid& grid) : m_work(shapes, numbers, grid) {}

    void take(std::int64_t channels) {
        const double next = m_work.bytes(channels);
        m_work.trace().add(next);
        m_work.trace().drop(m_held);
        m_held = next;
    }
    void layers(const std::string& block) {
        for (std::size_t i = 0; m_work.has(numbered(block + ".resnets", i) + ".conv1.weight"); ++i) take(m_work.resnet(numbered(block + ".resnets", i)));
    }
    void middle(const std::string& block) {
        if (!m_work.has(block + ".resnets.0.conv1.weight")) return;
        take(m_work.resnet(block + ".resnets.0"));
        m_work.middleAttention(m_work.outputs(block + ".resnets.0.conv1"));
        take(m_work.resnet(block + ".resnets.1"));
    }
    LayerWork& work() { return m_work; }
    double peak() const { return const_cast<LayerWork&>(m_work).trace().peak(); }

private:
    LayerWork m_work;
    double m_held = 0;
};

// In float32: the picture as it comes and goes, beside its bytes.
double pictureBytes(const Grid& pixels) { return 12.0 * static_cast<double>(pixels.pixels()); }

Grid shrunk(const Grid& grid, int by) { return {grid.rows / by, grid.columns / by, grid.samples}; }

// In strips two neighbouring levels are stored: what a level begins with, and what it gives.
double storedInStrips(const Shapes& shapes, const Numbers& numbers, const std::string& blocks, const Grid& pixels, bool growing) {
    LayerWork work(shapes, numbers, pixels);
    std::size_t levels = 0;
    while (work.has(numbered(blocks, levels) + ".resnets.0.conv1.weight")) ++levels;
    double most = 0;
    for (std::size_t i = 0; i < levels; ++i) {
        const std::size_t depth = growing ? levels - 1 - i : i;
        const auto stored = [&](std::size_t block, std::size_t level) {
            work.resize(shrunk(pixels, 1 << level));
            return work.bytes(work.outputs(numbered(blocks, block) + ".resnets.0.conv1"));
        };
        const double own = stored(i, depth);
        const double before = i == 0 ? 0.0 : growing ? stored(i - 1, depth + 1) : own == 0 ? 0.0 : [&] {
            work.resize(shrunk(pixels, 1 << depth));
            return work.bytes(work.outputs(numbered(blocks, i - 1) + ".resnets.0.conv1"));
        }();
        most = std::max(most, own + before);
    }
    return most;
}

double middleWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents, const std::string& block) {
    AutoencoderWork work(shapes, numbers, latents);
    work.take(work.work().inputs(block + ".resnets.0.conv1"));
    work.middle(block);
    return work.peak();
}

double inStrips(const Shapes& shapes, const Numbers& numbers, const Grid& pixels, const std::string& half, bool growing) {
    const double levels = storedInStrips(shapes, numbers, half + (growing ? ".up_blocks" : ".down_blocks"), pixels, growing) + static_cast<double>(kStripBytes);
    return std::max(levels, middleWork(shapes, numbers, shrunk(pixels, shrinkOf(shapes)), half + ".mid_block"));
}

}  // namespace

double weightBytes(const Shapes& shapes, const Numbers& numbers) { return weightBytes(shapes, numbers, {""}); }

double weightBytes(const Shapes& shapes, const Numbers& numbers, std::initializer_list<const char*> prefixes) {
    double count = 0;
    for (const auto& [name, shape] : shapes)
        if (std::any_of(prefixes.begin(), prefixes.end(), [&](const char* prefix) { return name.starts_with(prefix); })) count += numbersIn(shape);
    return count * static_cast<double>(numbers.bytes);
}

double textWork(const Shapes& shapes, const Numbers& numbers) {
    // One sentence is little; the table of words is converted beside what it is read from.
    double largest = 0;
    for (const auto& [name, shape] : shapes) largest = std::max(largest, numbersIn(shape));
    return largest * static_cast<double>(numbers.bytes);
}

double unetWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents) { return slack(numbers) * UnetWork(shapes, numbers, latents).peak(); }

double encodeWork(const Shapes& shapes, const Numbers& numbers, const Grid& pixels, Pictures pictures) {
    if (pictures == Pictures::Strips) return slack(numbers) * (2 * pictureBytes(pixels) + inStrips(shapes, numbers, pixels, "encoder", false));
    AutoencoderWork encoder(shapes, numbers, pixels);
    LayerWork& work = encoder.work();
    work.conv("encoder.conv_in");
    encoder.take(work.outputs("encoder.conv_in"));
    for (std::size_t i = 0; work.has(numbered("encoder.down_blocks", i) + ".resnets.0.conv1.weight"); ++i) {
        const std::string block = numbered("encoder.down_blocks", i);
        encoder.layers(block);
        const std::string down = block + ".downsamplers.0.conv";
        if (!work.has(down + ".weight")) continue;
        // A copy with a border, and what the library makes of that.
        if (numbers.kernels != Kernels::Tiles) work.trace().burst(2 * work.bytes(work.inputs(down)));
        work.resize(shrunk(work.grid(), 2));
        encoder.take(work.outputs(down));
    }
    encoder.middle("encoder.mid_block");
    return slack(numbers) * (2 * pictureBytes(pixels) + encoder.peak());
}

double decodeWork(const Shapes& shapes, const Numbers& numbers, const Grid& pixels, Pictures pictures) {
    if (pictures == Pictures::Strips) return slack(numbers) * (2 * pictureBytes(pixels) + inStrips(shapes, numbers, pixels, "decoder", true));
    AutoencoderWork decoder(shapes, numbers, shrunk(pixels, shrinkOf(shapes)));
    LayerWork& work = decoder.work();
    decoder.take(work.outputs("decoder.conv_in"));
    decoder.middle("decoder.mid_block");
    for (std::size_t i = 0; work.has(numbered("decoder.up_blocks", i) + ".resnets.0.conv1.weight"); ++i) {
        const std::string block = numbered("decoder.up_blocks", i);
        decoder.layers(block);
        const std::string up = block + ".upsamplers.0.conv";
        if (!work.has(up + ".weight")) continue;
        work.resize({work.grid().rows * 2, work.grid().columns * 2, work.grid().samples});
        work.enlargedConv(up);
        decoder.take(work.outputs(up));
    }
    work.normSiluConv("decoder.conv_out");
    return slack(numbers) * std::max(decoder.peak(), 3 * pictureBytes(pixels));
}

int shrinkOf(const Shapes& autoencoder) {
    int shrink = 1;
    for (std::size_t i = 0; i < 10 && autoencoder.count(numbered("encoder.down_blocks", i) + ".downsamplers.0.conv.weight"); ++i) shrink *= 2;
    return shrink;
}

int levelsOf(const Shapes& unet) {
    int unit = 1;
    for (std::size_t i = 0; i < 10 && unet.count(numbered("down_blocks", i) + ".downsamplers.0.conv.weight"); ++i) unit *= 2;
    return unit;
}

}  // namespace tintype::memory
