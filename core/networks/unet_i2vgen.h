// The U-Net of I2VGen-XL: all frames of a clip at once, told apart by layers that look along time. Used by animate.
// Source: Zhang et al. 2023 (I2VGen-XL); keys as in the diffusers package.
#pragma once

#include <ATen/ATen.h>

#include <functional>

#include "core/checkpoint/model_config.h"
#include "core/checkpoint/weights.h"
#include "core/nn/blocks.h"

namespace tintype::networks {

struct I2vgenConfig {
    int headSize = 64;
    int groups = 32;
    nn::TimestepEmbedding time;
};

// Reads unet/config.json. Throws Error(BadModel) for values this network does not compute.
I2vgenConfig i2vgenConfig(const checkpoint::ModelConfig& config);

// What the network is told besides the noisy frames, brought into its own terms: the same in all steps of a clip.
struct ClipConditions {
    at::Tensor image;    // [f, 4, h, w]
    at::Tensor rate;     // [1, e]
    at::Tensor context;  // [1, s, d]
};

// latents: [f, 4, h, w], the photo's in frame 0 and the frame's place in the others -> ClipConditions::image.
at::Tensor i2vgenImage(const checkpoint::Weights& w, const at::Tensor& latents);
// fps: the frame rate to imagine -> ClipConditions::rate.
at::Tensor i2vgenRate(const checkpoint::Weights& w, const I2vgenConfig& config, double fps);
// text: [1, t, d]; photo: [1, 4, h, w], its latents; vision: [1, d], its CLIP vector -> ClipConditions::context.
at::Tensor i2vgenContext(const checkpoint::Weights& w, const at::Tensor& text, const at::Tensor& photo, const at::Tensor& vision);

// x: [f, 4, h, w]; t: [1] -> [f, 4, h, w]. Computed in the weights' precision; the result is of x's type. Streamed weights
// are given back layer by layer. between: called after each layer; what it throws ends the computation.
at::Tensor unetI2vgen(const checkpoint::Weights& w, const I2vgenConfig& config, const at::Tensor& x, const at::Tensor& t, const ClipConditions& conditions,
                      const nn::MemoryPlan& plan = {}, const std::function<void()>& between = {});

// What lies in the first place of the way down: a block's layers in space and over time, one of each kind. Measured to
// estimate a clip's time. x: [f, c, h, w] with the channels of conv_in's output -> the same.
at::Tensor i2vgenLayer(const checkpoint::Weights& w, const I2vgenConfig& config, const at::Tensor& x, const ClipConditions& conditions,
                       const nn::MemoryPlan& plan = {});

}  // namespace tintype::networks
