// A brush stroke on 24 megapixels and a repaint of a full-HD canvas.
// links: tintype_ui
// The counters give median and 95th percentile in milliseconds; the limit for both is 8.
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QThread>
#include <algorithm>
#include <cmath>

#include "core/document/document.h"
#include "ui/canvas/canvas_view.h"

using namespace tintype;
using namespace tintype::ui;

namespace {

constexpr Size kPhoto{6000, 4000};

image::Image photo() {
    image::Image picture(kPhoto, 3);
    std::uint32_t noise = 1;
    for (int y = 0; y < kPhoto.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < kPhoto.width * 3; ++x) {
            noise = noise * 1664525 + 1013904223;
            row[x] = std::uint8_t((x / 90 + y / 30 + (noise >> 29)) & 255);
        }
    }
    return picture;
}

struct Bench {
    Bench() {
        canvas.resize(1920, 1080);
        canvas.setDocument(&document);
        document.open(photo());
        canvas.show();
    }

    void settle(QImage& target) {
        do {
            canvas.render(&target);
            QApplication::processEvents();
            QThread::msleep(1);
        } while (!canvas.complete());
        for (int i = 0; i < 20; ++i) canvas.render(&target);
    }

    void mouse(QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, at, at, button, buttons, {});
        QApplication::sendEvent(&canvas, &event);
    }

    document::Document document;
    CanvasView canvas;
};

void report(benchmark::State& state, std::vector<double>& milliseconds) {
    std::sort(milliseconds.begin(), milliseconds.end());
    const auto at = [&](double share) {
        return milliseconds[std::size_t(share * double(milliseconds.size() - 1))];
    };
    state.counters["median_ms"] = at(0.5);
    state.counters["p95_ms"] = at(0.95);
    state.counters["worst_ms"] = at(1.0);
}

// One mouse move: the mask, the overlay and the repaint of what it touched. range(0): brush size.
void brushStroke(benchmark::State& state) {
    Bench bench;
    QImage target(1920, 1080, QImage::Format_RGB32);
    bench.settle(target);
    bench.canvas.setTool(CanvasTool::Brush);
    bench.canvas.setBrushSize(int(state.range(0)));
    bench.canvas.setBrushHardness(50);
    std::vector<double> times;
    bench.mouse(QEvent::MouseButtonPress, {300, 300}, Qt::LeftButton, Qt::LeftButton);
    int step = 0;
    for (auto _ : state) {
        ++step;
        const QPointF at(960 + 600 * std::cos(step * 0.031), 540 + 400 * std::sin(step * 0.047));
        QElapsedTimer clock;
        clock.start();
        bench.mouse(QEvent::MouseMove, at, Qt::NoButton, Qt::LeftButton);
        QApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        QApplication::processEvents();
        times.push_back(clock.nsecsElapsed() / 1e6);
    }
    bench.mouse(QEvent::MouseButtonRelease, {300, 300}, Qt::LeftButton, Qt::NoButton);
    report(state, times);
}

// The whole canvas once more. range(0): zoom in percent; range(1): with a mask over half of the photo.
void repaint(benchmark::State& state) {
    Bench bench;
    if (state.range(1)) {
        image::Mask mask(kPhoto);
        for (int y = 0; y < kPhoto.height; ++y)
            for (int x = 0; x < kPhoto.width / 2; ++x) mask.mutableRow(y)[x] = std::uint8_t(x / 16 + y);
        bench.document.replaceMask(mask, "Mask");
    }
    bench.canvas.setZoom(double(state.range(0)) / 100, {960, 540});
    QImage target(1920, 1080, QImage::Format_RGB32);
    bench.settle(target);
    std::vector<double> times;
    for (auto _ : state) {
        QElapsedTimer clock;
        clock.start();
        bench.canvas.render(&target);
        times.push_back(clock.nsecsElapsed() / 1e6);
    }
    report(state, times);
}

// Opening: how long the window's thread is held until the first, coarse picture stands.
void firstPaint(benchmark::State& state) {
    const image::Image picture = photo();
    QImage target(1920, 1080, QImage::Format_RGB32);
    for (auto _ : state) {
        Bench bench;
        const image::Image copy = picture;
        QElapsedTimer clock;
        clock.start();
        bench.document.open(copy);
        bench.canvas.render(&target);
        state.SetIterationTime(clock.nsecsElapsed() / 1e9);
    }
}

}  // namespace

BENCHMARK(brushStroke)->Arg(50)->Arg(200)->Arg(1000)->Iterations(300)->Unit(benchmark::kMillisecond);
BENCHMARK(repaint)
    ->ArgsProduct({{26, 50, 67, 100, 150, 400}, {0, 1}})
    ->Iterations(60)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(firstPaint)->Iterations(3)->UseManualTime()->Unit(benchmark::kMillisecond);

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
