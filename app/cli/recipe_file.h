// Finding the recipe in what a person has: a JSON file, a picture or a clip made by this program.
#pragma once

#include <filesystem>
#include <string>

#include "core/image/image.h"

namespace tintype::cli {

// Throws Error(BadInput) when the file holds none.
std::string recipeIn(const std::filesystem::path& file);
// Empty when there is none; no error.
std::string embeddedRecipeIn(const std::filesystem::path& file);
// Whether the recipe names that photo's pixels; true where it names none.
bool isSourceOf(const std::string& recipe, const image::Image& photo);

}  // namespace tintype::cli
