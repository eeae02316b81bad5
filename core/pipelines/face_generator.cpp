#include "core/pipelines/face_generator.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/networks/gpen.h"

namespace tintype::pipelines {

namespace {

// Not a number anywhere, or the same everywhere.
bool unusable(const at::Tensor& picture) {
    return !at::isfinite(picture).all().item<bool>() || (picture.max() - picture.min()).item<float>() < 1e-4f;
}

}  // namespace

FaceGenerator::FaceGenerator(Networks& networks, const std::filesystem::path& model, const checkpoint::Placement& placement)
    : m_networks(networks), m_file(checkpoint::Checkpoint::open(model)), m_placement(placement) {
    m_file.rename(networks::renameGpenKey);
}

void FaceGenerator::load(Progress& progress, double share) {
    progress.begin({TINTYPE_NOOP("core", "Loading the model"), {}}, static_cast<int>(m_file.names().size()), share);
    m_weights = m_networks.weights(m_file, "generator", m_placement, progress);
    m_side = networks::gpenSide(m_weights);
}

at::Tensor FaceGenerator::restored(const at::Tensor& face, Progress& progress) {
    const at::Tensor input = ((face.to(at::kFloat) / 255.0f - 0.5f) / 0.5f).permute({2, 0, 1}).unsqueeze(0);
    at::Tensor picture = networks::gpen(m_weights, input).to(at::kCPU, at::kFloat);
    if (unusable(picture) && m_placement.type != at::kFloat) {
        progress.warn({TINTYPE_NOOP("core", "The face network gave no usable picture at reduced precision: it was run again in float32."), {}});
        m_placement = {at::kFloat, m_placement.device, checkpoint::Layout::Plain};
        m_weights = m_networks.weights(m_file, "generator", m_placement, progress);
        picture = networks::gpen(m_weights, input).to(at::kCPU, at::kFloat);
    }
    if (unusable(picture)) {
        m_weights.expectFinite();
        throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "%1 gave an empty picture."), {displayName(m_file.path())});
    }
    // Cut, not rounded, as published.
    return (picture.mul(0.5).add_(0.5).clamp_(0.0, 1.0) * 255.0f).to(at::kByte)[0].permute({1, 2, 0}).contiguous();
}

}  // namespace tintype::pipelines
