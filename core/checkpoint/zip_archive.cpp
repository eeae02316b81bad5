#include "core/checkpoint/zip_archive.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <tuple>

#include "core/base/safe_file.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr std::uint32_t kEndMark = 0x06054b50;
constexpr std::uint32_t kEnd64Mark = 0x06064b50;
constexpr std::uint32_t kEnd64LocatorMark = 0x07064b50;
constexpr std::uint32_t kCentralMark = 0x02014b50;
constexpr std::uint32_t kLocalMark = 0x04034b50;
constexpr std::uint64_t kMostEntries = 65'536;
constexpr std::uint64_t kLargestInflated = 16'000'000;
constexpr std::uint64_t kHighestRatio = 100;

std::uint64_t number(const MappedFile& file, std::uint64_t offset, int bytes) {
    const auto raw = file.bytes(offset, static_cast<std::uint64_t>(bytes));
    std::uint64_t value = 0;
    for (int i = bytes - 1; i >= 0; --i) value = value << 8 | raw[static_cast<std::size_t>(i)];
    return value;
}

struct Directory {
    std::uint64_t entries = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t end = 0;  // where the end records begin
};

// The end record must be the last bytes of the file: no comment may hide anything, nothing may follow.
Directory findDirectory(const MappedFile& file) {
    if (file.size() < 22) refuse(file.path(), TINTYPE_NOOP("core", "%1 is cut short: the archive has no end."));
    std::uint64_t end = file.size() - 22;
    const std::uint64_t earliest = end > 0xffff ? end - 0xffff : 0;
    while (number(file, end, 4) != kEndMark || number(file, end + 20, 2) != file.size() - end - 22) {
        if (end == earliest) refuse(file.path(), TINTYPE_NOOP("core", "%1 is cut short: the archive has no end."));
        --end;
    }
    if (number(file, end + 4, 2) != 0 || number(file, end + 6, 2) != 0)
        refuse(file.path(), TINTYPE_NOOP("core", "%1 is one part of an archive in several parts."));
    Directory directory{number(file, end + 10, 2), number(file, end + 16, 4), number(file, end + 12, 4), end};
    const bool large = end >= 20 && number(file, end - 20, 4) == kEnd64LocatorMark;
    if (large) {
        const std::uint64_t record = number(file, end - 20 + 8, 8);
        if (record > end - 20 || number(file, record, 4) != kEnd64Mark) refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive's 64-bit directory is damaged."));
        directory = {number(file, record + 32, 8), number(file, record + 48, 8), number(file, record + 40, 8), record};
    }
    if (directory.entries > kMostEntries) refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive lists more than 65,536 files."));
    if (directory.offset > directory.end || directory.size != directory.end - directory.offset)
        refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive's directory is not where it should be."));
    return directory;
}

bool safeName(const std::string& name) {
    if (name.empty() || name.size() > 1024 || name.front() == '/') return false;
    for (const char c : name)
        if (c == '\0' || c == '\\' || static_cast<unsigned char>(c) < 0x20) return false;
    if (displayName(name) != name) return false;  // not UTF-8
    return ("/" + name + "/").find("/../") == std::string::npos;
}

struct RawEntry {
    ZipEntry entry;
    std::uint64_t localOffset = 0;
    std::uint64_t inflated = 0;
    std::uint64_t flags = 0;
    std::uint64_t method = 0;
};

// Sizes that do not fit 32 bits stand in an extra field, in a fixed order, each only where its short form is full.
void readExtra64(const MappedFile& file, std::uint64_t offset, std::uint64_t length, RawEntry& raw) {
    const std::uint64_t end = offset + length;
    while (offset + 4 <= end) {
        const std::uint64_t id = number(file, offset, 2);
        std::uint64_t field = offset + 4;
        const std::uint64_t fieldEnd = field + number(file, offset + 2, 2);
        if (fieldEnd > end) refuse(file.path(), TINTYPE_NOOP("core", "%1: a field of \"%2\" in the archive is damaged."), {legible(raw.entry.name)});
        if (id == 1) {
            for (std::uint64_t* value : {&raw.inflated, &raw.entry.size, &raw.localOffset})
                if (*value == 0xffffffff && field + 8 <= fieldEnd) {
                    *value = number(file, field, 8);
                    field += 8;
                }
        }
        offset = fieldEnd;
    }
}

