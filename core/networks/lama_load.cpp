#include <algorithm>

#include "core/checkpoint/refuse.h"
#include "core/networks/lama_layers.h"

namespace tintype::networks {

namespace {

using checkpoint::Checkpoint;
using checkpoint::refuse;
using checkpoint::Weights;
using nn::Affine;
using nn::FoldedConv;

constexpr const char* kFirstKey = "1.ffc.convl2l.weight";
// Deeper or longer than anything published: a hostile file's numbers.
constexpr std::size_t kMostHalvings = 6;
constexpr std::size_t kMostBlocks = 64;

// What stands before "1.ffc..." in the names: published files have "model.", "generator.model.", "model.generator.model."
// and, in training checkpoints, "state_dict." before all that.
std::string prefixOf(const Checkpoint& checkpoint) {
    std::string prefix;
    bool found = false;
    for (const std::string& name : checkpoint.names()) {
        if (!name.ends_with(kFirstKey)) continue;
        const std::string before = name.substr(0, name.size() - std::string(kFirstKey).size());
        if (!before.empty() && before.back() != '.') continue;
        // A checkpoint may also hold an averaged generator, whose name is longer.
        if (!found || before.size() < prefix.size()) prefix = before;
        found = true;
    }
    if (!found) refuse(checkpoint.path(), TINTYPE_NOOP("core", "%1 is not a LaMa model: it has no tensor that ends in \"%2\"."), {kFirstKey});
    return prefix;
}

void keepGenerator(Checkpoint& checkpoint) {
    const std::string prefix = prefixOf(checkpoint);
    checkpoint.rename([&prefix](const std::string& name) -> std::optional<std::string> {
        if (!name.starts_with(prefix)) return std::nullopt;
        return name.substr(prefix.size());
    });
}

// weight: [in, out, 3, 3] -> the taps an output of this parity sees, as an ordinary convolution's [out, in, kh, kw].
at::Tensor phase(const at::Tensor& weight, int oddRow, int oddColumn) {
    const auto taps = [](int odd) { return at::tensor(odd ? std::vector<std::int64_t>{2, 0} : std::vector<std::int64_t>{1}, at::kLong); };
    return weight.transpose(0, 1).index_select(2, taps(oddRow)).index_select(3, taps(oddColumn));
}

std::int64_t checkedChannels(const Weights& w, const std::string& name, std::int64_t dimension) {
    const at::Tensor& weight = w.tensor(name);
    if (weight.dim() != 4) w.expect(name, {-1, -1, -1, -1});
    return weight.size(dimension);
}

}  // namespace

// Reads the layers in the order of the generator's sequence: `index` is the place of the next one.
struct LamaLoader {
    const Weights w;
    const checkpoint::Placement placement;
    std::size_t index = 1;

    std::shared_ptr<const Lama::Layers> layers() {
        auto result = std::make_shared<Lama::Layers>();
        result->placement = placement;
        result->first = first();
        std::int64_t channels = result->first.weight.size(0);
        while (w[index].has("ffc.convl2l.weight") && result->halvings.size() < kMostHalvings) {
            result->halvings.push_back(halving(channels));
            channels = result->halvings.back().weight.size(0);
        }
        const std::int64_t local = w[index - 1].has("ffc.convl2l.weight") ? w[index - 1].tensor("ffc.convl2l.weight").size(0) : channels;
        while (w[index].has("conv1.ffc.convl2l.weight") && result->middle.size() < 2 * kMostBlocks) {
            for (const char* part : {"conv1", "conv2"}) result->middle.push_back(fourier(w[index][part], local, channels - local));
            ++index;
        }
        ++index;  // the halves are joined
        for (std::size_t i = 0; i < result->halvings.size(); ++i) {
            result->doublings.push_back(doubling(channels));
            channels = result->doublings.back().bias.size(0);
        }
        result->last = last(channels);
        return result;
    }

private:
    FoldedConv convolution(const at::Tensor& weight, const at::Tensor& bias, const Affine& norm) const { return nn::placed(nn::fold(weight, bias, norm), placement); }

    FoldedConv first() {
        const Weights layer = w[index++];
        layer.expect("ffc.convl2l.weight", {-1, 4, 7, 7});
        const at::Tensor& weight = layer["ffc"].tensor("convl2l.weight");
        return convolution(weight, {}, nn::batchNorm(layer["bn_l"], weight.size(0)));
    }

    FoldedConv halving(std::int64_t channels) {
        const Weights layer = w[index++];
        layer.expect("ffc.convl2l.weight", {-1, channels, 3, 3});
        const at::Tensor& toLocal = layer["ffc"].tensor("convl2l.weight");
        const FoldedConv local = nn::fold(toLocal, {}, nn::batchNorm(layer["bn_l"], toLocal.size(0)));
        if (!layer.has("ffc.convl2g.weight")) return nn::placed(local, placement);
        layer.expect("ffc.convl2g.weight", {-1, channels, 3, 3});
        const at::Tensor& toGlobal = layer["ffc"].tensor("convl2g.weight");
        const FoldedConv global = nn::fold(toGlobal, {}, nn::batchNorm(layer["bn_g"], toGlobal.size(0)));
        return nn::placed(FoldedConv{at::cat({local.weight, global.weight}), at::cat({local.bias, global.bias})}, placement);
    }

