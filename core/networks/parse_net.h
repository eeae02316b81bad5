// ParseNet: which part of a face each pixel is (skin, nose, hair, background...). Used by restore to paste a face back.
// Source: the face parser published with GPEN and with the facexlib package.
#pragma once

#include <ATen/ATen.h>

#include <optional>
#include <string>

#include "core/checkpoint/weights.h"

namespace tintype::networks {

// The side the published tool parses faces at.
constexpr int kParsedSide = 512;

// face: [n, 3, h, w] RGB in -1..1, sides multiples of 2^(down-samplings) and large enough to be mirrored by a pixel at the bottom
// -> [n, classes, h, w] scores, float32. Throws Error(BadModel) with the key at fault.
at::Tensor parseFace(const checkpoint::Weights& w, const at::Tensor& face);

// Keys without "module."; the head that paints a picture is dropped.
std::optional<std::string> renameParseNetKey(const std::string& name);

}  // namespace tintype::networks
