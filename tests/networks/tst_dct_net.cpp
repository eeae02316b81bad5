// DCT-Net against TensorFlow running the authors' graph, for two tiny networks of different shape.
#include <QFile>
#include <QTest>

#include "core/base/error.h"
#include "core/networks/dct_net.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::GraphDef;
using checkpoint::MappedFile;
using networks::DctNet;
using tests::largestDifference;

class TestDctNet : public QObject {
    Q_OBJECT

private:
    static std::filesystem::path graphFile(const QString& model) { return tests::golden(qPrintable("dct_net_" + model)) / "cartoon_bg.pb"; }
    static DctNet load(const QString& model, const checkpoint::Placement& placement = {}) { return DctNet::load(GraphDef::read(MappedFile::open(graphFile(model))), placement); }
    static at::Tensor draw(const DctNet& net, const at::Tensor& pictures, std::uint64_t tileBytes = DctNet::kTileBytes) {
        Progress progress;
        return net.draw(pictures, progress, tileBytes);
    }
    // [h, w, 3] as TensorFlow has it -> [1, 3, h, w]
    static at::Tensor planes(const at::Tensor& picture) { return picture.permute({2, 0, 1}).unsqueeze(0); }

    static void verifyRefused(const QByteArray& before, const QByteArray& after, const char* reason) {
        QFile file(QString::fromStdString(graphFile("like_anime").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains(before) && before.size() == after.size());
        bytes.replace(before, after);
        try {
            DctNet::load(GraphDef::read(MappedFile::fromBytes({reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())}, "style.pb")), {});
            QFAIL("the graph was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

private Q_SLOTS:
    void matchesTensorFlow_data() {
        QTest::addColumn<QString>("model");
        QTest::newRow("as published, narrow") << "like_anime";
        QTest::newRow("other width, blocks and epsilon; operators renamed") << "unlike_anime";
    }
    void matchesTensorFlow() {
        QFETCH(QString, model);
        const Checkpoint golden = Checkpoint::open(tests::golden(qPrintable("dct_net_" + model)) / "modules.safetensors");
        const DctNet net = load(model);
        for (int i = 0; golden.has(std::to_string(i) + ".picture"); ++i) {
            const std::string number = std::to_string(i);
            const at::Tensor drawn = draw(net, planes(golden.tensor(number + ".picture")));
            const double difference = largestDifference(drawn, planes(golden.tensor(number + ".values")));
            QVERIFY2(difference <= 1e-4 * 127.5, qPrintable(QString::number(difference)));
            QVERIFY(largestDifference(drawn.to(at::kByte), planes(golden.tensor(number + ".result"))) <= 1.0);
        }
    }

    void tilesAreExact_data() { matchesTensorFlow_data(); }
    void tilesAreExact() {
        QFETCH(QString, model);
        const DctNet net = load(model);
        at::manual_seed(3);
        const at::Tensor picture = at::randint(0, 256, {1, 3, 212, 300}, at::kByte);
        const double difference = largestDifference(draw(net, picture), draw(net, picture, 1));
        QVERIFY2(difference <= 1e-3, qPrintable(QString::number(difference)));
    }

    void channelsLastAndHalfPrecisionStayClose() {
        at::manual_seed(4);
        const at::Tensor picture = at::randint(0, 256, {2, 3, 40, 32}, at::kByte);
        const at::Tensor exact = draw(load("like_anime"), picture);
        QVERIFY(largestDifference(exact, draw(load("like_anime", {at::kFloat, at::kCPU, checkpoint::Layout::ChannelsLast}), picture)) <= 1e-3);
        const double difference = largestDifference(exact, draw(load("like_anime", {at::kBFloat16, at::kCPU, checkpoint::Layout::ChannelsLast}), picture));
        QVERIFY2(difference <= 8.0 && difference > 1e-3, qPrintable(QString::number(difference)));
    }

    void sizesThatDoNotFitAreRefused() {
        const DctNet net = load("like_anime");
        for (const auto& [h, w] : {std::pair{16, 18}, {18, 16}, {1, 1}, {0, 4}}) QVERIFY_EXCEPTION_THROWN(draw(net, at::zeros({1, 3, h, w})), Error);
    }

    void otherGraphsAreRefusedByName() {
        verifyRefused("LeakyRelu", "LeakyReIu", "LeakyReIu");
        verifyRefused("DepthwiseConv2dNative", "DepthwiseConv2dNativX", "DepthwiseConv2dNativX");
        verifyRefused("output_image", "output_imagX", "output_image");
        verifyRefused("input_image", "input_imagX", "input_image");
        verifyRefused("SAME", "FULL", "padding");
        verifyRefused("NHWC", "NCHW", "data_format");
        verifyRefused("RealDiv", "Minimum", "stands where");
    }

    void cancelStops() {
        std::stop_source stop;
        Progress progress(stop.get_token(), [&stop](const Tick& tick) { if (tick.done == 1) stop.request_stop(); });
        QVERIFY_EXCEPTION_THROWN(load("like_anime").draw(at::zeros({1, 3, 200, 200}), progress, 1), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestDctNet)
#include "tst_dct_net.moc"
