// LaMa through the built program: tiny files of every published container give the authors' pictures. A mark that several
// photos have is found in each and taken off; photos without it are left alone.
#include <QTest>

#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/tensor_file.h"
#include "core/image/read.h"
#include "tests/app/program.h"
#include "tests/support/marked_photos.h"

using namespace tintype;

namespace {

constexpr const char* kGolden = TINTYPE_SOURCE_DIR "/tests/golden/";

// A golden picture, [h, w] or [h, w, 3] bytes.
image::Image goldenPicture(const std::string& model, const std::string& name) {
    const auto file = checkpoint::readTensorFile(checkpoint::MappedFile::open(std::string(kGolden) + model + "/photos.safetensors"));
    const checkpoint::StoredTensor& tensor = file.tensors.at(name);
    const int height = static_cast<int>(tensor.sizes[0]), width = static_cast<int>(tensor.sizes[1]), channels = tensor.sizes.size() == 3 ? 3 : 1;
    const auto* from = file.file->data() + tensor.offset;
    image::Image picture({width, height}, 3);
    for (int i = 0; i < 3 * width * height; ++i) picture.mutableData()[i] = channels == 3 ? from[i] : from[i / 3];
    return picture;
}

int largestDifference(const image::Image& a, const image::Image& b) {
    int largest = a.size() == b.size() ? 0 : 255;
    for (int i = 0; largest < 255 && i < 3 * a.width() * a.height(); ++i) largest = std::max(largest, std::abs(a.data()[i] - b.data()[i]));
    return largest;
}

}  // namespace

class TestCliErase : public QObject {
    Q_OBJECT

private:
    test::Workplace m_place;

