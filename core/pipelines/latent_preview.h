// A small picture of what is coming, at no cost: a linear map from latents to colours, fitted to the photo at hand
// (whose latents and colours are both known), so that it suits any autoencoder.
#pragma once

#include <ATen/ATen.h>

#include "core/image/image.h"

namespace tintype::pipelines {

class LatentPreview {
public:
    // latents: [1, c, h, w] unscaled; photo: [1, 3, H, W] in 0..1.
    LatentPreview(const at::Tensor& latents, const at::Tensor& photo);
    // latents: [1, c, h, w] unscaled -> a picture of w x h pixels.
    image::Image operator()(const at::Tensor& latents) const;

private:
    at::Tensor m_map;  // [c + 1, 3]; the last row is the constant
};

}  // namespace tintype::pipelines
