// The tile kernels at the shapes of InstructPix2Pix's U-Net at 512x512, one branch: GFLOP/s of each, and the time that the
// step spends in it. links: tintype_nn
// Run: bench_tiles THREADS [SAMPLES [NAMES THAT BEGIN SO]]
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

#include "core/checkpoint/tile_order.h"
#include "core/nn/device.h"
#include "core/nn/tiles.h"

using namespace tintype;
using namespace tintype::nn;

namespace {

double leastSeconds(const std::function<void()>& work) {
    double least = 1e9;
    for (int round = 0; round < 6; ++round) {
        const auto start = std::chrono::steady_clock::now();
        work();
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return least;
}

struct Report {
    std::string wanted;

    void operator()(const std::string& name, double flops, int times, const std::function<void()>& work) const {
        if (!name.starts_with(wanted)) return;
        const double seconds = leastSeconds(work);
        std::printf("%-28s %7.0f GFLOP/s  %7.2f ms  x %2d = %6.1f ms\n", name.c_str(), flops / seconds / 1e9, seconds * 1e3, times, seconds * times * 1e3);
        std::fflush(stdout);
    }
};

at::Tensor numbers(at::IntArrayRef sizes) { return at::randn(sizes).to(at::kBFloat16); }

void conv(const Report& report, std::int64_t n, std::int64_t side, std::int64_t in, std::int64_t out, int times) {
    const at::Tensor x = numbers({n, in, side, side}).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor weight = checkpoint::inTileOrder(numbers({out, in, 3, 3})), bias = at::zeros({out});
    const at::Tensor source = tiles::padded(x, {}, {});
    const auto name = "conv " + std::to_string(side) + " " + std::to_string(in) + " " + std::to_string(out);
    report(name, 18.0 * static_cast<double>(n * side * side * in * out), times, [&] { tiles::conv3x3(source, weight, 1, {bias, {}}); });
}

void linear(const Report& report, std::int64_t n, std::int64_t rows, std::int64_t in, std::int64_t out, int times, tiles::Activation activation = tiles::Activation::None) {
    const at::Tensor x = numbers({n, rows, in}), weight = checkpoint::inTileOrder(numbers({out, in})), bias = at::zeros({out});
    const auto name = "linear " + std::to_string(rows) + " " + std::to_string(in) + " " + std::to_string(out);
    report(name, 2.0 * static_cast<double>(n * rows * in * out), times, [&] { tiles::linear(x, weight, {bias, {}, activation}); });
}

void attention(const Report& report, std::int64_t n, std::int64_t queries, std::int64_t keys, std::int64_t size, int times) {
    const at::Tensor q = numbers({n, queries, 8 * size}), k = numbers({n, keys, 8 * size}), v = numbers({n, keys, 8 * size});
    const auto name = "attention " + std::to_string(queries) + " " + std::to_string(keys) + " " + std::to_string(size);
    report(name, 32.0 * static_cast<double>(n * queries * keys * size), times, [&] { tiles::attention(q, k, v, 8, false); });
}

void pointwise(const Report& report, std::int64_t n, std::int64_t side, std::int64_t channels, int times) {
    const at::Tensor x = numbers({n, channels, side, side}).contiguous(at::MemoryFormat::ChannelsLast);
    const at::Tensor one = at::ones({channels});
    const auto affine = tiles::groupNormAffine(x, 32, 1e-5, one, one);
    const auto name = std::to_string(side) + " " + std::to_string(channels);
    report("norm " + name, 0, times, [&] { tiles::groupNormAffine(x, 32, 1e-5, one, one); });
    report("silu and pad " + name, 0, times, [&] { tiles::padded(x, {}, affine); });
    const at::Tensor tokens = numbers({n, side * side, channels});
    report("layer norm " + name, 0, times, [&] { tiles::layerNorm(tokens, 1e-5, one, one); });
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2 || !tilesAvailable()) return 2;
    at::set_num_threads(std::stoi(arguments[1]));
    const std::int64_t n = count > 2 ? std::stoll(arguments[2]) : 1;
    const Report report{count > 3 ? arguments[3] : ""};
    at::NoGradGuard noGradients;
    conv(report, n, 64, 320, 320, 7), conv(report, n, 64, 640, 320, 2), conv(report, n, 64, 960, 320, 1), conv(report, n, 64, 640, 640, 1);
    conv(report, n, 32, 640, 640, 6), conv(report, n, 32, 1280, 640, 1), conv(report, n, 32, 1920, 640, 1), conv(report, n, 32, 1280, 1280, 1);
    conv(report, n, 16, 1280, 1280, 7), conv(report, n, 16, 2560, 1280, 2), conv(report, n, 8, 1280, 1280, 11), conv(report, n, 8, 2560, 1280, 3);
    linear(report, n, 4096, 320, 320, 40), linear(report, n, 4096, 320, 2560, 5, tiles::Activation::GatedGelu), linear(report, n, 4096, 1280, 320, 5);
    linear(report, n, 1024, 640, 640, 40), linear(report, n, 1024, 640, 5120, 5, tiles::Activation::GatedGelu), linear(report, n, 1024, 2560, 640, 5);
    linear(report, n, 256, 1280, 1280, 40), linear(report, n, 256, 1280, 10240, 5, tiles::Activation::GatedGelu), linear(report, n, 256, 5120, 1280, 5);
    linear(report, n, 77, 768, 1280, 12), linear(report, n, 64, 1280, 10240, 1, tiles::Activation::GatedGelu);
    attention(report, n, 4096, 4096, 40, 5), attention(report, n, 1024, 1024, 80, 5), attention(report, n, 256, 256, 160, 5), attention(report, n, 4096, 77, 40, 5);
    pointwise(report, n, 64, 320, 15), pointwise(report, n, 32, 640, 15), pointwise(report, n, 16, 1280, 15);
}
