// A folder of photos through the networks: memory at the end is what it was after the third photo.
#include <QFile>
#include <QTest>
#include <malloc.h>

#include "core/edits/run.h"
#include "tests/support/sanitized.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

namespace {

constexpr int kPhotos = 30;
constexpr int kWarm = 3;

std::filesystem::path golden(const char* name) { return std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden" / name; }

qint64 residentBytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() * 4096 : 0;
}

// The largest comes among the first: a larger photo may well need more than those before it.
image::Image photoOf(int number) { return test::scene({220 - number % 7 * 9, 170 - number % 5 * 11}); }

Request requestFor(const QString& tool, int number) {
    RunOptions options;
    options.device = "cpu";
    options.precision = Precision::Float32;
    if (tool == "restore") {
        Restore work;
        work.photo = photoOf(number);
        work.faces = {{40, 30, 60, 60}};
        options.model = golden("gpen_small/generator.pth");
        return {work, options};
    }
    if (tool == "cartoon") {
        Cartoon work;
        work.photo = photoOf(number);
        work.detector = golden("gpen_small/detector.pth");
        options.model = golden("dct_net_like_anime");
        return {work, options};
    }
    Erase work;
    work.photo = photoOf(number);
    work.mask = test::boxMask(work.photo.size(), {60, 40, 30, 20});
    options.model = golden("lama_like_big/model.safetensors");
    return {work, options};
}

}  // namespace

class TestFolderMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryStaysFlat_data() {
        QTest::addColumn<QString>("tool");
        for (const char* tool : {"restore", "cartoon", "erase"}) QTest::newRow(tool) << tool;
    }
    void memoryStaysFlat() {
        if (test::kSanitized) QSKIP("Memory and time are not those of the program under AddressSanitizer.");
        QFETCH(QString, tool);
        Runtime runtime;
        Progress progress;
        qint64 warm = 0;
        for (int number = 0; number < kPhotos; ++number) {
            const Result result = run(runtime, requestFor(tool, number), progress);
            QVERIFY(!result.builtIn && result.outputs.size() == 1);
            malloc_trim(0);
            if (number + 1 == kWarm) warm = residentBytes();
        }
        const double growth = static_cast<double>(residentBytes() - warm) / static_cast<double>(warm);
        QVERIFY2(growth < 0.02, qPrintable(QStringLiteral("%1 % of %2 MB").arg(100 * growth).arg(warm / 1000000)));
    }
};

QTEST_APPLESS_MAIN(TestFolderMemory)
#include "tst_folder_memory.moc"
