#include "core/diffusion/sampler.h"

#include <algorithm>
#include <cmath>

namespace tintype::diffusion {

namespace {

// The integer steps of DDIM and PNDM, falling.
std::vector<double> integerSteps(const ScheduleConfig& config, int steps) {
    std::vector<double> result;
    for (int k = 0; k < steps; ++k) {
        double t = 0.0;
        if (config.spacing == Spacing::Linspace)
            t = steps == 1 ? 0.0 : std::nearbyint((config.trainSteps - 1.0) * (steps - 1 - k) / (steps - 1.0));
        else if (config.spacing == Spacing::Leading)
            t = static_cast<double>((steps - 1 - k) * (config.trainSteps / steps) + config.stepsOffset);
        else
            t = std::nearbyint(config.trainSteps - k * (static_cast<double>(config.trainSteps) / steps)) - 1.0;
        result.push_back(t);
    }
    return result;
}

float alphaAt(const std::vector<float>& alphas, int t, bool finalOne) {
    if (t < 0) return finalOne ? 1.0F : alphas.front();
    return alphas[std::min<std::size_t>(static_cast<std::size_t>(t), alphas.size() - 1)];
}

}  // namespace

EulerAncestral::EulerAncestral(const ScheduleConfig& config, int steps) : m_config(config) {
    const auto sigmas = trainingSigmas(alphasCumulative(config));
    for (int k = 0; k < steps; ++k) {
        double t = 0.0;
        if (config.spacing == Spacing::Linspace)  // fractional on purpose: the sigmas are interpolated
            t = steps == 1 ? 0.0 : static_cast<float>((config.trainSteps - 1.0) * (steps - 1 - k) / (steps - 1.0));
        else if (config.spacing == Spacing::Leading)
            t = static_cast<double>((steps - 1 - k) * (config.trainSteps / steps) + config.stepsOffset);
        else
            t = std::nearbyint(config.trainSteps - k * (static_cast<double>(config.trainSteps) / steps)) - 1.0;
        m_timesteps.push_back(t);
        m_sigmas.push_back(static_cast<float>(interpolated(sigmas, t)));
    }
    m_sigmas.push_back(0.0F);
}

double EulerAncestral::initialSigma() const {
    const float most = *std::max_element(m_sigmas.begin(), m_sigmas.end());
    return m_config.spacing == Spacing::Leading ? std::sqrt(most * most + 1.0F) : most;
}

at::Tensor EulerAncestral::scaleInput(const at::Tensor& x, std::size_t step) const {
    return x / std::sqrt(m_sigmas[step] * m_sigmas[step] + 1.0F);
}

at::Tensor EulerAncestral::step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise& noise) {
    const float from = m_sigmas[step];
    const float to = m_sigmas[step + 1];
    at::Tensor clean;
    if (m_config.prediction == Prediction::Velocity)
        clean = output * (-from / std::sqrt(from * from + 1.0F)) + x / (from * from + 1.0F);
    else
        clean = m_config.prediction == Prediction::Epsilon ? x - from * output : output;
    const float up = std::sqrt(to * to * (from * from - to * to) / (from * from));
    const float down = std::sqrt(to * to - up * up);
    // Noise is drawn in the last step too, where it is multiplied by zero: the order of draws stays the reference's.
    return x + (x - clean) / from * (down - from) + noise() * up;
}

Ddim::Ddim(const ScheduleConfig& config, int steps)
    : m_config(config), m_alphas(alphasCumulative(config)), m_timesteps(integerSteps(config, steps)), m_stride(config.trainSteps / steps) {}

at::Tensor Ddim::step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise&) {
    const int t = static_cast<int>(m_timesteps[step]);
    // Not the next entry of the list: the two differ for some step counts.
    const float alpha = alphaAt(m_alphas, t, m_config.finalAlphaOne);
    const float alphaPrevious = alphaAt(m_alphas, t - m_stride, m_config.finalAlphaOne);
    const float signal = std::sqrt(alpha);
    const float noise = std::sqrt(1.0F - alpha);
    at::Tensor clean;
    at::Tensor epsilon;
    if (m_config.prediction == Prediction::Velocity) {
        clean = signal * x - noise * output;
        epsilon = signal * output + noise * x;
    } else if (m_config.prediction == Prediction::Epsilon) {
        clean = (x - noise * output) / signal;
        epsilon = output;
    } else {
        clean = output;
        epsilon = (x - signal * clean) / noise;
    }
    if (m_config.clipSample) clean = clean.clamp(-m_config.clipRange, m_config.clipRange);
    return std::sqrt(alphaPrevious) * clean + std::sqrt(1.0F - alphaPrevious) * epsilon;
}

