#include "core/pipelines/likeness.h"

#include <algorithm>
#include <cmath>

namespace tintype::pipelines {

namespace {

constexpr int kCells = 24;

// -> [cells] float32, brightness from brow to chin, weighted towards the middle.
at::Tensor forms(const at::Tensor& face) {
    const at::Tensor grey = (face.to(at::kFloat) * at::tensor({0.299f, 0.587f, 0.114f})).sum(2);
    const at::Tensor cells = at::adaptive_avg_pool2d(grey.unsqueeze(0).unsqueeze(0), {kCells, kCells})[0][0];
    return cells.slice(0, 9, 20).slice(1, 6, 18).flatten();
}

}  // namespace

double likeness(const at::Tensor& before, const at::Tensor& after) {
    const at::Tensor a = forms(before), b = forms(after);
    const at::Tensor x = a - a.mean(), y = b - b.mean();
    const double spread = std::sqrt(x.square().sum().item<double>() * y.square().sum().item<double>());
    // Two flat squares agree.
    if (spread < 1e-3) return at::norm(a - b).item<double>() < 1.0 * kCells ? 1.0 : 0.0;
    return (x * y).sum().item<double>() / spread;
}

at::Tensor mixed(const at::Tensor& before, const at::Tensor& after, double strength) {
    if (strength >= 1.0) return after;
    const float share = static_cast<float>(strength);
    return (after.to(at::kFloat) * share + before.to(at::kFloat) * static_cast<float>(1.0 - strength)).round().clamp_(0, 255).to(at::kByte);
}

double strengthFor(const at::Tensor& before, const at::Tensor& after, double wanted, double least) {
    constexpr double kStep = 0.05;
    for (double strength = wanted; strength > 0.0; strength -= kStep)
        if (likeness(before, mixed(before, after, strength)) >= least) return strength;
    return 0.0;
}

}  // namespace tintype::pipelines
