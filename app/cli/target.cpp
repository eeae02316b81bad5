#include "app/cli/target.h"

#include <algorithm>

#include "app/cli/exit_status.h"
#include "app/cli/inputs.h"
#include "core/base/safe_file.h"
#include "core/image/read.h"
#include "core/video/clip.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

bool isPictureName(const fs::path& target) {
    std::string extension = target.extension().native();
    if (extension.size() < 2) return false;
    extension.erase(0, 1);
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::vector<std::string> known = image::writableExtensions();
    return std::find(known.begin(), known.end(), extension) != known.end();
}

void checkPictureName(const fs::path& target) {
    if (isPictureName(target)) return;
    std::error_code error;
    const fs::file_status status = fs::status(target, error);
    if (fs::exists(status) && !fs::is_directory(status)) checkWritable(target);  // a device has no format either
    if (fs::is_directory(status))
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 is a folder: end it with / to put the result into it."),
                    {displayName(target)});
    std::string known;
    for (const std::string& extension : image::writableExtensions()) known += (known.empty() ? "." : ", .") + extension;
    throw UsageError(displayName(target) + " does not end in a picture format that can be written (" + known + ").");
}

void checkClipName(const fs::path& target) {
    try {
        video::containerOf(target);
    } catch (const Error& error) {
        throw UsageError(error.what());
    }
}

}  // namespace

void checkTarget(const fs::path& target, Yields yields, const std::vector<fs::path>& read) {
    if (yields == Yields::Clip) checkClipName(target);
    else checkPictureName(target);
    for (const fs::path& file : read)
        if (sameFile(target, file))
            throw UsageError("The result would overwrite " + displayName(file) + ", which is read: name another file.");
}

void checkPlace(const fs::path& target, Yields yields) {
    // A sequence goes into a folder, which its writer judges.
    if (yields == Yields::Clip && video::containerOf(target) == video::Container::PngSequence) return;
    checkWritable(target);
}

void checkFolder(const fs::path& folder) {
    std::error_code error;
    const fs::file_status status = fs::status(folder, error);
    if (fs::is_directory(status)) return;
    if (fs::exists(status))
        throw UsageError("Several inputs need a folder after -o, but " + displayName(folder) + " is a file.");
    if (isPictureName(folder))
        throw UsageError("Several inputs need a folder after -o, but " + displayName(folder) + " is named like a file.");
}

MadeFolders::~MadeFolders() {
    std::error_code ignored;
    for (auto folder = m_made.rbegin(); folder != m_made.rend(); ++folder) fs::remove(*folder, ignored);
}

void MadeFolders::makeFor(const fs::path& target) {
    const fs::path parent = target.parent_path();
    std::error_code error;
    fs::path folder;
    for (const fs::path& part : parent) {
        folder /= part;
        if (part.empty() || fs::exists(folder, error)) continue;
        if (!fs::create_directory(folder, error)) break;
        m_made.push_back(folder);
    }
    if (!error) return;
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "The folder %1 cannot be made: %2."),
                {displayName(parent), error.message()});
}

std::vector<fs::path> variationTargets(const fs::path& target, int variations) {
    if (variations == 1) return {target};
    std::vector<fs::path> targets;
    for (int i = 1; i <= variations; ++i)
        targets.push_back(target.parent_path() /
                          fs::path(target.stem().native() + "_" + std::to_string(i) + target.extension().native()));
    return targets;
}

}  // namespace tintype::cli
