// Finds a learned mark in other photos, of other sizes and shapes: first where it should lie from its place in the photo it
// was learned from, then everywhere, at every scale.
#pragma once

#include "core/base/progress.h"
#include "core/builtin/mark.h"

namespace tintype::builtin {

// Below this a place is chance; a photo without the mark stays below it.
constexpr double kUsualConfidence = 0.5;

// The most likely place in the photo (sRGB, any depth, alpha ignored), with its confidence: the caller decides what is
// enough. Throws Cancelled. A photo smaller than the mark can be has a confidence of 0.
MarkPlace findMark(const Mark& mark, const image::Image& photo, const Progress& progress);

// The confidence of a place that a person has moved, and the best place near it.
MarkPlace nudgedMark(const Mark& mark, const image::Image& photo, const MarkPlace& near, const Progress& progress);

}  // namespace tintype::builtin
