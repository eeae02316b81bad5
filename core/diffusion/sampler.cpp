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

// With a zero terminal signal the last value would make an infinite sigma; the reference keeps this much.
std::vector<float> alphasWithSignal(const ScheduleConfig& config) {
    std::vector<float> alphas = alphasCumulative(config);
    if (config.zeroTerminalSnr) alphas.back() = 0x1p-24F;
    return alphas;
}

// Of a variance-preserving process with `alpha` of the signal's power left.
NoiseLevel levelAt(float alpha) { return {std::sqrt(static_cast<double>(alpha)), std::sqrt(1.0 - static_cast<double>(alpha))}; }

// signal * clean + noise * epsilon = x, solved for the clean latents by what the network predicts.
at::Tensor cleanOf(Prediction prediction, const at::Tensor& output, const at::Tensor& x, float signal, float noise) {
    if (prediction == Prediction::Velocity) return signal * x - noise * output;
    return prediction == Prediction::Epsilon ? (x - noise * output) / signal : output;
}

}  // namespace

Euler::Euler(const ScheduleConfig& config, int steps, Kind kind) : m_config(config), m_kind(kind) {
    const auto sigmas = trainingSigmas(alphasWithSignal(config));
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

double Euler::initialSigma() const {
    const float most = *std::max_element(m_sigmas.begin(), m_sigmas.end());
    return m_config.spacing == Spacing::Leading ? std::sqrt(most * most + 1.0F) : most;
}

at::Tensor Euler::scaleInput(const at::Tensor& x, std::size_t step) const {
    return x / std::sqrt(m_sigmas[step] * m_sigmas[step] + 1.0F);
}

at::Tensor Euler::clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const {
    const float sigma = m_sigmas[step];
    if (m_config.prediction == Prediction::Velocity)
        return output * (-sigma / std::sqrt(sigma * sigma + 1.0F)) + x / (sigma * sigma + 1.0F);
    return m_config.prediction == Prediction::Epsilon ? x - sigma * output : output;
}

at::Tensor Euler::step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise& noise) {
    const float from = m_sigmas[step];
    const float to = m_sigmas[step + 1];
    const at::Tensor slope = (x - clean(output, step, x)) / from;
    if (m_kind == Kind::Plain) return x + slope * (to - from);
    const float up = std::sqrt(to * to * (from * from - to * to) / (from * from));
    const float down = std::sqrt(to * to - up * up);
    // Noise is drawn in the last step too, where it is multiplied by zero: the order of draws stays the reference's.
    return x + slope * (down - from) + noise() * up;
}

NoiseLevel Euler::level(std::size_t step) const { return {1.0, m_sigmas[step]}; }

Ddim::Ddim(const ScheduleConfig& config, int steps)
    : m_config(config), m_alphas(alphasCumulative(config)), m_timesteps(integerSteps(config, steps)), m_stride(config.trainSteps / steps) {}

at::Tensor Ddim::step(const at::Tensor& output, std::size_t step, const at::Tensor& x, const Noise&) {
    const int t = static_cast<int>(m_timesteps[step]);
    // Not the next entry of the list: the two differ for some step counts.
    const float alpha = alphaAt(m_alphas, t, m_config.finalAlphaOne);
    const float alphaPrevious = alphaAt(m_alphas, t - m_stride, m_config.finalAlphaOne);
    const float signal = std::sqrt(alpha);
    const float noise = std::sqrt(1.0F - alpha);
    at::Tensor clean = cleanOf(m_config.prediction, output, x, signal, noise);
    at::Tensor epsilon = output;
    if (m_config.prediction == Prediction::Velocity) epsilon = signal * output + noise * x;
    if (m_config.prediction == Prediction::Sample) epsilon = (x - signal * clean) / noise;
    if (m_config.clipSample) clean = clean.clamp(-m_config.clipRange, m_config.clipRange);
    return std::sqrt(alphaPrevious) * clean + std::sqrt(1.0F - alphaPrevious) * epsilon;
}

at::Tensor Ddim::clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const {
    const NoiseLevel now = level(step);
    return cleanOf(m_config.prediction, output, x, static_cast<float>(now.signal), static_cast<float>(now.deviation));
}

NoiseLevel Ddim::level(std::size_t step) const {
    return step < m_timesteps.size() ? levelAt(alphaAt(m_alphas, static_cast<int>(m_timesteps[step]), m_config.finalAlphaOne)) : NoiseLevel{};
}

DpmSolver2M::DpmSolver2M(const ScheduleConfig& config, int steps) : m_config(config) {
    const auto sigmas = trainingSigmas(alphasWithSignal(config));
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
    const at::Tensor clean = cleanOf(m_config.prediction, output, x, now.alpha, now.sigma);
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

NoiseLevel DpmSolver2M::level(std::size_t step) const {
    const double signal = 1.0 / std::sqrt(static_cast<double>(m_sigmas[step]) * m_sigmas[step] + 1.0);
    return {signal, m_sigmas[step] * signal};
}

at::Tensor DpmSolver2M::clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const {
    const NoiseLevel now = level(step);
    return cleanOf(m_config.prediction, output, x, static_cast<float>(now.signal), static_cast<float>(now.deviation));
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

at::Tensor Pndm::clean(const at::Tensor& output, std::size_t step, const at::Tensor& x) const {
    const NoiseLevel now = level(step);
    return cleanOf(m_config.prediction, output, x, static_cast<float>(now.signal), static_cast<float>(now.deviation));
}

NoiseLevel Pndm::level(std::size_t step) const {
    return step < m_timesteps.size() ? levelAt(alphaAt(m_alphas, static_cast<int>(m_timesteps[step]), m_config.finalAlphaOne)) : NoiseLevel{};
}

at::Tensor Pndm::transfer(const at::Tensor& x, int from, int to, at::Tensor output) const {
    const float a = alphaAt(m_alphas, from, m_config.finalAlphaOne);
    const float b = alphaAt(m_alphas, to, m_config.finalAlphaOne);
    if (m_config.prediction == Prediction::Velocity) output = std::sqrt(a) * output + std::sqrt(1.0F - a) * x;
    const float denominator = a * std::sqrt(1.0F - b) + std::sqrt(a * (1.0F - a) * b);
    return std::sqrt(b / a) * x - (b - a) * output / denominator;
}

}  // namespace tintype::diffusion
