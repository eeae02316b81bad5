#include "core/image/tiff_file.h"

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace tintype::image {
namespace {

constexpr tmsize_t kLargestAllocation = tmsize_t(2) << 30;

TiffMemory& memoryOf(thandle_t handle) { return *static_cast<TiffMemory*>(handle); }
std::size_t sizeOf(const TiffMemory& memory) { return std::max(memory.input.size(), memory.output.size()); }

tmsize_t readSome(thandle_t handle, void* to, tmsize_t count) {
    TiffMemory& memory = memoryOf(handle);
    const std::uint8_t* from = memory.input.empty() ? memory.output.data() : memory.input.data();
    const std::size_t left = memory.at < sizeOf(memory) ? sizeOf(memory) - memory.at : 0;
    const std::size_t got = std::min(left, static_cast<std::size_t>(std::max<tmsize_t>(count, 0)));
    if (got > 0) std::memcpy(to, from + memory.at, got);
    memory.at += got;
    return static_cast<tmsize_t>(got);
}

tmsize_t writeSome(thandle_t handle, void* from, tmsize_t count) {
    TiffMemory& memory = memoryOf(handle);
    if (!memory.input.empty() || count < 0) return 0;
    const auto bytes = static_cast<std::size_t>(count);
    if (memory.output.size() < memory.at + bytes) memory.output.resize(memory.at + bytes);
    std::memcpy(memory.output.data() + memory.at, from, bytes);
    memory.at += bytes;
    return count;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    TiffMemory& memory = memoryOf(handle);
    const std::size_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.at : sizeOf(memory);
    memory.at = base + offset;
    return memory.at;
}

int closeNothing(thandle_t) { return 0; }
toff_t fileSize(thandle_t handle) { return sizeOf(memoryOf(handle)); }

// Uncompressed strips can be read where they lie.
int mapFile(thandle_t handle, void** base, toff_t* size) {
    TiffMemory& memory = memoryOf(handle);
    if (memory.input.empty()) return 0;
    *base = const_cast<std::uint8_t*>(memory.input.data());
    *size = memory.input.size();
    return 1;
}
void unmapFile(thandle_t, void*, toff_t) {}

int keepReason(TIFF*, void* user, const char*, const char* format, va_list arguments) {
    auto& memory = *static_cast<TiffMemory*>(user);
    std::array<char, 256> text{};
    std::vsnprintf(text.data(), text.size(), format, arguments);
    if (memory.reason.empty()) memory.reason = text.data();
    return 1;
}
int ignore(TIFF*, void*, const char*, const char*, va_list) { return 1; }

}  // namespace

TiffHandle openTiff(TiffMemory& memory, const char* mode) {
    const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                  &TIFFOpenOptionsFree);
    if (!options) throw std::bad_alloc();
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), keepReason, &memory);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), ignore, nullptr);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), kLargestAllocation);
    return TiffHandle(TIFFClientOpenExt("picture", mode, &memory, readSome, writeSome, seek, closeNothing, fileSize,
                                        mapFile, unmapFile, options.get()));
}

}  // namespace tintype::image
