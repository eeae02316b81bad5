// The whole erase tool on LaMa against the authors' prediction code.
#include <QTest>

#include "core/base/error.h"
#include "core/pipelines/lama.h"
#include "core/pipelines/networks.h"
#include "tests/pipelines/pictures.h"
#include "tests/support/golden.h"

using namespace tintype;
using checkpoint::Checkpoint;
using tests::imageOf;
using tests::maskOf;

class TestLamaTool : public QObject {
    Q_OBJECT

private:
    static pipelines::LamaJob job(const char* model, const std::string& name, int channels = 3) {
        const Checkpoint golden = photos(model);
        pipelines::LamaJob job;
        job.model = tests::golden(model) / "model.safetensors";
        job.photo = imageOf(golden.tensor(name + ".photo"), channels);
        job.hole = maskOf(golden.tensor(name + ".mask"));
        job.compute.device = "cpu";
        job.compute.precision = pipelines::Precision::Float32;
        return job;
    }
    static Checkpoint photos(const char* model) { return Checkpoint::open(tests::golden(model) / "photos.safetensors"); }
    static image::Image fill(const pipelines::LamaJob& job) {
        pipelines::Networks networks;
        Progress progress;
        return pipelines::fillWithLama(networks, job, progress);
    }
    static bool sameOutside(const image::Image& a, const image::Image& b, const image::Mask& hole) {
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x)
                if (!hole.row(y)[x] && std::memcmp(a.row(y) + x * a.channels(), b.row(y) + x * b.channels(), static_cast<std::size_t>(a.channels())) != 0) return false;
        return true;
    }

private Q_SLOTS:
    void matchesTheAuthors_data() {
        QTest::addColumn<QByteArray>("model");
        QTest::addColumn<QByteArray>("photo");
        QTest::newRow("both sides padded") << QByteArray("lama_like_big") << QByteArray("131x90");
        QTest::newRow("small") << QByteArray("lama_like_big") << QByteArray("57x33");
        QTest::newRow("a network with a finer grid is padded all the same") << QByteArray("lama_unlike_big") << QByteArray("61x40");
    }
    void matchesTheAuthors() {
        QFETCH(QByteArray, model);
        QFETCH(QByteArray, photo);
        const auto work = job(model, photo.toStdString());
        const image::Image filled = fill(work);
        QVERIFY(tests::largestDifference(filled, imageOf(photos(model).tensor(photo.toStdString() + ".filled"))) <= 1);
        QVERIFY(sameOutside(filled, work.photo, work.hole));
        QVERIFY(!sameOutside(filled, work.photo, image::Mask(work.photo.size())));
    }

    void alphaIsKept() {
        const auto work = job("lama_like_big", "57x33", 4);
        const image::Image filled = fill(work);
        for (int i = 0; i < filled.width() * filled.height(); ++i) QCOMPARE(filled.data()[4 * i + 3], static_cast<std::uint8_t>(i));
    }

    void littleMemoryFillsSmallerAndSaysSo() {
        auto work = job("lama_like_big", "131x90");
        at::manual_seed(1);
        work.photo = imageOf(at::randint(0, 256, {300, 400, 3}, at::kByte));
        work.hole = image::Mask(work.photo.size());
        for (int y = 100; y < 200; ++y) std::fill_n(work.hole.mutableRow(y) + 120, 90, std::uint8_t(255));
        work.compute.memoryLimit = 1 << 20;
        pipelines::Networks networks;
        std::vector<std::string> warnings;
        Progress progress({}, {}, [&](const Message& message) { warnings.push_back(message.english()); });
        const image::Image filled = pipelines::fillWithLama(networks, work, progress);
        QCOMPARE(warnings.size(), std::size_t(1));
        QVERIFY2(QString::fromStdString(warnings[0]).contains("400x300"), warnings[0].c_str());
        QVERIFY(sameOutside(filled, work.photo, work.hole));
    }

    void theNetworkStaysLoaded() {
        pipelines::Networks networks;
        const auto work = job("lama_like_big", "57x33");
        int loads = 0;
        Progress progress({}, [&](const Tick& tick) { loads += tick.done == 0 && tick.stage.text == "Loading LaMa"; });
        for (int i = 0; i < 3; ++i) pipelines::fillWithLama(networks, work, progress);
        QCOMPARE(loads, 1);
        QVERIFY(networks.bytes() > 50'000);
        networks.release();
        QCOMPARE(networks.bytes(), std::uint64_t(0));
    }

    void photosTooSmallAndFoldersWithoutModelsAreRefused() {
        auto work = job("lama_like_big", "57x33");
        work.photo = image::Image({1, 1}, 3);
        work.hole = image::Mask({1, 1}, 255);
        QVERIFY_EXCEPTION_THROWN(fill(work), Error);
        work = job("lama_like_big", "57x33");
        work.model = tests::golden("dct_net_like_anime");
        QVERIFY_EXCEPTION_THROWN(fill(work), Error);
        work.model = tests::golden("lama_unlike_big");  // has a best.ckpt
        QCOMPARE(fill(work).size(), work.photo.size());
    }
};

QTEST_APPLESS_MAIN(TestLamaTool)
#include "tst_lama.moc"
