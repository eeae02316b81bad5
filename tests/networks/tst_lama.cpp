// LaMa against the authors' code, for two tiny generators of different shape, in the containers it is published in.
#include <QTest>

#include "core/base/error.h"
#include "core/networks/lama.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using networks::Lama;
using tests::largestDifference;

class TestLama : public QObject {
    Q_OBJECT

private:
    static Lama load(const QString& file, const Checkpoint::Rename& rename = {}, const checkpoint::Placement& placement = {}) {
        Checkpoint checkpoint = Checkpoint::open(tests::golden(qPrintable("lama_" + file)));
        if (rename) checkpoint.rename(rename);
        Progress progress;
        return Lama::load(std::move(checkpoint), placement, progress);
    }
    static at::Tensor predict(const Lama& lama, const at::Tensor& picture, const at::Tensor& mask, std::uint64_t stripBytes = Lama::kStripBytes) {
        Progress progress;
        return lama.predict(picture, mask, progress, stripBytes);
    }
    // The largest difference over all of a model's goldens.
    static double worst(const QString& model, const Lama& lama, std::uint64_t stripBytes = Lama::kStripBytes) {
        const Checkpoint golden = Checkpoint::open(tests::golden(qPrintable("lama_" + model)) / "modules.safetensors");
        double difference = 0.0;
        for (int i = 0; golden.has(std::to_string(i) + ".picture"); ++i) {
            const std::string number = std::to_string(i);
            const at::Tensor picture = golden.tensor(number + ".picture").to(at::kFloat);
            const at::Tensor mask = golden.tensor(number + ".mask").to(at::kFloat);
            difference = std::max(difference, largestDifference(predict(lama, picture, mask, stripBytes), golden.tensor(number + ".predicted")));
        }
        return difference;
    }
    static void verifyRefused(const Checkpoint::Rename& rename, const char* reason) {
        try {
            load("like_big/model.safetensors", rename);
            QFAIL("the model was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

private Q_SLOTS:
    void matchesTheAuthors_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("file");
        QTest::newRow("re-saved, three halvings") << "like_big" << "model.safetensors";
        QTest::newRow("TorchScript archive") << "like_big" << "traced.pt";
        QTest::newRow("re-saved, two halvings, other widths") << "unlike_big" << "model.safetensors";
        QTest::newRow("training checkpoint") << "unlike_big" << "best.ckpt";
    }
    void matchesTheAuthors() {
        QFETCH(QString, model);
        QFETCH(QString, file);
        const double difference = worst(model, load(model + "/" + file));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
    }

    void everyPrefixIsRead_data() {
        QTest::addColumn<QString>("prefix");
        for (const char* prefix : {"generator.model.", "model.generator.model.", "model.model.", "module.model.", ""}) QTest::newRow(prefix) << prefix;
    }
    void everyPrefixIsRead() {
        QFETCH(QString, prefix);
        const auto rename = [&](const std::string& name) { return std::optional(prefix.toStdString() + name.substr(6)); };
        QVERIFY(worst("like_big", load("like_big/model.safetensors", rename)) <= 1e-4);
    }

    // The strips' results differ in nothing but the order of sums.
    void stripsAreExact() {
        const Lama lama = load("like_big/model.safetensors");
        at::manual_seed(3);
        const at::Tensor picture = at::rand({1, 3, 312, 72});
        const at::Tensor mask = (at::rand({1, 1, 312, 72}) > 0.8).to(at::kFloat);
        const double difference = largestDifference(predict(lama, picture, mask), predict(lama, picture, mask, 1));
        QVERIFY2(difference <= 2e-6, qPrintable(QString::number(difference)));
    }

    void channelsLastIsTheSame() {
        const Lama lama = load("like_big/model.safetensors", {}, {at::kFloat, at::kCPU, checkpoint::Layout::ChannelsLast});
        const double difference = worst("like_big", lama);
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
    }

    void halfPrecisionStaysClose() {
        const double difference = worst("like_big", load("like_big/model.safetensors", {}, {at::kBFloat16, at::kCPU, checkpoint::Layout::ChannelsLast}));
        QVERIFY2(difference <= 0.04 && difference > 1e-4, qPrintable(QString::number(difference)));
    }

    void sizesThatDoNotFitAreRefused() {
        const Lama lama = load("like_big/model.safetensors");
        QCOMPARE(lama.cell(), 8);
        for (const auto& [h, w] : {std::pair{8, 16}, {16, 8}, {20, 24}, {1, 1}})
            QVERIFY_EXCEPTION_THROWN(predict(lama, at::zeros({1, 3, h, w}), at::zeros({1, 1, h, w})), Error);
    }

    void wrongModelsAreRefused() {
        const auto without = [](const char* missing) {
            return [missing](const std::string& name) { return name == missing ? std::nullopt : std::optional(name); };
        };
        const auto renamed = [](const char* before, const char* after) {
            return [before, after](const std::string& name) { return std::optional(name == before ? after : name); };
        };
        verifyRefused(without("model.1.ffc.convl2l.weight"), "not a LaMa model");
        verifyRefused(without("model.5.conv1.ffc.convg2g.fu.bn.running_mean"), "5.conv1.ffc.convg2g.fu.bn.running_mean");
        verifyRefused(without("model.17.weight"), "17.weight");
        // num_batches_tracked is a scalar: a tensor of another shape under the right name.
        verifyRefused(renamed("model.2.bn_l.num_batches_tracked", "model.5.conv1.ffc.convg2g.lfu.bn.weight"), "lfu");
        verifyRefused(renamed("model.4.ffc.convl2g.weight", "model.4.ffc.elsewhere"), "model.safetensors");
    }

    void loadedWeightsAreCounted() { QVERIFY(load("like_big/model.safetensors").weightBytes() > 50'000); }

    void cancelStops() {
        const Lama lama = load("like_big/model.safetensors");
        std::stop_source stop;
        Progress progress(stop.get_token(), [&stop](const Tick& tick) { if (tick.done == 2) stop.request_stop(); });
        QVERIFY_EXCEPTION_THROWN(lama.predict(at::zeros({1, 3, 312, 16}), at::ones({1, 1, 312, 16}), progress, 1), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestLama)
#include "tst_lama.moc"
