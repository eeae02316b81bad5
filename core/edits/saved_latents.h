// The latents of a clip on its way, kept on disk after every step with all that is needed to paint it: after a stop, a
// crash or running out of memory the same job goes on from there, and a clip can be painted again, in another format or
// at another rate, without its photo and without sampling anew (saved_clips.h). Inside core/edits only.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/pipelines/i2vgen_xl.h"

namespace tintype::edits {

// What the file says besides the numbers.
struct LatentsHeading {
    std::string key;      // of the job: what decides the latents, and how and with which files they are computed
    std::string recipe;   // of the clip as it was asked for
    std::filesystem::path model;
    pipelines::Precision precision = pipelines::Precision::Auto;
    int steps = 0;        // of the whole job
    Size clip;            // in pixels
    int step = 0;         // so many are done
    int frames = 0;
    int channels = 0;
    Size size;            // in latents
};

struct KeptLatents {
    LatentsHeading heading;
    pipelines::ClipLatents latents;
    image::Image photo;   // at the clip's size: what the frames are held against
};

// None where the file is damaged, of another version, or no file of latents. The heading alone reads no pixels.
std::optional<LatentsHeading> readHeading(const std::filesystem::path& file);
std::optional<KeptLatents> readLatents(const std::filesystem::path& file);
// Where they lie; it may not be there.
std::filesystem::path latentsFolder();

class SavedLatents {
public:
    explicit SavedLatents(const pipelines::I2vgenJob& job);
    // In another folder than the program's own: for tests.
    SavedLatents(const pipelines::I2vgenJob& job, const std::filesystem::path& folder);

    // None where there is nothing usable.
    std::optional<pipelines::ClipLatents> load() const;
    // photo: at the clip's size. Throws Error(Disk).
    void save(const pipelines::ClipLatents& latents, const std::string& recipe, const image::Image& photo) const;

    const std::filesystem::path& file() const { return m_file; }

private:
    const pipelines::I2vgenJob& m_job;
    std::string m_key;
    std::filesystem::path m_file;
};

}  // namespace tintype::edits
