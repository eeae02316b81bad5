// How a session's state lies on disk: versioned snapshots of picture and mask, and for each generation a small
// JSON file that names them and is written last. Used by Recovery only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/document/recovery.h"

namespace tintype::document {

// The document at one moment; values, so that it can be written on another thread.
struct Moment {
    image::Image picture;
    image::Mask mask;
    std::filesystem::path source;
    qint64 savedAtMs = 0;
    bool onPurpose = false;  // left behind by a session that ended in order
};

// Writes generations into one folder, from one thread. What has not changed since the last one is not written
// again; the generation before the last is kept.
class RecoveryWriter {
public:
    explicit RecoveryWriter(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    // Throws Error(Disk) or std::filesystem::filesystem_error; the older generations stay.
    void write(const Moment& moment);
    void removeAll();

private:
    // Returns the new file's name.
    std::string keep(const std::string& name, const image::Bytes& snapshot);
    void sweep();

    std::filesystem::path m_folder;
    int m_generation = 0;
    std::optional<Moment> m_last;
    std::string m_picture;  // names of the last snapshots
    std::string m_mask;
    std::vector<std::vector<std::string>> m_used;  // files of the last generations, oldest first
};

bool holdsAGeneration(const std::filesystem::path& folder);
// The newest generation that is whole; nothing when there is none. Never throws.
std::optional<Recovered> readGeneration(const std::filesystem::path& folder);

}  // namespace tintype::document
