// I2VGen-XL's networks and its sampler against the published packages, for two tiny models of different shape.
#include <QTest>

#include "core/base/error.h"
#include "core/diffusion/scheduler_file.h"
#include "core/networks/clip_text.h"
#include "core/networks/clip_vision.h"
#include "core/networks/declared_shapes.h"
#include "core/networks/unet_i2vgen.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::ModelConfig;
using checkpoint::Weights;
using tests::largestDifference;

class TestI2vgenModules : public QObject {
    Q_OBJECT

private:
    static std::filesystem::path folder() {
        QFETCH_GLOBAL(QString, model);
        return tests::golden(qPrintable("i2vgen_" + model));
    }
    static Checkpoint expected() { return Checkpoint::open(folder() / "modules.safetensors"); }
    static Checkpoint file(const char* name) { return Checkpoint::open(folder() / "model" / name); }
    static ModelConfig config(const char* name) { return ModelConfig::open(folder() / "model" / name / "config.json"); }
    static Weights load(const char* name, const Checkpoint::Rename& rename = {}, const checkpoint::Placement& placement = {}) {
        Checkpoint checkpoint = file(name);
        if (rename) checkpoint.rename(rename);
        Progress progress;
        return Weights::load(checkpoint, placement, progress);
    }

    struct Given {
        at::Tensor x, image, out;  // [f, 4, h, w]
        at::Tensor text, vision, t;
        double fps;
    };
    static Given given(const std::string& name) {
        const Checkpoint golden = expected();
        const auto frames = [&](const char* key) { return golden.tensor(name + key)[0].transpose(0, 1).contiguous(); };
        return {frames(".x"), frames(".image"), frames(".out"), golden.tensor(name + ".text"), golden.tensor(name + ".clip")[0], golden.tensor(name + ".t"),
                golden.tensor(name + ".fps").item<double>()};
    }
    static at::Tensor computed(const Weights& w, const Given& given, const nn::MemoryPlan& plan) {
        const auto shape = networks::i2vgenConfig(config("unet"));
        const networks::ClipConditions conditions{networks::i2vgenImage(w, given.image), networks::i2vgenRate(w, shape, given.fps),
                                                  networks::i2vgenContext(w, given.text, given.image.narrow(0, 0, 1), given.vision)};
        return networks::unetI2vgen(w, shape, given.x, given.t, conditions, plan);
    }
    static constexpr const char* kUnet = "unet/diffusion_pytorch_model.safetensors";

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("model");
        QTest::newRow("like_published") << "like_published";
        QTest::newRow("unlike_published") << "unlike_published";
    }

    // Read layer by layer, the network gives the same numbers and holds little of itself.
    void streamedNetworkIsTheSame() {
        const Weights streamed = Weights::streamed(file(kUnet), {});
        for (const char* name : {"unet_odd", "unet_pooled"}) QVERIFY(at::equal(computed(streamed, given(name), {}), computed(load(kUnet), given(name), {})));
        QVERIFY2(streamed.bytes() < load(kUnet).bytes() / 2, qPrintable(QString::number(streamed.bytes())));
    }

    void streamedInHalfPrecisionIsTheSame() {
        const checkpoint::Placement half{at::kBFloat16, at::kCPU, checkpoint::Layout::Tiles};
        const Weights streamed = Weights::streamed(file(kUnet), half);
        QVERIFY(at::equal(computed(streamed, given("unet_odd"), {}), computed(load(kUnet, {}, half), given("unet_odd"), {})));
    }

    void whatIsThrownBetweenLayersEndsIt() {
        const Weights w = load(kUnet);
        const auto shape = networks::i2vgenConfig(config("unet"));
        const Given some = given("unet_odd");
        const networks::ClipConditions conditions{networks::i2vgenImage(w, some.image), networks::i2vgenRate(w, shape, some.fps),
                                                  networks::i2vgenContext(w, some.text, some.image.narrow(0, 0, 1), some.vision)};
        int calls = 0;
        const auto stop = [&] {
            if (++calls == 3) throw Cancelled();
        };
        QVERIFY_EXCEPTION_THROWN(networks::unetI2vgen(w, shape, some.x, some.t, conditions, {}, stop), Cancelled);
        QCOMPARE(calls, 3);
    }

    void unet_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"unet_odd", "unet_pooled", "unet_still"}) QTest::newRow(name) << name;
    }
    void unet() {
        QFETCH(QString, name);
        const Weights w = load(kUnet);
        const Given asked = given(name.toStdString());
        const double difference = largestDifference(computed(w, asked, {}), asked.out);
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        QCOMPARE(w.unread().size(), std::size_t(0));
    }

    void lessMemoryGivesTheSame() {
        const Weights w = load(kUnet);
        const Given asked = given("unet_odd");
        nn::MemoryPlan small;
        small.scoreBytes = 1000;
        small.feedForwardRows = 5;
        small.tokensAtOnce = 20;
        const double difference = largestDifference(computed(w, asked, small), asked.out);
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
    }

    void halfPrecisionIsNear_data() {
        QTest::addColumn<int>("layout");
        QTest::newRow("channels last") << static_cast<int>(checkpoint::Layout::ChannelsLast);
        QTest::newRow("tiles") << static_cast<int>(checkpoint::Layout::Tiles);
    }
    void halfPrecisionIsNear() {
        QFETCH(int, layout);
        const Weights w = load(kUnet, {}, {at::kBFloat16, at::kCPU, static_cast<checkpoint::Layout>(layout)});
        const Given asked = given("unet_odd");
        nn::MemoryPlan small;
        small.tokensAtOnce = 60;
        const double away = (computed(w, asked, small) - asked.out).abs().mean().item<double>() / asked.out.abs().mean().item<double>();
        QVERIFY2(away < 0.15, qPrintable(QString::number(away)));
    }

    void visionEncoder() {
        const Checkpoint golden = expected();
        const Weights w = load("image_encoder/model.safetensors", networks::renameClipVisionKey);
        const at::Tensor out = networks::encodePicture(w, networks::clipVisionConfig(config("image_encoder")), golden.tensor("vision.picture"));
        const double difference = largestDifference(out, golden.tensor("vision.out"));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        QCOMPARE(w.unread().size(), std::size_t(0));
    }

    void textBeforeTheLastLayer() {
        const Checkpoint golden = expected();
        const Weights w = load("text_encoder/model.safetensors", networks::renameClipTextKey);
        auto shape = networks::clipTextConfig(config("text_encoder"));
        shape.skip = 1;
        const double difference = largestDifference(networks::encodeText(w, shape, golden.tensor("text.ids")), golden.tensor("text.out"));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        const std::string unused = "encoder.layers." + std::to_string(shape.layers - 1);
        for (const std::string& name : w.unread()) QVERIFY2(name.rfind(unused, 0) == 0, name.c_str());
    }

    void sampler_data() {
        QTest::addColumn<int>("steps");
        QTest::newRow("4") << 4;
        QTest::newRow("50") << 50;
    }
    void sampler() {
        QFETCH(int, steps);
        const Checkpoint golden = expected();
        const std::string name = "ddim_" + std::to_string(steps);
        const ModelConfig file = ModelConfig::open(folder() / "model/scheduler/scheduler_config.json");
        const auto method = diffusion::methodOf(file);
        QVERIFY(method == diffusion::Method::Ddim);
        auto sampler = std::get<diffusion::Ddim>(diffusion::makeSampler(*method, diffusion::scheduleConfig(file, *method), steps));
        const at::Tensor latents = golden.tensor(name + ".latents");
        at::Tensor x = latents[0];
        for (int i = 0; i < steps; ++i) {
            QCOMPARE(sampler.timesteps()[i], golden.tensor(name + ".t")[i].item<double>());
            x = sampler.step(golden.tensor(name + ".outputs")[i], i, x, {});
            const double difference = largestDifference(x, latents[i + 1]) / std::max(1.0, latents[i + 1].abs().max().item<double>());
            QVERIFY2(difference <= 1e-5, qPrintable(QString("step %1: %2").arg(i).arg(difference)));
        }
    }

    void filesHoldWhatTheirConfigsPromise() {
        networks::requireShapes(file(kUnet), networks::i2vgenShapes(config("unet")));
        QCOMPARE(networks::i2vgenShapes(config("unet")).size(), file(kUnet).names().size());
        const char* vision = "image_encoder/model.safetensors";
        networks::requireShapes(file(vision), networks::clipVisionShapes(config("image_encoder")));
        QCOMPARE(networks::clipVisionShapes(config("image_encoder")).size(), file(vision).names().size());
    }

    void contradictionsAreRefused_data() {
        QTest::addColumn<QString>("json");
        QTest::newRow("head size") << R"({"attention_head_dim": 6})";
        QTest::newRow("several head sizes") << R"({"attention_head_dim": [4, 4]})";
        QTest::newRow("head wider than the blocks") << R"({"block_out_channels": [8, 16], "attention_head_dim": 64, "norm_num_groups": 4})";
        QTest::newRow("two-dimensional blocks") << R"({"down_block_types": ["CrossAttnDownBlock2D", "DownBlock2D"], "block_out_channels": [8, 16]})";
        QTest::newRow("no layers") << R"({"layers_per_block": 0})";
        QTest::newRow("other latents") << R"({"in_channels": 8})";
    }
    void contradictionsAreRefused() {
        QFETCH(QString, json);
        const ModelConfig other = ModelConfig::parse(json.toStdString(), "config.json");
        QVERIFY_EXCEPTION_THROWN(
            {
                networks::i2vgenConfig(other);
                networks::requireShapes(file(kUnet), networks::i2vgenShapes(other));
            },
            Error);
    }

    void thePublishedSizesAreDeclared() {
        std::int64_t parameters = 0;
        const auto shapes = networks::i2vgenShapes(ModelConfig::parse("{}", "config.json"));
        for (const auto& [name, sizes] : shapes) {
            std::int64_t count = 1;
            for (const std::int64_t size : sizes) count *= size;
            parameters += count;
        }
        QCOMPARE(shapes.size(), std::size_t(1511));
        QCOMPARE(parameters, std::int64_t(1420469224));
    }
};

QTEST_APPLESS_MAIN(TestI2vgenModules)
#include "tst_i2vgen_modules.moc"
