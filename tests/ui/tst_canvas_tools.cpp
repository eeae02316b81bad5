#include <QPointingDevice>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>
#include <QUndoStack>
#include <cmath>

#include "tests/ui/canvas_fixture.h"

using namespace tintype;
using namespace tintype::ui;

namespace {

struct Pen {
    explicit Pen(Fixture& owner) : fixture(owner) {}

    void send(QEvent::Type type, QPointF at, double pressure, const QPointingDevice& device) {
        const bool down = type != QEvent::TabletRelease;
        QTabletEvent event(type, &device, at, fixture.canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, {},
                           type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton,
                           down ? Qt::LeftButton : Qt::NoButton);
        QApplication::sendEvent(&fixture.canvas, &event);
    }
    void stroke(QPointF from, QPointF to, double first, double last, const QPointingDevice& device) {
        send(QEvent::TabletPress, from, first, device);
        for (int i = 1; i <= 10; ++i)
            send(QEvent::TabletMove, from + (to - from) * i / 10, first + (last - first) * i / 10, device);
        send(QEvent::TabletRelease, to, 0, device);
    }

    Fixture& fixture;
    QPointingDevice tip{"pen",
                        1,
                        QInputDevice::DeviceType::Stylus,
                        QPointingDevice::PointerType::Pen,
                        QInputDevice::Capability::Position | QInputDevice::Capability::Pressure,
                        1,
                        2};
    QPointingDevice eraser{"eraser",
                           2,
                           QInputDevice::DeviceType::Stylus,
                           QPointingDevice::PointerType::Eraser,
                           QInputDevice::Capability::Position | QInputDevice::Capability::Pressure,
                           1,
                           2};
};

int heightAt(const image::Mask& mask, int x) {
    int count = 0;
    for (int y = 0; y < mask.size().height; ++y) count += mask.row(y)[x] >= 128;
    return count;
}

qint64 covered(const image::Mask& mask) {
    qint64 count = 0;
    for (int y = 0; y < mask.size().height; ++y)
        count += std::count_if(mask.row(y), mask.row(y) + mask.size().width,
                               [](int value) { return value >= 128; });
    return count;
}

}  // namespace

class TestCanvasTools : public QObject {
    Q_OBJECT

