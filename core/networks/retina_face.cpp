#include "core/networks/retina_face.h"

#include "core/nn/folded_conv.h"

namespace tintype::networks {

namespace {

using checkpoint::Weights;
using Levels = std::array<at::Tensor, 3>;

// x: [1, in, h, w]; a convolution and the batch norm behind it, folded.
at::Tensor normed(const Weights& conv, const Weights& norm, const at::Tensor& x, int stride = 1) {
    conv.expect("weight", {-1, x.size(1), -1, -1});
    const at::Tensor& weight = conv.tensor("weight");
    const auto folded = nn::placed(nn::fold(weight, conv.optional("bias"), nn::batchNorm(norm, weight.size(0))), conv.placement());
    return nn::conv(folded, x, stride, static_cast<int>(weight.size(2) / 2));
}

// Keys 0 (convolution) and 1 (norm).
at::Tensor normed(const Weights& w, const at::Tensor& x) { return normed(w[0], w[1], x); }

// Narrow feature pyramids leak; the published one, 256 wide, does not.
at::Tensor activated(at::Tensor x, std::int64_t width) { return width <= 64 ? at::leaky_relu_(x, 0.1) : x.relu_(); }

at::Tensor bottleneck(const Weights& w, const at::Tensor& x, int stride) {
    at::Tensor h = normed(w["conv1"], w["bn1"], x).relu_();
    h = normed(w["conv2"], w["bn2"], h, stride).relu_();
    h = normed(w["conv3"], w["bn3"], h);
    const Weights shortcut = w["downsample"];
    return h.add_(shortcut.has("0.weight") ? normed(shortcut[0], shortcut[1], x, stride) : x).relu_();
}

at::Tensor stage(const Weights& w, at::Tensor x, int stride) {
    x = bottleneck(w[0], x, stride);
    for (std::size_t i = 1; w[i].has("conv1.weight"); ++i) x = bottleneck(w[i], x, 1);
    return x;
}

Levels backbone(const Weights& w, const at::Tensor& picture) {
    at::Tensor x = normed(w["conv1"], w["bn1"], picture, 2).relu_();
    x = stage(w["layer1"], at::max_pool2d(x, 3, 2, 1), 1);
    Levels levels;
    levels[0] = stage(w["layer2"], x, 2);
    levels[1] = stage(w["layer3"], levels[0], 2);
    levels[2] = stage(w["layer4"], levels[1], 2);
    return levels;
}

// Coarse levels are enlarged and added to the finer ones.
Levels pyramid(const Weights& w, const Levels& features) {
    Levels out;
    for (std::size_t i = 0; i < 3; ++i) {
        const at::Tensor level = normed(w["output" + std::to_string(i + 1)], features[i]);
        out[i] = activated(level, level.size(1));
    }
    for (std::size_t i = 2; i-- > 0;) {
        const at::Tensor sum = out[i] + at::upsample_nearest2d(out[i + 1], out[i].sizes().slice(2));
        out[i] = activated(normed(w["merge" + std::to_string(i + 1)], sum), sum.size(1));
    }
    return out;
}

at::Tensor context(const Weights& w, const at::Tensor& x) {
    const auto width = x.size(1);
    const at::Tensor five = activated(normed(w["conv5X5_1"], x), width);
    const at::Tensor seven = activated(normed(w["conv7X7_2"], five), width);
    return at::cat({normed(w["conv3X3"], x), normed(w["conv5X5_2"], five), normed(w["conv7x7_3"], seven)}, 1).relu_();
}

// -> [1, anchors, numbers], two anchors at every position.
at::Tensor head(const Weights& w, const Levels& features, std::int64_t numbers) {
    std::vector<at::Tensor> parts;
    for (std::size_t i = 0; i < features.size(); ++i) {
        w[i]["conv1x1"].expect("weight", {2 * numbers, features[i].size(1), 1, 1});
        parts.push_back(nn::conv(w[i]["conv1x1"], features[i]).permute({0, 2, 3, 1}).reshape({features[i].size(0), -1, numbers}));
    }
    return at::cat(parts, 1).to(at::kFloat);
}

}  // namespace

RawFaces retinaFace(const Weights& w, const at::Tensor& picture) {
    const auto format = w.placement().layout == checkpoint::Layout::ChannelsLast ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    Levels levels = pyramid(w["fpn"], backbone(w["body"], picture.to(w.placement().device, w.placement().type).contiguous(format)));
    for (std::size_t i = 0; i < levels.size(); ++i) levels[i] = context(w["ssh" + std::to_string(i + 1)], levels[i]);
    return {head(w["BboxHead"], levels, 4), at::softmax(head(w["ClassHead"], levels, 2), -1), head(w["LandmarkHead"], levels, 10)};
}

std::optional<std::string> renameRetinaFaceKey(const std::string& name) {
    std::string key = name;
    for (const char* prefix : {"state_dict.", "module."})
        if (key.rfind(prefix, 0) == 0) key = key.substr(std::string(prefix).size());
    return key.rfind("body.fc.", 0) == 0 ? std::nullopt : std::optional(key);
}

}  // namespace tintype::networks
