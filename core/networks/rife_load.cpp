#include <algorithm>
#include <array>
#include <string_view>

#include "core/checkpoint/refuse.h"
#include "core/checkpoint/tile_order.h"
#include "core/networks/rife_layers.h"
#include "core/nn/device.h"
#include "core/nn/folded_conv.h"

namespace tintype::networks {

namespace {

using checkpoint::Checkpoint;
using checkpoint::legible;
using checkpoint::refuse;
using checkpoint::Weights;

constexpr const char* kFirstKey = "block0.conv0.0.0.weight";
constexpr double kLeak = 0.2;
// More than anything published: a hostile file's numbers.
constexpr std::size_t kMostBlocks = 8;
constexpr std::size_t kMostLayers = 64;
constexpr std::int64_t kMostFeatures = 64;
constexpr std::int64_t kMostMaps = 64;
// 4.25.lite has the names of 4.25, and looks twice as coarsely except at the end. Its last block tells it apart.
constexpr std::int64_t kLiteWidth = 24;

std::int64_t roundedUp(std::int64_t n, std::int64_t unit) { return (n + unit - 1) / unit * unit; }

// What stands before the first key: "module." in the published files.
std::string prefixOf(const Checkpoint& checkpoint) {
    std::string prefix;
    bool found = false;
    for (const std::string& name : checkpoint.names()) {
        if (!name.ends_with(kFirstKey)) continue;
        const std::string before = name.substr(0, name.size() - std::string_view(kFirstKey).size());
        if (!before.empty() && before.back() != '.') continue;
        if (!found || before.size() < prefix.size()) prefix = before;
        found = true;
    }
    if (!found) refuse(checkpoint.path(), TINTYPE_NOOP("core", "%1 is not a RIFE model of version 4: it has no tensor that ends in \"%2\"."), {kFirstKey});
    return prefix;
}

void keepNetwork(Checkpoint& checkpoint) {
    const std::string prefix = prefixOf(checkpoint);
    // Only training uses these.
    static constexpr std::array<std::string_view, 5> kUnused{"teacher.", "caltime.", "block_tea.", "contextnet.", "unet."};
    checkpoint.rename([&prefix](const std::string& name) -> std::optional<std::string> {
        if (!name.starts_with(prefix)) return std::nullopt;
        const std::string own = name.substr(prefix.size());
        const bool unused = std::any_of(kUnused.begin(), kUnused.end(), [&own](std::string_view part) { return own.starts_with(part); });
        return unused ? std::nullopt : std::optional(own);
    });
}

at::Tensor zeroPadded(const at::Tensor& weight, std::int64_t outs, std::int64_t ins) {
    at::Tensor result = at::zeros({outs, ins, weight.size(2), weight.size(3)}, at::kFloat);
    result.narrow(0, 0, weight.size(0)).narrow(1, 0, weight.size(1)).copy_(weight);
    return result;
}

at::Tensor zeroPadded(const at::Tensor& vector, std::int64_t count) {
    at::Tensor result = at::zeros({count}, at::kFloat);
    result.narrow(0, 0, vector.size(0)).copy_(vector);
    return result;
}

// The taps that results of this parity take from the pixel before and from the next.
at::Tensor tapsOf(int odd) { return at::tensor(odd ? std::vector<std::int64_t>{2, 0} : std::vector<std::int64_t>{3, 1}, at::kLong); }

}  // namespace

struct RifeLoader {
    const Weights w;
    const checkpoint::Placement placement;
    const bool tiled;
    std::int64_t features = 0;  // of the encoder
    std::int64_t carried = 0;   // from block to block

