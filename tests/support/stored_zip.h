// A ZIP archive of uncompressed files, made in memory: what torch.save writes, and what tests bend.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/checkpoint/zip_archive.h"

namespace tintype::tests {

class StoredZip {
public:
    void add(const std::string& name, const std::vector<std::uint8_t>& bytes) {
        const std::uint32_t crc = checkpoint::crc32(bytes);
        const auto offset = static_cast<std::uint32_t>(m_file.size());
        put(m_file, 0x04034b50, 4);
        head(m_file, name, crc, bytes.size());
        put(m_file, 0, 2);
        text(m_file, name);
        m_file.insert(m_file.end(), bytes.begin(), bytes.end());
        put(m_directory, 0x02014b50, 4);
        put(m_directory, 20, 2);
        head(m_directory, name, crc, bytes.size());
        for (const int zeros : {2, 2, 2, 2, 4}) put(m_directory, 0, zeros);
        put(m_directory, offset, 4);
        text(m_directory, name);
        ++m_entries;
    }

    std::vector<std::uint8_t> bytes() const {
        std::vector<std::uint8_t> file = m_file;
        file.insert(file.end(), m_directory.begin(), m_directory.end());
        put(file, 0x06054b50, 4);
        put(file, 0, 4);
        put(file, m_entries, 2);
        put(file, m_entries, 2);
        put(file, m_directory.size(), 4);
        put(file, m_file.size(), 4);
        put(file, 0, 2);
        return file;
    }

private:
    using Bytes = std::vector<std::uint8_t>;

    static void put(Bytes& bytes, std::uint64_t value, int count) {
        for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
    static void text(Bytes& bytes, const std::string& text) { bytes.insert(bytes.end(), text.begin(), text.end()); }
    static void head(Bytes& bytes, const std::string& name, std::uint32_t crc, std::size_t size) {
        put(bytes, 20, 2);  // version needed
        put(bytes, 0, 2);   // flags
        put(bytes, 0, 2);   // stored
        put(bytes, 0, 4);   // time and date
        put(bytes, crc, 4);
        put(bytes, size, 4);
        put(bytes, size, 4);
        put(bytes, name.size(), 2);
    }

    Bytes m_file;
    Bytes m_directory;
    std::uint64_t m_entries = 0;
};

}  // namespace tintype::tests