    static QStringList exact() { return {"--precision", "fp32", "--device", "cpu", "--crop", "off", "--grow", "0", "--feather", "0"}; }
    test::Run erased(const QString& model, const QStringList& more) const {
        return m_place.run(QStringList{"erase", "in.png", "-o", "out.png", "--mask", "mask.png", "--model", QString(kGolden) + model} + more);
    }
    void takeGolden(const std::string& folder, const std::string& name) const {
        image::write(m_place.path("in.png"), goldenPicture(folder, name + ".photo"));
        image::write(m_place.path("mask.png"), goldenPicture(folder, name + ".mask"));
        std::filesystem::remove(m_place.path("out.png"));
    }

private Q_SLOTS:
    void sameFillAsTheAuthors_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("folder");
        QTest::addColumn<QByteArray>("photo");
        QTest::newRow("re-saved") << "lama_like_big/model.safetensors" << QByteArray("lama_like_big") << QByteArray("131x90");
        QTest::newRow("TorchScript") << "lama_like_big/traced.pt" << QByteArray("lama_like_big") << QByteArray("57x33");
        QTest::newRow("training checkpoint, other widths") << "lama_unlike_big/best.ckpt" << QByteArray("lama_unlike_big") << QByteArray("61x40");
        QTest::newRow("folder") << "lama_unlike_big" << QByteArray("lama_unlike_big") << QByteArray("61x40");
    }
    void sameFillAsTheAuthors() {
        QFETCH(QString, model);
        QFETCH(QByteArray, folder);
        QFETCH(QByteArray, photo);
        takeGolden(folder.toStdString(), photo.toStdString());
        const auto run = erased(model, exact());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(run.err.contains("LaMa"), run.err.constData());
        QVERIFY(largestDifference(image::read(m_place.path("out.png")), goldenPicture(folder.toStdString(), photo.toStdString() + ".filled")) <= 1);
    }

    void nothingOutsideTheSoftMaskChanges() {
        takeGolden("lama_like_big", "131x90");
        m_place.mask("mask.png", {131, 90}, {50, 40, 20, 10});
        const auto run = erased("lama_like_big/model.safetensors", {"--json"});
        QVERIFY2(run.status == 0, run.err.constData());
        const image::Image before = image::read(m_place.path("in.png")), after = image::read(m_place.path("out.png"));
        QCOMPARE(test::changedOutside(before, after, test::boxMask({131, 90}, {50, 40, 20, 10}), 12), 0);
        QVERIFY(largestDifference(before, after) > 0);
        QCOMPARE(test::events(run.out).last()["engine"].toString(), QString("LaMa"));
        QVERIFY(m_place.run({"info", "out.png"}).out.contains("LaMa"));
    }

    void emptyMasksAndBadModelsAreRefused() {
        takeGolden("lama_like_big", "57x33");
        image::write(m_place.path("mask.png"), image::Image({57, 33}, 3));
        QCOMPARE(erased("lama_like_big/model.safetensors", {}).status, 3);
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "out.png"}).status, 2);
        m_place.mask("mask.png", {57, 33}, {20, 10, 8, 8});
        QFile whole(QString(kGolden) + "lama_like_big/model.safetensors");
        QVERIFY(whole.open(QIODevice::ReadOnly));
        m_place.put("cut.safetensors", whole.readAll().chopped(1000));
        const auto run = m_place.run({"erase", "in.png", "-o", "out.png", "--mask", "mask.png", "--model", "cut.safetensors"});
        QCOMPARE(run.status, 4);
        QVERIFY2(run.err.contains("cut.safetensors"), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("out.png")));
    }

    void aMarkIsTakenOffManyPhotos() {
        const image::Image source = image::read(TINTYPE_BINARY_DIR "/sample/landscape.jpg");
        tests::Stamp stamp;
        stamp.opacity = 0.45;
        std::filesystem::create_directories(m_place.path("in"));
        std::vector<tests::Stamped> photos;
        const Size sizes[] = {{700, 480}, {480, 700}, {900, 600}};
        for (int i = 0; i < 3; ++i) {
            photos.push_back(tests::stamped(tests::background(source, sizes[i], 40 + i), stamp));
            image::write(m_place.path("in/" + std::to_string(i) + ".png"), photos.back().photo);
        }
        const image::Image plain = tests::stamped(tests::background(source, {700, 480}, 50), [] { tests::Stamp none; none.opacity = 0; return none; }()).photo;
        image::write(m_place.path("in/plain.png"), plain);
        image::write(m_place.path("mark.png"), image::maskToImage(image::grown(photos[0].mask, 2)));
        const QStringList what{"erase", "in", "-o", "clean", "--mark-from", "in/0.png", "--mark-mask", "mark.png", "--engine", "builtin"};

        auto run = m_place.run(what + QStringList{"--dry-run", "--json"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("clean")));
        int found = 0;
        for (const QJsonObject& event : test::events(run.out)) {
            if (event["event"] != "mark") continue;
            const bool here = event["found"].toBool();
            QCOMPARE(here, !event["input"].toString().contains("plain"));
            found += here;
        }
        QCOMPARE(found, 3);

        run = m_place.run(what);
        QCOMPARE(run.status, 7);  // one photo has no such mark
        QVERIFY2(run.err.contains("plain.png") && run.err.contains("not found"), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("clean/plain.png")));
        for (int i = 0; i < 3; ++i) {
            const image::Image clean = image::read(m_place.path("clean/" + std::to_string(i) + ".png"));
            QCOMPARE(test::changedOutside(photos[i].photo, clean, image::grown(photos[i].mask, 6), 0), 0);
            QVERIFY(!clean.samePixels(photos[i].photo));
        }
        // Its recipe makes the same picture again.
        run = m_place.run({"replay", "clean/1.png", "in/1.png", "-o", "again.png"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(image::read(m_place.path("again.png")).samePixels(image::read(m_place.path("clean/1.png"))));
    }

    void markUsageIsChecked() {
        takeGolden("lama_like_big", "131x90");
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "o.png", "--mark-from", "in.png"}).status, 2);
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "o.png", "--mark-mask", "mask.png"}).status, 2);
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "o.png", "--mask", "mask.png", "--dry-run"}).status, 2);
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "o.png", "--mark-from", "in.png", "--mark-mask", "mask.png", "--min-confidence", "2"}).status, 2);
        image::write(m_place.path("mask.png"), image::Image({131, 90}, 3));
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "o.png", "--mark-from", "in.png", "--mark-mask", "mask.png"}).status, 3);
        image::write(m_place.path("mask.png"), image::Image({13, 9}, 3));
        QCOMPARE(m_place.run({"erase", "in.png", "-o", "o.png", "--mark-from", "in.png", "--mark-mask", "mask.png"}).status, 3);
    }
};

QTEST_GUILESS_MAIN(TestCliErase)
#include "tst_cli_erase.moc"
