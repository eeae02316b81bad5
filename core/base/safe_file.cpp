#include "core/base/safe_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <random>
#include <system_error>
#include <utility>

#include "core/base/error.h"
#include "core/base/size.h"

namespace tintype {
namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;
constexpr std::size_t kLongestName = 255;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_descriptor; }
    bool valid() const { return m_descriptor >= 0; }
    // The result of close(2): network folders report a full disk only here.
    int close() {
        const int descriptor = std::exchange(m_descriptor, -1);
        return descriptor < 0 ? 0 : ::close(descriptor);
    }

private:
    int m_descriptor;
};

// Removes a file unless told to keep it.
class Leftover {
public:
    explicit Leftover(fs::path path) : m_path(std::move(path)) {}
    ~Leftover() {
        if (!m_path.empty()) ::unlink(m_path.c_str());
    }
    Leftover(const Leftover&) = delete;
    Leftover& operator=(const Leftover&) = delete;
    void keep() { m_path.clear(); }

private:
    fs::path m_path;
};

std::string reason(int code) { return std::generic_category().message(code); }

[[noreturn]] void failToWrite(const fs::path& target, int code) {
    switch (code) {
        case ENOSPC:
        case EDQUOT:
            throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be saved because the disk is full."),
                        {displayName(target)});
        case ENOENT:
        case ENOTDIR:
            throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be saved because its folder does not exist."),
                        {displayName(target)});
        case ENAMETOOLONG:
            throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be saved because its name is too long."),
                        {displayName(target)});
        case EACCES:
        case EPERM:
        case EROFS:
            throw Error(ErrorKind::Disk,
                        TINTYPE_NOOP("core", "%1 could not be saved because writing there is not permitted."),
                        {displayName(target)});
        default:
            throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be saved: %2."),
                        {displayName(target), reason(code)});
    }
}

[[noreturn]] void refuseKind(const fs::path& target, mode_t mode) {
    if (S_ISDIR(mode)) {
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be saved because it is a folder."),
                    {displayName(target)});
    }
    throw Error(ErrorKind::Disk,
                TINTYPE_NOOP("core", "%1 could not be saved because it is a device or a pipe, not a file."),
                {displayName(target)});
}

fs::path folderOf(const fs::path& file) {
    const fs::path folder = file.parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

fs::path linkTarget(const fs::path& link, const fs::path& named) {
    std::error_code error;
    const fs::path to = fs::read_symlink(link, error);
    if (error) failToWrite(named, error.value());
    return to.is_absolute() ? to : folderOf(link) / to;
}

// Where the bytes go, and what stands there now.
struct Place {
    fs::path path;
    std::optional<struct stat> existing;
};

Place resolve(const fs::path& target) {
    if (target.empty() || target.native().find('\0') != std::string::npos) failToWrite(target, EINVAL);
    fs::path path = target;
    for (int links = 0; links <= kMostLinks; ++links) {
        struct stat status{};
        if (::lstat(path.c_str(), &status) != 0) {
            if (errno != ENOENT) failToWrite(target, errno);
            if (!path.has_filename()) failToWrite(target, EISDIR);
            return {path, std::nullopt};
        }
        if (S_ISREG(status.st_mode)) return {path, status};
        if (!S_ISLNK(status.st_mode)) refuseKind(target, status.st_mode);
        path = linkTarget(path, target);
    }
    failToWrite(target, ELOOP);
}

Place writablePlace(const fs::path& target) {
    Place place = resolve(target);
    struct stat folder{};
    if (::stat(folderOf(place.path).c_str(), &folder) != 0) failToWrite(target, errno);
    if (!S_ISDIR(folder.st_mode)) failToWrite(target, ENOTDIR);
    if (::faccessat(AT_FDCWD, folderOf(place.path).c_str(), W_OK | X_OK, AT_EACCESS) != 0) failToWrite(target, errno);
    if (place.existing && ::faccessat(AT_FDCWD, place.path.c_str(), W_OK, AT_EACCESS) != 0)
        failToWrite(target, errno);
    return place;
}

std::string randomLetters() {
    static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::random_device device;
    std::string letters;
    for (int i = 0; i < 8; ++i) letters += kLetters[device() % (sizeof kLetters - 1)];
    return letters;
}

// A new file beside `beside`, named prefix + random letters + suffix; mode 0666 less the umask.
Descriptor createBeside(const fs::path& beside, const std::string& prefix, const std::string& suffix,
                        const fs::path& target, fs::path& created) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        created = folderOf(beside) / (prefix + randomLetters() + suffix);
        const int descriptor = ::open(created.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (descriptor >= 0) return Descriptor(descriptor);
        if (errno != EEXIST) failToWrite(target, errno);
    }
    failToWrite(target, EEXIST);
}

void writeAll(int descriptor, std::span<const std::uint8_t> bytes, const fs::path& target) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) failToWrite(target, written < 0 ? errno : EIO);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

void syncFile(int descriptor, const fs::path& target) {
    while (::fsync(descriptor) != 0)
        if (errno != EINTR) failToWrite(target, errno);
}

