// Numbers out of untrusted bytes, bounds checked: past the end everything is 0. Used inside core/image only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace tintype::image {

enum class ByteOrder { Little, Big };

inline std::uint32_t numberAt(std::span<const std::uint8_t> bytes, std::size_t at, int size, ByteOrder order) {
    const auto length = static_cast<std::size_t>(size);
    if (at > bytes.size() || bytes.size() - at < length) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t from = order == ByteOrder::Big ? i : length - 1 - i;
        value = value << 8 | bytes[at + from];
    }
    return value;
}
inline std::uint32_t u16(std::span<const std::uint8_t> bytes, std::size_t at, ByteOrder order) {
    return numberAt(bytes, at, 2, order);
}
inline std::uint32_t u32(std::span<const std::uint8_t> bytes, std::size_t at, ByteOrder order) {
    return numberAt(bytes, at, 4, order);
}

inline bool hasTextAt(std::span<const std::uint8_t> bytes, std::size_t at, std::string_view text) {
    return at <= bytes.size() && bytes.size() - at >= text.size() &&
           std::memcmp(bytes.data() + at, text.data(), text.size()) == 0;
}

}  // namespace tintype::image
