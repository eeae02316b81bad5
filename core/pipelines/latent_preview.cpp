#include "core/pipelines/latent_preview.h"

#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

// Photos with few colours do not determine the map: it is drawn this much towards zero, colours towards grey.
constexpr double kRidge = 1e-3;

// [1, c, h, w] -> [h * w, c + 1], the last column 1.
at::Tensor rows(const at::Tensor& latents) {
    const at::Tensor pixels = latents.to(at::kCPU, at::kDouble).squeeze(0).flatten(1).t();
    return at::cat({pixels, at::ones({pixels.size(0), 1}, at::kDouble)}, 1);
}

}  // namespace

LatentPreview::LatentPreview(const at::Tensor& latents, const at::Tensor& photo) {
    const at::Tensor from = rows(latents);
    const at::Tensor small = at::adaptive_avg_pool2d(photo.to(at::kCPU), latents.sizes().slice(2));
    const at::Tensor to = small.to(at::kDouble).squeeze(0).flatten(1).t();
    const at::Tensor ridge = at::eye(from.size(1), at::kDouble) * (kRidge * static_cast<double>(from.size(0)));
    const at::Tensor square = at::mm(from.t(), from) + ridge;
    m_map = at::mm(at::inverse(square), at::mm(from.t(), to));
}

image::Image LatentPreview::operator()(const at::Tensor& latents) const {
    const at::Tensor colours = at::mm(rows(latents), m_map).to(at::kFloat);  // [h * w, 3]
    return toImage(colours.t().reshape({1, 3, latents.size(2), latents.size(3)}));
}

}  // namespace tintype::pipelines
