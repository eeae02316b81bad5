// Full-size InstructPix2Pix networks, driven line by line: "run" computes one UNet step of three branches (or a text,
// encode or decode). links: tintype_nn
// Run: bench_instruct_step MODEL unet|encode|decode|text bf16|fp32 THREADS SIDE [together]; the answers are JSON lines,
// as of instruct_reference.py. Models: instruct_weights.py.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <string>

#include "core/networks/autoencoder_kl.h"
#include "core/networks/clip_text.h"
#include "core/networks/unet_2d.h"
#include "core/nn/idle_team.h"
#include "core/nn/layout.h"

using namespace tintype;
using checkpoint::Checkpoint;
using checkpoint::ModelConfig;
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

Weights load(const std::filesystem::path& file, const Checkpoint::Rename& rename, const checkpoint::Placement& placement) {
    Checkpoint checkpoint = Checkpoint::open(file);
    if (rename) checkpoint.rename(rename);
    Progress progress;
    return Weights::load(checkpoint, placement, progress);
}

struct Setting {
    std::filesystem::path model;
    std::string part;
    checkpoint::Placement placement;
    std::int64_t side;
    bool together;
};

std::function<void()> unetStep(const Setting& setting, const Weights& w) {
    const auto config = networks::unetConfig(ModelConfig::open(setting.model / "unet/config.json"));
    const at::Tensor x = at::randn({3, 8, setting.side / 8, setting.side / 8}), context = at::randn({3, 77, 768});
    const at::Tensor t = at::full({1}, 500.0);
    return [=, &w] {
        if (setting.together) networks::unet2d(w, config, x, t, context);
        else
            for (int i = 0; i < 3; ++i) networks::unet2d(w, config, x.narrow(0, i, 1), t, context.narrow(0, i, 1));
    };
}

std::function<void()> work(const Setting& setting, const Weights& w) {
    if (setting.part == "unet") return unetStep(setting, w);
    if (setting.part == "text") {
        const auto config = networks::clipTextConfig(ModelConfig::open(setting.model / "text_encoder/config.json"));
        const at::Tensor ids = at::randint(0, 49407, {3, 77}, at::kLong);
        return [=, &w] { networks::encodeText(w, config, ids); };
    }
    const auto config = networks::autoencoderConfig(ModelConfig::open(setting.model / "vae/config.json"));
    const at::Tensor picture = at::randn({1, 3, setting.side, setting.side}), latents = at::randn({1, 4, setting.side / 8, setting.side / 8});
    if (setting.part == "encode") return [=, &w] { networks::encode(w, config, picture); };
    return [=, &w] { networks::decode(w, config, latents); };
}

Weights loadPart(const Setting& setting) {
    if (setting.part == "unet") return load(setting.model / "unet/diffusion_pytorch_model.safetensors", {}, setting.placement);
    if (setting.part == "text") return load(setting.model / "text_encoder/model.safetensors", networks::renameClipTextKey, setting.placement);
    return load(setting.model / "vae/diffusion_pytorch_model.safetensors", networks::renameAutoencoderKey, setting.placement);
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 6) return 2;
    at::set_num_threads(std::stoi(arguments[4]));
    Setting setting{arguments[1], arguments[2], {}, std::stoll(arguments[5]), count > 6 && std::string(arguments[6]) == "together"};
    if (std::string(arguments[3]) == "bf16")
        setting.placement = {at::kBFloat16, at::kCPU, nn::fastestLayout(at::kBFloat16, at::kCPU)};
    const nn::IdleTeam idle;  // as the program has
    at::NoGradGuard noGradients;
    Weights w;
    timed("load_seconds", "load_cpu", [&] { w = loadPart(setting); });
    const auto step = work(setting, w);
    for (std::string line; std::getline(std::cin, line) && line == "run";) timed("seconds", "cpu", step);
}
