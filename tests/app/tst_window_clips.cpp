// Clips in the window: opened like photos, worked on whole or on one frame, smoothed and exported.
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>

#include "app/gallery_link.h"
#include "core/video/reader.h"
#include "core/video/writer.h"
#include "tests/app/window_fixture.h"
#include "ui/clip_bar.h"
#include "ui/dialogs/clip_export_dialog.h"
#include "ui/dialogs/smooth_dialog.h"
#include "ui/gallery/clip_player.h"
#include "ui/instruction_box.h"

using namespace tintype;
using namespace tintype::app;

namespace {

image::Image frameOf(int number) {
    image::Image frame({64, 48}, 3);
    for (std::size_t i = 0; i < frame.byteSize(); ++i) frame.mutableData()[i] = static_cast<std::uint8_t>(30 + 8 * number + i / 11 % 64);
    return frame;
}

std::filesystem::path makeClip(const Bench& bench, const char* name = "in.mp4", int frames = 10) {
    video::WriterOptions options;
    options.rate = {10, 1};
    options.container = video::containerOf(name);
    video::Writer writer(bench.root() / name, options);
    for (int i = 0; i < frames; ++i) writer.add(frameOf(i));
    writer.finish();
    return bench.root() / name;
}

int framesIn(const std::filesystem::path& clip) {
    video::Reader reader(clip);
    int count = 0;
    while (reader.next()) ++count;
    return count;
}

template <class Button>
Button* named(QWidget& parent, const QString& name) {
    for (auto* button : parent.findChildren<Button*>())
        if (button->accessibleName() == name || button->text() == name) return button;
    return nullptr;
}

}  // namespace

