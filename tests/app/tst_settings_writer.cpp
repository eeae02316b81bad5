// The settings are on the disk soon after they change, whatever becomes of the program.
#include <QProcess>
#include <utility>

#include "app/settings_writer.h"
#include "tests/app/program.h"
#include "tests/app/window_fixture.h"
#include "ui/error_strip.h"
#include "ui/instruction_history.h"
#include "ui/panels/slider_row.h"

using namespace tintype;
using namespace tintype::app;

namespace {

struct Kept : Bench {
    Kept() : writer(new SettingsWriter(window, session, settings)) { std::filesystem::create_directories(root() / "config"); }
    Settings onDisk() { return Settings(root() / "config"); }
    double grow() { return onDisk().panels.value(QStringLiteral("erase")).toObject().value(QStringLiteral("grow")).toDouble(); }
    ui::SliderRow* slider() { return window.sidePanel()->current()->findChild<ui::SliderRow*>(); }
    SettingsWriter* writer;
};

}  // namespace

class TestSettingsWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recentFilesPanelsAndHistoryAreWrittenAsTheyChange() {
        Kept kept;
        kept.openPhoto();
        QTRY_COMPARE(kept.onDisk().recent().size(), std::size_t(1));
        kept.window.setTool(ui::ToolId::Erase);
        kept.slider()->setValue(11);
        QTRY_COMPARE(kept.grow(), 11.0);
        kept.window.history().add(QStringLiteral("make it warmer"), 1);
        QTRY_COMPARE(kept.onDisk().history.size(), 1);
        Q_EMIT kept.window.intents().clearRecent();
        QTRY_VERIFY(kept.onDisk().recent().empty());
    }

    void manyChangesAreFewWrites() {
        Kept kept;
        kept.window.setTool(ui::ToolId::Erase);
        const auto file = kept.settings.file();
        int writes = 0;
        std::filesystem::file_time_type last{};
        for (int i = 0; i < 100; ++i) {
            kept.slider()->setValue(i % 40);
            QTest::qWait(10);
            std::error_code none;
            if (const auto now = std::filesystem::last_write_time(file, none); !none && std::exchange(last, now) != now) ++writes;
        }
        // Meanwhile, too, but not each.
        QVERIFY2(writes >= 1 && writes < 20, qPrintable(QString::number(writes)));
        kept.slider()->setValue(7);
        QTRY_COMPARE(kept.grow(), 7.0);
    }

    void closingWritesAtOnce() {
        Kept kept;
        kept.window.setTool(ui::ToolId::Erase);
        kept.slider()->setValue(13);
        kept.window.close();
        QCOMPARE(kept.grow(), 13.0);
        kept.session.background().waitForDone();
        QCOMPARE(kept.grow(), 13.0);
    }

    void nothingChangedIsNotWritten() {
        Kept kept;
        kept.writer->writeSoon();
        QTest::qWait(700);
        kept.session.background().waitForDone();
        QVERIFY(!std::filesystem::exists(kept.settings.file()));
    }

    void whatCannotBeWrittenIsSaidOnce() {
        Kept kept;
        kept.window.setTool(ui::ToolId::Erase);
        std::filesystem::create_directories(kept.settings.file());  // a folder stands in the way
        kept.slider()->setValue(5);
        QTRY_COMPARE(kept.window.errorStrip()->count(), 1);
        kept.slider()->setValue(6);
        QTest::qWait(900);
        QCOMPARE(kept.window.errorStrip()->count(), 1);
        std::filesystem::remove(kept.settings.file());
        kept.slider()->setValue(8);
        QTRY_COMPARE(kept.grow(), 8.0);
    }

    void killedProgramLosesNothing() {
        test::Workplace place;
        place.picture("photo.png");
        QProcessEnvironment environment = test::Workplace::headless();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        for (const char* folder : {"CONFIG", "DATA", "STATE", "CACHE"})
            environment.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(folder)), QString::fromStdString(place.path(folder).string()));
        QProcess program;
        place.start(program, {QStringLiteral("photo.png")}, environment);
        QVERIFY(program.waitForStarted());
        const auto folder = place.path("CONFIG") / "tintype";
        const auto recent = [&folder] { return std::filesystem::exists(folder / "settings.json") ? Settings(folder).recent().size() : 0; };
        QTRY_COMPARE_WITH_TIMEOUT(recent(), std::size_t(1), 60000);
        program.kill();
        program.waitForFinished();
        QCOMPARE(recent(), std::size_t(1));
        QVERIFY(!std::filesystem::exists(folder / "settings.json.damaged"));
    }
};

QTEST_MAIN(TestSettingsWriter)
#include "tst_settings_writer.moc"
