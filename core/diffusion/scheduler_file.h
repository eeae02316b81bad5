// Reads a model folder's scheduler_config.json: which method it names and its schedule, with the defaults the method's
// class in the diffusers package has where the file is silent. Used by the pipelines.
#pragma once

#include <optional>

#include "core/checkpoint/model_config.h"
#include "core/diffusion/sampler.h"

namespace tintype::diffusion {

enum class Method { EulerAncestral, Euler, Ddim, DpmSolver2M, Pndm };

// The method the file names; none when it is one that is not computed here.
std::optional<Method> methodOf(const checkpoint::ModelConfig& file);

// The file's schedule for `method`, which may be another than its own: keys the file holds carry over, the others
// take the default of the method's class. Throws Error(BadModel) for values that are not computed here.
ScheduleConfig scheduleConfig(const checkpoint::ModelConfig& file, Method method);

// Throws Error(BadInput) when the schedule has fewer steps than asked for.
Sampler makeSampler(Method method, const ScheduleConfig& config, int steps);

}  // namespace tintype::diffusion
