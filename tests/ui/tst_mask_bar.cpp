#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QMenu>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include "tests/ui/canvas_fixture.h"
#include "ui/canvas/mask_bar.h"

using namespace tintype;
using namespace tintype::ui;

class TestMaskBar : public QObject {
    Q_OBJECT

    struct Bar : Fixture {
        Bar() : bar(&canvas) {
            bar.setDocument(&document);
            bar.show();
        }
        QToolButton* button(const char* name) { return bar.findChild<QToolButton*>(name); }
        bool settle() {
            return QTest::qWaitFor([this] { return !bar.busy(); }, 20000);
        }
        MaskBar bar;
    };

    static image::Mask square(Size size) {
        image::Mask mask(size);
        for (int y = 200; y < 300; ++y) std::fill_n(mask.mutableRow(y) + 200, 100, 255);
        return mask;
    }

private Q_SLOTS:
    void operationsChangeTheMaskInOneStepEach() {
        Bar fixture;
        fixture.document.replaceMask(square({800, 600}), "Square");
        fixture.bar.setAmount(10);
        fixture.bar.grow();
        QVERIFY(fixture.settle());
        QCOMPARE(fixture.document.mask().bounds(), (Rect{190, 190, 120, 120}));
        fixture.bar.shrink();
        QVERIFY(fixture.settle());
        QVERIFY(fixture.document.mask().bounds().width <= 101);
        QTest::mouseClick(fixture.button("mask_invert"), Qt::LeftButton);
        QVERIFY(fixture.settle());
        QCOMPARE(fixture.mask(0, 0), 255);
        QCOMPARE(fixture.mask(250, 250), 0);
        QTest::mouseClick(fixture.button("mask_feather"), Qt::LeftButton);
        QVERIFY(fixture.settle());
        const int edge = fixture.mask(200, 250);
        QVERIFY(edge > 20 && edge < 235);
        QTest::mouseClick(fixture.button("mask_clear"), Qt::LeftButton);
        QVERIFY(fixture.settle());
        QVERIFY(fixture.document.mask().bounds().empty());
        QCOMPARE(fixture.document.undoStack().count(), 6);
        for (int i = 0; i < 5; ++i) fixture.document.undoStack().undo();
        QVERIFY(fixture.document.mask() == square({800, 600}));
    }

    void shrinkingTakesTheAmountFromEachSide() {
        Bar fixture;
        fixture.document.replaceMask(square({800, 600}), "Square");
        fixture.bar.setAmount(10);
        QTest::mouseClick(fixture.button("mask_shrink"), Qt::LeftButton);
        QVERIFY(fixture.settle());
        QCOMPARE(fixture.document.mask().bounds(), (Rect{210, 210, 80, 80}));
        fixture.bar.setAmount(60);
        fixture.bar.shrink();
        QVERIFY(fixture.settle());
        QVERIFY(fixture.document.mask().bounds().empty());
        fixture.document.undoStack().undo();
        QCOMPARE(fixture.document.mask().bounds(), (Rect{210, 210, 80, 80}));
    }

    void clearingAnEmptyMaskIsNoStep() {
        Bar fixture;
        fixture.bar.clear();
        QVERIFY(fixture.settle());
        QCOMPARE(fixture.document.undoStack().count(), 0);
    }

