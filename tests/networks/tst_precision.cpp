// The diffusion networks in bfloat16, in every layout, against float32. The tiny published shapes are widened four times so
// that their weights fit matrix tiles. Stated tolerance: 3 % of the output's root mean square, on average.
#include <ATen/Parallel.h>
#include <QTest>

#include <cmath>

#include "core/networks/autoencoder_kl.h"
#include "core/networks/clip_text.h"
#include "core/networks/unet_2d.h"
#include "core/nn/layout.h"
#include "tests/support/golden.h"
#include "tests/support/made_checkpoint.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::Layout;
using checkpoint::ModelConfig;
using checkpoint::Weights;

namespace {

constexpr double kTolerance = 0.03;
constexpr std::int64_t kWider = 4;

bool isBetweenPictures(const std::string& name, std::size_t dimension) {
    const auto starts = [&](const char* prefix) { return name.starts_with(prefix); };
    const bool input = starts("conv_in.") || starts("encoder.conv_in.") || starts("decoder.conv_in.");
    const bool output = starts("conv_out.") || starts("encoder.conv_out.") || starts("decoder.conv_out.");
    return (input && dimension == 1) || (output && dimension == 0) || name.find("quant_conv") != std::string::npos;
}

// The same network with kWider times the channels and random weights that keep numbers near one.
Checkpoint widened(const Checkpoint& small) {
    std::map<std::string, at::Tensor> tensors;
    for (const std::string& name : small.names()) {
        auto sizes = small.sizes(name);
        for (std::size_t i = 0; i < std::min<std::size_t>(2, sizes.size()); ++i)
            if (!isBetweenPictures(name, i)) sizes[i] *= kWider;
        std::int64_t inputs = 1;
        for (std::size_t i = 1; i < sizes.size(); ++i) inputs *= sizes[i];
        const bool norm = name.find("norm") != std::string::npos && name.ends_with("weight");
        if (norm) tensors[name] = 1.0 + 0.2 * at::randn(sizes);
        else tensors[name] = at::randn(sizes) * (sizes.size() > 1 ? 1.0 / std::sqrt(static_cast<double>(inputs)) : 0.1);
    }
    return tests::madeCheckpoint(tensors);
}

Weights load(const Checkpoint& checkpoint, at::ScalarType type, Layout layout) {
    Progress progress;
    return Weights::load(checkpoint, {type, at::kCPU, layout}, progress);
}

double relativeError(const at::Tensor& found, const at::Tensor& expected) {
    if (found.sizes() != expected.sizes()) return 1e9;
    return ((found.to(at::kFloat) - expected).square().mean().sqrt() / expected.square().mean().sqrt()).item<double>();
}

}  // namespace

class TestPrecision : public QObject {
    Q_OBJECT

private:
    using Compute = std::function<at::Tensor(const Weights&)>;

    static void compare(const Checkpoint& checkpoint, const Compute& compute) {
        const at::Tensor exact = compute(load(checkpoint, at::kFloat, Layout::Plain));
        QVERIFY(exact.isfinite().all().item<bool>());
        QVERIFY(tests::largestDifference(compute(load(checkpoint, at::kFloat, Layout::ChannelsLast)), exact) <= 1e-4);
        std::vector<Layout> layouts{Layout::Plain, Layout::ChannelsLast};
        if (nn::fastestLayout(at::kBFloat16, at::kCPU) == Layout::Tiles) layouts.push_back(Layout::Tiles);
        for (const Layout layout : layouts) {
            const double error = relativeError(compute(load(checkpoint, at::kBFloat16, layout)), exact);
            QVERIFY2(error <= kTolerance, qPrintable(QString("layout %1: %2").arg(int(layout)).arg(error)));
            // Half precision that changes nothing would mean that it was not used.
            QVERIFY(error > 1e-5);
        }
    }
    static std::filesystem::path model(const QString& name) { return tests::golden(qPrintable("instruct_" + name)) / "model"; }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("model");
        QTest::newRow("like_sd") << "like_sd";
        QTest::newRow("unlike_sd") << "unlike_sd";
    }
    void initTestCase() { at::set_num_threads(1); }
    void init() { at::manual_seed(3); }

    void unet() {
        QFETCH_GLOBAL(QString, model);
        const Checkpoint checkpoint = widened(Checkpoint::open(this->model(model) / "unet/diffusion_pytorch_model.safetensors"));
        auto config = networks::unetConfig(ModelConfig::open(this->model(model) / "unet/config.json"));
        config.time.channels *= kWider;
        const std::int64_t context = checkpoint.sizes(model == "like_sd" ? "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight"
                                                                         : "down_blocks.1.attentions.0.transformer_blocks.0.attn2.to_k.weight")[1];
        const at::Tensor x = at::randn({2, 8, 22, 17}), t = at::full({1}, 313.25), text = at::randn({2, 77, context});
        compare(checkpoint, [&](const Weights& w) { return networks::unet2d(w, config, x, t, text); });
        // The plan's bounds change the order of work, not the result.
        const Weights w = load(checkpoint, at::kFloat, Layout::Plain);
        const nn::MemoryPlan tight{1 << 12, 7};
        QVERIFY(tests::largestDifference(networks::unet2d(w, config, x, t, text, tight), networks::unet2d(w, config, x, t, text)) <= 1e-4);
    }
    void autoencoder() {
        QFETCH_GLOBAL(QString, model);
        Checkpoint small = Checkpoint::open(this->model(model) / "vae/diffusion_pytorch_model.safetensors");
        small.rename(networks::renameAutoencoderKey);
        const Checkpoint checkpoint = widened(small);
        const auto config = networks::autoencoderConfig(ModelConfig::open(this->model(model) / "vae/config.json"));
        const at::Tensor picture = at::rand({1, 3, 56, 40}) * 2 - 1, latents = at::randn({1, 4, 14, 10});
        compare(checkpoint, [&](const Weights& w) { return networks::encode(w, config, picture).mean; });
        compare(checkpoint, [&](const Weights& w) { return networks::decode(w, config, latents); });
    }
    void textEncoder() {
        QFETCH_GLOBAL(QString, model);
        Checkpoint small = Checkpoint::open(this->model(model) / "text_encoder/model.safetensors");
        small.rename(networks::renameClipTextKey);
        const Checkpoint checkpoint = widened(small);
        const auto config = networks::clipTextConfig(ModelConfig::open(this->model(model) / "text_encoder/config.json"));
        const at::Tensor ids = at::randint(0, 500, {2, 77}, at::kLong);
        compare(checkpoint, [&](const Weights& w) { return networks::encodeText(w, config, ids); });
    }
};

QTEST_APPLESS_MAIN(TestPrecision)
#include "tst_precision.moc"
