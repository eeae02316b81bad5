#include <algorithm>
#include <utility>

#include "core/networks/dct_net_layers.h"
#include "core/networks/graph_walk.h"

namespace tintype::networks {

namespace {

using Node = checkpoint::GraphNode;

const std::initializer_list<std::string_view> kSums = {"Add", "AddV2"};
constexpr std::size_t kMostBlocks = 64;
constexpr std::int64_t kLargestKernel = 15;
constexpr int kLargestRadius = 8;

}  // namespace

class DctNetLoader {
public:
    DctNetLoader(const checkpoint::GraphDef& graph, const checkpoint::Placement& placement) : m_walk(graph), m_placement(placement) {}

    std::shared_ptr<const DctNet::Layers> layers() {
        m_layers->placement = m_placement;
        const Node& drawn = output();
        m_input = &input();
        network(filter(drawn));
        checkWidths();
        return m_layers;
    }

private:
    // Byte cast, scaling and clamp, from the end; gives the picture before them.
    const Node& output() {
        const Node& cast = m_walk.expect(m_walk.at("output_image"), {"Cast"});
        const Node& scaled = m_walk.input(cast, 0, {"Mul"});
        m_layers->factor = m_walk.number(m_walk.input(scaled, 1));
        const Node& lifted = m_walk.input(scaled, 0, kSums);
        m_layers->lift = m_walk.number(m_walk.input(lifted, 1));
        const Node& raised = m_walk.input(lifted, 0, {"Maximum"});
        m_layers->low = m_walk.number(m_walk.input(raised, 1));
        const Node& lowered = m_walk.input(raised, 0, {"Minimum"});
        m_layers->high = m_walk.number(m_walk.input(lowered, 1));
        return m_walk.input(m_walk.input(lowered, 0, {"StridedSlice"}), 0);
    }

    // The scaled picture that the network sees: input_image / divisor - shift.
    const Node& input() {
        const Node* image = &m_walk.expect(m_walk.at("input_image"), {"Placeholder"});
        for (const Node& node : m_walk.nodes()) {
            if (node.op != "Sub" || node.inputs.size() != 2 || m_walk.input(node, 1).op != "Const") continue;
            const Node& divided = m_walk.input(node, 0);
            if (divided.op != "RealDiv") continue;
            const Node* source = &m_walk.input(divided, 0);
            while (source->op == "StridedSlice" || source->op == "ExpandDims") source = &m_walk.input(*source, 0);
            if (source != image) continue;
            m_layers->divisor = m_walk.number(m_walk.input(divided, 1));
            m_layers->shift = m_walk.number(m_walk.input(node, 1));
            return node;
        }
        m_walk.refuse(*image);
    }

    // v / N of a box sum v; checks the kernel and gives the node that is averaged.
    const Node& averaged(const Node& mean) {
        const Node& sum = m_walk.input(m_walk.expect(mean, {"RealDiv"}), 0, {"DepthwiseConv2dNative"});
        const Node& count = m_walk.input(mean, 1, {"DepthwiseConv2dNative"});
        m_walk.input(count, 0, {"Fill"});
        const int radius = boxRadius(sum);
        if (radius != boxRadius(count) || (m_layers->filter && m_layers->filter->radius != radius)) m_walk.refuse(sum);
        if (!m_layers->filter) m_layers->filter = DctNet::Layers::GuidedFilter{radius, 0.0};
        return m_walk.input(sum, 0);
    }

    int boxRadius(const Node& box) const {
        const at::Tensor kernel = m_walk.tensor(m_walk.input(box, 1));
        if (m_walk.spatial(box, "strides") != 1) m_walk.refuseAttribute(box, "strides");
        if (m_walk.text(box, "padding", "") != "SAME") m_walk.refuseAttribute(box, "padding");
        const bool square = kernel.dim() == 4 && kernel.size(0) == kernel.size(1) && kernel.size(0) % 2 == 1 && kernel.size(0) <= 2 * kLargestRadius + 1;
        if (!square || kernel.numel() == 0 || !at::all(kernel == kernel.flatten()[0]).item<bool>()) m_walk.refuse(box);
        return static_cast<int>(kernel.size(0) / 2);
    }

