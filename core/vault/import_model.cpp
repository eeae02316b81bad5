#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <map>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/base/sha256.h"
#include "core/checkpoint/mapped_file.h"
#include "core/vault/import_record.h"
#include "core/vault/installed.h"
#include "core/vault/recognise.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;
constexpr std::uint64_t kChunk = std::uint64_t(8) << 20;

[[noreturn]] void diskError(const fs::path& path, const std::string& reason) {
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 cannot be written: %2."), {displayName(path), reason});
}

// "GPEN 512" -> "gpen-512": a folder's name, fit for the shell.
std::string slug(const std::string& title) {
    std::string name;
    for (const unsigned char c : title) {
        if (std::isalnum(c) || (c == '.' && !name.empty())) name += static_cast<char>(std::tolower(c));
        else if (!name.empty() && name.back() != '-') name += '-';
    }
    while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
    return name.empty() ? "model" : name;
}

// Each file of the model and its place below the new folder. A single file's word lists come into tokenizer/, as in folders.
std::map<std::string, fs::path> filesOf(const Model& model, bool isFolder) {
    std::map<std::string, fs::path> files;
    const auto add = [&](const fs::path& file, const char* otherwise) {
        const fs::path place = isFolder ? file.lexically_relative(model.path) : fs::path(otherwise) / file.filename();
        files.emplace(place.native(), file);
    };
    for (const Component& component : model.components)
        for (const fs::path& file : component.files) add(file, "");
    for (const fs::path& file : model.variants) add(file, "");
    for (const fs::path& file : model.companions) add(file, "tokenizer");
    return files;
}

std::string sumOf(const fs::path& file, const Progress& progress) {
    const auto mapped = checkpoint::MappedFile::open(file);
    Sha256 sum;
    for (std::uint64_t place = 0; place < mapped->size(); place += kChunk) {
        const std::uint64_t length = std::min(kChunk, mapped->size() - place);
        sum.add(mapped->bytes(place, length));
        mapped->release(place, length);
        progress.check();
    }
    return sum.hex();
}

// Shares the blocks on file systems that can (Btrfs, XFS), then a second name for the same file, then a copy.
bool cloned(const fs::path& source, const fs::path& target) {
    const int from = ::open(source.c_str(), O_RDONLY | O_CLOEXEC);
    const int to = ::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    const bool done = from >= 0 && to >= 0 && ::ioctl(to, FICLONE, from) == 0;
    if (from >= 0) ::close(from);
    if (to >= 0) ::close(to);
    if (!done && to >= 0) ::unlink(target.c_str());
    return done;
}

void copied(const fs::path& source, const fs::path& target, const Progress& progress) {
    const auto mapped = checkpoint::MappedFile::open(source);
    std::error_code error;
    const fs::space_info space = fs::space(target.parent_path(), error);
    if (!error && space.available < mapped->size()) diskError(target, "the disk is full");
    PartFile part(target);
    const int to = ::open(part.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (to < 0) diskError(target, std::strerror(errno));
    for (std::uint64_t place = 0; place < mapped->size();) {
        const auto bytes = mapped->bytes(place, std::min(kChunk, mapped->size() - place));
        const ssize_t written = ::write(to, bytes.data(), bytes.size());
        if (written <= 0 && errno != EINTR) {
            const int reason = errno;
            ::close(to);
            diskError(target, std::strerror(reason));
        }
        if (written > 0) {
            mapped->release(place, static_cast<std::uint64_t>(written));
            place += static_cast<std::uint64_t>(written);
        }
        if (progress.stopToken().stop_requested()) ::close(to);
        progress.check();
    }
    if (::close(to) != 0) diskError(target, std::strerror(errno));
    part.commit();
}

void place(const fs::path& source, const fs::path& target, const Progress& progress) {
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error) diskError(target.parent_path(), error.message());
    // The link's own target: a download cache holds links that may go away.
    const fs::path real = fs::canonical(source, error);
    if (error) diskError(source, error.message());
    if (cloned(real, target)) return;
    fs::create_hard_link(real, target, error);
    if (error) copied(real, target, progress);
}

fs::path freeFolder(const fs::path& folder, const std::string& name) {
    std::error_code error;
    for (int number = 1; number < 1000; ++number) {
        const fs::path place = folder / (number == 1 ? name : name + "-" + std::to_string(number));
        if (!fs::exists(fs::symlink_status(place, error))) return place;
    }
    diskError(folder / name, "the name is taken");
}

void refuseTwice(const fs::path& folder, const ImportRecord& record) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::optional<ImportRecord> other;
        try {
            other = readImportRecord(entry->path());
        } catch (const Error&) {
            continue;  // a damaged neighbour does not forbid a new model
        }
        if (other && other->sums == record.sums)
            throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "%1 is installed already, as \"%2\"."), {record.source, displayName(entry->path().filename())});
    }
}

// Removes what was begun unless it was finished.
struct Unfinished {
    fs::path folder;
    ~Unfinished() {
        std::error_code ignored;
        if (!folder.empty()) fs::remove_all(folder, ignored);
    }
};

}  // namespace

InstalledModel importModel(const fs::path& source, const fs::path& folder, Progress& progress) {
    const Model model = recognise(source);
    requireUsable(model);
    std::error_code error;
    const bool isFolder = fs::is_directory(source, error);
    const auto files = filesOf(model, isFolder);
    const KindFacts& facts = factsOf(model.kind);
    ImportRecord record{isFolder ? "" : source.filename().native(), facts.id, model.title, facts.licence, displayName(fs::absolute(source)), {}};
    progress.begin({TINTYPE_NOOP("core", "Checking the files"), {}}, static_cast<int>(files.size()), 0.5);
    for (const auto& [name, file] : files) {
        record.sums[name] = sumOf(file, progress);
        progress.step();
    }
    refuseTwice(folder, record);

    fs::create_directories(folder, error);
    if (error) diskError(folder, error.message());
    const fs::path place = freeFolder(folder, model.title == facts.title ? facts.id : slug(model.title));
    Unfinished unfinished{folder / ("." + place.filename().native() + ".part")};
    fs::remove_all(unfinished.folder, error);
    progress.begin({TINTYPE_NOOP("core", "Copying the model"), {}}, static_cast<int>(files.size()), 0.5);
    for (const auto& [name, file] : files) {
        vault::place(file, unfinished.folder / name, progress);
        progress.step();
    }
    writeImportRecord(unfinished.folder, record);
    fs::rename(unfinished.folder, place, error);
    if (error) diskError(place, error.message());
    unfinished.folder.clear();
    return {place.filename().native(), record.entry.empty() ? place : place / record.entry, place, model.kind, model.title, model.bytes(), {}};
}

}  // namespace tintype::vault