class TestWindowClips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aClipOpensAtItsFirstFrame() {
        Bench bench;
        QVERIFY(!bench.window.clipBar()->isVisible());
        for (const char* name : {"in.mp4", "in.gif", "in.webp"}) {
            Q_EMIT bench.window.intents().open(makeClip(bench, name));
            QTRY_COMPARE(bench.window.clipBar()->clip(), bench.root() / name);
            QVERIFY(bench.window.clipBar()->isVisible() && bench.window.clipBar()->isWhole());
            QCOMPARE(bench.session.document().picture().size(), (Size{64, 48}));
        }
        bench.openPhoto();
        QTRY_VERIFY(!bench.window.clipBar()->isVisible());
        QVERIFY(!bench.window.clipBar()->isWhole());
    }

    void runWorksOnTheWholeClipOrOnOneFrame() {
        Bench bench;
        Q_EMIT bench.window.intents().open(makeClip(bench));
        QTRY_VERIFY(bench.window.clipBar()->isWhole());
        bench.window.setTool(ui::ToolId::Cartoon);
        QTRY_VERIFY(bench.run()->isEnabled());
        bench.run()->click();
        QTRY_COMPARE_WITH_TIMEOUT(bench.session.gallery().count(), 1, 60000);
        const gallery::Item whole = bench.session.gallery().items().front();
        QVERIFY(whole.clip);
        QCOMPARE(whole.tool, QStringLiteral("cartoon"));
        QCOMPARE(whole.photoKey, bench.session.photoKey());
        QCOMPARE(framesIn(whole.file), 10);
        QVERIFY(!bench.session.document().modified());
        named<QCheckBox>(*bench.window.clipBar(), ui::ClipBar::tr("Run on the whole clip"))->click();
        bench.run()->click();
        QTRY_COMPARE_WITH_TIMEOUT(bench.session.gallery().count(), 2, 60000);
        QVERIFY(!bench.session.gallery().items().front().clip);
        QTRY_VERIFY(bench.session.document().modified());
    }

    void onlyPictureToolsTakeAllFrames() {
        Bench bench;
        Q_EMIT bench.window.intents().open(makeClip(bench));
        QTRY_VERIFY(bench.window.clipBar()->isWhole());
        bench.window.setTool(ui::ToolId::Animate);
        QVERIFY(!bench.window.clipBar()->isWhole());
        bench.window.setTool(ui::ToolId::Erase);
        QVERIFY(bench.window.clipBar()->isWhole());
    }

    void aDamagedClipIsSaid() {
        Bench bench;
        QFile file(QString::fromStdString((bench.root() / "bad.mp4").string()));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a clip") > 0);
        file.close();
        QSignalSpy noticed(&bench.session, &Session::noticed);
        Q_EMIT bench.window.intents().open(bench.root() / "bad.mp4");
        QTRY_COMPARE(noticed.size(), 1);
        QVERIFY(noticed[0][0].value<ui::Notice>().text.contains(QStringLiteral("bad.mp4")));
        QVERIFY(!bench.session.document().isOpen());
    }

    void smoothingNamesItsEngine() {
        Bench bench;
        const auto clip = makeClip(bench);
        std::filesystem::create_directory(bench.root() / "models");
        qputenv("TINTYPE_MODEL_PATH", (bench.root() / "models").c_str());
        const auto engineShown = [&](const QString& expected) {
            ui::SmoothDialog dialog(clip, bench.session.background());
            const auto shown = [&] {
                for (const QLabel* label : dialog.findChildren<QLabel*>())
                    if (label->text() == expected) return true;
                return false;
            };
            return QTest::qWaitFor(shown, 10000);
        };
        QVERIFY(engineShown(QStringLiteral("Built-in flow")));
        std::filesystem::copy(TINTYPE_SOURCE_DIR "/tests/golden/rife/flownet.pkl", bench.root() / "models" / "flownet.pkl");
        QVERIFY(engineShown(QStringLiteral("RIFE")));
        qunsetenv("TINTYPE_MODEL_PATH");
    }

    void smoothingMakesAResult() {
        Bench bench;
        Q_EMIT bench.window.intents().open(makeClip(bench));
        QTRY_VERIFY(!bench.session.photoKey().isEmpty());
        ui::SmoothDialog dialog(bench.window.clipBar()->clip(), bench.session.background());
        dialog.findChild<QComboBox*>()->setCurrentIndex(dialog.findChild<QComboBox*>()->findData(30));
        edits::Request request{dialog.work(), {}};
        request.options.engine = edits::Engine::BuiltIn;
        Q_EMIT bench.window.intents().run(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.session.gallery().count(), 1, 60000);
        const gallery::Item item = bench.session.gallery().items().front();
        QCOMPARE(item.photoKey, bench.session.photoKey());
        QCOMPARE(framesIn(item.file), 30);
        QCOMPARE(video::Reader(item.file).header().rate, (video::Rate{30, 1}));
    }

    void exportAsksAndForetells() {
        Bench bench;
        const auto clip = makeClip(bench);
        ui::ClipExportDialog dialog({clip, {0.2, 0.8}, 0.4}, bench.session.background());
        QSignalSpy estimated(&dialog, &ui::ClipExportDialog::estimated);
        QVERIFY(estimated.wait(30000));
        QVERIFY(estimated.last().at(0).toLongLong() > 300);
        edits::ExportClip work = dialog.work();
        QCOMPARE(work.span, (video::Span{0.2, 0.8}));
        QCOMPARE(work.target.extension().string(), std::string(".mp4"));
        QVERIFY(!work.poster && work.loop == video::Loop::None && work.speed == 1.0 && work.coding.crf == 17);
        dialog.findChild<QCheckBox*>()->setChecked(true);
        QCOMPARE(dialog.work().poster.value_or(-1), 0.4);
        for (auto* box : dialog.findChildren<QComboBox*>())
            if (box->accessibleName() == QLatin1String("Format")) box->setCurrentIndex(box->findText(QStringLiteral("GIF")));
        work = dialog.work();
        QCOMPARE(work.target.extension().string(), std::string(".gif"));
        QVERIFY(!work.poster);
        Q_EMIT bench.window.intents().run({work, {}});
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(work.target), 30000);
        QCOMPARE(framesIn(work.target), 6);
        QCOMPARE(bench.session.gallery().count(), 0);
    }

    void thePlayerMarksAPart() {
        Bench bench;
        ui::ClipPlayer player;
        player.resize(900, 300);
        player.show();
        player.play(makeClip(bench));
        QTRY_VERIFY(!player.frame().isNull());
        QTRY_VERIFY(player.shownSecond() >= 0.2);
        player.setPlaying(false);
        const double start = player.shownSecond();
        QTest::keyClick(&player, Qt::Key_I);
        QCOMPARE(player.span().start, start);
        player.setPlaying(true);
        QTRY_VERIFY(player.shownSecond() > start + 0.15);
        player.setPlaying(false);
        QTest::keyClick(&player, Qt::Key_O);
        const bool toTheEnd = player.shownSecond() > 0.85;
        QVERIFY(toTheEnd ? player.span().end == 0.0 : std::abs(player.span().end - player.shownSecond() - 0.1) < 1e-3);
        QSignalSpy exported(&player, &ui::ClipPlayer::exportRequested);
        named<QToolButton>(player, ui::ClipPlayer::tr("Export the clip"))->click();
        QCOMPARE(exported.size(), 1);
        player.stop();
    }

    void theBarIsReachedByKeyboardAndFits() {
        Bench bench;
        Q_EMIT bench.window.intents().open(makeClip(bench));
        QTRY_VERIFY(bench.window.clipBar()->isVisible());
        bench.window.resize(1024, 700);
        QCoreApplication::processEvents();
        QVERIFY(bench.window.width() <= 1024);
        for (const QWidget* part : bench.window.clipBar()->findChildren<QWidget*>())
            if (part->isVisible() && !qobject_cast<const QLabel*>(part)) {
                QVERIFY(part->width() >= part->minimumSizeHint().width());
                QVERIFY(part->focusPolicy() & Qt::TabFocus);
            }
    }
};

QTEST_MAIN(TestWindowClips)
#include "tst_window_clips.moc"
