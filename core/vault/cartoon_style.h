// DCT-Net's styles: each is a pair of graphs, told apart by the names that its authors and this program's folders give them. Used by
// the recogniser, the cartoon's style chooser and `tintype cartoon --all-styles`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tintype::vault {

struct CartoonStyle {
    std::string name;             // "anime", "3d", ...; for people
    std::filesystem::path model;  // a folder, or the background graph where a folder holds several styles
};

// The published style that a model folder holds; empty where its names do not say.
std::string cartoonStyleOf(const std::filesystem::path& folder);

// The styles of a graph, a model folder, or a folder of model folders, by name. Empty when there are none.
std::vector<CartoonStyle> cartoonStylesIn(const std::filesystem::path& place);

// Those of all installed models that can be used.
std::vector<CartoonStyle> installedCartoonStyles();

}  // namespace tintype::vault
