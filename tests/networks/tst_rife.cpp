// RIFE 4.0 to 4.26 against the published modules, for small networks of every family.
#include <QTest>

#include "core/base/error.h"
#include "core/networks/rife.h"
#include "core/networks/rife_motion_device.h"
#include "tests/support/rife_networks.h"

using namespace tintype;
using checkpoint::Checkpoint;
using networks::Rife;
using tests::largestDifference;

namespace {

constexpr int kStride = 5;  // as tests/reference/rife.py stores them

using Tensors = std::map<std::string, at::Tensor>;

at::Tensor pictureOf(std::int64_t width, std::int64_t height, std::int64_t number) {
    return tests::rifeFrame(width, height, number).permute({2, 0, 1}).unsqueeze(0).to(at::kFloat) / 255.0F;
}

Rife loaded(Checkpoint checkpoint, const checkpoint::Placement& placement = {}) {
    Progress progress;
    return Rife::load(std::move(checkpoint), placement, progress);
}

struct Case {
    std::int64_t width;
    std::int64_t height;
    double t;
    double scale;
};

Case caseOf(const nlohmann::json& described) { return {described["width"], described["height"], described["t"], described["scale"]}; }

at::Tensor between(const Rife& rife, const Case& wanted) {
    Progress progress;
    const Rife::Frame first = rife.frame(pictureOf(wanted.width, wanted.height, 0), wanted.scale);
    const Rife::Frame second = rife.frame(pictureOf(wanted.width, wanted.height, 1), wanted.scale);
    return rife.between(first, second, wanted.t, wanted.scale, progress);
}

at::Tensor thinned(const at::Tensor& picture) { return picture.slice(2, 0, c10::nullopt, kStride).slice(3, 0, c10::nullopt, kStride); }

}  // namespace

class TestRife : public QObject {
    Q_OBJECT

private:
    const nlohmann::json m_networks = tests::rifeNetworks();
    const Checkpoint m_golden = Checkpoint::open(tests::golden("rife") / "frames.safetensors");

