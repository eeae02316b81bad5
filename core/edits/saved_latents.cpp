#include "core/edits/saved_latents.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/base/sha256.h"
#include "core/edits/base64.h"
#include "core/edits/pixels.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;
using pipelines::ClipLatents;
using pipelines::I2vgenJob;

constexpr std::size_t kKept = 16;  // clips; each takes a few megabytes
constexpr std::uint64_t kLargestFile = std::uint64_t(1) << 31;
constexpr char kMagic[9] = "TTCLIP02";
constexpr std::uint64_t kLargestHeading = std::uint64_t(1) << 20;
constexpr int kLargestSide = 1 << 14;
constexpr int kMostFrames = 1 << 14;

using Json = nlohmann::json;

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

// The file: the magic word, the heading's length in 8 bytes, the heading as JSON, the photo's pixels, the latents, and
// where steps are left the latents without noise.
std::string written(const LatentsHeading& heading) {
    const std::string& model = heading.model.native();
    const Json json{{"key", heading.key}, {"recipe", heading.recipe}, {"model", toBase64({reinterpret_cast<const std::uint8_t*>(model.data()), model.size()})},
                    {"precision", static_cast<int>(heading.precision)}, {"steps", heading.steps}, {"width", heading.clip.width},
                    {"height", heading.clip.height}, {"step", heading.step}, {"frames", heading.frames}, {"channels", heading.channels},
                    {"columns", heading.size.width}, {"rows", heading.size.height}};
    return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

int within(const Json& json, const char* name, int low, int high) {
    const auto value = json.at(name).get<std::int64_t>();
    if (value < low || value > high) throw std::out_of_range(name);
    return static_cast<int>(value);
}

// Throws any std::exception when it is not one.
LatentsHeading headingOf(const std::string& text) {
    const Json json = Json::parse(text);
    LatentsHeading heading;
    heading.key = json.at("key").get<std::string>();
    heading.recipe = json.at("recipe").get<std::string>();
    const auto model = fromBase64(json.at("model").get<std::string>()).value();
    heading.model = fs::path(std::string(model.begin(), model.end()));
    heading.precision = static_cast<pipelines::Precision>(within(json, "precision", 0, static_cast<int>(pipelines::Precision::BFloat16)));
    heading.steps = within(json, "steps", 1, 1 << 20);
    heading.step = within(json, "step", 0, heading.steps);
    heading.clip = {within(json, "width", 1, kLargestSide), within(json, "height", 1, kLargestSide)};
    heading.frames = within(json, "frames", 1, kMostFrames);
    heading.channels = within(json, "channels", 1, 64);
    heading.size = {within(json, "columns", 1, kLargestSide), within(json, "rows", 1, kLargestSide)};
    return heading;
}

std::uint64_t countOf(const LatentsHeading& heading) {
    return static_cast<std::uint64_t>(heading.frames) * static_cast<std::uint64_t>(heading.channels) * static_cast<std::uint64_t>(heading.size.area());
}

// Length of the heading, from the file's first 16 bytes; 0: this is no such file.
std::uint64_t headingLength(const char* start) {
    std::uint64_t length = 0;
    if (std::memcmp(start, kMagic, 8) != 0) return 0;
    std::memcpy(&length, start + 8, sizeof length);
    return length <= kLargestHeading ? length : 0;
}

// Takes values from the front of the bytes that are left; false when there are too few.
bool take(std::span<const std::uint8_t>& left, void* target, std::uint64_t size) {
    if (left.size() < size) return false;
    if (size > 0) std::memcpy(target, left.data(), size);
    left = left.subspan(size);
    return true;
}

bool takeFinite(std::span<const std::uint8_t>& left, std::vector<float>& values, std::uint64_t count) {
    if (left.size() / sizeof(float) < count) return false;
    values.resize(count);
    return take(left, values.data(), count * sizeof(float)) && std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

void append(std::vector<std::uint8_t>& bytes, const void* data, std::size_t size) {
    const auto* const begin = static_cast<const std::uint8_t*>(data);
    bytes.insert(bytes.end(), begin, begin + size);
}

static_assert(std::endian::native == std::endian::little);

void forgetOldest(const fs::path& folder) {
    std::error_code error;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".latents") files.emplace_back(entry.last_write_time(error), entry.path());
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i + kKept < files.size(); ++i) fs::remove(files[i].second, error);
}

}  // namespace

