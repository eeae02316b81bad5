#include "core/document/undo_store.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/base/error.h"

namespace tintype::document {

namespace {

constexpr std::uint64_t kFreeSpaceLeft = std::uint64_t(1) << 30;  // on the disk, for everybody else

int openNameless(const QString& folder) {
    QDir().mkpath(folder);
    const QByteArray path = QFile::encodeName(folder);
    const int file = ::open(path.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0) return file;
    QByteArray name = path + "/tintype-undo-XXXXXX";
    const int named = ::mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0) ::unlink(name.constData());
    return named;
}

// The cache folder first: the temporary folder often lies in memory.
int openTemporary() {
    const int file = openNameless(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) +
                                  QStringLiteral("/tintype"));
    return file >= 0 ? file : openNameless(QDir::tempPath());
}

bool hasRoom(int file, std::uint64_t bytes) {
    struct statvfs space {};
    if (::fstatvfs(file, &space) != 0) return true;
    return std::uint64_t(space.f_bavail) * space.f_frsize > bytes + kFreeSpaceLeft;
}

bool writeAll(int file, const image::Bytes& bytes, std::int64_t offset) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pwrite(file, bytes.data() + done, bytes.size() - done, offset + static_cast<off_t>(done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

bool readAll(int file, image::Bytes& bytes, std::int64_t offset) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::pread(file, bytes.data() + done, bytes.size() - done, offset + static_cast<off_t>(done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

}  // namespace

Blob::Blob(std::shared_ptr<UndoStore> store, image::Bytes bytes)
    : m_store(std::move(store)), m_bytes(std::make_shared<const image::Bytes>(std::move(bytes))),
      m_size(m_bytes->size()) {}

Blob::~Blob() { m_store->forget(*this); }

std::shared_ptr<const image::Bytes> Blob::load() const {
    {
        const std::lock_guard lock(m_store->m_mutex);
        if (m_bytes) return m_bytes;
    }
    auto bytes = std::make_shared<image::Bytes>(m_size);
    if (!readAll(m_store->m_file, *bytes, m_offset))
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "The temporary file of the undo steps cannot be read: %1."),
                    {std::strerror(errno)});
    return bytes;
}

UndoStore::UndoStore(std::uint64_t memoryLimit, std::uint64_t diskLimit)
    : m_memoryLimit(memoryLimit), m_diskLimit(diskLimit) {}

UndoStore::~UndoStore() {
    if (m_file >= 0) ::close(m_file);
}

std::shared_ptr<Blob> UndoStore::keep(image::Bytes bytes) {
    auto blob = std::make_shared<Blob>(shared_from_this(), std::move(bytes));
    const std::lock_guard lock(m_mutex);
    m_memory += blob->m_size;
    m_blobs.push_back(blob);
    return blob;
}

void UndoStore::setLimits(std::uint64_t memoryLimit, std::uint64_t diskLimit) {
    const std::lock_guard lock(m_mutex);
    m_memoryLimit = memoryLimit;
    m_diskLimit = diskLimit;
    m_full = false;
}

std::uint64_t UndoStore::memory() const {
    const std::lock_guard lock(m_mutex);
    return m_memory;
}

std::uint64_t UndoStore::disk() const {
    const std::lock_guard lock(m_mutex);
    return m_disk;
}

std::uint64_t UndoStore::memoryLimit() const {
    const std::lock_guard lock(m_mutex);
    return m_memoryLimit;
}

void UndoStore::spill(std::uint64_t reserved) {
    const auto over = [&] {
        const std::lock_guard lock(m_mutex);
        return !m_full && m_memory + reserved > m_memoryLimit;
    };
    while (over()) {
        const auto blob = oldestInMemory();
        if (!blob) return;
        if (writeOut(blob)) continue;
        const std::lock_guard lock(m_mutex);
        m_full = true;
    }
}

bool UndoStore::exhausted() const {
    const std::lock_guard lock(m_mutex);
    return m_full && m_memory > m_memoryLimit;
}

std::shared_ptr<Blob> UndoStore::oldestInMemory() {
    const std::lock_guard lock(m_mutex);
    while (!m_blobs.empty()) {
        if (auto blob = m_blobs.front().lock()) return blob;
        m_blobs.pop_front();
    }
    return nullptr;
}

bool UndoStore::writeOut(const std::shared_ptr<Blob>& blob) {
    std::shared_ptr<const image::Bytes> bytes;
    std::int64_t offset = 0;
    {
        const std::lock_guard lock(m_mutex);
        if (m_file < 0) m_file = openTemporary();
        if (m_file < 0 || m_disk + blob->m_size > m_diskLimit) return false;
        bytes = blob->m_bytes;
        offset = m_end;
    }
    if (!hasRoom(m_file, bytes->size()) || !writeAll(m_file, *bytes, offset)) return false;
    const std::lock_guard lock(m_mutex);
    blob->m_offset = offset;
    blob->m_bytes.reset();
    m_end += static_cast<std::int64_t>(blob->m_size);
    m_disk += blob->m_size;
    m_memory -= blob->m_size;
    // Compared by owner: lock() could end up destroying a blob here, under the mutex.
    m_blobs.remove_if([&](const std::weak_ptr<Blob>& other) {
        return other.expired() || (!other.owner_before(blob) && !blob.owner_before(other));
    });
    return true;
}

void UndoStore::forget(Blob& blob) {
    const std::lock_guard lock(m_mutex);
    if (blob.m_bytes) {
        m_memory -= blob.m_size;
        return;
    }
    m_disk -= blob.m_size;
    m_full = false;
    ::fallocate(m_file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, blob.m_offset, static_cast<off_t>(blob.m_size));
}

}  // namespace tintype::document
