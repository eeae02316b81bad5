// A full-size RIFE, driven line by line: "run" makes the picture in the middle of two. The same conversation as rife_reference.py.
// links: tintype_nn
// Run: bench_rife MODEL.pkl WIDTH HEIGHT bf16|fp32 THREADS; the answers are JSON lines. Used by rife_side_by_side.py.
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

#include "core/networks/rife.h"

using namespace tintype;
using networks::Rife;

namespace {

rusage usageNow() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage;
}

double cpuSeconds() {
    const rusage usage = usageNow();
    return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

void timed(const char* what, const std::function<void()>& work) {
    const double before = cpuSeconds();
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::printf("{\"%s\": %.4f, \"cpu\": %.4f, \"peak_mib\": %.1f}\n", what, taken.count(), cpuSeconds() - before, static_cast<double>(usageNow().ru_maxrss) / 1024.0);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 6) return 2;
    const int width = std::stoi(arguments[2]), height = std::stoi(arguments[3]);
    at::set_num_threads(std::stoi(arguments[5]));
    const auto type = std::string(arguments[4]) == "bf16" ? at::kBFloat16 : at::kFloat;
    at::NoGradGuard noGradients;
    Progress progress;
    std::optional<Rife> rife;
    timed("load_seconds", [&] { rife = Rife::load(checkpoint::Checkpoint::open(arguments[1]), {type, at::kCPU, checkpoint::Layout::ChannelsLast}, progress); });
    at::manual_seed(1);
    const at::Tensor first = at::rand({1, 3, height, width}), second = at::rand({1, 3, height, width});
    for (std::string line; std::getline(std::cin, line) && line == "run";)
        timed("seconds", [&] { rife->between(rife->frame(first, 1.0), rife->frame(second, 1.0), 0.5, 1.0, progress); });
}
