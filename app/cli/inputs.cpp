#include "app/cli/inputs.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "app/cli/photo_file.h"
#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/read.h"
#include "core/video/clip.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;
using FileId = std::pair<dev_t, ino_t>;

bool idOf(const fs::path& path, FileId& id) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return false;
    id = {status.st_dev, status.st_ino};
    return true;
}

bool isFolder(const fs::path& path) {
    std::error_code error;
    return fs::is_directory(path, error);
}

bool readable(const fs::path& file) {
    std::string extension = file.extension().native();
    if (extension.empty()) return false;
    extension.erase(0, 1);
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::vector<std::string> known = image::readableExtensions();
    return std::find(known.begin(), known.end(), extension) != known.end();
}

class Walk {
public:
    Walk(const fs::path& skipped, std::vector<Input>& files) : m_files(files) {
        FileId id;
        if (idOf(skipped, id)) m_seen.insert(id);
    }

    void folder(const fs::path& folder, const fs::path& place) {
        FileId id;
        if (!idOf(folder, id) || !m_seen.insert(id).second) return;
        std::vector<fs::path> entries;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error))
            entries.push_back(entry.path());
        if (error) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The folder %1 cannot be read: %2."),
                               {displayName(folder), error.message()});
        std::sort(entries.begin(), entries.end());
        for (const fs::path& entry : entries) {
            if (entry.filename().native().starts_with('.')) continue;
            if (isFolder(entry)) this->folder(entry, place / entry.filename());
            else if (readable(entry)) m_files.push_back({entry, place});
        }
    }

private:
    std::vector<Input>& m_files;
    std::set<FileId> m_seen;
};

void addFolder(const fs::path& folder, const fs::path& target, std::vector<Input>& files) {
    const std::size_t before = files.size();
    // A folder that is its own target is worked on, not skipped.
    Walk(sameFile(folder, target) ? fs::path() : target, files).folder(folder, {});
    if (files.size() == before)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The folder %1 holds no pictures."),
                    {displayName(folder)});
}

bool writable(const std::string& extension) {
    const std::vector<std::string> known = image::writableExtensions();
    return std::find(known.begin(), known.end(), extension) != known.end();
}

std::string extensionFor(const fs::path& input, const std::string& wanted) {
    if (!wanted.empty()) return "." + wanted;
    std::string own = input.extension().native();
    std::string lower = own;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.size() > 1 && writable(lower.substr(1))) return own;
    // A clip stays what it is, or becomes an MP4.
    if (lower == ".gif") return isClip(input) ? own : ".png";
    if (video::looksLikeClip(input)) return isClipTarget(input) ? own : ".mp4";
    return ".png";
}

fs::path named(const fs::path& stem, const std::string& addition, const std::string& extension) {
    return fs::path(stem.native() + addition + extension);
}

}  // namespace

Inputs findInputs(const std::vector<std::string>& given, const fs::path& target) {
    Inputs inputs;
    inputs.batch = given.size() > 1;
    for (const fs::path path : given) {
        if (!isFolder(path)) {
            inputs.files.push_back({path, {}});
            continue;
        }
        inputs.batch = true;
        addFolder(path, target, inputs.files);
    }
    return inputs;
}

bool sameFile(const fs::path& a, const fs::path& b) {
    FileId first;
    FileId second;
    return idOf(a, first) && idOf(b, second) && first == second;
}

std::vector<fs::path> targetsFor(const Inputs& inputs, const fs::path& folder, const std::string& verb,
                                 const std::string& extension) {
    std::set<FileId> sources;
    for (const Input& input : inputs.files)
        if (FileId id; idOf(input.file, id)) sources.insert(id);
    const auto isSource = [&](const fs::path& path) {
        FileId id;
        return idOf(path, id) && sources.contains(id);
    };
    std::set<fs::path> taken;
    std::vector<fs::path> targets;
    for (const Input& input : inputs.files) {
        const fs::path stem = folder / input.place / input.file.stem();
        const std::string ending = extensionFor(input.file, extension);
        fs::path target = named(stem, "", ending);
        for (int number = 1; isSource(target) || taken.contains(target); ++number)
            target = named(stem, number == 1 ? "_" + verb : "_" + verb + "-" + std::to_string(number), ending);
        taken.insert(target);
        targets.push_back(target);
    }
    return targets;
}

}  // namespace tintype::cli
