#include "core/vault/cartoon_style.h"

#include <algorithm>

#include "core/base/safe_file.h"
#include "core/vault/installed.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;

constexpr const char* kBackgroundEnd = "_bg";

// What stands between the two; empty when either is missing.
std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const std::size_t first = text.find(before);
    if (first == std::string::npos) return {};
    const std::size_t begin = first + before.size();
    const std::size_t end = after.empty() ? text.size() : text.find(after, begin);
    return end == std::string::npos ? std::string() : text.substr(begin, end - begin);
}

// "cartoon_anime_bg.pb" -> "anime"
std::string styleOfGraph(const fs::path& graph) {
    std::string name = graph.stem().native();
    if (name.ends_with(kBackgroundEnd)) name.resize(name.size() - 3);
    if (name.starts_with("cartoon")) name.erase(0, 7);
    name.erase(0, name.find_first_not_of("_-"));
    return name;
}

// The folders as they are published, and as this program names those it imports.
std::string styleOfFolder(const fs::path& folder) {
    const std::string name = folder.filename().native();
    if (name.find("person-image-cartoon_compound") != std::string::npos) return "anime";
    if (const std::string style = between(name, "person-image-cartoon-", "_compound"); !style.empty()) return style;
    return name.starts_with("dct-net-") ? between(name, "dct-net-", "") : std::string();
}

std::vector<fs::path> entriesOf(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::path> entries;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::vector<fs::path> graphsIn(const fs::path& folder) {
    std::error_code ignored;
    std::vector<fs::path> graphs = entriesOf(folder);
    std::erase_if(graphs, [&](const fs::path& file) {
        return file.extension() != ".pb" || !file.stem().native().ends_with(kBackgroundEnd) || !fs::is_regular_file(file, ignored);
    });
    return graphs;
}

// A style that no published name tells is called as its folder is.
CartoonStyle named(const std::string& published, const fs::path& model, const fs::path& folder) {
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
    return {published.empty() ? displayName(plain.filename()) : published, model};
}

std::vector<CartoonStyle> stylesOf(const fs::path& folder) {
    const std::vector<fs::path> graphs = graphsIn(folder);
    if (graphs.size() == 1) return {named(cartoonStyleOf(folder), folder, folder)};
    std::vector<CartoonStyle> styles;
    for (const fs::path& graph : graphs) styles.push_back(named(styleOfGraph(graph), graph, folder));
    return styles;
}

}  // namespace

std::string cartoonStyleOf(const fs::path& folder) {
    const fs::path plain = folder.lexically_normal();
    const std::string named = styleOfFolder(plain.has_filename() ? plain : plain.parent_path());
    if (!named.empty()) return named;
    const std::vector<fs::path> graphs = graphsIn(folder);
    return graphs.size() == 1 ? styleOfGraph(graphs.front()) : std::string();
}

std::vector<CartoonStyle> cartoonStylesIn(const fs::path& place) {
    std::error_code ignored;
    if (!fs::is_directory(place, ignored)) return {named(styleOfGraph(place), place, fs::absolute(place, ignored).parent_path())};
    std::vector<CartoonStyle> styles = stylesOf(place);
    for (const fs::path& entry : entriesOf(place)) {
        if (!fs::is_directory(entry, ignored)) continue;
        const std::vector<CartoonStyle> more = stylesOf(entry);
        styles.insert(styles.end(), more.begin(), more.end());
    }
    return styles;
}

std::vector<CartoonStyle> installedCartoonStyles() {
    std::vector<CartoonStyle> styles;
    for (const InstalledModel& model : installedModels(modelFolders())) {
        if (model.kind != ModelKind::DctNet || !model.problem.empty()) continue;
        const std::vector<CartoonStyle> more = cartoonStylesIn(model.path);
        styles.insert(styles.end(), more.begin(), more.end());
    }
    return styles;
}

}  // namespace tintype::vault
