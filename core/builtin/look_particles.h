// Rain and snow as layers of coverage: near, middle and far, with motion blur and defocus. Used by
// look_weather.cpp.
#pragma once

#include <cstdint>

#include <opencv2/core.hpp>

#include "core/base/progress.h"

namespace tintype::builtin {

// CV_32F 0..1 of `size`. amount 1: as "rain" / "snow" say; the count grows with it. Takes one pass of
// progress.
cv::Mat rainLayer(cv::Size size, float amount, std::uint64_t seed, Progress& progress);
cv::Mat snowLayer(cv::Size size, float amount, std::uint64_t seed, Progress& progress);

}  // namespace tintype::builtin
