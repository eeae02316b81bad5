// 300 frames of 1080p to H.264: the Writer, and the ffmpeg program fed the same frames with the same settings.
// links: tintype_edits
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <vector>

#include "core/image/image.h"
#include "core/video/writer.h"

namespace {

using namespace tintype;

constexpr Size kSize{1920, 1080};
constexpr int kFrames = 300;
constexpr int kDifferent = 30;  // frames drawn; shown forth and back

std::vector<image::Image> drawn() {
    std::vector<image::Image> frames;
    for (int i = 0; i < kDifferent; ++i) {
        image::Image frame(kSize, 3);
        std::uint8_t* p = frame.mutableData();
        for (int y = 0; y < kSize.height; ++y)
            for (int x = 0; x < kSize.width; ++x)
                for (int c = 0; c < 3; ++c)
                    *p++ = static_cast<std::uint8_t>(128 + 60 * std::sin((x + 2 * i) / 41.0 + c) * std::cos((y - i) / 29.0) +
                                                     ((x * 73 + y * 151 + c) % 17));
        frames.push_back(frame);
    }
    return frames;
}

const std::vector<image::Image>& frames() {
    static const std::vector<image::Image> all = drawn();
    return all;
}

const image::Image& frameAt(int i) {
    const int place = i % (2 * kDifferent - 2);
    return frames()[static_cast<std::size_t>(place < kDifferent ? place : 2 * kDifferent - 2 - place)];
}

std::filesystem::path target(const char* name) { return std::filesystem::temp_directory_path() / name; }

void encodeWithWriter(benchmark::State& state) {
    frames();
    for (auto _ : state) {
        video::WriterOptions options;
        options.rate = {30, 1};
        video::Writer writer(target("tintype_bench_writer.mp4"), options);
        for (int i = 0; i < kFrames; ++i) writer.add(frameAt(i));
        writer.finish();
    }
    state.SetItemsProcessed(state.iterations() * kFrames);
    std::filesystem::remove(target("tintype_bench_writer.mp4"));
}

void encodeWithFfmpeg(benchmark::State& state) {
    frames();
    const std::string command =
        "ffmpeg -v error -y -f rawvideo -pix_fmt rgb24 -s 1920x1080 -r 30 -i - -c:v libx264 -crf 17 -pix_fmt yuv420p "
        "-movflags faststart '" + target("tintype_bench_ffmpeg.mp4").string() + "'";
    for (auto _ : state) {
        FILE* pipe = popen(command.c_str(), "w");
        if (!pipe) return state.SkipWithError("the ffmpeg program could not be started");
        for (int i = 0; i < kFrames; ++i) std::fwrite(frameAt(i).data(), 1, frameAt(i).byteSize(), pipe);
        if (pclose(pipe) != 0) return state.SkipWithError("the ffmpeg program failed");
    }
    state.SetItemsProcessed(state.iterations() * kFrames);
    std::filesystem::remove(target("tintype_bench_ffmpeg.mp4"));
}

}  // namespace

BENCHMARK(encodeWithWriter)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK(encodeWithFfmpeg)->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK_MAIN();
