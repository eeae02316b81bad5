// The directory of a ZIP file, validated: every record lies inside the file, none overlaps another, names are
// unique. Nothing is extracted to disk. Used by the PyTorch reader. Source: PKWARE's APPNOTE 6.3.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/checkpoint/mapped_file.h"

namespace tintype::checkpoint {

struct ZipEntry {
    std::string name;
    std::uint64_t offset = 0;  // of the data
    std::uint64_t size = 0;    // stored bytes
    std::uint32_t crc = 0;     // 0: the writer did not compute it
    bool stored = true;        // not compressed
};

// Throws Error(BadModel) with the rule that is broken: truncated, encrypted, several disks, duplicate or unsafe names,
// headers that contradict each other, overlapping records, bytes after the end.
std::vector<ZipEntry> readZipDirectory(const MappedFile& file);

std::uint32_t crc32(std::span<const std::uint8_t> bytes);

}  // namespace tintype::checkpoint
