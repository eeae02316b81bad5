#include "core/pipelines/placement.h"

#include <sys/mman.h>

#include <ATen/ATen.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <new>
#include <thread>

#include "core/base/error.h"
#include "core/nn/device.h"

namespace tintype::pipelines {

namespace {

at::Device deviceOf(const std::string& name) {
    if (name == "cpu") return at::kCPU;
    const int count = at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()) : 0;
    if (name == "auto") return count > 0 ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
    const int index = name.rfind("cuda:", 0) == 0 ? std::stoi(name.substr(5)) : 0;
    if (index >= count)
        throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "There is no device \"%1\" here: this build of libtorch sees %2 CUDA devices."),
                    {name, std::to_string(count)});
    return {at::kCUDA, static_cast<at::DeviceIndex>(index)};
}

at::ScalarType typeOf(Precision precision, const at::Device& device) {
    switch (precision) {
        case Precision::Float32: return at::kFloat;
        case Precision::BFloat16: return at::kBFloat16;
        case Precision::Float16:
            if (device.is_cuda()) return at::kHalf;
            throw Error(ErrorKind::Unsupported, TINTYPE_NOOP("core", "Half precision (fp16) needs a CUDA device; on a processor use bf16 or fp32."), {});
        case Precision::Auto: break;
    }
    if (device.is_cuda()) return at::kHalf;
    return nn::fastBFloat16() ? at::kBFloat16 : at::kFloat;
}

// OpenBLAS takes its buffer at the first product and keeps it; where it cannot have it, it tries again for ever. So it gets it
// while there is room, or the job ends here. Throws std::bad_alloc.
void claimBuffer() {
    constexpr std::size_t kBytes = std::size_t(160) << 20;
    void* const room = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) throw std::bad_alloc();
    munmap(room, kBytes);
    constexpr std::int64_t kSide = 128;  // smaller products go without the buffer
    const at::Tensor square = at::ones({kSide, kSide});
    at::mm(square, square);
}

}  // namespace

checkpoint::Placement placementOf(const Compute& compute) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    at::set_num_threads(compute.threads > 0 ? compute.threads : cores);
    const at::Device device = deviceOf(compute.device);
    const at::ScalarType type = typeOf(compute.precision, device);
    if (device.is_cpu()) claimBuffer();
    // Half-precision convolutions are several times faster when the channels lie together.
    return {type, device, type == at::kFloat ? checkpoint::Layout::Plain : checkpoint::Layout::ChannelsLast};
}

}  // namespace tintype::pipelines
