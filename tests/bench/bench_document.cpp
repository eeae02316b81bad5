// What the document does on the UI thread with a photo of 24 megapixels: bar 16 ms, brush events 8 ms.
// links: tintype_engine
#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <random>

#include "core/document/document.h"

using namespace tintype;
using namespace tintype::document;

namespace {

constexpr Size kPhoto{6000, 4000};

image::Image photo(unsigned seed) {
    image::Image picture(kPhoto, 3);
    std::mt19937 random(seed);
    std::uint8_t* bytes = picture.mutableData();
    for (std::size_t i = 0; i < picture.byteSize(); ++i)
        bytes[i] = static_cast<std::uint8_t>((i / 3 % 6000) / 24 + random() % 8);
    return picture;
}

void pushPicture(benchmark::State& state) {
    const image::Image pictures[] = {photo(1), photo(2)};
    Document document;
    document.open(photo(3));
    int i = 0;
    for (auto _ : state) {
        document.replacePicture(pictures[i++ % 2], QStringLiteral("Edit"));
        state.PauseTiming();
        document.settleUndo();
        state.ResumeTiming();
    }
}

void undoNearest(benchmark::State& state) {
    Document document;
    document.open(photo(1));
    document.replacePicture(photo(2), QStringLiteral("Edit"));
    document.settleUndo();
    for (auto _ : state) {
        document.undoStack().canUndo() ? document.undoStack().undo() : document.undoStack().redo();
        state.PauseTiming();
        document.settleUndo();
        state.ResumeTiming();
    }
}

// Faster than the background thread prepares them: unpacked on the spot.
void undoTenAtOnce(benchmark::State& state) {
    Document document;
    document.open(photo(1));
    for (int i = 0; i < 11; ++i) {
        image::Image next = document.picture();
        for (int y = 0; y < 300; ++y) next.mutableRow(y + 300 * i)[500 + i] ^= 9;
        document.replacePicture(next, QStringLiteral("Edit"));
    }
    for (auto _ : state) {
        state.PauseTiming();
        document.undoStack().setIndex(11);
        document.settleUndo();
        state.ResumeTiming();
        document.undoStack().setIndex(1);
    }
    state.counters["ms each"] =
        benchmark::Counter(10e-3 * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void paintAndEndStroke(benchmark::State& state) {
    Document document;
    document.open(photo(1));
    int value = 0;
    for (auto _ : state) {
        document.beginStroke();
        image::Mask& mask = document.strokeMask();
        ++value;
        for (int y = 1000; y < 1400; ++y) std::fill_n(mask.mutableRow(y) + 1000, 400, static_cast<std::uint8_t>(value));
        document.strokeTouched({1000, 1000, 400, 400});
        document.endStroke(QStringLiteral("Stroke"));
    }
}

BENCHMARK(pushPicture)->Unit(benchmark::kMillisecond)->Iterations(6);
BENCHMARK(undoNearest)->Unit(benchmark::kMillisecond)->Iterations(6);
BENCHMARK(undoTenAtOnce)->Unit(benchmark::kMillisecond)->Iterations(4);
BENCHMARK(paintAndEndStroke)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
