// Private to core/video: the recipe as an XMP packet, as animated WebP keeps it.
#pragma once

#include <string>

namespace tintype::video {

std::string xmpWithRecipe(const std::string& recipe);
std::string recipeInXmp(const std::string& packet);  // empty: none

}  // namespace tintype::video
