// The latents of a clip on its way, kept on disk after every step under a name that says what job they belong to: after
// a stop, a crash or running out of memory the same job goes on from there, and a clip that was finished can be painted
// again with another frame rate or format without sampling anew. Inside core/edits only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/pipelines/i2vgen_xl.h"

namespace tintype::edits {

class SavedLatents {
public:
    // What decides the latents: the job, and how and with which files it is computed.
    explicit SavedLatents(const pipelines::I2vgenJob& job);
    // In another folder than the program's own: for tests.
    SavedLatents(const pipelines::I2vgenJob& job, const std::filesystem::path& folder);

    // None where there is nothing usable.
    std::optional<pipelines::ClipLatents> load() const;
    // Throws Error(Disk).
    void save(const pipelines::ClipLatents& latents) const;

    const std::filesystem::path& file() const { return m_file; }

private:
    std::string m_key;
    std::filesystem::path m_file;
};

}  // namespace tintype::edits
