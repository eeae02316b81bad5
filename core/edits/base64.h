// Base64 (RFC 4648, padded): masks inside recipes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tintype::edits {

std::string toBase64(std::span<const std::uint8_t> bytes);
// Nothing when the text is not base64.
std::optional<std::vector<std::uint8_t>> fromBase64(std::string_view text);

}  // namespace tintype::edits
