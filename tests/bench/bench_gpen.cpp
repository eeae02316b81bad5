// A full-size face network, driven line by line: "run" restores one face. The same conversation as gpen_reference.py.
// links: tintype_nn
// Run: bench_gpen MODEL.pth bf16|fp32 THREADS; the answers are JSON lines. Used by gpen_side_by_side.py.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>

#include "core/networks/gpen.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::Weights;

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

Weights load(const std::filesystem::path& file, const checkpoint::Placement& placement) {
    Checkpoint checkpoint = Checkpoint::open(file);
    checkpoint.rename(networks::renameGpenKey);
    Progress progress;
    return Weights::load(checkpoint, placement, progress);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 4) return 2;
    at::set_num_threads(std::stoi(arguments[3]));
    checkpoint::Placement placement;
    if (std::string(arguments[2]) == "bf16") placement = {at::kBFloat16, at::kCPU, checkpoint::Layout::ChannelsLast};
    at::NoGradGuard noGradients;
    Weights w;
    timed("load_seconds", [&] { w = load(arguments[1], placement); });
    const at::Tensor face = at::rand({1, 3, networks::gpenSide(w), networks::gpenSide(w)}) * 2 - 1;
    for (std::string line; std::getline(std::cin, line) && line == "run";) timed("seconds", [&] { networks::gpen(w, face); });
}