fs::path latentsFolder() {
    const char* const state = std::getenv("XDG_STATE_HOME");
    const char* const home = std::getenv("HOME");
    const fs::path base = state && *state == '/' ? fs::path(state) : fs::path(home ? home : "/tmp") / ".local/state";
    return base / "tintype/clips";
}

std::optional<LatentsHeading> readHeading(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    char start[16];
    if (!stream.read(start, sizeof start)) return std::nullopt;
    std::string text(headingLength(start), '\0');
    if (text.empty() || !stream.read(text.data(), static_cast<std::streamsize>(text.size()))) return std::nullopt;
    try {
        return headingOf(text);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

std::optional<KeptLatents> readLatents(const fs::path& file) {
    const auto heading = readHeading(file);
    if (!heading) return std::nullopt;
    std::vector<std::uint8_t> bytes;
    try {
        bytes = readFile(file, kLargestFile);
    } catch (const Error&) {
        return std::nullopt;
    }
    KeptLatents kept{*heading, {}, image::Image(heading->clip, 3)};
    std::span<const std::uint8_t> left(bytes);
    left = left.subspan(std::min<std::size_t>(left.size(), 16 + headingLength(reinterpret_cast<const char*>(bytes.data()))));
    for (int y = 0; y < heading->clip.height; ++y)
        if (!take(left, kept.photo.mutableRow(y), static_cast<std::uint64_t>(heading->clip.width) * 3)) return std::nullopt;
    if (!takeFinite(left, kept.latents.values, countOf(*heading))) return std::nullopt;
    if (heading->step < heading->steps && !takeFinite(left, kept.latents.clean, countOf(*heading))) return std::nullopt;
    if (!left.empty()) return std::nullopt;
    kept.latents.step = heading->step;
    kept.latents.frames = heading->frames;
    kept.latents.channels = heading->channels;
    kept.latents.size = heading->size;
    return kept;
}

SavedLatents::SavedLatents(const I2vgenJob& job) : SavedLatents(job, latentsFolder()) {}

SavedLatents::SavedLatents(const I2vgenJob& job, const fs::path& folder)
    : m_job(job), m_key(keyOf(job)), m_file(folder / (m_key.substr(0, 32) + ".latents")) {}

std::optional<ClipLatents> SavedLatents::load() const {
    auto kept = readLatents(m_file);
    if (!kept || kept->heading.key != m_key) return std::nullopt;
    return std::move(kept->latents);
}

void SavedLatents::save(const ClipLatents& latents, const std::string& recipe, const image::Image& photo) const {
    const LatentsHeading heading{m_key, recipe, fs::absolute(m_job.model), m_job.compute.precision, m_job.steps, photo.size(),
                                 latents.step, latents.frames, latents.channels, latents.size};
    const std::string text = written(heading);
    const std::uint64_t length = text.size();
    std::vector<std::uint8_t> bytes;
    append(bytes, kMagic, 8);
    append(bytes, &length, sizeof length);
    append(bytes, text.data(), text.size());
    for (int y = 0; y < photo.height(); ++y) append(bytes, photo.row(y), static_cast<std::size_t>(photo.width()) * 3);
    append(bytes, latents.values.data(), latents.values.size() * sizeof(float));
    append(bytes, latents.clean.data(), latents.clean.size() * sizeof(float));
    std::error_code error;
    if (!fs::exists(m_file, error)) {
        fs::create_directories(m_file.parent_path(), error);
        fs::permissions(m_file.parent_path(), fs::perms::owner_all, error);
    }
    writeFileSafely(m_file, bytes);
    forgetOldest(m_file.parent_path());
}

}  // namespace tintype::edits
