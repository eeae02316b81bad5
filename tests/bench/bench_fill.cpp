// How long the eraser takes: small text in 24 megapixels (goal 2 s), a 512 x 512 hole in 12 megapixels (goal 15 s).
// links: tintype_edits
#include <benchmark/benchmark.h>

#include <cstring>

#include "core/builtin/fill.h"

using namespace tintype;

namespace {

// A picture with gradients, waves and grain, made without any library.
image::Image scene(Size size) {
    image::Image picture(size, 3);
    std::uint32_t state = 1;
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < size.width; ++x) {
            state = state * 1664525u + 1013904223u;
            const auto wave = static_cast<int>((x / 37 + y / 23) % 2 * 24 + (state >> 28));
            row[3 * x] = static_cast<std::uint8_t>(40 + wave + x * 120 / size.width);
            row[3 * x + 1] = static_cast<std::uint8_t>(60 + wave + y * 120 / size.height);
            row[3 * x + 2] = static_cast<std::uint8_t>(160 - wave);
        }
    }
    return picture;
}

image::Mask holes(Size size, const std::vector<Rect>& parts) {
    image::Mask mask(size);
    for (const Rect& part : parts)
        for (int y = part.y; y < part.bottom(); ++y)
            std::memset(mask.mutableRow(y) + part.x, 255, static_cast<std::size_t>(part.width));
    return mask;
}

void run(benchmark::State& state, Size size, const std::vector<Rect>& parts) {
    const image::Image photo = scene(size);
    const image::Mask mask = holes(size, parts);
    for (auto _ : state) {
        Progress progress;
        benchmark::DoNotOptimize(builtin::fill(photo, mask, progress));
    }
}

void textIn24Megapixels(benchmark::State& state) {
    std::vector<Rect> letters;
    for (int i = 0; i < 8; ++i) {
        letters.push_back({3000 + 40 * i, 2000, 8, 48});
        letters.push_back({3000 + 40 * i, 2020, 28, 8});
    }
    run(state, {6000, 4000}, letters);
}

void hole512In12Megapixels(benchmark::State& state) { run(state, {4000, 3000}, {{1500, 1200, 512, 512}}); }

BENCHMARK(textIn24Megapixels)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(hole512In12Megapixels)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
