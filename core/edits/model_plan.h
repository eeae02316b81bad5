// How a job with a model is made to fit the memory it may use: the largest size and the least trouble that fit. Inside
// core/edits only.
#pragma once

#include <filesystem>

#include "core/edits/plan.h"

namespace tintype::edits {

// Never throws: a model that cannot be read counts with its files' sizes, and is refused when it is opened.
Plan modelPlan(const Request& request, const std::filesystem::path& model);

// The size InstructPix2Pix works at: the photo's own for longSide 0, else of its shape with sides that are multiples of
// `smooth`; -1: the size the model was trained around.
Size instructSize(Size photo, int longSide, int smooth);

// The size of I2VGen-XL's frames where none is asked for: of the photo's shape, about 512x320, sides multiples of `smooth`.
Size animationSize(Size photo, int smooth);

}  // namespace tintype::edits
