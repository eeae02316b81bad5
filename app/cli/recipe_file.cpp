#include "app/cli/recipe_file.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/pixels.h"
#include "core/image/write.h"
#include "core/video/reader.h"

namespace tintype::cli {

namespace {

constexpr std::uint64_t kMaxFileBytes = 4ull << 30;

bool looksLikeJson(const std::vector<std::uint8_t>& bytes) {
    for (const std::uint8_t byte : bytes)
        if (!std::isspace(byte)) return byte == '{';
    return false;
}

}  // namespace

std::string embeddedRecipeIn(const std::filesystem::path& file) {
    if (video::looksLikeClip(file)) return video::Reader(file).header().recipe;
    return image::embeddedRecipe(readFile(file, kMaxFileBytes));
}

std::string recipeIn(const std::filesystem::path& file) {
    std::string recipe;
    if (video::looksLikeClip(file)) {
        recipe = embeddedRecipeIn(file);
    } else {
        const std::vector<std::uint8_t> bytes = readFile(file, kMaxFileBytes);
        recipe = looksLikeJson(bytes) ? std::string(bytes.begin(), bytes.end()) : image::embeddedRecipe(bytes);
    }
    if (recipe.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 holds no recipe."), {displayName(file)});
    return recipe;
}

bool isSourceOf(const std::string& recipe, const image::Image& photo) {
    if (photo.empty()) return true;
    const nlohmann::json json = nlohmann::json::parse(recipe, nullptr, false);
    const auto source = json.is_object() ? json.find("source") : json.end();
    if (source == json.end() || !source->is_object() || !source->contains("sha256")) return true;
    return (*source)["sha256"] == edits::pixelHash(photo);
}

}  // namespace tintype::cli
