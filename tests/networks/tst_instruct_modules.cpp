// Text encoder, autoencoder and U-Net against the published packages, for two tiny models of different shape.
#include <QTest>

#include "core/base/error.h"
#include "core/networks/autoencoder_kl.h"
#include "core/networks/clip_text.h"
#include "core/networks/unet_2d.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::ModelConfig;
using checkpoint::Weights;
using tests::largestDifference;

class TestInstructModules : public QObject {
    Q_OBJECT

private:
    static Weights load(const std::filesystem::path& file, const Checkpoint::Rename& rename = {}) {
        Checkpoint checkpoint = Checkpoint::open(file);
        if (rename) checkpoint.rename(rename);
        Progress progress;
        return Weights::load(checkpoint, {}, progress);
    }
    static std::filesystem::path model(const QString& name) { return tests::golden(qPrintable("instruct_" + name)); }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("model");
        QTest::newRow("like_sd") << "like_sd";
        QTest::newRow("unlike_sd") << "unlike_sd";
    }

    void textEncoder() {
        QFETCH_GLOBAL(QString, model);
        const auto folder = this->model(model);
        const Checkpoint golden = Checkpoint::open(folder / "modules.safetensors");
        const Weights w = load(folder / "model/text_encoder/model.safetensors", networks::renameClipTextKey);
        const auto config = networks::clipTextConfig(ModelConfig::open(folder / "model/text_encoder/config.json"));
        const at::Tensor out = networks::encodeText(w, config, golden.tensor("text.ids"));
        const double difference = largestDifference(out, golden.tensor("text.out"));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        QCOMPARE(w.unread().size(), std::size_t(0));
    }

    void autoencoder() {
        QFETCH_GLOBAL(QString, model);
        const auto folder = this->model(model);
        const Checkpoint golden = Checkpoint::open(folder / "modules.safetensors");
        const Weights w = load(folder / "model/vae/diffusion_pytorch_model.safetensors", networks::renameAutoencoderKey);
        const auto config = networks::autoencoderConfig(ModelConfig::open(folder / "model/vae/config.json"));
        const auto latents = networks::encode(w, config, golden.tensor("vae.picture"));
        QVERIFY(largestDifference(latents.mean, golden.tensor("vae.mean")) <= 1e-4);
        QVERIFY(largestDifference(latents.logVariance, golden.tensor("vae.logvar")) <= 1e-4);
        QVERIFY(largestDifference(networks::decode(w, config, golden.tensor("vae.latents")), golden.tensor("vae.decoded")) <= 1e-4);
        QCOMPARE(w.unread().size(), std::size_t(0));
    }

    // Sizes of an uneven number of strips, and of less than one.
    void stripsGiveTheSameNumbers() {
        QFETCH_GLOBAL(QString, model);
        const auto folder = this->model(model) / "model/vae";
        const Checkpoint checkpoint = Checkpoint::open(folder / "diffusion_pytorch_model.safetensors");
        const auto config = networks::autoencoderConfig(ModelConfig::open(folder / "config.json"));
        at::manual_seed(5);
        for (const auto type : {at::kFloat, at::kBFloat16}) {
            Progress progress;
            const Weights w = Weights::load(checkpoint, {type, at::kCPU, type == at::kFloat ? checkpoint::Layout::Plain : checkpoint::Layout::ChannelsLast}, progress);
            for (const auto& [rows, columns] : {std::pair{104, 40}, std::pair{40, 16}, std::pair{8, 24}}) {
                const at::Tensor picture = at::rand({1, 3, rows, columns}) * 2.0 - 1.0;
                const auto whole = networks::encode(w, config, picture), strips = networks::encodeInStrips(w, config, picture, 1);
                // In half precision each way rounds differently: on the average they are close.
                const auto apart = [&](const at::Tensor& a, const at::Tensor& b) {
                    return type == at::kFloat ? largestDifference(a, b) : (a.to(at::kDouble) - b.to(at::kDouble)).abs().mean().item<double>() / 2000;
                };
                QVERIFY2(apart(whole.mean, strips.mean) <= 1e-5, qPrintable(QString::number(apart(whole.mean, strips.mean))));
                QVERIFY2(apart(whole.logVariance, strips.logVariance) <= 1e-5, qPrintable(QString::number(apart(whole.logVariance, strips.logVariance))));
                const at::Tensor painted = networks::decode(w, config, whole.mean), again = networks::decodeInStrips(w, config, whole.mean, 1);
                QVERIFY2(apart(painted, again) <= 1e-5, qPrintable(QString::number(apart(painted, again))));
            }
        }
    }

    void unet() {
        QFETCH_GLOBAL(QString, model);
        const auto folder = this->model(model);
        const Checkpoint golden = Checkpoint::open(folder / "modules.safetensors");
        const Weights w = load(folder / "model/unet/diffusion_pytorch_model.safetensors");
        const auto config = networks::unetConfig(ModelConfig::open(folder / "model/unet/config.json"));
        const at::Tensor out = networks::unet2d(w, config, golden.tensor("unet.x"), golden.tensor("unet.t"), golden.tensor("unet.context"));
        const double difference = largestDifference(out, golden.tensor("unet.out"));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        QCOMPARE(w.unread().size(), std::size_t(0));
    }

    void aMissingKeyIsNamedInFull() {
        QFETCH_GLOBAL(QString, model);
        const auto folder = this->model(model);
        const Weights w = load(folder / "model/vae/diffusion_pytorch_model.safetensors",
                               [](const std::string& name) { return name == "decoder.conv_in.weight" ? std::nullopt : std::optional(name); });
        try {
            networks::decode(w, {}, at::zeros({1, 4, 2, 2}));
            QFAIL("the missing key was not noticed");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY(QString(error.what()).contains("decoder.conv_in.weight"));
        }
    }

    void configsThatAreNotUnderstoodAreRefused() {
        const auto unet = [](const char* json) { return networks::unetConfig(ModelConfig::parse(json, "config.json")); };
        QVERIFY_EXCEPTION_THROWN(unet(R"({"class_embed_type": "projection"})"), Error);
        QVERIFY_EXCEPTION_THROWN(unet(R"({"attention_head_dim": [8, 8]})"), Error);
        QVERIFY_EXCEPTION_THROWN(unet(R"({"attention_head_dim": "eight"})"), Error);
        QCOMPARE(unet(R"({"attention_head_dim": 4, "block_out_channels": [8, 16]})").heads, (std::vector<int>{4, 4}));
    }
};

QTEST_APPLESS_MAIN(TestInstructModules)
#include "tst_instruct_modules.moc"
