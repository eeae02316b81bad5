// Which files a batch works on, and under which name each result goes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tintype::cli {

struct Input {
    std::filesystem::path file;
    std::filesystem::path place;  // its folder below the given one, where a folder was given; else empty
};

struct Inputs {
    std::vector<Input> files;
    bool batch = false;  // several files, or a folder
};

// Files stay as given; a folder gives all pictures below it in the order of their names, without hidden ones and
// without what lies in `target`; linked folders are followed once. Throws Error(BadInput) for a folder without
// pictures.
Inputs findInputs(const std::vector<std::string>& given, const std::filesystem::path& target);

// Whether both names lead to one existing file, through links too.
bool sameFile(const std::filesystem::path& a, const std::filesystem::path& b);

// Gives each input its own result below `folder`: the same name and sub-folder, an extension that can be written
// (`extension`, or empty: the input's own, else png), "_<verb>" added where an input would be overwritten and a
// number where two results would have one name.
std::vector<std::filesystem::path> targetsFor(const Inputs& inputs, const std::filesystem::path& folder,
                                              const std::string& verb, const std::string& extension);

}  // namespace tintype::cli