DpmSolver2M::DpmSolver2M(const ScheduleConfig& config, int steps) : m_config(config) {
    const auto sigmas = trainingSigmas(alphasCumulative(config));
    for (int k = 0; k < steps; ++k) {
        double t = 0.0;
        if (config.spacing == Spacing::Linspace)
            t = std::nearbyint((config.trainSteps - 1.0) * (steps - k) / steps);
        else if (config.spacing == Spacing::Leading)
            t = static_cast<double>((steps - k) * (config.trainSteps / (steps + 1)) + config.stepsOffset);
        else
            t = std::nearbyint(config.trainSteps - k * (static_cast<double>(config.trainSteps) / steps)) - 1.0;
        m_timesteps.push_back(t);
        m_sigmas.push_back(static_cast<float>(interpolated(sigmas, t)));
    }
    m_sigmas.push_back(0.0F);
}

at::Tensor DpmSolver2M::step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise&) {
    struct Level {
        float alpha;
        float sigma;
        float lambda;
    };
    const auto level = [this](std::size_t i) {
        const float alpha = 1.0F / std::sqrt(m_sigmas[i] * m_sigmas[i] + 1.0F);
        const float sigma = m_sigmas[i] * alpha;
        return Level{alpha, sigma, std::log(alpha) - std::log(sigma)};
    };
    const Level now = level(step);
    const Level next = level(step + 1);
    at::Tensor clean;
    if (m_config.prediction == Prediction::Velocity) clean = now.alpha * x - now.sigma * output;
    else clean = m_config.prediction == Prediction::Epsilon ? (x - now.sigma * output) / now.alpha : output;
    const float h = next.lambda - now.lambda;
    const float decay = std::exp(-h) - 1.0F;
    at::Tensor result = (next.sigma / now.sigma) * x - next.alpha * decay * clean;
    // The first step has no history, and the last one ends at no noise at all.
    if (step > 0 && step + 1 < m_timesteps.size()) {
        const float ratio = (now.lambda - level(step - 1).lambda) / h;
        result = result - 0.5F * (next.alpha * decay) * ((1.0F / ratio) * (clean - m_previous));
    }
    m_previous = clean;
    return result;
}

Pndm::Pndm(const ScheduleConfig& config, int steps) : m_config(config), m_alphas(alphasCumulative(config)), m_stride(config.trainSteps / steps) {
    m_timesteps = integerSteps(config, steps);
    // The second call repeats the second step, to correct the first.
    if (m_timesteps.size() > 1) m_timesteps.insert(m_timesteps.begin() + 1, m_timesteps[1]);
}

at::Tensor Pndm::step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise&) {
    int from = static_cast<int>(m_timesteps[step]);
    int to = from - m_stride;
    at::Tensor start = x;
    at::Tensor direction = output;
    if (step == 1) {
        to = from;
        from += m_stride;
        direction = (output + m_outputs.back()) / 2.0;
        start = m_start;
    } else {
        if (step == 0) m_start = x;
        m_outputs.push_back(output);
        if (m_outputs.size() > 4) m_outputs.erase(m_outputs.begin());
        const auto e = [this](std::size_t back) { return m_outputs[m_outputs.size() - back]; };
        // Adams-Bashforth of rising order.
        if (m_outputs.size() == 2) direction = (3.0 * e(1) - e(2)) / 2.0;
        if (m_outputs.size() == 3) direction = (23.0 * e(1) - 16.0 * e(2) + 5.0 * e(3)) / 12.0;
        if (m_outputs.size() == 4) direction = (1.0 / 24.0) * (55.0 * e(1) - 59.0 * e(2) + 37.0 * e(3) - 9.0 * e(4));
    }
    return transfer(start, from, to, direction);
}

at::Tensor Pndm::transfer(const at::Tensor& x, int from, int to, at::Tensor output) const {
    const float a = alphaAt(m_alphas, from, m_config.finalAlphaOne);
    const float b = alphaAt(m_alphas, to, m_config.finalAlphaOne);
    if (m_config.prediction == Prediction::Velocity) output = std::sqrt(a) * output + std::sqrt(1.0F - a) * x;
    const float denominator = a * std::sqrt(1.0F - b) + std::sqrt(a * (1.0F - a) * b);
    return std::sqrt(b / a) * x - (b - a) * output / denominator;
}

}  // namespace tintype::diffusion