    // Largest and mean difference over all of a network's goldens.
    std::pair<double, double> differences(const std::string& name, const Rife& rife) const {
        double largest = 0.0, mean = 0.0;
        const auto& cases = m_networks.at(name).at("cases");
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const at::Tensor expected = m_golden.tensor(name + "." + std::to_string(i)), found = thinned(between(rife, caseOf(cases[i])));
            largest = std::max(largest, largestDifference(found, expected));
            if (found.sizes() == expected.sizes()) mean = std::max(mean, (found - expected).abs().mean().item<double>());
        }
        return {largest, mean};
    }
    Tensors weights(const char* name) const { return tests::rifeWeights(m_networks.at(name)); }
    static void verifyRefused(const Tensors& tensors, const char* reason) {
        try {
            loaded(tests::madeCheckpoint(tensors));
            QFAIL("the model was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }
    void everyNetwork() const {
        QTest::addColumn<QString>("name");
        for (const auto& [name, network] : m_networks.items()) QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_networks.size() >= 16); }

    void matchesTheAuthors_data() { everyNetwork(); }
    void matchesTheAuthors() {
        QFETCH(QString, name);
        const auto [largest, mean] = differences(name.toStdString(), loaded(tests::madeCheckpoint(weights(qPrintable(name)))));
        QVERIFY2(largest <= 1e-4, qPrintable(QString::number(largest)));
    }

    void halfPrecisionStaysClose_data() { everyNetwork(); }
    void halfPrecisionStaysClose() {
        QFETCH(QString, name);
        if (name == "4.0-far") QSKIP("its motion is hundreds of pixels long: a thousandth of that is another pixel");
        const auto [largest, mean] = differences(name.toStdString(), loaded(tests::madeCheckpoint(weights(qPrintable(name))), {at::kBFloat16, at::kCPU, checkpoint::Layout::ChannelsLast}));
        QVERIFY2(mean <= 0.006 && mean > 1e-6, qPrintable(QString("%1 %2").arg(largest).arg(mean)));
    }

    void publishedFilesAreRead_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("name");
        QTest::newRow("zip, module. before each key, parts of the training") << "flownet.pkl" << "4.26";
        QTest::newRow("before PyTorch 1.6") << "legacy.pkl" << "4.2";
    }
    void publishedFilesAreRead() {
        QFETCH(QString, file);
        QFETCH(QString, name);
        const auto [largest, mean] = differences(name.toStdString(), loaded(Checkpoint::open(tests::golden("rife") / file.toStdString())));
        QVERIFY2(largest <= 1e-4, qPrintable(QString::number(largest)));
    }

    void everyPrefixIsRead() {
        for (const char* prefix : {"module.", "flownet.", "state_dict.module."}) {
            Tensors renamed;
            for (const auto& [key, tensor] : weights("4.6")) renamed[prefix + key] = tensor;
            QVERIFY(differences("4.6", loaded(tests::madeCheckpoint(renamed))).first <= 1e-4);
        }
    }

    void aFrameServesBothItsPairs() {
        const Rife rife = loaded(tests::madeCheckpoint(weights("4.25")));
        Progress progress;
        const Rife::Frame a = rife.frame(pictureOf(70, 50, 0), 1.0), b = rife.frame(pictureOf(70, 50, 1), 1.0), c = rife.frame(pictureOf(70, 50, 2), 1.0);
        rife.between(a, b, 0.5, 1.0, progress);
        const at::Tensor again = rife.between(b, c, 0.5, 1.0, progress);
        QVERIFY(at::equal(again, rife.between(rife.frame(pictureOf(70, 50, 1), 1.0), rife.frame(pictureOf(70, 50, 2), 1.0), 0.5, 1.0, progress)));
    }

    // What is computed on other devices, on the CPU.
    void bothWaysOfFollowingMotionAgree() {
        using namespace networks;
        at::manual_seed(4);
        const LevelShape shape{8, 8, 32};
        const at::Tensor first = at::rand({64, 96, 8}), second = at::rand({64, 96, 8}), motion = at::randn({64, 96, 8}) * 9;
        const Cells before{at::randn({5, 7, 16 * 16}), 4, 16};
        for (const double step : {0.5, 1.0, 2.0, 4.0}) {
            const LevelInput input{first, second, &motion, &before, 4.0, 0.3, step};
            const double difference = largestDifference(levelInput(input, shape, at::kFloat), device::levelInput(input, shape, at::kFloat));
            QVERIFY2(difference <= 1e-4, qPrintable(QString("%1: %2").arg(step).arg(difference)));
        }
        for (const Mask mask : {Mask::Replace, Mask::Add}) {
            at::Tensor a = motion.clone(), b = motion.clone();
            follow(a, before, 4.0, 8.0, mask);
            device::follow(b, before, 4.0, 8.0, mask);
            QVERIFY(largestDifference(a.narrow(2, 0, 5), b.narrow(2, 0, 5)) <= 1e-4);
        }
        QVERIFY(largestDifference(mixed(first, second, motion, 60, 91), device::mixed(first, second, motion, 60, 91)) <= 1e-4);
        const at::Tensor picture = at::rand({1, 3, 16, 24});
        const Cells features{at::randn({9, 13, 16}), 2, 4};
        QVERIFY(at::equal(recordsOf(picture, &features, 8), device::recordsOf(picture, &features, 8)));
    }

    void motionThatIsNoNumberStaysInside() {
        const at::Tensor records = at::rand({32, 32, 4}), motion = at::full({32, 32, 8}, NAN);
        QCOMPARE(networks::mixed(records, records, motion, 32, 32).numel(), 3 * 32 * 32);
        const at::Tensor far = at::full({32, 32, 8}, 1e30);
        QVERIFY(at::isfinite(networks::mixed(records, records, far, 32, 32)).all().item<bool>());
    }

    void sizesArePaddedAsTheVersionNeeds() {
        QCOMPARE(loaded(tests::madeCheckpoint(weights("4.6"))).cell(1.0), 32);
        QCOMPARE(loaded(tests::madeCheckpoint(weights("4.25"))).cell(1.0), 64);
        QCOMPARE(loaded(tests::madeCheckpoint(weights("4.25"))).cell(0.5), 128);
        QCOMPARE(loaded(tests::madeCheckpoint(weights("4.25"))).cell(2.0), 64);
        QCOMPARE(loaded(tests::madeCheckpoint(weights("4.25.lite"))).cell(1.0), 128);
    }

    void tinyPicturesWork() {
        const Rife rife = loaded(tests::madeCheckpoint(weights("4.25")));
        for (const auto& [w, h] : {std::pair{1, 1}, {2, 65}, {64, 64}}) {
            const at::Tensor middle = between(rife, {w, h, 0.5, 1.0});
            QCOMPARE(middle.sizes(), at::IntArrayRef({1, 3, h, w}));
            QVERIFY(at::isfinite(middle).all().item<bool>());
        }
    }

    void wrongModelsAreRefused() {
        const auto changed = [this](const char* name, const auto& change) {
            Tensors tensors = weights(name);
            change(tensors);
            return tensors;
        };
        verifyRefused(changed("4.25", [](Tensors& t) { t.erase("block0.conv0.0.0.weight"); }), "block0.conv0.0.0.weight");
        verifyRefused(changed("4.25", [](Tensors& t) { t.erase("block3.convblock.5.beta"); }), "block3.convblock.5.beta");
        verifyRefused(changed("4.25", [](Tensors& t) { t.erase("block2.lastconv.0.bias"); }), "block2.lastconv.0.bias");
        verifyRefused(changed("4.25", [](Tensors& t) { t["block1.conv0.1.0.weight"] = at::ones({8, 9, 3, 3}); }), "[any, 8, 3, 3], but has [8, 9, 3, 3]");
        verifyRefused(changed("4.25", [](Tensors& t) { t["block2.conv0.0.0.weight"] = at::ones({4, 20, 3, 3}); }), "block2.conv0.0.0.weight");
        verifyRefused(changed("4.25", [](Tensors& t) { t["block4.lastconv.0.weight"] = at::ones({8, 51, 4, 4}); }), "block4.lastconv.0");
        verifyRefused(changed("4.25", [](Tensors& t) { t["encode.cnn2.weight"] = at::ones({8, 7, 3, 3}); }), "encode.cnn2.weight");
        verifyRefused(changed("4.25", [](Tensors& t) { t["encode.cnn3.bias"] = at::ones({5}); }), "encode.cnn3.bias");
        verifyRefused(changed("4.25", [](Tensors& t) { t["block0.convblock.0.conv.weight"].flatten()[3] = NAN; }), "block0.convblock.0.conv.weight");
        verifyRefused(changed("4.25", [](Tensors& t) { t["block0.conv0.0.0.weight"] = at::ones({0, 15, 3, 3}); }), "block0.conv0.0.0.weight");
        verifyRefused(changed("4.25", [](Tensors& t) { t["attention.weight"] = at::ones({5}); }), "attention.weight");
        verifyRefused(changed("4.6", [](Tensors& t) { t["block1.conv0.0.0.weight"] = at::ones({4, 3, 3, 3}); }), "block1.conv0.0.0.weight");
        verifyRefused(changed("4.0", [](Tensors& t) { t["block1.conv0.0.1.weight"] = at::ones({3}); }), "block1.conv0.0.1.weight");
    }

    void loadedWeightsAreCounted() { QVERIFY(loaded(tests::madeCheckpoint(weights("4.25"))).weightBytes() > 100'000); }

    void cancelStops() {
        const Rife rife = loaded(tests::madeCheckpoint(weights("4.6")));
        std::stop_source stop;
        Progress progress(stop.get_token(), {});
        const Rife::Frame frame = rife.frame(pictureOf(33, 40, 0), 1.0);
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(rife.between(frame, frame, 0.5, 1.0, progress), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestRife)
#include "tst_rife.moc"
