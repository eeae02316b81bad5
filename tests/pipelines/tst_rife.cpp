// The whole interpolation tool on RIFE: the authors' rounding, frames that are looked at once, memory.
#include <QTest>

#include "core/base/error.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/rife.h"
#include "tests/pipelines/pictures.h"
#include "tests/support/rife_networks.h"

using namespace tintype;
using pipelines::RifeJob;
using tests::imageOf;

class TestRifeTool : public QObject {
    Q_OBJECT

private:
    static RifeJob job(Size size) {
        RifeJob job;
        job.model = tests::golden("rife") / "flownet.pkl";
        job.size = size;
        job.compute.device = "cpu";
        job.compute.precision = pipelines::Precision::Float32;
        return job;
    }
    static image::Image frame(Size size, int number) { return imageOf(tests::rifeFrame(size.width, size.height, number)); }
    // Fresh networks, one picture.
    static image::Image between(const RifeJob& job, int first, int second, double t, std::vector<std::string>* warnings = nullptr) {
        pipelines::Networks networks;
        Progress progress({}, {}, [warnings](const Message& message) { if (warnings) warnings->push_back(message.english()); });
        const auto pictures = pipelines::openRife(networks, job, progress);
        return pipelines::rifeBetween(*pictures, frame(job.size, first), frame(job.size, second), t, progress);
    }
    static std::optional<ErrorKind> errorOf(const RifeJob& job) {
        try {
            between(job, 0, 1, 0.5);
        } catch (const Error& error) {
            return error.kind();
        }
        return std::nullopt;
    }

private Q_SLOTS:
    void fractionsAreCutOffAsTheAuthorsDo() {
        const checkpoint::Checkpoint golden = checkpoint::Checkpoint::open(tests::golden("rife") / "frames.safetensors");
        const at::Tensor expected = (golden.tensor("4.26.0") * 255.0F).to(at::kByte).squeeze(0).permute({1, 2, 0}).contiguous();
        const image::Image middle = between(job({131, 90}), 0, 1, 0.35);
        int largest = 0, different = 0;
        for (int y = 0; y < 90; y += 5)
            for (int x = 0; x < 131; x += 5)
                for (int c = 0; c < 3; ++c) {
                    const int difference = std::abs(middle.row(y)[3 * x + c] - expected[y / 5][x / 5][c].item<int>());
                    largest = std::max(largest, difference);
                    different += difference > 0;
                }
        QVERIFY2(largest <= 1 && different < 20, qPrintable(QString("%1 %2").arg(largest).arg(different)));
    }

    void eachFrameIsLookedAtOnceAndForAll() {
        const RifeJob work = job({70, 50});
        pipelines::Networks networks;
        Progress progress;
        const auto pictures = pipelines::openRife(networks, work, progress);
        const image::Image a = frame(work.size, 0), b = frame(work.size, 1), c = frame(work.size, 2);
        pipelines::rifeBetween(*pictures, a, b, 0.25, progress);
        pipelines::rifeBetween(*pictures, a, b, 0.5, progress);
        QVERIFY(pipelines::rifeBetween(*pictures, b, c, 0.5, progress).samePixels(between(work, 1, 2, 0.5)));
        QVERIFY(!pipelines::rifeBetween(*pictures, b, c, 0.5, progress).samePixels(between(work, 2, 1, 0.5)));
    }

    void littleMemoryLooksCoarserAndSaysSo() {
        RifeJob work = job({700, 500});
        std::vector<std::string> warnings;
        between(work, 0, 1, 0.5, &warnings);
        QVERIFY(warnings.empty());
        work.compute.memoryLimit = 100 << 20;
        between(work, 0, 1, 0.5, &warnings);
        QCOMPARE(warnings.size(), std::size_t(1));
        work.compute.memoryLimit = 1 << 20;
        QVERIFY(errorOf(work) == ErrorKind::OutOfMemory);
    }

    void foldersAreModels() {
        RifeJob work = job({40, 30});
        work.model = work.model.parent_path();
        QVERIFY(!errorOf(work));
    }

    void wrongInputIsRefused() {
        RifeJob work = job({40, 30});
        work.model = tests::golden("rife") / "networks.json";
        QVERIFY(errorOf(work) == ErrorKind::BadModel);
        work.model = tests::golden("lama_like_big");
        QVERIFY(errorOf(work) == ErrorKind::BadModel);
        work = job({40, 30});
        pipelines::Networks networks;
        Progress progress;
        const auto pictures = pipelines::openRife(networks, work, progress);
        QVERIFY_EXCEPTION_THROWN(pipelines::rifeBetween(*pictures, frame({40, 30}, 0), frame({41, 30}, 1), 0.5, progress), Error);
    }

    void cancelStops() {
        std::stop_source stop;
        pipelines::Networks networks;
        Progress progress(stop.get_token(), {});
        const auto pictures = pipelines::openRife(networks, job({40, 30}), progress);
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(pipelines::rifeBetween(*pictures, frame({40, 30}, 0), frame({40, 30}, 1), 0.5, progress), Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestRifeTool)
#include "tst_rife.moc"
