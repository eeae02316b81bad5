#include "core/image/png_text.h"

#include <cctype>
#include <string>
#include <utility>

#include "core/image/byte_order.h"

namespace tintype::image {
namespace {

int hexDigit(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    const int lower = std::tolower(static_cast<unsigned char>(character));
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view untilNul(std::string_view& rest) {
    const std::size_t end = rest.find('\0');
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return part;
}

// keyword NUL compressed method language NUL translated keyword NUL text
std::string internationalText(std::string_view rest) {
    if (rest.size() < 2 || rest[0] != 0) return {};
    rest = rest.substr(2);
    untilNul(rest);
    untilNul(rest);
    return std::string(rest);
}

}  // namespace

Bytes unhexedProfile(std::string_view text) {
    // The first line is empty, the second a name, the third the number of bytes.
    for (int line = 0; line < 3; ++line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {};
        if (line < 2) text.remove_prefix(end + 1);
    }
    text.remove_prefix(text.find('\n') + 1);
    Bytes bytes;
    int high = -1;
    for (const char character : text) {
        const int digit = hexDigit(character);
        if (digit < 0) continue;
        if (high < 0) high = digit;
        else bytes.push_back(static_cast<std::uint8_t>(std::exchange(high, -1) << 4 | digit));
    }
    return bytes;
}

std::string hexedProfile(std::string_view name, std::span<const std::uint8_t> bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string length = std::to_string(bytes.size());
    if (length.size() < 8) length.insert(0, 8 - length.size(), ' ');
    std::string text;
    for (const std::string_view part : {std::string_view("\n"), name, std::string_view("\n"), std::string_view(length)})
        text += part;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % 36 == 0) text += '\n';
        text += kDigits[bytes[i] >> 4];
        text += kDigits[bytes[i] & 15];
    }
    return text + '\n';
}

std::string pngText(std::span<const std::uint8_t> file, std::string_view key) {
    std::size_t at = 8;
    while (at + 12 <= file.size()) {
        const std::size_t length = u32(file, at, ByteOrder::Big);
        if (length > file.size() - at - 12) break;
        std::string_view rest(reinterpret_cast<const char*>(file.data()) + at + 8, length);
        const bool plain = hasTextAt(file, at + 4, "tEXt");
        const bool international = hasTextAt(file, at + 4, "iTXt");
        if ((plain || international) && untilNul(rest) == key)
            return international ? internationalText(rest) : std::string(rest);
        at += 12 + length;
    }
    return {};
}

}  // namespace tintype::image
