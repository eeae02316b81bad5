#include "core/checkpoint/component_files.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

namespace fs = std::filesystem;

// diffusers, transformers' safetensors, transformers' .bin.
constexpr std::array<std::string_view, 3> kStems{"diffusion_pytorch_model", "model", "pytorch_model"};
constexpr std::array<std::string_view, 2> kEndings{".safetensors", ".bin"};
constexpr std::size_t kMostFiles = 10'000;

// Names of the files in a folder, links followed; a dangling link is no file.
std::set<std::string> filesIn(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && names.size() < kMostFiles; entry.increment(error)) {
        std::error_code ignored;
        if (entry->exists(ignored) && !entry->is_directory(ignored)) names.insert(entry->path().filename().native());
    }
    return names;
}

bool isWord(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

// The variants that single files in the folder are named after, besides fp16 and bf16: "non_ema"...
std::set<std::string> otherVariants(const std::set<std::string>& names) {
    std::set<std::string> variants;
    for (const std::string& name : names)
        for (const std::string_view stem : kStems)
            for (const std::string_view ending : kEndings) {
                if (name.size() <= stem.size() + ending.size() + 1 || !name.starts_with(stem) || !name.ends_with(ending)) continue;
                const std::string middle = name.substr(stem.size(), name.size() - stem.size() - ending.size());
                if (middle[0] == '.' && isWord(middle.substr(1))) variants.insert(middle.substr(1));
            }
    return variants;
}

std::vector<std::string> variantsInOrder(const std::set<std::string>& names, WantedVariant wanted) {
    std::vector<std::string> order{"fp16", "bf16"};
    order.insert(wanted == WantedVariant::Plain ? order.begin() : order.end(), "");
    for (const std::string& other : otherVariants(names))
        if (std::find(order.begin(), order.end(), other) == order.end()) order.push_back(other);
    return order;
}

// One file first; then the spellings an index has had over the years.
std::vector<std::string> spellings(std::string_view stem, std::string_view ending, const std::string& variant) {
    const std::string whole = std::string(stem) + std::string(ending);
    if (variant.empty()) return {whole, whole + ".index.json"};
    const std::string marked = std::string(stem) + "." + variant + std::string(ending);
    return {marked, whole + ".index." + variant + ".json", whole + "." + variant + ".index.json", marked + ".index.json"};
}

bool holdsShards(const std::set<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.find("-00001-of-") != std::string::npos; });
}

}  // namespace

std::optional<ComponentFile> findComponentFile(const fs::path& folder, WantedVariant wanted) {
    const std::set<std::string> names = filesIn(folder);
    for (const std::string& variant : variantsInOrder(names, wanted))
        for (const std::string_view ending : kEndings)
            for (const std::string_view stem : kStems)
                for (const std::string& name : spellings(stem, ending, variant))
                    if (names.count(name)) return ComponentFile{folder / name, variant};
    return std::nullopt;
}

ComponentFile componentFile(const fs::path& folder, WantedVariant wanted) {
    if (const auto found = findComponentFile(folder, wanted)) return *found;
    std::error_code error;
    if (!fs::exists(folder, error)) refuse(folder, TINTYPE_NOOP("core", "The model is incomplete: the folder %1 is missing."));
    if (!fs::is_directory(folder, error)) refuse(folder, TINTYPE_NOOP("core", "The model is damaged: %1 is not a folder."));
    if (holdsShards(filesIn(folder)))
        refuse(folder, TINTYPE_NOOP("core", "The model is incomplete: the folder %1 holds shards, but not their index (a file that ends in .index.json)."));
    refuse(folder, TINTYPE_NOOP("core", "The model is incomplete: the folder %1 holds no weights (%2 or %3)."),
           {"diffusion_pytorch_model.safetensors", "model.safetensors"});
}

}  // namespace tintype::checkpoint
