#include "core/edits/frame_store.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::edits {

namespace {

[[noreturn]] void failed(int error) {
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "Frames cannot be kept on disk: %1."),
                {std::generic_category().message(error)});
}

int unnamedFile(const std::filesystem::path& folder) {
    const std::filesystem::path place = folder.empty() ? "." : folder;
    const int file = open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    // Some file systems know no unnamed files.
    std::string name = (place / ".tintype-frames-XXXXXX").native();
    const int named = mkostemp(name.data(), O_CLOEXEC);
    if (named < 0) failed(errno);
    unlink(name.c_str());
    return named;
}

}  // namespace

FrameStore::FrameStore(const std::filesystem::path& folder) : m_file(unnamedFile(folder)) {}

FrameStore::~FrameStore() { close(m_file); }

void FrameStore::add(const image::Image& frame) { put(m_count++, frame); }

void FrameStore::put(int index, const image::Image& frame) {
    m_size = frame.size();
    const std::size_t bytes = frame.byteSize();
    std::size_t done = 0;
    while (done < bytes) {
        const off_t at = static_cast<off_t>(index) * static_cast<off_t>(bytes) + static_cast<off_t>(done);
        const ssize_t written = pwrite(m_file, frame.data() + done, bytes - done, at);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) failed(written < 0 ? errno : ENOSPC);
        done += static_cast<std::size_t>(written);
    }
}

image::Image FrameStore::frame(int index) const {
    image::Image result(m_size, 3);
    std::uint8_t* data = result.mutableData();
    const std::size_t bytes = result.byteSize();
    std::size_t done = 0;
    while (done < bytes) {
        const off_t at = static_cast<off_t>(index) * static_cast<off_t>(bytes) + static_cast<off_t>(done);
        const ssize_t got = pread(m_file, data + done, bytes - done, at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) failed(got < 0 ? errno : EIO);
        done += static_cast<std::size_t>(got);
    }
    return result;
}

}  // namespace tintype::edits
