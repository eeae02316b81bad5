// The memory that is predicted against what a process of its own really took.
#include <QTest>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/peak_memory.h"
#include "core/edits/run.h"
#include "tests/support/sanitized.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

namespace {

Request requestFor(const QString& tool, Size size) {
    const image::Image photo = test::scene(size);
    const image::Mask mask = test::boxMask(size, {size.width / 4, size.height / 4, size.width / 8, size.height / 8});
    if (tool.startsWith("edit: ")) {
        Instruct work;
        work.photo = photo;
        work.instruction = tool.mid(6).toStdString();
        return {work, {}};
    }
    if (tool == "erase") return {Erase{photo, mask, 4, 6, true}, {}};
    if (tool == "cartoon") return {Cartoon{photo, 0.8, 0}, {}};
    if (tool == "interpolate") return {InterpolatePair{photo, photo, 0.5}, {}};
    Restore restore;
    restore.photo = photo;
    restore.faces = std::vector<Rect>{{size.width / 3, size.height / 3, size.width / 5, size.height / 4}};
    return {restore, {}};
}

// In a child, whose peak is this request's alone.
std::uint64_t measured(const QString& tool, Size size) {
    int ends[2];
    if (pipe(ends) != 0) return 0;
    const pid_t child = fork();
    if (child == 0) {
        std::uint64_t peak = 0;
        try {
            Runtime runtime;
            Progress progress;
            run(runtime, requestFor(tool, size), progress);
            peak = peakMemory();
        } catch (...) {
        }
        const bool told = write(ends[1], &peak, sizeof peak) == sizeof peak;
        _exit(told ? 0 : 1);
    }
    std::uint64_t peak = 0;
    close(ends[1]);
    const bool heard = read(ends[0], &peak, sizeof peak) == sizeof peak;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return heard ? peak : 0;
}

}  // namespace

class TestNeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void predictionsAreHonest_data() {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<int>("width");
        for (const char* tool : {"edit: make it warmer and darker", "edit: make it snow", "edit: blur the background", "erase", "cartoon", "restore", "interpolate"})
            for (const int width : {1200, 3600}) QTest::addRow("%s %d", tool, width) << QString(tool) << width;
    }

    void predictionsAreHonest() {
        if (test::kSanitized) QSKIP("Memory and time are not those of the program under AddressSanitizer.");
        QFETCH(QString, tool);
        QFETCH(int, width);
        const Size size{width, width * 3 / 4};
        const double real = static_cast<double>(measured(tool, size));
        const double said = static_cast<double>(predict(requestFor(tool, size)).bytes);
        const QByteArray figures = QByteArray::number(said / 1e6) + " MB said, " + QByteArray::number(real / 1e6) + " MB taken";
        QVERIFY2(real > 0, figures);
        if (qEnvironmentVariableIsSet("TINTYPE_SHOW")) qInfo("%s %d: %s", qPrintable(tool), width, figures.constData());
        QVERIFY2(said > 0.8 * real && said < 1.6 * real, figures);
    }
};

QTEST_APPLESS_MAIN(TestNeed)
#include "tst_need.moc"