    FourierConvolution fourier(const Weights& layer, std::int64_t local, std::int64_t global) const {
        const Weights ffc = layer["ffc"];
        ffc.expect("convl2l.weight", {local, local, 3, 3});
        const Affine localNorm = nn::batchNorm(layer["bn_l"], local);
        if (global == 0) return {convolution(ffc.tensor("convl2l.weight"), {}, localNorm), {}, {}};
        ffc.expect("convg2l.weight", {local, global, 3, 3});
        ffc.expect("convl2g.weight", {global, local, 3, 3});
        const Affine globalNorm = nn::batchNorm(layer["bn_g"], global);
        const at::Tensor toLocal = at::cat({ffc.tensor("convl2l.weight").to(at::kFloat), ffc.tensor("convg2l.weight").to(at::kFloat)}, 1);
        return {convolution(toLocal, {}, localNorm), convolution(ffc.tensor("convl2g.weight"), {}, globalNorm), spectral(ffc["convg2g"], global, globalNorm)};
    }

    SpectralTransform spectral(const Weights& layer, std::int64_t global, const Affine& norm) const {
        const std::int64_t inner = checkedChannels(layer, "conv1.0.weight", 0);
        layer.expect("conv1.0.weight", {inner, global, 1, 1});
        layer.expect("fu.conv_layer.weight", {2 * inner, 2 * inner, 1, 1});
        layer.expect("conv2.weight", {global, inner, 1, 1});
        checkpoint::Placement exact = placement;
        exact.type = at::kFloat;
        const FoldedConv spectrum = nn::fold(layer.tensor("fu.conv_layer.weight"), {}, nn::batchNorm(layer["fu"]["bn"], 2 * inner));
        const at::Tensor expand = layer.tensor("conv2.weight").to(at::kFloat) * norm.scale.view({-1, 1, 1, 1});
        return {convolution(layer.tensor("conv1.0.weight"), {}, nn::batchNorm(layer["conv1"][1], inner)), nn::placed(spectrum, exact), nn::placed(expand, placement)};
    }

    Doubling doubling(std::int64_t channels) {
        const Weights layer = w[index];
        layer.expect("weight", {channels, -1, 3, 3});
        const at::Tensor weight = layer.tensor("weight").to(at::kFloat);
        layer.expect("bias", {weight.size(1)});
        const Affine norm = nn::batchNorm(w[index + 1], weight.size(1));
        index += 3;
        Doubling result;
        result.bias = nn::placed(layer.tensor("bias").to(at::kFloat) * norm.scale + norm.shift, placement);
        for (int row = 0; row < 2; ++row)
            for (int column = 0; column < 2; ++column)
                result.phase[row][column] = nn::placed(phase(weight * norm.scale.view({1, -1, 1, 1}), row, column), placement);
        return result;
    }

    FoldedConv last(std::int64_t channels) {
        const Weights layer = w[index + 1];  // after the padding
        layer.expect("weight", {3, channels, 7, 7});
        layer.expect("bias", {3});
        return nn::placed(FoldedConv{layer.tensor("weight"), layer.tensor("bias")}, placement);
    }
};

std::uint64_t Lama::Layers::bytes() const {
    std::uint64_t sum = first.weight.nbytes() + last.weight.nbytes();
    for (const FoldedConv& layer : halvings) sum += layer.weight.nbytes();
    for (const FourierConvolution& layer : middle) {
        sum += layer.toLocal.weight.nbytes();
        if (const SpectralTransform& global = layer.globalToGlobal; global.expand.defined())
            sum += layer.localToGlobal.weight.nbytes() + global.reduce.weight.nbytes() + global.spectrum.weight.nbytes() + global.expand.nbytes();
    }
    for (const Doubling& layer : doublings)
        for (const auto& row : layer.phase)
            for (const at::Tensor& weight : row) sum += weight.nbytes();
    return sum;
}

Lama Lama::load(Checkpoint checkpoint, const checkpoint::Placement& placement, Progress& progress) {
    keepGenerator(checkpoint);
    progress.begin({TINTYPE_NOOP("core", "Loading LaMa"), {}}, static_cast<int>(checkpoint.names().size()));
    const Weights w = Weights::load(checkpoint, {}, progress);
    w.expectFinite();
    Lama lama;
    lama.m_layers = LamaLoader{w, placement}.layers();
    // A gate, a local Fourier unit or a spatial transform would change the result.
    if (const auto unread = w.unread(); !unread.empty())
        refuse(checkpoint.path(), TINTYPE_NOOP("core", "%1 is a kind of LaMa that is not supported: it has the tensor \"%2\"."), {checkpoint::legible(unread.front())});
    for (const std::string& name : checkpoint.names()) checkpoint.release(name);
    return lama;
}

}  // namespace tintype::networks
