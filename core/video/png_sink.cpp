// A folder of PNG pictures, filled under another name and renamed when it is complete.
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/write.h"
#include "core/video/sink.h"

namespace tintype::video {
namespace {

namespace fs = std::filesystem;

// "out/" and "out" are the same folder.
fs::path withoutSlash(const fs::path& folder) {
    fs::path clean = folder.lexically_normal();
    return clean.has_filename() ? clean : clean.parent_path();
}

fs::path beside(const fs::path& folder, const char* suffix) {
    fs::path other = folder;
    return other += suffix;
}

bool isFrameName(const std::string& name) {
    if (name.size() < 14 || !name.starts_with("frame_") || !name.ends_with(".png")) return false;
    return name.find_first_not_of("0123456789", 6) == name.size() - 4;
}

// A folder may be replaced when it holds nothing but frames of an earlier clip.
bool holdsOnlyFrames(const fs::path& folder) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (!isFrameName(entry.path().filename().string())) return false;
    return true;
}

[[noreturn]] void fail(const fs::path& folder, const std::error_code& error) {
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be written: %2."),
                {displayName(folder), error.message()});
}

void syncFolder(const fs::path& folder) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

class PngSink : public Sink {
public:
    explicit PngSink(const SinkOrder& order);
    ~PngSink() override;
    void add(const image::Image& frame) override;
    void finish() override;
    std::string encoder() const override { return "png"; }
    bool keepsAlpha() const override { return true; }

private:
    fs::path m_target;
    fs::path m_part;
    std::string m_recipe;
    std::int64_t m_frames = 0;
    bool m_finished = false;
};

PngSink::PngSink(const SinkOrder& order)
    : m_target(withoutSlash(order.target)), m_part(beside(m_target, ".part")), m_recipe(order.options.recipe) {
    std::error_code error;
    if (fs::exists(m_part) && fs::is_directory(m_part) && holdsOnlyFrames(m_part)) fs::remove_all(m_part, error);
    if (!fs::create_directory(m_part, error))
        fail(m_target, error ? error : std::make_error_code(std::errc::file_exists));
}

PngSink::~PngSink() {
    std::error_code ignored;
    if (!m_finished) fs::remove_all(m_part, ignored);
}

void PngSink::add(const image::Image& frame) {
    std::array<char, 40> name{};
    std::snprintf(name.data(), name.size(), "frame_%04lld.png", static_cast<long long>(++m_frames));
    image::WriteOptions options;
    options.format = image::Format::Png;
    options.recipe = m_recipe;
    try {
        image::write(m_part / name.data(), frame, options);
    } catch (const Error& error) {
        // The person knows the folder by its own name.
        Message message = error.message();
        for (std::string& argument : message.arguments)
            if (argument == displayName(m_part / name.data())) argument = displayName(m_target / name.data());
        throw Error(error.kind(), std::move(message));
    }
}

void PngSink::finish() {
    const fs::path old = beside(m_target, ".old");
    std::error_code error;
    checkFrameFolder(m_target);
    const bool replaces = fs::is_directory(m_target);
    if (replaces) fs::rename(m_target, old, error);
    if (!error) fs::rename(m_part, m_target, error);
    if (error) {
        std::error_code ignored;
        if (replaces && !fs::exists(m_target)) fs::rename(old, m_target, ignored);
        fail(m_target, error);
    }
    m_finished = true;
    syncFolder(m_target.has_parent_path() ? m_target.parent_path() : fs::path("."));
    if (replaces) fs::remove_all(old, error);
}

}  // namespace

void checkFrameFolder(const fs::path& target) {
    const fs::path folder = withoutSlash(target);
    const fs::path parent = folder.has_parent_path() ? folder.parent_path() : fs::path(".");
    std::error_code error;
    if (!fs::is_directory(parent, error))
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 cannot be written: the folder %2 does not exist."),
                    {displayName(folder), displayName(parent)});
    if (access(parent.c_str(), W_OK) != 0)
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 cannot be written: there is no permission for %2."),
                    {displayName(folder), displayName(parent)});
    if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && holdsOnlyFrames(folder)))
        throw Error(ErrorKind::Disk,
                    TINTYPE_NOOP("core", "%1 already holds other files; choose a new folder for the frames."),
                    {displayName(folder)});
}

std::unique_ptr<Sink> makePngSink(const SinkOrder& order) { return std::make_unique<PngSink>(order); }

}  // namespace tintype::video
