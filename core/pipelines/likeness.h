// How much a restored face still is the face it was: the guard of restore that keeps people themselves.
#pragma once

#include <ATen/ATen.h>

namespace tintype::pipelines {

// Two aligned faces, [side, side, 3] uint8 -> -1..1: how well the large forms agree (the correlation of brightness in cells of about
// a 24th of the square, over eyes, nose and mouth). New detail does not lower it, moved features do. No published network of this
// tool tells persons apart, so this is no proof of identity.
double likeness(const at::Tensor& before, const at::Tensor& after);

// Like addWeighted: strength of `after`, the rest of `before`; uint8, rounded half to even.
at::Tensor mixed(const at::Tensor& before, const at::Tensor& after, double strength);

// The largest strength up to `wanted`, in steps of 0.05, at which the likeness reaches `least`.
double strengthFor(const at::Tensor& before, const at::Tensor& after, double wanted, double least);

}  // namespace tintype::pipelines