// The old file's owner where the system lets us, and its permissions.
void takeOver(int descriptor, const Place& place, const fs::path& target) {
    if (!place.existing) return;
    const struct stat& old = *place.existing;
    struct stat now{};
    if (::fstat(descriptor, &now) != 0) failToWrite(target, errno);
    mode_t mode = old.st_mode & 07777;
    const bool sameOwner = now.st_uid == old.st_uid && now.st_gid == old.st_gid;
    if (!sameOwner && ::fchown(descriptor, old.st_uid, old.st_gid) != 0) mode &= 0777;
    if (::fchmod(descriptor, mode) != 0 && errno != EPERM) failToWrite(target, errno);
}

void syncFolder(const fs::path& folder, const fs::path& target) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.valid()) return;  // a folder may be writable without being readable
    // Some network file systems cannot sync a folder and say so by EINVAL.
    if (::fsync(descriptor.get()) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EINTR)
        failToWrite(target, errno);
}

// The last steps of every save: what was written to `temporary` becomes the file at `place`.
void settle(Descriptor& file, const fs::path& temporary, const Place& place, const fs::path& target) {
    takeOver(file.get(), place, target);
    syncFile(file.get(), target);
    if (file.close() != 0) failToWrite(target, errno);
    if (::rename(temporary.c_str(), place.path.c_str()) != 0) failToWrite(target, errno);
    syncFolder(folderOf(place.path), target);
}

[[noreturn]] void failToRead(const fs::path& source, int code) {
    if (code == ENOENT || code == ENOTDIR) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 does not exist."), {displayName(source)});
    }
    if (code == EACCES || code == EPERM) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 cannot be opened because reading it is not permitted."),
                    {displayName(source)});
    }
    // Opening a socket, or a device without its driver, fails with these.
    if (code == ENXIO || code == ENODEV) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is a device or a pipe, not a file."),
                    {displayName(source)});
    }
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 cannot be opened: %2."),
                {displayName(source), reason(code)});
}

std::uint64_t readableSize(int descriptor, const fs::path& source, std::uint64_t limit) {
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) failToRead(source, errno);
    if (S_ISDIR(status.st_mode))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is a folder, not a file."), {displayName(source)});
    if (!S_ISREG(status.st_mode)) failToRead(source, ENXIO);
    if (status.st_size == 0)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is empty."), {displayName(source)});
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit) {
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is too large: it has %2 and the limit is %3."),
                    {displayName(source), formatBytes(size), formatBytes(limit)});
    }
    return size;
}

// Length of the well-formed UTF-8 sequence at `at`, 0 where there is none.
std::size_t utf8Length(const std::string& text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned lead = byte(at);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF5 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0) != 0x80) return 0;
    const unsigned second = byte(at + 1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool surrogate = lead == 0xED && second >= 0xA0;
    const bool tooLarge = lead == 0xF4 && second >= 0x90;
    return overlong || surrogate || tooLarge ? 0 : length;
}

}  // namespace

void writeFileSafely(const fs::path& target, std::span<const std::uint8_t> bytes) {
    const Place place = writablePlace(target);
    fs::path temporary;
    Descriptor file = createBeside(place.path, ".tintype-", ".tmp", target, temporary);
    Leftover leftover(temporary);
    writeAll(file.get(), bytes, target);
    settle(file, temporary, place, target);
    leftover.keep();
}

void checkWritable(const fs::path& target) { writablePlace(target); }

PartFile::PartFile(fs::path target) : m_target(std::move(target)) {
    const Place place = writablePlace(m_target);
    static constexpr std::size_t kAdded = sizeof(".12345678.part") - 1;
    const std::string name = place.path.filename().native().substr(0, kLongestName - kAdded);
    createBeside(place.path, name + '.', ".part", m_target, m_part);
}

PartFile::~PartFile() {
    if (!m_committed) ::unlink(m_part.c_str());
}

void PartFile::commit() {
    const Place place = writablePlace(m_target);
    Descriptor file(::open(m_part.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!file.valid()) failToWrite(m_target, errno);
    settle(file, m_part, place, m_target);
    m_committed = true;
}

std::vector<std::uint8_t> readFile(const fs::path& source, std::uint64_t limit) {
    if (source.native().find('\0') != std::string::npos) failToRead(source, EINVAL);
    // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    const Descriptor file(::open(source.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (!file.valid()) failToRead(source, errno);
    std::vector<std::uint8_t> bytes(readableSize(file.get(), source, limit));
    std::size_t used = 0;
    while (used < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + used, bytes.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be read: %2."),
                        {displayName(source), reason(errno)});
        }
        if (got == 0) break;  // the file shrank meanwhile
        used += static_cast<std::size_t>(got);
    }
    bytes.resize(used);
    return bytes;
}

std::string displayName(const fs::path& path) {
    const std::string& bytes = path.native();
    std::string text;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t length = utf8Length(bytes, i);
        if (length == 0) text += "\xEF\xBF\xBD";
        else text.append(bytes, i, length);
        i += length ? length : 1;
    }
    return text;
}

}  // namespace tintype