RawEntry readCentral(const MappedFile& file, std::uint64_t& offset) {
    if (number(file, offset, 4) != kCentralMark) refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive's directory is damaged at byte %2."), {std::to_string(offset)});
    RawEntry raw;
    raw.flags = number(file, offset + 8, 2);
    raw.method = number(file, offset + 10, 2);
    raw.entry.crc = static_cast<std::uint32_t>(number(file, offset + 16, 4));
    raw.entry.size = number(file, offset + 20, 4);
    raw.inflated = number(file, offset + 24, 4);
    const std::uint64_t nameLength = number(file, offset + 28, 2);
    const std::uint64_t extraLength = number(file, offset + 30, 2);
    const std::uint64_t commentLength = number(file, offset + 32, 2);
    if (number(file, offset + 34, 2) != 0) refuse(file.path(), TINTYPE_NOOP("core", "%1 is one part of an archive in several parts."));
    raw.localOffset = number(file, offset + 42, 4);
    const auto name = file.bytes(offset + 46, nameLength);
    raw.entry.name.assign(name.begin(), name.end());
    if (!safeName(raw.entry.name)) refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive holds the unsafe name \"%2\"."), {legible(raw.entry.name)});
    file.bytes(offset + 46 + nameLength, extraLength);
    readExtra64(file, offset + 46 + nameLength, extraLength, raw);
    raw.entry.stored = raw.method == 0;
    constexpr std::uint64_t kEncrypted = 0x1 | 0x40 | 0x2000;
    if (raw.flags & kEncrypted) refuse(file.path(), TINTYPE_NOOP("core", "%1: \"%2\" in the archive is encrypted."), {legible(raw.entry.name)});
    if (raw.method != 0 && raw.method != 8)
        refuse(file.path(), TINTYPE_NOOP("core", "%1: \"%2\" in the archive is compressed in an unknown way."), {legible(raw.entry.name)});
    // Nothing compressed is ever unpacked here; a file with a bomb in it is refused all the same.
    if (raw.inflated > kLargestInflated && raw.inflated / kHighestRatio > raw.entry.size)
        refuse(file.path(), TINTYPE_NOOP("core", "%1 is a ZIP bomb: \"%2\" claims to unpack %3 bytes to %4."),
               {legible(raw.entry.name), std::to_string(raw.entry.size), std::to_string(raw.inflated)});
    offset += 46 + nameLength + extraLength + commentLength;
    return raw;
}

// The local header repeats what the directory says; where it differs, two programs would read two different files.
void followLocal(const MappedFile& file, RawEntry& raw, std::uint64_t directoryOffset) {
    const std::filesystem::path& path = file.path();
    const std::uint64_t at = raw.localOffset;
    if (at >= directoryOffset || number(file, at, 4) != kLocalMark)
        refuse(path, TINTYPE_NOOP("core", "%1: \"%2\" is not where the archive's directory says."), {legible(raw.entry.name)});
    const std::uint64_t nameLength = number(file, at + 26, 2);
    const auto name = file.bytes(at + 30, nameLength);
    const bool streamed = number(file, at + 6, 2) & 8;  // sizes follow the data, so the header may hold zeros
    const std::uint64_t size = number(file, at + 18, 4);
    const bool sizeAgrees = size == raw.entry.size || size == 0xffffffff || (streamed && size == 0);
    const auto crc = static_cast<std::uint32_t>(number(file, at + 14, 4));
    const bool crcAgrees = crc == raw.entry.crc || (streamed && crc == 0);
    if (!crcAgrees || std::string(name.begin(), name.end()) != raw.entry.name || number(file, at + 8, 2) != raw.method || !sizeAgrees)
        refuse(path, TINTYPE_NOOP("core", "%1: the archive describes \"%2\" in two different ways."), {legible(raw.entry.name)});
    raw.entry.offset = at + 30 + nameLength + number(file, at + 28, 2);
    if (raw.entry.offset > directoryOffset || raw.entry.size > directoryOffset - raw.entry.offset)
        refuse(path, TINTYPE_NOOP("core", "%1 is cut short: \"%2\" does not fit into it."), {legible(raw.entry.name)});
    if (raw.entry.stored && raw.inflated != raw.entry.size)
        refuse(path, TINTYPE_NOOP("core", "%1: \"%2\" in the archive has two sizes."), {legible(raw.entry.name)});
}

void checkOverlap(const MappedFile& file, std::vector<RawEntry>& entries) {
    std::sort(entries.begin(), entries.end(), [](const RawEntry& a, const RawEntry& b) { return a.localOffset < b.localOffset; });
    for (std::size_t i = 1; i < entries.size(); ++i)
        if (entries[i - 1].entry.offset + entries[i - 1].entry.size > entries[i].localOffset)
            refuse(file.path(), TINTYPE_NOOP("core", "%1: \"%2\" and \"%3\" overlap in the archive."),
                   {legible(entries[i - 1].entry.name), legible(entries[i].entry.name)});
}

}  // namespace

std::vector<ZipEntry> readZipDirectory(const MappedFile& file) {
    const Directory directory = findDirectory(file);
    std::vector<RawEntry> raw;
    std::set<std::string> names;
    std::uint64_t offset = directory.offset;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        raw.push_back(readCentral(file, offset));
        std::string folded = raw.back().entry.name;
        std::transform(folded.begin(), folded.end(), folded.begin(), [](unsigned char c) { return std::tolower(c); });
        if (!names.insert(folded).second) refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive holds \"%2\" twice."), {legible(folded)});
        followLocal(file, raw.back(), directory.offset);
    }
    if (offset != directory.end) refuse(file.path(), TINTYPE_NOOP("core", "%1: the archive's directory has another length than it says."));
    checkOverlap(file, raw);
    std::vector<ZipEntry> entries;
    for (RawEntry& entry : raw) entries.push_back(std::move(entry.entry));
    return entries;
}

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
    static const auto kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320U ^ (c >> 1) : c >> 1;
            table[i] = c;
        }
        return table;
    }();
    std::uint32_t crc = 0xffffffff;
    for (const std::uint8_t b : bytes) crc = kTable[(crc ^ b) & 0xff] ^ (crc >> 8);
    return ~crc;
}

}  // namespace tintype::checkpoint