    // Where the guided filter stands, checks it whole and gives the picture it smooths; else `drawn` itself.
    const Node& filter(const Node& drawn) {
        if (!m_walk.is(drawn, kSums) || !m_walk.is(m_walk.input(drawn, 0), {"Mul"})) return drawn;
        const Node& product = m_walk.input(drawn, 0);
        m_walk.expectSame(m_walk.input(product, 1), *m_input);
        const Node& a = averaged(m_walk.input(product, 0));
        const Node& b = m_walk.expect(averaged(m_walk.input(drawn, 1)), {"Sub"});
        const Node& meanY = m_walk.input(b, 0);
        const Node& shifted = m_walk.input(b, 1, {"Mul"});
        m_walk.expectSame(m_walk.input(shifted, 0), a);
        const Node& meanX = m_walk.input(shifted, 1);
        m_walk.expectSame(averaged(meanX), *m_input);
        const Node& source = averaged(meanY);
        covariance(m_walk.input(m_walk.expect(a, {"RealDiv"}), 0), {m_input, &source}, {&meanX, &meanY});
        const Node& regular = m_walk.input(a, 1, kSums);
        covariance(m_walk.input(regular, 0), {m_input, m_input}, {&meanX, &meanX});
        m_layers->filter->epsilon = m_walk.number(m_walk.input(regular, 1));
        return source;
    }

    // mean(x * y) - mean(x) * mean(y)
    void covariance(const Node& node, std::pair<const Node*, const Node*> factors, std::pair<const Node*, const Node*> means) {
        const auto expectProduct = [this](const Node& product, const std::pair<const Node*, const Node*>& of) {
            m_walk.expectSame(m_walk.input(m_walk.expect(product, {"Mul"}), 0), *of.first);
            m_walk.expectSame(m_walk.input(product, 1), *of.second);
        };
        m_walk.expect(node, {"Sub"});
        expectProduct(averaged(m_walk.input(node, 0)), factors);
        expectProduct(m_walk.input(node, 1), means);
    }

    // The U-Net, from its last convolution to its first.
    void network(const Node& last) {
        const Node *half = nullptr, *full = nullptr;
        const Node* x = &upwards(last, m_layers->upFull, full, m_layers->resize[1]);
        x = &upwards(*x, m_layers->upHalf, half, m_layers->resize[0]);
        x = &convolution(*x, m_layers->middle);
        x = &blocks(*x);
        x = &downwards(*x, m_layers->downQuarter);
        m_walk.expectSame(*x, *half);
        x = &downwards(*x, m_layers->downHalf);
        m_walk.expectSame(*x, *full);
        m_walk.expectSame(convolution(*x, m_layers->stem), *m_input);
        if (m_layers->stem.stride != 1 || m_layers->middle.stride != 1) m_walk.refuse(*full);
    }

    // Two convolutions behind the sum of a resized picture and features from the way down.
    const Node& upwards(const Node& last, std::vector<SameConv>& convs, const Node*& skip, ResizeRule& rule) {
        convs.resize(2);
        const Node& sum = m_walk.expect(convolution(convolution(last, convs[1]), convs[0]), kSums);
        if (convs[0].stride != 1 || convs[1].stride != 1) m_walk.refuse(last);
        const bool resizedFirst = m_walk.is(m_walk.input(sum, 0), {"ResizeBilinear"});
        const Node& resize = m_walk.input(sum, resizedFirst ? 0 : 1, {"ResizeBilinear"});
        skip = &m_walk.input(sum, resizedFirst ? 1 : 0);
        const Node& source = m_walk.input(resize, 0);
        checkDoubling(m_walk.input(resize, 1, {"Pack"}), source);
        const bool corners = m_walk.integer(resize, "align_corners", 0) != 0;
        const bool centres = m_walk.integer(resize, "half_pixel_centers", 0) != 0;
        if (corners && centres) m_walk.refuseAttribute(resize, "half_pixel_centers");
        rule = corners ? ResizeRule::AlignCorners : centres ? ResizeRule::PixelCentres : ResizeRule::Legacy;
        return source;
    }

    // The new size is twice the source's height and width.
    void checkDoubling(const Node& size, const Node& source) const {
        if (size.inputs.size() != 2) m_walk.refuse(size);
        for (std::size_t i = 0; i < 2; ++i) {
            const Node& product = m_walk.input(size, i, {"Mul"});
            if (m_walk.number(m_walk.input(product, 1)) != 2.0) m_walk.refuse(product);
            const Node& shape = m_walk.input(m_walk.input(product, 0, {"StridedSlice"}), 0, {"Shape"});
            m_walk.expectSame(m_walk.input(shape, 0), source);
        }
    }

    const Node& downwards(const Node& last, std::vector<SameConv>& convs) {
        convs.resize(2);
        const Node& source = convolution(convolution(last, convs[1]), convs[0]);
        if (convs[0].stride != 2 || convs[1].stride != 1) m_walk.refuse(last);
        return source;
    }

    const Node& blocks(const Node& end) {
        const Node* x = &end;
        while (m_walk.is(*x, kSums) && !isConvolution(*x)) {
            const bool convFirst = isConvolution(m_walk.input(*x, 0));
            const Node& around = m_walk.input(*x, convFirst ? 1 : 0);
            std::vector<SameConv> block(2);
            m_walk.expectSame(convolution(convolution(m_walk.input(*x, convFirst ? 0 : 1), block[1]), block[0]), around);
            if (block[0].stride != 1 || block[1].stride != 1 || block[1].slope != 1.0 || m_layers->blocks.size() >= kMostBlocks) m_walk.refuse(*x);
            m_layers->blocks.insert(m_layers->blocks.begin(), std::move(block));
            x = &around;
        }
        return *x;
    }

