// A canvas on a document with a drawn picture, for the canvas tests.
#pragma once

#include <QApplication>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/document/document.h"
#include "ui/canvas/canvas_view.h"

namespace tintype::ui {

// Colours that tell where a pixel is.
inline image::Image gradient(Size size, int channels = 3) {
    image::Image picture(size, channels);
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < size.width; ++x) {
            std::uint8_t* pixel = row + x * channels;
            pixel[0] = std::uint8_t(x * 255 / size.width);
            pixel[1] = std::uint8_t(y * 255 / size.height);
            pixel[2] = std::uint8_t((x / 16 + y / 16) % 2 * 200);
            if (channels == 4) pixel[3] = x < size.width / 2 ? 255 : 0;
        }
    }
    return picture;
}

inline image::Image filled(Size size, std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
    image::Image picture(size, 3);
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < size.width; ++x) {
            row[x * 3] = red;
            row[x * 3 + 1] = green;
            row[x * 3 + 2] = blue;
        }
    }
    return picture;
}

inline int distance(QRgb a, QRgb b) {
    return std::max(
        {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

inline QRgb pixelOf(const image::Image& picture, int x, int y) {
    const std::uint8_t* pixel = picture.row(y) + std::size_t(x) * picture.pixelBytes();
    return qRgb(pixel[0], pixel[1], pixel[2]);
}

struct Fixture {
    explicit Fixture(image::Image picture = gradient({800, 600}), QSize size = {800, 600}) {
        canvas.resize(size);
        canvas.setDocument(&document);
        document.open(std::move(picture));
        canvas.show();
        QVERIFY(QTest::qWaitForWindowExposed(&canvas));
        canvas.setFocus();
        canvas.setZoom(canvas.devicePixelRatioF(), {0, 0});  // one image pixel a widget unit
    }

    // What the canvas shows once every tile is there.
    QImage shown() {
        canvas.grab();
        for (int i = 0; i < 2000 && !canvas.complete(); ++i) {
            QTest::qWait(2);
            canvas.grab();
        }
        canvas.grab();
        QTest::qWait(1);
        return canvas.grab().toImage().convertToFormat(QImage::Format_RGB32);
    }

    QPoint widget(double x, double y) { return canvas.toWidget({x, y}).toPoint(); }
    int mask(int x, int y) { return document.mask().row(y)[x]; }

    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = {}) {
        QTest::mousePress(&canvas, button, modifiers, from);
        for (int step = 1; step <= 8; ++step) moveMouse(from + (to - from) * step / 8, button, modifiers);
        QTest::mouseRelease(&canvas, button, modifiers, to);
    }

    // QTest's own moves carry no buttons.
    void moveMouse(QPoint to, Qt::MouseButtons buttons = Qt::NoButton, Qt::KeyboardModifiers modifiers = {}) {
        QMouseEvent event(QEvent::MouseMove, to, canvas.mapToGlobal(to), Qt::NoButton, buttons, modifiers);
        QApplication::sendEvent(&canvas, &event);
    }

    void wheel(QPointF at, QPoint angle, Qt::KeyboardModifiers modifiers = {}, QPoint pixels = {}) {
        QWheelEvent event(at, canvas.mapToGlobal(at), pixels, angle, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&canvas, &event);
    }

    document::Document document;
    CanvasView canvas;
};

}  // namespace tintype::ui
