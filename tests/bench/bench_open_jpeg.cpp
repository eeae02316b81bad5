// Opening a 24-megapixel JPEG through core/image against a bare libjpeg-turbo decode of the same bytes.
// links: tintype_edits
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <random>

#include <jpeglib.h>

#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/write.h"

namespace {

using namespace tintype;
using namespace tintype::image;

constexpr Size kSize{6000, 4000};

// Waves with grain: about as many bits a pixel as a camera's picture.
Image photograph() {
    Image picture(kSize, 3);
    std::minstd_rand random(7);
    for (int y = 0; y < kSize.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < kSize.width; ++x) {
            const double wave = 110 + 70 * std::sin(x * 0.011) * std::cos(y * 0.007) + 20 * std::sin(x * 0.3 + y * 0.2);
            for (int c = 0; c < 3; ++c)
                *row++ = static_cast<std::uint8_t>(wave + 10 * c + static_cast<double>(random() % 12));
        }
    }
    return picture;
}

const Bytes& file(int subsampling) {
    static const Image picture = photograph();
    static const Bytes full = encode(picture, {.format = Format::Jpeg, .quality = 92, .subsampling = 444});
    static const Bytes half = encode(picture, {.format = Format::Jpeg, .quality = 92, .subsampling = 420});
    return subsampling == 444 ? full : half;
}

void bareDecode(benchmark::State& state) {
    const Bytes& bytes = file(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        jpeg_decompress_struct info{};
        jpeg_error_mgr errors{};
        info.err = jpeg_std_error(&errors);
        jpeg_create_decompress(&info);
        jpeg_mem_src(&info, bytes.data(), bytes.size());
        jpeg_read_header(&info, TRUE);
        info.out_color_space = JCS_RGB;
        jpeg_start_decompress(&info);
        const std::size_t stride = std::size_t(3) * info.output_width;
        const std::unique_ptr<std::uint8_t[]> pixels(new std::uint8_t[stride * info.output_height]);
        while (info.output_scanline < info.output_height) {
            JSAMPROW row = pixels.get() + stride * info.output_scanline;
            jpeg_read_scanlines(&info, &row, 1);
        }
        benchmark::DoNotOptimize(pixels.get());
        jpeg_finish_decompress(&info);
        jpeg_destroy_decompress(&info);
    }
}

void openPicture(benchmark::State& state) {
    const Bytes& bytes = file(static_cast<int>(state.range(0)));
    for (auto _ : state) benchmark::DoNotOptimize(readBytes(bytes, "photo.jpg").data());
}

void savePng(benchmark::State& state) {
    const Image picture = readBytes(file(420), "photo.jpg");
    for (auto _ : state) benchmark::DoNotOptimize(encode(picture, {.format = Format::Png}).size());
}

void saveJpeg(benchmark::State& state) {
    const Image picture = readBytes(file(420), "photo.jpg");
    for (auto _ : state) benchmark::DoNotOptimize(encode(picture, {.format = Format::Jpeg}).size());
}

}  // namespace

BENCHMARK(bareDecode)->Arg(444)->Arg(420)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(openPicture)->Arg(444)->Arg(420)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(saveJpeg)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(savePng)->Unit(benchmark::kMillisecond)->UseRealTime();

BENCHMARK_MAIN();