    std::shared_ptr<const Rife::Layers> layers() {
        auto result = std::make_shared<Rife::Layers>();
        result->placement = placement;
        if (w.has("encode.cnn0.weight")) encoder(*result, {"cnn0", "cnn1", "cnn2"}, "cnn3", true);
        else if (w.has("encode.6.weight")) encoder(*result, {"0", "2", "4"}, "6", true);
        else if (w.has("encode.0.weight")) encoder(*result, {"0"}, "1", false);
        std::size_t count = 0;
        while (count < kMostBlocks && w.has("block" + std::to_string(count) + ".conv0.0.0.weight")) ++count;
        if (count > 1) carried = carriedFeatures();
        setShape(result->shape);
        for (std::size_t i = 0; i < count; ++i) result->blocks.push_back(block(w["block" + std::to_string(i)], i == 0, result->shape));
        for (std::size_t i = 0; i < count; ++i) result->steps.push_back(static_cast<double>(std::int64_t(1) << (count - 1 - i)));
        if (count == 5 && w["block4"].tensor("conv0.1.0.weight").size(0) == kLiteWidth) result->steps = {32, 16, 8, 4, 1};
        result->cellsUp = w.has("block0.lastconv.weight") ? 2.0 : 1.0;
        result->maskAdds = features == 0;
        result->restarts = w.has("block0.conv0.0.1.weight");
        return result;
    }

private:
    std::int64_t carriedFeatures() const {
        const std::int64_t plain = 12 + 2 * features;
        w.expect("block1.conv0.0.0.weight", {-1, -1, 3, 3});
        const std::int64_t more = w.tensor("block1.conv0.0.0.weight").size(1) - plain;
        if (more < 0 || more > kMostFeatures) w.expect("block1.conv0.0.0.weight", {-1, plain, 3, 3});
        return more;
    }

    void setShape(LevelShape& shape) const {
        shape.record = 4 + roundedUp(features, 4);
        shape.carried = roundedUp(carried, 4);
        shape.channels = tiled ? roundedUp(shape.mixed(), checkpoint::kTileDepth) : shape.mixed();
    }

    std::int64_t outsOf(std::int64_t outs) const { return tiled ? roundedUp(outs, checkpoint::kTileDepth) : outs; }

    at::Tensor placedWeight(const at::Tensor& weight) const { return tiled ? checkpoint::inTileOrder(weight.contiguous()) : nn::placed(weight, placement); }

    // Rectified with slopes of its own where there are some, else with the usual one.
    void setLeak(RifeConvolution& layer, const at::Tensor& slopes, std::int64_t outs) const {
        if (!slopes.defined()) layer.evenLeak = kLeak;
        const at::Tensor leak = slopes.defined() ? zeroPadded(slopes.to(at::kFloat), outs) : at::full({outs}, kLeak, at::kFloat);
        checkpoint::Placement own = placement;
        if (tiled) own.type = at::kFloat;
        layer.leak = nn::placed(leak, own);
    }

    // ins: numbers that go in as they lie in memory; weight has as many or, where some are unused, fewer.
    RifeConvolution convolution(const at::Tensor& weight, const at::Tensor& bias, const at::Tensor& slopes, std::int64_t ins, int stride) const {
        RifeConvolution layer;
        const std::int64_t outs = outsOf(weight.size(0));
        layer.weight = placedWeight(zeroPadded(weight.to(at::kFloat), outs, ins));
        layer.bias = nn::placed(zeroPadded(bias.to(at::kFloat), outs), placement);
        layer.stride = stride;
        setLeak(layer, slopes, outs);
        return layer;
    }

    // Named "0" (convolution) and, in the first versions, "1" (slopes).
    RifeConvolution rectified(const Weights& layer, const at::Tensor& weight, std::int64_t ins, int stride) const {
        const std::int64_t outs = weight.size(0);
        layer.expect("0.bias", {outs});
        if (layer.has("1.weight")) layer.expect("1.weight", {outs});
        return convolution(weight, layer.tensor("0.bias"), layer.optional("1.weight"), ins, stride);
    }

    RifeConvolution residual(const Weights& layer, std::int64_t width) const {
        layer.expect("conv.weight", {width, -1, 3, 3});
        layer.expect("conv.bias", {width});
        layer.expect("beta", {1, width, 1, 1});
        const at::Tensor beta = layer.tensor("beta").to(at::kFloat).view({width});
        at::Tensor weight = layer.tensor("conv.weight").to(at::kFloat) * beta.view({width, 1, 1, 1});
        const std::int64_t group = weight.size(1);
        if (group < 1 || width % group != 0) layer.expect("conv.weight", {width, width, 3, 3});
        const auto groups = static_cast<int>(width / group);
        if (tiled && groups > 1) weight = ungrouped(weight, groups);
        RifeConvolution result = convolution(weight, layer.tensor("conv.bias").to(at::kFloat) * beta, {}, tiled ? outsOf(width) : weight.size(1), 1);
        result.groups = tiled ? 1 : groups;
        result.residual = true;
        return result;
    }

