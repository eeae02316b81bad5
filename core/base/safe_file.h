// The one way Tintype writes files: either the whole new file appears under its name, or the old one stays.
// Used for pictures, clips, recipes, journals and settings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tintype {

// Writes `bytes` to `target` through a temporary file in the same folder: write, fsync, rename, fsync the
// folder. A symbolic link is followed and kept. Throws Error(Disk) naming the target when it is a folder or a
// device, cannot be written or the disk is full; then nothing is left behind and an old file is as it was.
void writeFileSafely(const std::filesystem::path& target, std::span<const std::uint8_t> bytes);

// Throws the same Error as writeFileSafely would for a target that can be known to be unusable beforehand
// (folder missing, not a regular file, no permission): asked before long work starts.
void checkWritable(const std::filesystem::path& target);

// For writers that need a growing file (clips): a `.part` file beside the target, removed unless committed.
class PartFile {
public:
    explicit PartFile(std::filesystem::path target);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    const std::filesystem::path& path() const { return m_part; }
    // fsync, rename onto the target, fsync the folder. Throws Error(Disk).
    void commit();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_part;
    bool m_committed = false;
};

// Reads a regular file whole. Throws Error(BadInput) naming it when it is missing, a folder, a device, empty
// or larger than `limit` bytes; Error(Disk) when reading fails.
std::vector<std::uint8_t> readFile(const std::filesystem::path& source, std::uint64_t limit);

// A path as text for messages: its bytes where they are UTF-8, with replacement marks elsewhere.
std::string displayName(const std::filesystem::path& path);

}  // namespace tintype
