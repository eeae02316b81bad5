// GPEN, RetinaFace and ParseNet against the authors' modules, for two tiny models of different shape and container.
#include <QTest>

#include "core/base/error.h"
#include "core/networks/gpen.h"
#include "core/networks/parse_net.h"
#include "core/networks/retina_face.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::Weights;
using tests::largestDifference;

class TestFaceNetworks : public QObject {
    Q_OBJECT

private:
    static Weights load(const std::filesystem::path& file, const Checkpoint::Rename& rename, const checkpoint::Placement& placement = {}) {
        Checkpoint checkpoint = Checkpoint::open(file);
        checkpoint.rename(rename);
        Progress progress;
        return Weights::load(checkpoint, placement, progress);
    }
    static std::filesystem::path folder() {
        QFETCH_GLOBAL(QString, model);
        return tests::golden(qPrintable("gpen_" + model));
    }
    static Checkpoint golden() { return Checkpoint::open(folder() / "modules.safetensors"); }
    static at::Tensor symmetric(const at::Tensor& bytes) { return bytes.to(at::kFloat) / 127.5 - 1; }
    // Bookkeeping of the batch norms is all that may be left.
    static QStringList unread(const Weights& w) {
        QStringList names;
        for (const std::string& name : w.unread()) names << QString::fromStdString(name);
        return names;
    }
    // A large photo by whole numbers only; the reference script makes the same.
    static at::Tensor photo(int width, int height) {
        at::Tensor picture = at::empty({height, width, 3}, at::kByte);
        const auto wave = [](long value, long period) { return std::labs(value % (2 * period) - period) * 255 / period; };
        auto pixel = picture.accessor<std::uint8_t, 3>();
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                pixel[y][x][0] = static_cast<std::uint8_t>(wave(x * 3 + y, 97));
                pixel[y][x][1] = static_cast<std::uint8_t>(wave(y * 2 + 40, 61));
                pixel[y][x][2] = static_cast<std::uint8_t>(wave(x + y * 3, 143));
            }
        return picture;
    }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("model");
        QTest::newRow("small") << "small";
        QTest::newRow("wide") << "wide";
    }

    void generator() {
        const Weights w = load(folder() / "generator.pth", networks::renameGpenKey);
        const at::Tensor out = networks::gpen(w, symmetric(golden().tensor("gpen.in")));
        const double difference = largestDifference(out, golden().tensor("gpen.out"));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        QCOMPARE(unread(w), QStringList());
    }

    void generatorInChannelsLast() {
        const Weights w = load(folder() / "generator.pth", networks::renameGpenKey, {at::kFloat, at::kCPU, checkpoint::Layout::ChannelsLast});
        const double difference = largestDifference(networks::gpen(w, symmetric(golden().tensor("gpen.in"))), golden().tensor("gpen.out"));
        QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
    }

    // The tolerance bfloat16 is promised: 5 % of the picture's range at worst, 1 % on average.
    void generatorInBfloat16() {
        const Weights w = load(folder() / "generator.pth", networks::renameGpenKey, {at::kBFloat16, at::kCPU, checkpoint::Layout::ChannelsLast});
        const at::Tensor out = networks::gpen(w, symmetric(golden().tensor("gpen.in")));
        const at::Tensor difference = (out.to(at::kFloat) - golden().tensor("gpen.out")).abs();
        QVERIFY2(difference.max().item<double>() <= 0.1, qPrintable(QString::number(difference.max().item<double>())));
        QVERIFY2(difference.mean().item<double>() <= 0.02, qPrintable(QString::number(difference.mean().item<double>())));
    }

    void detector() {
        const Weights w = load(folder() / "detector.pth", networks::renameRetinaFaceKey);
        for (const std::string name : {"detector.even.", "detector.odd."}) {
            const at::Tensor picture = golden().tensor(name + "in").to(at::kFloat) - at::tensor({104.0, 117.0, 123.0}, at::kFloat).view({1, 3, 1, 1});
            const auto raw = networks::retinaFace(w, picture);
            QVERIFY2(largestDifference(raw.boxes, golden().tensor(name + "boxes")) <= 1e-4, name.c_str());
            QVERIFY2(largestDifference(raw.scores, golden().tensor(name + "scores")) <= 1e-4, name.c_str());
            QVERIFY2(largestDifference(raw.points, golden().tensor(name + "points")) <= 1e-4, name.c_str());
        }
        QCOMPARE(unread(w), QStringList());
    }

    // Above 1500 pixels the photo is searched at 1000.
    void facesOfALargePhoto() {
        const Weights w = load(folder() / "detector.pth", networks::renameRetinaFaceKey);
        const auto faces = networks::detectFaces(w, photo(1603, 1100));
        const at::Tensor boxes = golden().tensor("faces.large"), points = golden().tensor("points.large");
        QVERIFY(static_cast<std::int64_t>(faces.size()) >= boxes.size(0));
        for (std::int64_t i = 0; i < boxes.size(0); ++i) {
            const auto& face = faces[static_cast<std::size_t>(i)];
            const at::Tensor box = at::tensor({face.left, face.top, face.right, face.bottom}, at::kFloat);
            QVERIFY2(largestDifference(box, boxes[i].narrow(0, 0, 4)) <= 0.02, qPrintable(QString::number(i)));
            for (std::size_t p = 0; p < 5; ++p) {
                QVERIFY(std::abs(face.points[p].x - points[i][static_cast<std::int64_t>(p)].item<float>()) <= 0.02f);
                QVERIFY(std::abs(face.points[p].y - points[i][static_cast<std::int64_t>(5 + p)].item<float>()) <= 0.02f);
            }
        }
    }

    void aPictureOfOnePixelHasNoFaces() {
        const Weights w = load(folder() / "detector.pth", networks::renameRetinaFaceKey);
        networks::detectFaces(w, at::full({1, 1, 3}, 90, at::kByte));
    }

    void parser() {
        const Weights w = load(folder() / "parser.pth", networks::renameParseNetKey);
        for (const std::string name : {"parser.one.", "parser.two."}) {
            const double difference = largestDifference(networks::parseFace(w, symmetric(golden().tensor(name + "in"))), golden().tensor(name + "out"));
            QVERIFY2(difference <= 1e-4, qPrintable(QString::number(difference)));
        }
        QCOMPARE(unread(w), QStringList());
    }

    void aMissingKeyIsNamedInFull_data() {
        QTest::addColumn<QString>("key");
        for (const char* key : {"final_linear.0.weight", "generator.convs.0.conv.blur.kernel", "ecd1.0.2.bias", "generator.to_rgbs.0.conv.weight"}) QTest::newRow(key) << key;
    }
    void aMissingKeyIsNamedInFull() {
        QFETCH(QString, key);
        const auto drop = [&](const std::string& name) -> std::optional<std::string> {
            const auto renamed = networks::renameGpenKey(name);
            return renamed && *renamed == key.toStdString() ? std::nullopt : renamed;
        };
        const Weights w = load(folder() / "generator.pth", drop);
        try {
            networks::gpen(w, symmetric(golden().tensor("gpen.in")));
            QFAIL("the missing key was not noticed");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
        }
    }
};

QTEST_APPLESS_MAIN(TestFaceNetworks)
#include "tst_face_networks.moc"
