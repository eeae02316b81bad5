// A full-size LaMa, driven line by line: "run" fills one hole. The same conversation as lama_reference.py.
// links: tintype_nn
// Run: bench_lama MODEL bf16|fp32 SIDE THREADS; the answers are JSON lines. Used by lama_side_by_side.py.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <optional>
#include <string>

#include "core/networks/lama.h"

using namespace tintype;

namespace {

double cpuSeconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

double peakMebibytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

void timed(const char* what, const std::function<void()>& work) {
    const double before = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::printf("{\"%s\": %.4f, \"cpu\": %.4f, \"peak_mib\": %.1f}\n", what, taken.count(), cpuSeconds() - before, peakMebibytes());
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 5) return 2;
    const std::int64_t side = std::stoll(arguments[3]);
    at::set_num_threads(std::stoi(arguments[4]));
    checkpoint::Placement placement;
    if (std::string(arguments[2]) == "bf16") placement = {at::kBFloat16, at::kCPU, checkpoint::Layout::ChannelsLast};
    const at::NoGradGuard noGradients;
    std::optional<networks::Lama> lama;
    Progress progress;
    timed("load_seconds", [&] { lama = networks::Lama::load(checkpoint::Checkpoint::open(arguments[1]), placement, progress); });
    const at::Tensor picture = at::rand({1, 3, side, side});
    const at::Tensor mask = at::zeros({1, 1, side, side});
    mask.narrow(2, side / 3, side / 4).narrow(3, side / 3, side / 4).fill_(1);
    for (std::string line; std::getline(std::cin, line) && line == "run";) timed("seconds", [&] { lama->predict(picture, mask, progress); });
}
