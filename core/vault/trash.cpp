#include "core/vault/trash.h"

#include <fcntl.h>
#include <unistd.h>

#include <cctype>
#include <cstdlib>
#include <ctime>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void cannotMove(const fs::path& path, const std::string& reason) {
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 cannot be moved to the trash: %2."), {displayName(path), reason});
}

fs::path trashFolder(const fs::path& path) {
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    if (data && *data) return fs::path(data) / "Trash";
    if (home && *home) return fs::path(home) / ".local/share/Trash";
    cannotMove(path, "there is no home folder");
}

// As the specification asks: percent-encoded, slashes kept.
std::string encoded(const fs::path& path) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    for (const unsigned char c : path.native()) {
        if (std::isalnum(c) || c == '/' || c == '-' || c == '_' || c == '.' || c == '~') text += static_cast<char>(c);
        else text += {'%', kDigits[c >> 4], kDigits[c & 15]};
    }
    return text;
}

std::string localTime() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    return text;
}

// The information file is made first, exclusively: its name then belongs to this entry.
std::string claimName(const fs::path& trash, const fs::path& path) {
    const std::string text = "[Trash Info]\nPath=" + encoded(fs::absolute(path)) + "\nDeletionDate=" + localTime() + "\n";
    for (int number = 1; number < 10'000; ++number) {
        std::string name = path.filename().native();
        if (number > 1) name.append(".").append(std::to_string(number));
        const fs::path info = trash / "info" / (name + ".trashinfo");
        const int file = ::open(info.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) continue;
        const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        const bool closed = ::close(file) == 0;
        if (written && closed) return name;
        ::unlink(info.c_str());
        cannotMove(path, "the trash cannot be written");
    }
    cannotMove(path, "the trash cannot be written");
}

}  // namespace

fs::path moveToTrash(const fs::path& path) {
    const fs::path trash = trashFolder(path);
    std::error_code error;
    fs::create_directories(trash / "info", error);
    fs::create_directories(trash / "files", error);
    const std::string name = claimName(trash, path);
    fs::rename(path, trash / "files" / name, error);
    if (error) {
        std::error_code ignored;
        fs::remove(trash / "info" / (name + ".trashinfo"), ignored);
        cannotMove(path, error.message());
    }
    return trash / "files" / name;
}

}  // namespace tintype::vault