    static void useBrush(Fixture& fixture, int size, CanvasTool tool = CanvasTool::Brush) {
        fixture.canvas.setTool(tool);
        fixture.canvas.setBrushSize(size);
        fixture.canvas.setBrushHardness(100);
    }

private Q_SLOTS:
    void brushPaintsALine() {
        Fixture fixture;
        useBrush(fixture, 30);
        fixture.drag(fixture.widget(100, 100), fixture.widget(300, 100));
        QCOMPARE(fixture.mask(200, 100), 255);
        QVERIFY(std::abs(heightAt(fixture.document.mask(), 200) - 30) <= 1);
        QCOMPARE(fixture.mask(200, 130), 0);
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void undoRestoresTheMaskByteForByte() {
        Fixture fixture;
        useBrush(fixture, 50);
        fixture.canvas.setBrushHardness(30);
        std::vector<image::Mask> history{fixture.document.mask()};
        for (int i = 0; i < 6; ++i) {
            fixture.drag(fixture.widget(50 + 80 * i, 50), fixture.widget(400 - 50 * i, 500),
                         i % 3 == 2 ? Qt::RightButton : Qt::LeftButton);
            history.push_back(fixture.document.mask());
        }
        for (int i = 5; i >= 0; --i) {
            fixture.document.undoStack().undo();
            QVERIFY2(fixture.document.mask() == history[std::size_t(i)], qPrintable(QString::number(i)));
        }
        for (int i = 1; i <= 6; ++i) {
            fixture.document.undoStack().redo();
            QVERIFY(fixture.document.mask() == history[std::size_t(i)]);
        }
    }

    void eraserAndRightButtonErase() {
        for (bool right : {false, true}) {
            Fixture fixture;
            fixture.document.replaceMask(image::Mask({800, 600}, 255), "All");
            useBrush(fixture, 40, right ? CanvasTool::Brush : CanvasTool::Eraser);
            fixture.drag(fixture.widget(100, 100), fixture.widget(300, 100),
                         right ? Qt::RightButton : Qt::LeftButton);
            QCOMPARE(fixture.mask(200, 100), 0);
            QCOMPARE(fixture.mask(200, 150), 255);
        }
    }

    void shiftClickDrawsAStraightLine() {
        Fixture fixture;
        useBrush(fixture, 20);
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, Qt::ShiftModifier, fixture.widget(100, 100));
        QCOMPARE(fixture.mask(100, 100), 255);
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, Qt::ShiftModifier, fixture.widget(500, 300));
        QCOMPARE(fixture.mask(300, 200), 255);
        QCOMPARE(fixture.mask(300, 240), 0);
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(500, 500));
        QCOMPARE(fixture.mask(500, 400), 0);
    }

    void strokesMayLeaveThePicture() {
        Fixture fixture(gradient({200, 150}));
        useBrush(fixture, 60);
        fixture.drag({5, 5}, {790, 590});
        fixture.drag({790, 10}, {700, 500});
        QVERIFY(covered(fixture.document.mask()) > 100);
    }

    void escapeTakesTheStrokeBack() {
        Fixture fixture;
        useBrush(fixture, 60);
        QTest::mousePress(&fixture.canvas, Qt::LeftButton, {}, {100, 100});
        fixture.moveMouse({300, 300}, Qt::LeftButton);
        QVERIFY(covered(fixture.document.mask()) > 0);
        QTest::keyClick(&fixture.canvas, Qt::Key_Escape);
        fixture.moveMouse({400, 300}, Qt::LeftButton);
        QTest::mouseRelease(&fixture.canvas, Qt::LeftButton, {}, {400, 300});
        QCOMPARE(covered(fixture.document.mask()), 0);
        QCOMPARE(fixture.document.undoStack().count(), 0);
    }

    void secondButtonDoesNotDisturbAStroke() {
        Fixture fixture;
        useBrush(fixture, 20);
        QTest::mousePress(&fixture.canvas, Qt::LeftButton, {}, {100, 100});
        QTest::mousePress(&fixture.canvas, Qt::RightButton, {}, {110, 100});
        fixture.moveMouse({200, 100}, Qt::LeftButton | Qt::RightButton);
        QTest::mouseRelease(&fixture.canvas, Qt::RightButton, {}, {200, 100});
        fixture.moveMouse({300, 100}, Qt::LeftButton);
        QTest::mouseRelease(&fixture.canvas, Qt::LeftButton, {}, {300, 100});
        QCOMPARE(fixture.document.undoStack().count(), 1);
        const QPoint end = fixture.canvas.toImage(QPointF(290, 100)).toPoint();
        QCOMPARE(fixture.mask(end.x(), end.y()), 255);
    }

    void lassoFillsFreehand() {
        Fixture fixture;
        fixture.canvas.setTool(CanvasTool::Lasso);
        QTest::mousePress(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(300, 200));
        for (int i = 0; i <= 72; ++i) {
            const double angle = i * 5 * 3.14159265 / 180;
            fixture.moveMouse(fixture.widget(200 + 100 * std::cos(angle), 200 + 100 * std::sin(angle)),
                              Qt::LeftButton);
        }
        QTest::mouseRelease(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(300, 200));
        QVERIFY(std::abs(covered(fixture.document.mask()) - 31416.0) < 700);
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void lassoTakesCornersByClicks() {
        Fixture fixture;
        fixture.canvas.setTool(CanvasTool::Lasso);
        const auto click = [&](int x, int y) {
            QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(x, y));
        };
        click(100, 100);
        click(300, 100);
        click(300, 300);
        click(500, 500);
        QCOMPARE(covered(fixture.document.mask()), 0);
        QTest::keyClick(&fixture.canvas, Qt::Key_Backspace);
        click(100, 300);
        QTest::keyClick(&fixture.canvas, Qt::Key_Return);
        QVERIFY(std::abs(covered(fixture.document.mask()) - 40000) < 900);
        click(400, 400);
        click(500, 400);
        click(500, 500);
        QTest::keyClick(&fixture.canvas, Qt::Key_Escape);
        QVERIFY(std::abs(covered(fixture.document.mask()) - 40000) < 900);
        click(400, 400);
        click(500, 400);
        click(500, 500);
        click(400, 400);
        QVERIFY(std::abs(covered(fixture.document.mask()) - 45000) < 1500);
        QCOMPARE(fixture.document.undoStack().count(), 2);
    }

    void doubleClickClosesThePolygon() {
        Fixture fixture;
        fixture.canvas.setTool(CanvasTool::Lasso);
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(100, 100));
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(300, 100));
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(300, 300));
        QTest::mouseDClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(100, 300));
        QVERIFY(covered(fixture.document.mask()) > 15000);
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void shapesSubtractWithAltOrRightButton() {
        for (CanvasTool tool : {CanvasTool::Lasso, CanvasTool::Rectangle}) {
            for (bool right : {false, true}) {
                Fixture fixture;
                fixture.document.replaceMask(image::Mask({800, 600}, 255), "All");
                fixture.canvas.setTool(tool);
                const Qt::MouseButton button = right ? Qt::RightButton : Qt::LeftButton;
                const Qt::KeyboardModifiers alt = right ? Qt::NoModifier : Qt::AltModifier;
                QTest::mousePress(&fixture.canvas, button, alt, fixture.widget(100, 100));
                if (tool == CanvasTool::Lasso) fixture.moveMouse(fixture.widget(400, 100), button, alt);
                fixture.moveMouse(fixture.widget(400, 300), button, alt);
                if (tool == CanvasTool::Lasso) fixture.moveMouse(fixture.widget(100, 300), button, alt);
                QTest::mouseRelease(&fixture.canvas, button, alt, fixture.widget(400, 300));
                QCOMPARE(fixture.mask(350, 150), 0);
                QCOMPARE(fixture.mask(500, 150), 255);
            }
        }
    }

    void rectangleFillsAndShiftMakesASquare() {
        Fixture fixture;
        fixture.canvas.setTool(CanvasTool::Rectangle);
        fixture.drag(fixture.widget(100, 100), fixture.widget(301, 251));
        const auto near = [&](const Rect& expected) {
            const Rect bounds = fixture.document.mask().bounds();
            return std::abs(bounds.x - expected.x) <= 1 && std::abs(bounds.y - expected.y) <= 1 &&
                   std::abs(bounds.width - expected.width) <= 1 &&
                   std::abs(bounds.height - expected.height) <= 1;
        };
        QVERIFY(near({100, 100, 201, 151}));
        fixture.document.undoStack().undo();
        fixture.drag(fixture.widget(100, 100), fixture.widget(300, 250), Qt::LeftButton, Qt::ShiftModifier);
        QVERIFY(near({100, 100, 200, 200}));
        QCOMPARE(fixture.document.mask().bounds().width, fixture.document.mask().bounds().height);
        fixture.document.undoStack().undo();
        QTest::mouseClick(&fixture.canvas, Qt::LeftButton, {}, fixture.widget(100, 100));
        QCOMPARE(covered(fixture.document.mask()), 0);
    }

    void pressureSteersTheSize() {
        Fixture fixture;
        useBrush(fixture, 100);
        Pen pen(fixture);
        pen.stroke(fixture.widget(100, 300), fixture.widget(600, 300), 0.1, 1.0, pen.tip);
        const int thin = heightAt(fixture.document.mask(), 150),
                  thick = heightAt(fixture.document.mask(), 580);
        QVERIFY2(thin > 5 && thin < 45, qPrintable(QString::number(thin)));
        QVERIFY2(thick > 80 && thick <= 101, qPrintable(QString::number(thick)));
        QCOMPARE(fixture.document.undoStack().count(), 1);
    }

    void pressureCanSteerOpacityOrNothing() {
        Fixture fixture;
        useBrush(fixture, 100);
        Pen pen(fixture);
        fixture.canvas.setPressureUse(PressureUse::Opacity);
        pen.stroke(fixture.widget(100, 100), fixture.widget(600, 100), 0.5, 0.5, pen.tip);
        QVERIFY(fixture.mask(300, 100) > 110 && fixture.mask(300, 100) < 170);
        fixture.canvas.setPressureUse(PressureUse::None);
        pen.stroke(fixture.widget(100, 400), fixture.widget(600, 400), 0.1, 0.1, pen.tip);
        QCOMPARE(fixture.mask(300, 400), 255);
        QCOMPARE(fixture.mask(300, 440), 255);
    }

    void theEraserTipErases() {
        Fixture fixture;
        fixture.document.replaceMask(image::Mask({800, 600}, 255), "All");
        useBrush(fixture, 60);
        Pen pen(fixture);
        pen.stroke(fixture.widget(100, 300), fixture.widget(600, 300), 1, 1, pen.eraser);
        QCOMPARE(fixture.mask(300, 300), 0);
    }

    void aThousandPenEventsMakeOneStroke() {
        Fixture fixture;
        useBrush(fixture, 20);
        Pen pen(fixture);
        QSignalSpy touched(&fixture.document, &document::Document::maskChanged);
        pen.send(QEvent::TabletPress, {50, 300}, 0.5, pen.tip);
        const auto mouse = [&](QEvent::Type type, QPointF at) {
            QMouseEvent event(type, at, at, fixture.canvas.mapToGlobal(at),
                              type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, Qt::LeftButton, {},
                              Qt::MouseEventSynthesizedBySystem);
            QApplication::sendEvent(&fixture.canvas, &event);
        };
        mouse(QEvent::MouseButtonPress, {50, 300});
        for (int i = 0; i < 1000; ++i) {
            const QPointF at(50 + i * 0.7, 300 + 100 * std::sin(i * 0.05));
            pen.send(QEvent::TabletMove, at, 0.5, pen.tip);
            mouse(QEvent::MouseMove, at + QPointF(30, 150));
        }
        pen.send(QEvent::TabletRelease, {750, 300}, 0, pen.tip);
        mouse(QEvent::MouseButtonRelease, {750, 300});
        mouse(QEvent::MouseButtonPress, {400, 550});
        mouse(QEvent::MouseButtonRelease, {400, 550});
        QCOMPARE(fixture.document.undoStack().count(), 1);
        QVERIFY(touched.count() <= 1002);
        const QPoint stray = fixture.canvas.toImage(QPointF(400, 550)).toPoint();
        if (stray.y() < 600) QCOMPARE(fixture.mask(stray.x(), stray.y()), 0);
    }

    void theMouseWorksAgainAfterThePen() {
        Fixture fixture;
        useBrush(fixture, 20);
        Pen pen(fixture);
        pen.stroke({100, 100}, {200, 100}, 1, 1, pen.tip);
        fixture.drag(fixture.widget(100, 400), fixture.widget(300, 400));
        QCOMPARE(fixture.mask(200, 400), 255);
        QCOMPARE(fixture.document.undoStack().count(), 2);
    }

    void paintsByKeyboard() {
        Fixture fixture;
        useBrush(fixture, 40);
        QTest::keyClick(&fixture.canvas, Qt::Key_Right);
        QTest::keyClick(&fixture.canvas, Qt::Key_Return);
        const Rect first = fixture.document.mask().bounds();
        QVERIFY(!first.empty());
        for (int i = 0; i < 10; ++i) QTest::keyClick(&fixture.canvas, Qt::Key_Down);
        QTest::keyClick(&fixture.canvas, Qt::Key_Return, Qt::ShiftModifier);
        const Rect line = fixture.document.mask().bounds();
        QCOMPARE(line.height, first.height + 100);
        QCOMPARE(fixture.mask(line.x + line.width / 2, line.y + 70), 255);
        QCOMPARE(fixture.document.undoStack().count(), 2);
        for (int i = 0; i < 200; ++i) QTest::keyClick(&fixture.canvas, Qt::Key_Left);
        QTest::keyClick(&fixture.canvas, Qt::Key_Return);
        QCOMPARE(fixture.document.mask().bounds().x, 0);
    }

    void xSwapsBrushAndEraser() {
        Fixture fixture;
        QSignalSpy changed(&fixture.canvas, &CanvasView::toolChanged);
        fixture.canvas.setTool(CanvasTool::Brush);
        QTest::keyClick(&fixture.canvas, Qt::Key_X);
        QCOMPARE(fixture.canvas.tool(), CanvasTool::Eraser);
        QTest::keyClick(&fixture.canvas, Qt::Key_X);
        QCOMPARE(fixture.canvas.tool(), CanvasTool::Brush);
        QCOMPARE(changed.count(), 3);
    }

    void sizeAndHardnessHaveLimits() {
        Fixture fixture;
        QSignalSpy changed(&fixture.canvas, &CanvasView::brushChanged);
        fixture.canvas.setBrushSize(-5);
        QCOMPARE(fixture.canvas.brushSize(), 1);
        fixture.canvas.setBrushSize(99999);
        QCOMPARE(fixture.canvas.brushSize(), 1000);
        fixture.canvas.setBrushHardness(500);
        QCOMPARE(fixture.canvas.brushHardness(), 100);
        fixture.canvas.setBrushHardness(500);
        QCOMPARE(changed.count(), 3);
    }

    void ringFollowsThePointer() {
        Fixture fixture(filled({800, 600}, 128, 128, 128));
        useBrush(fixture, 100);
        const QImage before = fixture.shown();
        fixture.moveMouse({400, 300});
        const QImage after = fixture.shown();
        const double ratio = fixture.canvas.devicePixelRatioF();
        const int radius = int(50 * ratio);
        QVERIFY(before.pixel(int(400 * ratio) + radius, int(300 * ratio)) !=
                after.pixel(int(400 * ratio) + radius, int(300 * ratio)));
        fixture.canvas.setTool(CanvasTool::Pan);
        QCOMPARE(fixture.shown(), before);
    }
};

QTEST_MAIN(TestCanvasTools)
#include "tst_canvas_tools.moc"