    void barIsBusyMeanwhile() {
        Bar fixture;
        QSignalSpy busy(&fixture.bar, &MaskBar::busyChanged);
        fixture.bar.invert();
        QVERIFY(!fixture.bar.isEnabled());
        fixture.bar.invert();
        QVERIFY(fixture.settle());
        QVERIFY(fixture.bar.isEnabled());
        QCOMPARE(busy.count(), 2);
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void resultForAnotherPhotoIsDropped() {
        Bar fixture;
        fixture.bar.invert();
        fixture.document.open(gradient({300, 200}));
        QVERIFY(fixture.settle());
        QVERIFY(fixture.document.mask().bounds().empty());
        QCOMPARE(fixture.document.undoStack().count(), 0);
        fixture.document.close();
        QVERIFY(!fixture.bar.isEnabled());
    }

    void brushSettingsGoBothWays() {
        Bar fixture;
        auto* slider = fixture.bar.findChild<QSlider*>("mask_size");
        auto* pixels = fixture.bar.findChild<QSpinBox*>("mask_size_pixels");
        auto* hardness = fixture.bar.findChild<QSpinBox*>("mask_hardness");
        slider->setValue(slider->maximum());
        QCOMPARE(fixture.canvas.brushSize(), 1000);
        QCOMPARE(pixels->value(), 1000);
        slider->setValue(0);
        QCOMPARE(fixture.canvas.brushSize(), 1);
        for (int size = 1; size <= 1000; ++size) {
            pixels->setValue(size);
            QCOMPARE(fixture.canvas.brushSize(), size);
        }
        fixture.canvas.setBrushSize(77);
        QCOMPARE(pixels->value(), 77);
        hardness->setValue(35);
        QCOMPARE(fixture.canvas.brushHardness(), 35);
        fixture.canvas.setBrushHardness(90);
        QCOMPARE(hardness->value(), 90);
    }

    void toolsFollowTheCanvas() {
        Bar fixture;
        QTest::mouseClick(fixture.button("mask_lasso"), Qt::LeftButton);
        QCOMPARE(fixture.canvas.tool(), CanvasTool::Lasso);
        fixture.canvas.setTool(CanvasTool::Eraser);
        QVERIFY(fixture.button("mask_eraser")->isChecked());
        QVERIFY(!fixture.button("mask_lasso")->isChecked());
        QTest::mouseClick(fixture.button("mask_eraser"), Qt::LeftButton);
        QCOMPARE(fixture.canvas.tool(), CanvasTool::Pan);
        QVERIFY(!fixture.button("mask_eraser")->isChecked());
        QTest::mouseClick(fixture.button("mask_overlay"), Qt::LeftButton);
        QVERIFY(!fixture.canvas.overlayVisible());
        fixture.canvas.setOverlayVisible(true);
        QVERIFY(fixture.button("mask_overlay")->isChecked());
    }

    void whatDoesNotFitGoesIntoTheMenu() {
        Bar fixture;
        const int whole = fixture.bar.sizeHint().width();
        QVERIFY(fixture.button("mask_more")->isHidden());
        int before = whole + 1;
        for (const int width : {whole, whole - 1, 420, 360, 240}) {
            fixture.bar.fit(width);
            fixture.bar.adjustSize();
            QVERIFY2(fixture.bar.width() <= width, qPrintable(QStringLiteral("%1 in %2").arg(fixture.bar.width()).arg(width)));
            QVERIFY(fixture.bar.width() <= before);
            before = fixture.bar.width();
            // Nothing lies on anything else, and nothing is lost.
            QList<QWidget*> shown;
            for (QWidget* part : fixture.bar.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
                if (!part->isHidden()) shown << part;
            for (QWidget* a : shown)
                for (QWidget* b : shown) QVERIFY2(a == b || !a->geometry().intersects(b->geometry()), qPrintable(a->objectName() + " on " + b->objectName()));
            if (width == whole) continue;
            QMenu* menu = fixture.button("mask_more")->menu();
            Q_EMIT menu->aboutToShow();
            for (const char* name : {"mask_invert", "mask_clear", "mask_grow", "mask_shrink", "mask_feather", "mask_import", "mask_export"}) {
                const QToolButton* button = fixture.button(name);
                int entries = 0;
                for (const QAction* action : menu->actions()) entries += action->text() == button->accessibleName();
                QCOMPARE(entries, button->isHidden() ? 1 : 0);
            }
        }
        for (QAction* action : fixture.button("mask_more")->menu()->actions())
            if (action->text() == fixture.button("mask_invert")->accessibleName()) action->trigger();
        QVERIFY(fixture.settle());
        QCOMPARE(fixture.mask(5, 5), 255);
    }

    void everyControlHasANameAndAnIcon() {
        Bar fixture;
        QSignalSpy wanted(&fixture.bar, &MaskBar::importRequested),
            given(&fixture.bar, &MaskBar::exportRequested);
        for (QToolButton* button : fixture.bar.findChildren<QToolButton*>()) {
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            QVERIFY2(!button->icon().pixmap(20, 20).isNull(), qPrintable(button->objectName()));
        }
        for (QSpinBox* box : fixture.bar.findChildren<QSpinBox*>()) QVERIFY(!box->accessibleName().isEmpty());
        QTest::mouseClick(fixture.button("mask_import"), Qt::LeftButton);
        QTest::mouseClick(fixture.button("mask_export"), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(given.count(), 1);
    }
};

QTEST_MAIN(TestMaskBar)
#include "tst_mask_bar.moc"
