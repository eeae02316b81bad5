// What may be written and what may not, found out before any work is done.
#pragma once

#include <filesystem>
#include <vector>

#include "app/cli/picture_work.h"

namespace tintype::cli {

// Throws UsageError when the extension names no format that can be written or when the target is one of the
// files that are read.
void checkTarget(const std::filesystem::path& target, Yields yields, const std::vector<std::filesystem::path>& read);
// Throws Error(Disk) when nothing can be written there, before long work starts.
void checkPlace(const std::filesystem::path& target, Yields yields);
// Throws UsageError when a batch cannot go there: it is a file, or is named like one.
void checkFolder(const std::filesystem::path& folder);
// Makes the folders results go into; in the end those that it made and that stayed empty are removed.
class MadeFolders {
public:
    MadeFolders() = default;
    ~MadeFolders();
    MadeFolders(const MadeFolders&) = delete;
    MadeFolders& operator=(const MadeFolders&) = delete;

    // The folder of that file, with all above it. Throws Error(Disk).
    void makeFor(const std::filesystem::path& target);

private:
    std::vector<std::filesystem::path> m_made;  // outer before inner
};
// out.png, or out_1.png ... out_N.png for several.
std::vector<std::filesystem::path> variationTargets(const std::filesystem::path& target, int variations);

}  // namespace tintype::cli