    // weight: [out, in / groups, 3, 3] -> [out, in, 3, 3], zero where groups do not meet.
    static at::Tensor ungrouped(const at::Tensor& weight, int groups) {
        const std::int64_t outs = weight.size(0) / groups, ins = weight.size(1);
        at::Tensor whole = at::zeros({weight.size(0), ins * groups, 3, 3}, at::kFloat);
        for (int g = 0; g < groups; ++g) whole.narrow(0, g * outs, outs).narrow(1, g * ins, ins).copy_(weight.narrow(0, g * outs, outs));
        return whole;
    }

    // weight: [in, maps * shuffled^2, 4, 4], its channels in groups of shuffled^2. The first `used` maps of it.
    RifeCells cells(const Weights& layer, std::int64_t ins, int shuffled, std::int64_t used, std::int64_t pitch) const {
        const at::Tensor weight = layer.tensor("weight").to(at::kFloat), bias = layer.tensor("bias").to(at::kFloat);
        RifeCells result;
        result.side = 2 * shuffled;
        result.pitch = pitch;
        at::Tensor whole = at::zeros({result.side * result.side * pitch, ins, 2, 2}, at::kFloat), offsets = at::zeros({whole.size(0)}, at::kFloat);
        for (int y = 0; y < result.side; ++y)
            for (int x = 0; x < result.side; ++x) {
                const int oddRow = 1 - y / shuffled, oddColumn = 1 - x / shuffled, turn = y % shuffled * shuffled + x % shuffled;
                const at::Tensor taps = weight.index_select(2, tapsOf(oddRow)).index_select(3, tapsOf(oddColumn)).transpose(0, 1);
                const std::int64_t at = (y * result.side + x) * pitch;
                whole.narrow(0, at, used).narrow(1, 0, weight.size(0)).copy_(taps.slice(0, turn, c10::nullopt, shuffled * shuffled).narrow(0, 0, used));
                offsets.narrow(0, at, used).copy_(bias.slice(0, turn, c10::nullopt, shuffled * shuffled).narrow(0, 0, used));
            }
        result.weight = placedWeight(whole);
        result.bias = nn::placed(offsets, placement);
        return result;
    }

    RifeCells blockCells(const Weights& block, std::int64_t width, std::int64_t ins) const {
        const bool shuffles = block.has("lastconv.0.weight");
        const Weights layer = shuffles ? block["lastconv"][0] : block["lastconv"];
        const int shuffled = shuffles ? 2 : 1, maps = 5 + static_cast<int>(carried);
        layer.expect("weight", {width, -1, 4, 4});
        const std::int64_t outs = layer.tensor("weight").size(1);
        layer.expect("bias", {outs});
        // One map more than needed was trained in some versions, and is used by nothing.
        const std::int64_t found = outs / (shuffled * shuffled);
        if (outs % (shuffled * shuffled) != 0 || found < maps || found > kMostMaps) layer.expect("weight", {width, maps * shuffled * shuffled, 4, 4});
        return cells(layer, ins, shuffled, maps, roundedUp(5 + roundedUp(carried, 4), 8));
    }

    // The published order of a block's channels brought into that of LevelShape.
    at::Tensor reordered(const at::Tensor& weight, bool first, const LevelShape& shape) const {
        std::vector<std::int64_t> to;
        const auto run = [&to](std::int64_t from, std::int64_t count) { for (std::int64_t i = 0; i < count; ++i) to.push_back(from + i); };
        const std::int64_t motion = 2 * shape.record;
        run(0, 3);
        run(shape.record, 3);
        run(4, features);
        run(shape.record + 4, features);
        run(motion + 5, 1);  // time
        if (!first) {
            run(motion + 4, 1);  // mask
            run(motion + LevelShape::kMotion, carried);
            run(motion, 4);  // flow
        }
        at::Tensor whole = at::zeros({weight.size(0), shape.channels, 3, 3}, at::kFloat);
        return whole.index_copy_(1, at::tensor(to, at::kLong), weight.to(at::kFloat));
    }

