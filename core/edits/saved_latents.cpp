#include "core/edits/saved_latents.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <vector>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/pixels.h"
#include "core/base/sha256.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;
using pipelines::ClipLatents;
using pipelines::I2vgenJob;

constexpr std::size_t kKept = 16;  // clips; each takes a few megabytes
constexpr std::uint64_t kLargestFile = std::uint64_t(1) << 31;
constexpr char kMagic[9] = "TTCLIP01";

fs::path stateFolder() {
    const char* const state = std::getenv("XDG_STATE_HOME");
    const char* const home = std::getenv("HOME");
    const fs::path base = state && *state == '/' ? fs::path(state) : fs::path(home ? home : "/tmp") / ".local/state";
    return base / "tintype/clips";
}

// Which files the model is made of, without reading them.
void describeModel(std::ostream& text, const fs::path& model) {
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(model, error))
        if (entry.is_regular_file(error)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files)
        text << file.lexically_relative(model).string() << ' ' << fs::file_size(file, error) << ' ' << fs::last_write_time(file, error).time_since_epoch().count()
             << '\n';
}

std::string keyOf(const I2vgenJob& job) {
    std::ostringstream text;
    text.precision(17);
    text << TINTYPE_VERSION << '\n' << pixelHash(job.photo) << '\n' << job.size.width << 'x' << job.size.height << ' ' << job.frames << ' ' << job.motionFps << ' '
         << job.steps << ' ' << job.guidance << ' ' << job.seed << ' ' << job.compute.device << ' ' << static_cast<int>(job.compute.precision) << '\n'
         << job.prompt.size() << ' ' << job.prompt << '\n' << job.negative.size() << ' ' << job.negative << '\n';
    describeModel(text, job.model);
    const std::string all = text.str();
    return sha256({reinterpret_cast<const std::uint8_t*>(all.data()), all.size()});
}

struct Header {
    char magic[8];
    char key[64];
    std::int32_t step, frames, channels, width, height, reserved;
};
static_assert(std::endian::native == std::endian::little && sizeof(Header) == 96);

void forgetOldest(const fs::path& folder) {
    std::error_code error;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".latents") files.emplace_back(entry.last_write_time(error), entry.path());
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + kKept < files.size(); ++i) fs::remove(files[i].second, error);
}

}  // namespace

SavedLatents::SavedLatents(const I2vgenJob& job) : SavedLatents(job, stateFolder()) {}

SavedLatents::SavedLatents(const I2vgenJob& job, const fs::path& folder) : m_key(keyOf(job)), m_file(folder / (m_key.substr(0, 32) + ".latents")) {}

std::optional<ClipLatents> SavedLatents::load() const {
    std::error_code error;
    if (!fs::is_regular_file(m_file, error)) return std::nullopt;
    std::vector<std::uint8_t> bytes;
    try {
        bytes = readFile(m_file, kLargestFile);
    } catch (const Error&) {
        return std::nullopt;  // the job starts anew
    }
    Header header;
    if (bytes.size() < sizeof header) return std::nullopt;
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, kMagic, 8) != 0 || std::memcmp(header.key, m_key.data(), 64) != 0) return std::nullopt;
    ClipLatents latents;
    latents.step = header.step;
    latents.frames = header.frames;
    latents.channels = header.channels;
    latents.size = {header.width, header.height};
    if ((bytes.size() - sizeof header) % sizeof(float) != 0) return std::nullopt;
    latents.values.resize((bytes.size() - sizeof header) / sizeof(float));
    if (!latents.values.empty()) std::memcpy(latents.values.data(), bytes.data() + sizeof header, bytes.size() - sizeof header);
    const bool sound = std::all_of(latents.values.begin(), latents.values.end(), [](float value) { return std::isfinite(value); });
    return sound ? std::optional(std::move(latents)) : std::nullopt;
}

void SavedLatents::save(const ClipLatents& latents) const {
    Header header{};
    std::memcpy(header.magic, kMagic, 8);
    std::memcpy(header.key, m_key.data(), 64);
    header.step = latents.step;
    header.frames = latents.frames;
    header.channels = latents.channels;
    header.width = latents.size.width;
    header.height = latents.size.height;
    const std::size_t size = latents.values.size() * sizeof(float);
    std::vector<std::uint8_t> bytes(sizeof header + size);
    std::memcpy(bytes.data(), &header, sizeof header);
    if (size > 0) std::memcpy(bytes.data() + sizeof header, latents.values.data(), size);
    std::error_code error;
    if (!fs::exists(m_file, error)) {
        fs::create_directories(m_file.parent_path(), error);
        fs::permissions(m_file.parent_path(), fs::perms::owner_all, error);
    }
    writeFileSafely(m_file, bytes);
    forgetOldest(m_file.parent_path());
}

}  // namespace tintype::edits
