// The Animate panel with and without a model, the frame of the clip on the canvas, the strip of coming frames, and the
// dialog that decodes a clip again.
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include "core/edits/usual_negative.h"
#include "ui/dialogs/decode_dialog.h"
#include "ui/filmstrip.h"
#include "ui/panels/animate_panel.h"
#include "ui/panels/run_box.h"
#include "ui/panels/seed_row.h"

using namespace tintype;
using namespace tintype::ui;

namespace {

template <typename Part>
Part* named(const QWidget& panel, const QString& name) {
    for (Part* part : panel.findChildren<Part*>())
        if (part->accessibleName() == name && part->isVisibleTo(&panel)) return part;
    return nullptr;
}

edits::Need model() {
    edits::Need need;
    need.builtIn = false;
    return need;
}

edits::Animate workOf(const AnimatePanel& panel) { return std::get<edits::Animate>(*panel.work(QStringLiteral("waves roll"))); }

}  // namespace

class TestAnimatePanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theModelHasItsOwnOptions() {
        AnimatePanel panel;
        panel.setPhotoSize({1600, 1000});
        QVERIFY(!named<QSpinBox>(panel, "Steps"));
        QCOMPARE(workOf(panel).fps, 24.0);
        panel.setEngine(model());
        QVERIFY(!named<QDoubleSpinBox>(panel, "Length"));
        const edits::Animate usual = workOf(panel);
        QCOMPARE(usual.frames, 16);
        QCOMPARE(usual.motionFps, 16);
        QCOMPARE(usual.fps, 8.0);
        QCOMPARE(usual.steps, 50);
        QCOMPARE(usual.guidance, 9.0);
        QCOMPARE(usual.negative, std::string(edits::kUsualNegative));
        QCOMPARE(usual.size, (Size{512, 320}));
        named<QSpinBox>(panel, "Frames")->setValue(24);
        named<QSpinBox>(panel, "Motion rate")->setValue(4);
        named<QSpinBox>(panel, "Frames a second")->setValue(12);
        named<QSpinBox>(panel, "Steps")->setValue(30);
        panel.seedRow()->setSeed(77);
        const edits::Animate chosen = workOf(panel);
        QCOMPARE(chosen.frames, 24);
        QCOMPARE(chosen.motionFps, 4);
        QCOMPARE(chosen.fps, 12.0);
        QCOMPARE(chosen.steps, 30);
        QCOMPARE(chosen.seed, std::uint64_t(77));
    }

    void theNegativePromptIsEditableAndComesBack() {
        AnimatePanel panel;
        panel.setEngine(model());
        auto* words = named<QPlainTextEdit>(panel, "Not to be seen");
        QVERIFY(words && words->toPlainText() == QString::fromUtf8(edits::kUsualNegative));
        words->setPlainText("text,\nwatermarks");
        QCOMPARE(workOf(panel).negative, std::string("text, watermarks"));
        QPushButton* back = nullptr;
        for (QPushButton* button : panel.findChildren<QPushButton*>())
            if (button->text() == "Back to the usual words") back = button;
        QVERIFY(back && back->isVisibleTo(&panel));
        back->click();
        QCOMPARE(workOf(panel).negative, std::string(edits::kUsualNegative));
        QVERIFY(!back->isVisibleTo(&panel));
        words->setPlainText({});
        QVERIFY(workOf(panel).negative.empty());
    }

    void everyTierInEveryShapeSuitsTheNetwork() {
        AnimatePanel panel;
        panel.setPhotoSize({3000, 4000});
        panel.setEngine(model());
        auto* sizes = named<QComboBox>(panel, "Size");
        auto* shapes = named<QComboBox>(panel, "Shape");
        QCOMPARE(sizes->count(), 6);
        std::int64_t before = 0;
        for (int size = 0; size < sizes->count(); ++size) {
            sizes->setCurrentIndex(size);
            for (int shape = 0; shape < shapes->count(); ++shape) {
                shapes->setCurrentIndex(shape);
                const Size clip = workOf(panel).size;
                QVERIFY2(clip.width % 64 == 0 && clip.height % 64 == 0 && clip.shortSide() >= 128, qPrintable(shapes->currentText()));
            }
            shapes->setCurrentIndex(0);
            QVERIFY(workOf(panel).size.height > workOf(panel).size.width);
            QVERIFY(workOf(panel).size.area() > before);
            before = workOf(panel).size.area();
        }
        shapes->setCurrentIndex(shapes->findText("16:9"));
        QCOMPARE(workOf(panel).size, (Size{1280, 704}));
    }

    void anotherShapeIsShownOnTheCanvas() {
        AnimatePanel panel;
        QSignalSpy shown(&panel, &AnimatePanel::framingShown);
        panel.setPhotoSize({1600, 1000});
        QVERIFY(shown.isEmpty() || shown.last()[0].value<Size>().empty());
        panel.setEngine(model());
        panel.entered();
        named<QComboBox>(panel, "Shape")->setCurrentIndex(4);
        QCOMPARE(shown.last()[0].value<Size>(), workOf(panel).size);
        QCOMPARE(shown.last()[1].value<edits::Framing>(), edits::Framing::Crop);
        panel.setPart({10, 20, 300, 300});
        QCOMPARE(workOf(panel).part, (Rect{10, 20, 300, 300}));
        named<QComboBox>(panel, "Framing")->setCurrentIndex(2);
        QCOMPARE(shown.last()[1].value<edits::Framing>(), edits::Framing::BlurredPad);
        QCOMPARE(workOf(panel).framing, edits::Framing::BlurredPad);
        QVERIFY(workOf(panel).part.empty());
        panel.left();
        QVERIFY(shown.last()[0].value<Size>().empty());
    }

    void valuesSurviveARestart() {
        AnimatePanel panel;
        panel.setPhotoSize({1600, 1000});
        panel.setEngine(model());
        named<QComboBox>(panel, "Size")->setCurrentIndex(4);
        named<QComboBox>(panel, "Shape")->setCurrentIndex(2);
        named<QComboBox>(panel, "Framing")->setCurrentIndex(1);
        named<QPlainTextEdit>(panel, "Not to be seen")->setPlainText("blur");
        named<QSpinBox>(panel, "Motion rate")->setValue(5);
        AnimatePanel next;
        next.setValues(panel.values());
        next.setPhotoSize({1600, 1000});
        next.setEngine(model());
        // A seed that is not locked is drawn anew.
        QJsonObject kept = panel.values(), restored = next.values();
        kept.remove(QStringLiteral("seed"));
        restored.remove(QStringLiteral("seed"));
        QCOMPARE(restored, kept);
        QCOMPARE(workOf(next).size, workOf(panel).size);
        QCOMPARE(workOf(next).negative, std::string("blur"));
    }

    void theStripShowsSeveralFrames() {
        QWidget canvas;
        canvas.resize(600, 400);
        canvas.show();
        Filmstrip strip(&canvas);
        QVERIFY(!strip.isVisible());
        std::vector<image::Image> frames;
        for (int i = 0; i < 4; ++i) {
            image::Image frame({64, 40}, 3);
            for (int y = 0; y < 40; ++y)
                for (int x = 0; x < 192; ++x) frame.mutableRow(y)[x] = static_cast<std::uint8_t>(i * 80);
            frames.push_back(frame);
        }
        strip.setFrames(frames);
        QVERIFY(strip.isVisible());
        QVERIFY(canvas.rect().contains(strip.geometry()));
        const QImage picture = strip.grab().toImage();
        for (int i = 0; i < 4; ++i) {
            const QColor colour = picture.pixelColor((2 * i + 1) * picture.width() / 8, picture.height() / 2);
            QVERIFY2(std::abs(colour.red() - i * 80) < 8, qPrintable(colour.name()));
        }
        canvas.resize(200, 120);
        QVERIFY(canvas.rect().contains(strip.geometry()));
        strip.clear();
        QVERIFY(!strip.isVisible());
    }

    void theTimeIsSaidBeforeTheRun() {
        QCOMPARE(roughDuration(0.2), QString("1 s"));
        QCOMPARE(roughDuration(99.4), QString("99 s"));
        QCOMPARE(roughDuration(840), QString("14 min"));
        QCOMPARE(roughDuration(7500), QString("2 h 05 min"));
    }

    void theDialogChangesOnlyWhatItSays() {
        edits::SavedClip clip;
        clip.step = 12;
        clip.steps = 50;
        clip.frames = 16;
        clip.size = {512, 320};
        edits::Animate work;
        work.fps = 8;
        work.prompt = "waves";
        DecodeDialog dialog(clip, work);
        dialog.findChild<QDoubleSpinBox*>()->setValue(12.5);
        dialog.findChild<QComboBox*>()->setCurrentIndex(2);
        dialog.findChild<QSpinBox*>()->setValue(99);
        dialog.apply(work);
        QCOMPARE(work.fps, 12.5);
        QCOMPARE(work.target.extension().string(), std::string(".gif"));
        QCOMPARE(work.decodeChunk, 16);
        QCOMPARE(work.prompt, std::string("waves"));
    }
};

QTEST_MAIN(TestAnimatePanel)
#include "tst_animate_panel.moc"
