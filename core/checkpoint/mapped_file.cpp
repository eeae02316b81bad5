#include "core/checkpoint/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) close(number);
    }
};

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& path) {
    // Non-blocking: a FIFO must not hang the program.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number < 0) {
        if (errno == ENOENT) refuse(path, TINTYPE_NOOP("core", "There is no file %1."));
        refuse(path, TINTYPE_NOOP("core", "%1 cannot be opened: %2."), {std::strerror(errno)});
    }
    struct stat status {};
    if (fstat(file.number, &status) != 0 || !S_ISREG(status.st_mode))
        refuse(path, TINTYPE_NOOP("core", "%1 is not a regular file."));
    if (status.st_size == 0) refuse(path, TINTYPE_NOOP("core", "%1 is empty."));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    void* memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number, 0);
    if (memory == MAP_FAILED) refuse(path, TINTYPE_NOOP("core", "%1 cannot be mapped: %2."), {std::strerror(errno)});

    std::shared_ptr<MappedFile> mapped(new MappedFile);
    mapped->m_path = path;
    mapped->m_data = static_cast<const std::uint8_t*>(memory);
    mapped->m_size = size;
    mapped->m_mapped = true;
    return mapped;
}

std::shared_ptr<const MappedFile> MappedFile::fromBytes(std::span<const std::uint8_t> bytes, std::filesystem::path name) {
    auto* copy = new std::uint8_t[bytes.size() + 1];
    if (!bytes.empty()) std::memcpy(copy, bytes.data(), bytes.size());
    std::shared_ptr<MappedFile> mapped(new MappedFile);
    mapped->m_path = std::move(name);
    mapped->m_data = copy;
    mapped->m_size = bytes.size();
    return mapped;
}

MappedFile::~MappedFile() {
    if (m_mapped) munmap(const_cast<std::uint8_t*>(m_data), m_size);
    else delete[] m_data;
}

std::span<const std::uint8_t> MappedFile::bytes(std::uint64_t offset, std::uint64_t length) const {
    if (offset > m_size || length > m_size - offset)
        refuse(m_path, TINTYPE_NOOP("core", "%1 ends at byte %2, but bytes up to %3 are needed."),
               {std::to_string(m_size), std::to_string(offset) + " + " + std::to_string(length)});
    return {m_data + offset, length};
}

void MappedFile::release(std::uint64_t offset, std::uint64_t length) const {
    if (!m_mapped || offset > m_size) return;
    constexpr std::uint64_t kPage = 4096;
    // Only whole pages inside the range: a neighbour's bytes may still be wanted.
    const std::uint64_t first = (offset + kPage - 1) / kPage * kPage;
    const std::uint64_t last = std::min(offset + length, m_size) / kPage * kPage;
    if (last > first) madvise(const_cast<std::uint8_t*>(m_data) + first, last - first, MADV_DONTNEED);
}

}  // namespace tintype::checkpoint
