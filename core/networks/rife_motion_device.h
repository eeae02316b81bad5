// The steps of rife_motion.h with libtorch's operators: for devices other than the CPU, and for tests that compare.
#pragma once

#include "core/networks/rife_motion.h"

namespace tintype::networks::device {

at::Tensor levelInput(const LevelInput& input, const LevelShape& shape, at::ScalarType type);
void follow(at::Tensor& motion, const Cells& result, double up, double step, Mask mask);
at::Tensor mixed(const at::Tensor& first, const at::Tensor& second, const at::Tensor& motion, std::int64_t height, std::int64_t width);
at::Tensor recordsOf(const at::Tensor& picture, const Cells* features, std::int64_t record);

}  // namespace tintype::networks::device
