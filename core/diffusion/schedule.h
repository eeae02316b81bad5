// How much noise each training step holds, and at which steps a sampler calls the network. Values as the diffusers
// package computes them (float32), so that trajectories agree digit by digit.
#pragma once

#include <string>
#include <vector>

namespace tintype::diffusion {

enum class BetaCurve { Linear, ScaledLinear, SquaredCosine };
enum class Prediction { Epsilon, Velocity, Sample };
enum class Spacing { Linspace, Leading, Trailing };

// One scheduler_config.json. Defaults are those of the package's classes where the file is silent.
struct ScheduleConfig {
    int trainSteps = 1000;
    double betaStart = 0.0001;
    double betaEnd = 0.02;
    BetaCurve curve = BetaCurve::Linear;
    Prediction prediction = Prediction::Epsilon;
    Spacing spacing = Spacing::Leading;
    int stepsOffset = 0;
    bool zeroTerminalSnr = false;
    bool finalAlphaOne = true;  // DDIM, PNDM: set_alpha_to_one
    bool clipSample = false;    // DDIM
    double clipRange = 1.0;
    bool karras = false;        // DPM-Solver
};

// Cumulative products of 1 - beta, one a training step.
std::vector<float> alphasCumulative(const ScheduleConfig& config);
// sqrt((1 - a) / a) of each.
std::vector<double> trainingSigmas(const std::vector<float>& alphas);
// Linear interpolation of `values` (at 0, 1, 2...) at `position`, clamped to the ends.
double interpolated(const std::vector<double>& values, double position);

}  // namespace tintype::diffusion
