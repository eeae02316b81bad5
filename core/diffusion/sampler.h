// The loop's arithmetic: where to call the network and how to step. One value type a method, all with the same six
// members, so that a loop is written once over `Sampler`. clean() is the picture the network sees coming, noise(i) how
// strong the noise still is before step i (as the standard deviation, and how much of the signal is left).
// Sources: Karras et al. 2022 (Euler), Song et al. 2021 (DDIM), Lu et al. 2022 (DPM-Solver++ 2M),
// Liu et al. 2022 (PNDM).
#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <variant>
#include <vector>

#include "core/diffusion/schedule.h"

namespace tintype::diffusion {

// Gives noise of the latents' shape, drawn in the order it is asked for.
using Noise = std::function<at::Tensor()>;

// What clean latents become before a step: signal * clean + deviation * noise.
struct NoiseLevel {
    double signal = 1.0;
    double deviation = 0.0;
};

// Euler's method; ancestral adds fresh noise in each step.
class Euler {
public:
    enum class Kind { Plain, Ancestral };
    Euler(const ScheduleConfig& config, int steps, Kind kind);
    const std::vector<double>& timesteps() const { return m_timesteps; }
    double initialSigma() const;
    at::Tensor scaleInput(const at::Tensor& x, std::size_t step) const;
    at::Tensor clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const;
    at::Tensor step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise& noise);
    NoiseLevel level(std::size_t step) const;  // step may be one past the last: no noise

private:
    ScheduleConfig m_config;
    Kind m_kind;
    std::vector<double> m_timesteps;
    std::vector<float> m_sigmas;  // one more than timesteps: ends with 0
};

class Ddim {
public:
    Ddim(const ScheduleConfig& config, int steps);
    const std::vector<double>& timesteps() const { return m_timesteps; }
    double initialSigma() const { return 1.0; }
    at::Tensor scaleInput(const at::Tensor& x, std::size_t) const { return x; }
    at::Tensor clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const;
    at::Tensor step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise& noise);
    NoiseLevel level(std::size_t step) const;  // step may be one past the last: no noise

private:
    ScheduleConfig m_config;
    std::vector<float> m_alphas;
    std::vector<double> m_timesteps;
    int m_stride = 1;
};

class DpmSolver2M {
public:
    DpmSolver2M(const ScheduleConfig& config, int steps);
    const std::vector<double>& timesteps() const { return m_timesteps; }
    double initialSigma() const { return 1.0; }
    at::Tensor scaleInput(const at::Tensor& x, std::size_t) const { return x; }
    at::Tensor clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const;
    at::Tensor step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise& noise);
    NoiseLevel level(std::size_t step) const;  // step may be one past the last: no noise

private:
    ScheduleConfig m_config;
    std::vector<double> m_timesteps;
    std::vector<float> m_sigmas;
    at::Tensor m_previous;  // the last step's estimate of the clean latents
};

// Pseudo linear multistep without the Runge-Kutta start (skip_prk_steps): one more call than steps.
class Pndm {
public:
    Pndm(const ScheduleConfig& config, int steps);
    const std::vector<double>& timesteps() const { return m_timesteps; }
    double initialSigma() const { return 1.0; }
    at::Tensor scaleInput(const at::Tensor& x, std::size_t) const { return x; }
    at::Tensor clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const;
    at::Tensor step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise& noise);
    NoiseLevel level(std::size_t step) const;  // step may be one past the last: no noise

private:
    at::Tensor transfer(const at::Tensor& x, int from, int to, at::Tensor output) const;

    ScheduleConfig m_config;
    std::vector<float> m_alphas;
    std::vector<double> m_timesteps;
    int m_stride = 1;
    std::vector<at::Tensor> m_outputs;  // up to four, oldest first
    at::Tensor m_start;
};

using Sampler = std::variant<Euler, Ddim, DpmSolver2M, Pndm>;

}  // namespace tintype::diffusion
