#include "core/checkpoint/tensor_file.h"

#include <algorithm>
#include <cstring>

#include "core/checkpoint/refuse.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/torch_legacy.h"
#include "core/checkpoint/torch_zip.h"

namespace tintype::checkpoint {

std::int64_t StoredTensor::elements() const {
    std::int64_t count = 1;
    for (const std::int64_t size : sizes) count *= size;
    return count;
}

bool StoredTensor::contiguous() const {
    const auto expected = contiguousStrides(sizes);
    for (std::size_t i = 0; i < sizes.size(); ++i)
        if (sizes[i] != 1 && strides[i] != expected[i]) return false;
    return true;
}

std::uint64_t StoredTensor::span() const {
    if (elements() == 0) return 0;
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) last += static_cast<std::uint64_t>((sizes[i] - 1) * strides[i]);
    return (last + 1) * elementSize(type);
}

std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& sizes) {
    std::vector<std::int64_t> strides(sizes.size());
    // Unsigned: beside a side of zero the others may be so large that the product wraps, and then nothing reads it.
    std::uint64_t step = 1;
    for (std::size_t i = sizes.size(); i-- > 0;) {
        strides[i] = static_cast<std::int64_t>(step);
        step *= static_cast<std::uint64_t>(std::max<std::int64_t>(1, sizes[i]));
    }
    return strides;
}

bool viewFits(const std::vector<std::int64_t>& sizes, const std::vector<std::int64_t>& strides, std::uint64_t first,
              std::uint64_t available) {
    if (sizes.size() != strides.size() || sizes.size() > 8) return false;
    std::uint64_t count = 1;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] < 0 || strides[i] < 0) return false;
        if (__builtin_mul_overflow(count, static_cast<std::uint64_t>(sizes[i]), &count)) return false;
    }
    if (count == 0) return first <= available;
    // A view may repeat elements (stride 0), but never become larger than what a file of its size could hold.
    if (count > (std::uint64_t(1) << 40)) return false;
    std::uint64_t last = first;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        std::uint64_t step = 0;
        if (__builtin_mul_overflow(static_cast<std::uint64_t>(sizes[i] - 1), static_cast<std::uint64_t>(strides[i]), &step) ||
            __builtin_add_overflow(last, step, &last))
            return false;
    }
    return last < available && (count + 15) / 16 <= available;
}

TensorFile readTensorFile(std::shared_ptr<const MappedFile> file) {
    static constexpr std::uint8_t kZip[] = {'P', 'K', 3, 4};
    static constexpr std::uint8_t kLegacy[] = {0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc};
    const auto startsWith = [&file](const std::uint8_t* mark, std::size_t length) {
        return file->size() >= length && std::memcmp(file->data(), mark, length) == 0;
    };
    if (startsWith(kZip, sizeof kZip)) return readTorchZip(std::move(file));
    if (startsWith(kLegacy, sizeof kLegacy)) return readTorchLegacy(std::move(file));
    if (file->size() > 262 && std::memcmp(file->data() + 257, "ustar", 5) == 0)
        refuse(file->path(), TINTYPE_NOOP("core", "%1 is a torch file in the old tar format, which is not read. Save it again with a newer PyTorch."));
    if (file->size() >= 9 && file->data()[8] == '{') return readSafetensors(std::move(file));
    refuse(file->path(), TINTYPE_NOOP("core", "%1 is not a model file this program knows (safetensors, or a PyTorch file)."));
}

}  // namespace tintype::checkpoint
