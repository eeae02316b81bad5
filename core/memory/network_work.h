// What a diffusion model's networks take while they compute, beyond their weights: told from the tensors' shapes before
// anything is loaded. Used by the predictions of whole jobs.
#pragma once

#include "core/checkpoint/config_from_shapes.h"
#include "core/memory/numbers.h"
#include "core/memory/plan.h"

namespace tintype::memory {

using checkpoint::Shapes;

// All in bytes. The shapes' names are diffusers' own.
double weightBytes(const Shapes& shapes, const Numbers& numbers);
// Of the tensors whose names begin with one of the prefixes.
double weightBytes(const Shapes& shapes, const Numbers& numbers, std::initializer_list<const char*> prefixes);
double textWork(const Shapes& shapes, const Numbers& numbers);
// latents: what the network is given.
double unetWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents);
// The same with the layers over time; samples are frames.
double clipUnetWork(const Shapes& shapes, const Numbers& numbers, const Grid& latents);
// pixels: of the picture to be read, or to be painted.
double encodeWork(const Shapes& shapes, const Numbers& numbers, const Grid& pixels, Pictures pictures);
double decodeWork(const Shapes& shapes, const Numbers& numbers, const Grid& pixels, Pictures pictures);

// Pixels of a side for one latent.
int shrinkOf(const Shapes& autoencoder);
// The U-Net's own halvings: its sides are best multiples of this.
int levelsOf(const Shapes& unet);

}  // namespace tintype::memory
