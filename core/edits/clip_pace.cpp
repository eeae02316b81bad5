#include "core/edits/clip_pace.h"

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/safe_file.h"
#include "core/edits/model_plan.h"
#include "core/edits/networks_module.h"
#include "core/edits/runtime.h"
#include "core/edits/saved_latents.h"
#include "core/memory/clip_time.h"
#include "core/memory/network_work.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::uint64_t kLargestFile = 1 << 20;
constexpr std::size_t kMostKept = 64;
constexpr double kLoadingBytesPerSecond = 1.2e9;

fs::path paceFile() { return latentsFolder().parent_path() / "clip_pace.json"; }

// A model that was exchanged, another device and another number of threads are measured anew.
std::string keyOf(const fs::path& model, const pipelines::Compute& compute) {
    std::error_code error;
    const int threads = compute.threads > 0 ? compute.threads : static_cast<int>(std::thread::hardware_concurrency());
    return displayName(fs::weakly_canonical(model, error)) + '|' + compute.device + '|' + std::to_string(static_cast<int>(compute.precision)) + '|' +
           std::to_string(threads);
}

Json kept() {
    try {
        const auto bytes = readFile(paceFile(), kLargestFile);
        const Json json = Json::parse(bytes.begin(), bytes.end());
        return json.is_object() ? json : Json::object();
    } catch (const std::exception&) {
        return Json::object();
    }
}

double keptSpeed(const std::string& key) {
    const Json all = kept();
    const auto found = all.find(key);
    const double speed = found != all.end() && found->is_number() ? found->get<double>() : 0.0;
    return std::isfinite(speed) && speed > 0.0 ? speed : 0.0;
}

void keep(const std::string& key, double speed) {
    if (!std::isfinite(speed) || speed <= 0.0) return;
    try {
        Json all = kept();
        if (all.size() >= kMostKept) all = Json::object();
        all[key] = speed;
        const std::string text = all.dump(1, ' ', true, Json::error_handler_t::replace);
        fs::create_directories(paceFile().parent_path());
        writeFileSafely(paceFile(), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    } catch (const std::exception&) {
        // The next clip is estimated from a measurement of its own.
    }
}

double branches(double guidance) { return guidance > 1.0 ? 2.0 : 1.0; }

double speedOf(const fs::path& model, const pipelines::Compute& compute) {
    const std::string key = keyOf(model, compute);
    if (const double speed = keptSpeed(key); speed > 0.0) return speed;
    Runtime runtime;
    const double speed = runtime.module().functions().measureClipSpeed(model, compute);
    keep(key, speed);
    return speed;
}

}  // namespace

void ClipPace::step() {
    const Clock::time_point now = Clock::now();
    if (m_steps++ == 0) m_first = now;
    m_last = now;
}

void ClipPace::remember() const {
    if (m_steps < 2) return;
    try {
        const double seconds = std::chrono::duration<double>(m_last - m_first).count() / (m_steps - 1);
        const memory::ClipOperations work = memory::clipOperations(memory::readClipShapes(m_job.model), m_job.size, m_job.frames);
        keep(keyOf(m_job.model, m_job.compute), work.step * branches(m_job.guidance) / seconds);
    } catch (const std::exception&) {
        // As above.
    }
}

double clipSeconds(const Animate& work, const RunOptions& options, const fs::path& model) {
    try {
        const memory::ClipShapes shapes = memory::readClipShapes(model);
        const Size size = work.size != Size{} ? work.size : animationSize(work.photo.size(), shapes.smooth);
        const memory::ClipOperations all = memory::clipOperations(shapes, size, work.frames);
        const double speed = speedOf(model, {options.device, options.precision, options.memoryLimit, options.threads});
        if (speed <= 0.0) return 0.0;
        const double painting = all.paint * work.frames;
        const double steps = work.latents.empty() ? all.read + all.step * branches(work.guidance) * work.steps : 0.0;
        const memory::Numbers half{2, memory::Kernels::Plain, true};
        double bytes = memory::weightBytes(shapes.autoencoder, half);
        if (work.latents.empty())
            bytes += bytes + memory::weightBytes(shapes.text, half) + memory::weightBytes(shapes.vision, half) + memory::weightBytes(shapes.unet, half);
        return (painting + steps) / speed + bytes / kLoadingBytesPerSecond;
    } catch (const std::exception&) {
        return 0.0;
    }
}

}  // namespace tintype::edits
