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
