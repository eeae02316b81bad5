#include "core/diffusion/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tintype::diffusion {

namespace {

// torch.linspace in float32: counted from both ends so that the last value is exact.
std::vector<float> linspace(float from, float to, int count) {
    std::vector<float> values(static_cast<std::size_t>(count));
    const float step = count > 1 ? (to - from) / static_cast<float>(count - 1) : 0.0F;
    for (int i = 0; i < count; ++i)
        values[static_cast<std::size_t>(i)] = i < count / 2 ? from + step * static_cast<float>(i) : to - step * static_cast<float>(count - i - 1);
    return values;
}

std::vector<float> betas(const ScheduleConfig& config) {
    if (config.curve == BetaCurve::Linear) return linspace(static_cast<float>(config.betaStart), static_cast<float>(config.betaEnd), config.trainSteps);
    if (config.curve == BetaCurve::ScaledLinear) {
        auto values = linspace(static_cast<float>(std::sqrt(config.betaStart)), static_cast<float>(std::sqrt(config.betaEnd)), config.trainSteps);
        for (float& value : values) value *= value;
        return values;
    }
    const auto remaining = [](double t) { return std::pow(std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2.0), 2.0); };
    std::vector<float> values;
    for (int i = 0; i < config.trainSteps; ++i) {
        const double before = static_cast<double>(i) / config.trainSteps;
        const double after = static_cast<double>(i + 1) / config.trainSteps;
        values.push_back(static_cast<float>(std::min(1.0 - remaining(after) / remaining(before), 0.999)));
    }
    return values;
}

std::vector<float> cumulative(const std::vector<float>& betas) {
    std::vector<float> products;
    // A running product in double, rounded at each step, is what torch.cumprod does on the CPU.
    double product = 1.0;
    for (const float beta : betas) {
        product *= 1.0F - beta;
        products.push_back(static_cast<float>(product));
    }
    return products;
}

// Lin et al. 2023: shift and stretch sqrt(alpha) so that the last step holds no signal at all.
std::vector<float> rescaled(const std::vector<float>& betas) {
    std::vector<float> roots = cumulative(betas);
    for (float& root : roots) root = std::sqrt(root);
    const float first = roots.front();
    const float last = roots.back();
    std::vector<float> result;
    float previous = 1.0F;
    for (const float root : roots) {
        const float shifted = (root - last) * (first / (first - last));
        const float product = shifted * shifted;
        result.push_back(1.0F - product / previous);
        previous = product;
    }
    return result;
}

}  // namespace

std::vector<float> alphasCumulative(const ScheduleConfig& config) {
    const auto values = betas(config);
    return cumulative(config.zeroTerminalSnr ? rescaled(values) : values);
}

std::vector<double> trainingSigmas(const std::vector<float>& alphas) {
    std::vector<double> sigmas;
    for (const float alpha : alphas) sigmas.push_back(std::sqrt((1.0F - alpha) / alpha));
    return sigmas;
}

double interpolated(const std::vector<double>& values, double position) {
    const double last = static_cast<double>(values.size() - 1);
    const double clamped = std::clamp(position, 0.0, last);
    const auto below = static_cast<std::size_t>(clamped);
    if (below + 1 >= values.size()) return values.back();
    return values[below] + (values[below + 1] - values[below]) * (clamped - static_cast<double>(below));
}

}  // namespace tintype::diffusion
