// One step of I2VGen-XL's network at the published size, driven line by line: "run" computes both guidance branches.
// links: tintype_nn
// Run: bench_i2vgen_step MODEL bf16|fp32 THREADS SIDE FRAMES [streamed]; the answers are JSON lines, as of
// i2vgen_reference.py. Models: i2vgen_weights.py.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>

#include "core/checkpoint/component_files.h"
#include "core/networks/unet_i2vgen.h"
#include "core/nn/layout.h"

using namespace tintype;
using checkpoint::Weights;

namespace {

double cpuSeconds(const rusage& usage) {
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

rusage usageNow() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

void timed(const char* seconds, const char* cpu, const std::function<void()>& work) {
    const rusage before = usageNow();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    const rusage after = usageNow();
    std::printf("{\"%s\": %.4f, \"%s\": %.4f, \"peak_mib\": %.1f}\n", seconds, taken.count(), cpu, cpuSeconds(after) - cpuSeconds(before),
                static_cast<double>(after.ru_maxrss) / 1024.0);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 6) return 2;
    const std::filesystem::path model = arguments[1];
    const bool half = std::string(arguments[2]) == "bf16", streamed = count > 6 && std::string(arguments[6]) == "streamed";
    at::set_num_threads(std::stoi(arguments[3]));
    const std::int64_t side = std::stoll(arguments[4]) / 8, frames = std::stoll(arguments[5]);
    const at::NoGradGuard noGradients;
    checkpoint::Placement placement;
    if (half) placement = {at::kBFloat16, at::kCPU, nn::fastestLayout(at::kBFloat16, at::kCPU)};
    const auto config = networks::i2vgenConfig(checkpoint::ModelConfig::open(model / "unet/config.json"));
    const auto file = checkpoint::Checkpoint::open(checkpoint::componentFile(model / "unet", checkpoint::WantedVariant::Half).file);
    Weights w;
    timed("load_seconds", "load_cpu", [&] {
        Progress progress;
        w = streamed ? Weights::streamed(file, placement) : Weights::load(file, placement, progress);
    });
    const at::Tensor x = at::randn({frames, 4, side, side}), image = at::randn({frames, 4, side, side});
    const at::Tensor text = at::randn({1, 77, 1024}), photo = at::randn({1, 4, side, side}), vision = at::randn({1, 1024});
    const networks::ClipConditions told{networks::i2vgenImage(w, image), networks::i2vgenRate(w, config, 16), networks::i2vgenContext(w, text, photo, vision)};
    const at::Tensor t = at::full({1}, 500.0);
    const auto step = [&] {
        for (int branch = 0; branch < 2; ++branch) networks::unetI2vgen(w, config, x, t, told);
    };
    for (std::string line; std::getline(std::cin, line) && line == "run";) timed("seconds", "cpu", step);
}
