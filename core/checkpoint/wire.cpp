#include "core/checkpoint/wire.h"

#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

std::uint64_t WireReader::varint() {
    const std::size_t start = m_place;
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        if (m_place >= m_bytes.size()) refuse(*m_file, TINTYPE_NOOP("core", "%1 is cut short: a number at byte %2 has no end."), {std::to_string(m_offset + start)});
        const std::uint8_t byte = m_bytes[m_place++];
        if (shift < 64) value |= std::uint64_t(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
    }
    refuse(*m_file, TINTYPE_NOOP("core", "%1 is damaged: the number at byte %2 is longer than 10 bytes."), {std::to_string(m_offset + start)});
}

std::uint64_t WireReader::fixed(std::size_t width) {
    if (m_bytes.size() - m_place < width) refuse(*m_file, TINTYPE_NOOP("core", "%1 is cut short: a number at byte %2 has no end."), {std::to_string(m_offset + m_place)});
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8 | m_bytes[m_place + i];
    m_place += width;
    return value;
}

bool WireReader::next(WireField& field) {
    if (m_place >= m_bytes.size()) return false;
    const std::uint64_t start = m_offset + m_place;
    const std::uint64_t key = varint();
    const auto type = static_cast<int>(key & 7);
    field = {};
    if (key >> 3 == 0 || key >> 3 > 0x1fffffff) refuse(*m_file, TINTYPE_NOOP("core", "%1 is damaged: there is no field %2 (at byte %3)."), {std::to_string(key >> 3), std::to_string(start)});
    if (type == 3 || type == 4 || type > 5) refuse(*m_file, TINTYPE_NOOP("core", "%1 is damaged: the field at byte %2 is of an unknown kind."), {std::to_string(start)});
    field.number = static_cast<std::uint32_t>(key >> 3);
    field.type = static_cast<WireType>(type);
    if (field.type == WireType::Bytes) {
        const std::uint64_t length = varint();
        if (length > m_bytes.size() - m_place)
            refuse(*m_file, TINTYPE_NOOP("core", "%1 is cut short: %2 bytes are claimed at byte %3, %4 are left."), {std::to_string(length), std::to_string(start), std::to_string(m_bytes.size() - m_place)});
        field.offset = m_offset + m_place;
        field.bytes = m_bytes.subspan(m_place, length);
        m_place += length;
        return true;
    }
    field.offset = m_offset + m_place;
    field.value = field.type == WireType::Varint ? varint() : fixed(field.type == WireType::Fixed64 ? 8 : 4);
    return true;
}

void WireReader::expect(const WireField& field, WireType type) const {
    if (field.type != type) refuse(*m_file, TINTYPE_NOOP("core", "%1 is damaged: field %2 at byte %3 is of the wrong kind."), {std::to_string(field.number), std::to_string(field.offset)});
}

std::string WireReader::text(const WireField& field) const {
    expect(field, WireType::Bytes);
    return {field.bytes.begin(), field.bytes.end()};
}

std::int64_t WireReader::integer(const WireField& field) const {
    expect(field, WireType::Varint);
    return static_cast<std::int64_t>(field.value);
}

void WireReader::append(const WireField& field, WireType type, std::vector<std::uint64_t>& values, std::size_t most) const {
    const auto add = [&](std::uint64_t value) {
        if (values.size() >= most) refuse(*m_file, TINTYPE_NOOP("core", "%1: there are more than %2 values at byte %3."), {std::to_string(most), std::to_string(field.offset)});
        values.push_back(value);
    };
    if (field.type == type) return add(field.value);
    expect(field, WireType::Bytes);
    WireReader packed(field, *this);
    while (packed.m_place < packed.m_bytes.size()) add(type == WireType::Varint ? packed.varint() : packed.fixed(type == WireType::Fixed64 ? 8 : 4));
}

}  // namespace tintype::checkpoint
