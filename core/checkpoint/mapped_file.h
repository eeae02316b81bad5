// A model file mapped read-only into memory: tensors are views of it, nothing is copied. Used by all readers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace tintype::checkpoint {

class MappedFile {
public:
    // Throws Error(BadModel) naming the file when it is missing, not a regular file, empty or cannot be mapped.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& path);
    // Bytes in memory under a name for messages: for tests and fuzzing.
    static std::shared_ptr<const MappedFile> fromBytes(std::span<const std::uint8_t> bytes, std::filesystem::path name);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const { return m_size; }
    const std::uint8_t* data() const { return m_data; }
    // The bytes [offset, offset + length). Throws Error(BadModel) when they are not all inside the file.
    std::span<const std::uint8_t> bytes(std::uint64_t offset, std::uint64_t length) const;
    // Drops pages that were read, so that a loaded model is not counted twice. Costs a new read when touched again.
    void release(std::uint64_t offset, std::uint64_t length) const;

private:
    MappedFile() = default;

    std::filesystem::path m_path;
    const std::uint8_t* m_data = nullptr;
    std::uint64_t m_size = 0;
    bool m_mapped = false;  // else on the heap
};

}  // namespace tintype::checkpoint