    bool isConvolution(const Node& node) const {
        return node.op == "BiasAdd" || (m_walk.is(node, kSums) && m_walk.is(m_walk.input(node, 0), {"Conv2D"}));
    }

    // A convolution with its bias and, where there is one, its leaky ReLU; gives what it is computed from.
    const Node& convolution(const Node& end, SameConv& layer) {
        const Node& sum = activation(end, layer.slope);
        if (!isConvolution(sum)) m_walk.refuse(sum);
        const Node& conv = m_walk.input(sum, 0, {"Conv2D"});
        if (m_walk.text(conv, "data_format", "NHWC") != "NHWC") m_walk.refuseAttribute(conv, "data_format");
        if (m_walk.text(conv, "padding", "") != "SAME") m_walk.refuseAttribute(conv, "padding");
        if (m_walk.spatial(conv, "dilations") != 1) m_walk.refuseAttribute(conv, "dilations");
        layer.stride = static_cast<int>(m_walk.spatial(conv, "strides"));
        const Node& weights = m_walk.input(conv, 1);
        const at::Tensor kernel = m_walk.tensor(weights);
        const bool fits = kernel.dim() == 4 && kernel.numel() > 0 && kernel.size(0) == kernel.size(1) && kernel.size(0) % 2 == 1 && kernel.size(0) <= kLargestKernel && layer.stride <= 2;
        if (!fits) m_walk.refuse(weights);
        const Node& biases = m_walk.input(sum, 1);
        const at::Tensor bias = m_walk.tensor(biases);
        if (bias.dim() != 1 || bias.size(0) != kernel.size(3)) m_walk.refuse(biases);
        // TensorFlow keeps [h, w, in, out].
        layer.conv = nn::placed(nn::FoldedConv{kernel.permute({3, 2, 0, 1}), bias}, m_placement);
        return m_walk.input(conv, 0);
    }

    // Leaky ReLU is one operator in newer graphs, max(slope * x, x) in older ones.
    const Node& activation(const Node& end, double& slope) const {
        if (m_walk.is(end, {"LeakyRelu"})) {
            slope = m_walk.real(end, "alpha", 0.2);
            return m_walk.input(end, 0);
        }
        if (!m_walk.is(end, {"Maximum"})) return end;
        const Node& scaled = m_walk.input(end, 0, {"Mul"});
        slope = m_walk.number(m_walk.input(scaled, 0));
        m_walk.expectSame(m_walk.input(scaled, 1), m_walk.input(end, 1));
        return m_walk.input(end, 1);
    }

    // Every layer takes what the one before it gives.
    void checkWidths() const {
        std::int64_t channels = 3;
        const auto follow = [&](const SameConv& layer) {
            if (layer.conv.weight.size(1) != channels) m_walk.refuse(*m_input);
            channels = layer.conv.weight.size(0);
        };
        const auto expect = [&](const std::int64_t wanted) {
            if (channels != wanted) m_walk.refuse(*m_input);
        };
        follow(m_layers->stem);
        const std::int64_t full = channels;
        std::for_each(m_layers->downHalf.begin(), m_layers->downHalf.end(), follow);
        const std::int64_t half = channels;
        std::for_each(m_layers->downQuarter.begin(), m_layers->downQuarter.end(), follow);
        for (const auto& block : m_layers->blocks) {
            const std::int64_t around = channels;
            std::for_each(block.begin(), block.end(), follow);
            expect(around);
        }
        follow(m_layers->middle);
        expect(half);
        std::for_each(m_layers->upHalf.begin(), m_layers->upHalf.end(), follow);
        expect(full);
        std::for_each(m_layers->upFull.begin(), m_layers->upFull.end(), follow);
        expect(3);
    }

    GraphWalk m_walk;
    checkpoint::Placement m_placement;
    std::shared_ptr<DctNet::Layers> m_layers = std::make_shared<DctNet::Layers>();
    const Node* m_input = nullptr;
};

DctNet DctNet::load(const checkpoint::GraphDef& graph, const checkpoint::Placement& placement) {
    graph.expectOperators({"Const", "Identity", "Placeholder", "StridedSlice", "ExpandDims", "RealDiv", "Sub", "Mul", "Add", "AddV2", "Conv2D", "BiasAdd", "LeakyRelu", "Shape",
                           "Pack", "ResizeBilinear", "Fill", "DepthwiseConv2dNative", "Minimum", "Maximum", "Cast", "NoOp"});
    DctNet net;
    net.m_layers = DctNetLoader(graph, placement).layers();
    return net;
}

}  // namespace tintype::networks
