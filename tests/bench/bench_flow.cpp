// How long a frame between two 720p pictures takes: finding the motion of the pair, and each frame made from it.
// links: tintype_edits
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>

#include "core/builtin/flow.h"

using namespace tintype;

namespace {

constexpr Size kSize{1280, 720};

double wave(double x, double y) {
    return 128 + 40 * std::sin(x / 17 + 2 * std::sin(y / 41)) + 40 * std::sin(y / 13 + x / 71) + 20 * std::sin((x + 2 * y) / 5.3);
}

// A camera that pans over a pattern, and a disc that moves before it.
image::Image scene(double t) {
    image::Image picture(kSize, 3);
    for (int y = 0; y < kSize.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < kSize.width; ++x) {
            const bool disc = std::hypot(x - 500 - 60 * t, y - 360.0) < 130;
            const double value = disc ? wave(0.7 * (y + 900), 0.8 * (x - 60 * t)) : wave(x + 14 * t, y + 5 * t);
            for (int c = 0; c < 3; ++c)
                row[3 * x + c] = static_cast<std::uint8_t>(std::clamp(value + 20.0 * (disc ? c : -c), 0.0, 255.0));
        }
    }
    return picture;
}

void motionOfAPair(benchmark::State& state) {
    const image::Image first = scene(0), second = scene(1);
    for (auto _ : state) benchmark::DoNotOptimize(builtin::FlowInterpolator(first, second));
}

void frameBetween(benchmark::State& state) {
    const builtin::FlowInterpolator between(scene(0), scene(1));
    for (auto _ : state) benchmark::DoNotOptimize(between.at(0.5));
}

BENCHMARK(motionOfAPair)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK(frameBetween)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
