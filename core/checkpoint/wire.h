// Reads protocol buffers' wire format, field by field, from hostile bytes. Used by the GraphDef reader.
// Source: the encoding page of the protocol buffers documentation.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tintype::checkpoint {

enum class WireType { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

struct WireField {
    std::uint32_t number = 0;
    WireType type = WireType::Varint;
    std::uint64_t value = 0;              // Varint, Fixed64, Fixed32
    std::span<const std::uint8_t> bytes;  // Bytes
    std::uint64_t offset = 0;             // of the field's value from the file's start
};

// One message: a stretch of the file. Every refusal names the file and the byte.
class WireReader {
public:
    WireReader(std::span<const std::uint8_t> bytes, std::uint64_t offset, const std::filesystem::path& file)
        : m_bytes(bytes), m_offset(offset), m_file(&file) {}
    // The message inside a field.
    WireReader(const WireField& field, const WireReader& around) : WireReader(field.bytes, field.offset, *around.m_file) {
        around.expect(field, WireType::Bytes);
    }

    // The next field, or false at the end. Throws Error(BadModel) for a varint longer than 10 bytes, a length past the
    // end, a group, an unknown wire type or field number 0.
    bool next(WireField& field);

    // Throws Error(BadModel) when the field is of another kind.
    void expect(const WireField& field, WireType type) const;
    std::string text(const WireField& field) const;
    std::int64_t integer(const WireField& field) const;
    // A repeated scalar's values: packed into one field, or one a field. Appends; throws beyond `most` values.
    void append(const WireField& field, WireType type, std::vector<std::uint64_t>& values, std::size_t most) const;

private:
    std::uint64_t varint();
    std::uint64_t fixed(std::size_t width);

    std::span<const std::uint8_t> m_bytes;
    std::uint64_t m_offset;
    const std::filesystem::path* m_file;
    std::size_t m_place = 0;
};

}  // namespace tintype::checkpoint