    // How many outputs a 3x3 convolution over `ins` channels has: at least one.
    static std::int64_t outsOf(const Weights& layer, const std::string& weight, std::int64_t ins) {
        layer.expect(weight, {-1, ins, 3, 3});
        const std::int64_t outs = layer.tensor(weight).size(0);
        if (outs < 1) layer.expect(weight, {1, ins, 3, 3});
        return outs;
    }

    RifeBlock block(const Weights& block, bool first, const LevelShape& shape) const {
        const Weights entry = block["conv0"];
        const std::int64_t half = outsOf(entry, "0.0.weight", first ? 7 + 2 * features : 12 + 2 * features + carried);
        const std::int64_t width = outsOf(entry, "1.0.weight", half);
        const std::int64_t ins = outsOf(width);
        RifeBlock result;
        result.first = rectified(entry[0], reordered(entry.tensor("0.0.weight"), first, shape), shape.channels, 2);
        result.second = rectified(entry[1], entry.tensor("1.0.weight"), outsOf(half), 2);
        const Weights middle = block["convblock"];
        for (std::size_t i = 0; i < kMostLayers && (middle[i].has("conv.weight") || middle[i].has("0.weight")); ++i)
            result.middle.push_back(middle[i].has("conv.weight") ? residual(middle[i], width) : plain(middle[i], width, ins));
        if (result.middle.empty()) middle[0].tensor("conv.weight");
        result.around = entry.has("0.1.weight");
        result.last = blockCells(block, width, ins);
        return result;
    }

    RifeConvolution plain(const Weights& layer, std::int64_t width, std::int64_t ins) const {
        layer.expect("0.weight", {width, width, 3, 3});
        return rectified(layer, layer.tensor("0.weight"), ins, 1);
    }

    void encoder(Rife::Layers& layers, const std::vector<std::string>& names, const std::string& last, bool rectifies) {
        const Weights encode = w["encode"];
        std::int64_t ins = 3;
        for (const std::string& name : names) {
            outsOf(encode[name], "weight", ins);
            const at::Tensor& weight = encode[name].tensor("weight");
            encode[name].expect("bias", {weight.size(0)});
            // The picture's three channels would fill a tenth of a tile: they are computed with in float32.
            const RifeLoader exact{w, {at::kFloat, placement.device, checkpoint::Layout::ChannelsLast}, false};
            const bool first = layers.encoder.empty();
            RifeConvolution layer = first && tiled ? exact.convolution(zeroPadded(weight.to(at::kFloat), outsOf(weight.size(0)), 3), zeroPadded(encode[name].tensor("bias").to(at::kFloat), outsOf(weight.size(0))), {}, 3, 2)
                                                   : convolution(weight, encode[name].tensor("bias"), {}, first ? 3 : outsOf(ins), first ? 2 : 1);
            if (!rectifies) {
                layer.leak = at::Tensor();
                layer.evenLeak = 0.0;
            }
            layers.encoder.push_back(layer);
            ins = weight.size(0);
        }
        encode[last].expect("weight", {ins, -1, 4, 4});
        features = encode[last].tensor("weight").size(1);
        encode[last].expect("bias", {features});
        if (features < 1 || features > kMostFeatures) encode[last].expect("weight", {ins, 4, 4, 4});
        layers.encoderLast = cells(encode[last], outsOf(ins), 1, features, roundedUp(features, 4));
    }
};

Rife Rife::load(Checkpoint checkpoint, const checkpoint::Placement& placement, Progress& progress) {
    keepNetwork(checkpoint);
    progress.begin({TINTYPE_NOOP("core", "Loading RIFE"), {}}, static_cast<int>(checkpoint.names().size()));
    const Weights w = Weights::load(checkpoint, {}, progress);
    w.expectFinite();
    checkpoint::Placement own = placement;
    if (own.device.is_cpu()) own.layout = checkpoint::Layout::ChannelsLast;
    const bool tiled = own.type == at::kBFloat16 && own.device.is_cpu() && nn::tilesAvailable();
    Rife rife;
    rife.m_layers = RifeLoader{w, own, tiled}.layers();
    if (const auto unread = w.unread(); !unread.empty())
        refuse(checkpoint.path(), TINTYPE_NOOP("core", "%1 is a kind of RIFE that is not supported: it has the tensor \"%2\"."), {legible(unread.front())});
    for (const std::string& name : checkpoint.names()) checkpoint.release(name);
    return rife;
}

}  // namespace tintype::networks
