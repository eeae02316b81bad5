#include "core/pipelines/lama.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/error.h"
#include "core/image/resample.h"
#include "core/memory/budget.h"
#include "core/networks/lama.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

using networks::Lama;

constexpr std::int64_t kModulo = 8;  // the authors pad to multiples of this, whatever the network's own cell

// The published zip unpacks to a folder with models/best.ckpt.
std::filesystem::path modelFile(const std::filesystem::path& model) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(model, ignored)) return model;
    for (const char* name : {"models/best.ckpt", "best.ckpt", "big-lama.pt", "big-lama/models/best.ckpt", "anime-manga-big-lama.pt", "model.safetensors"})
        if (std::filesystem::is_regular_file(model / name, ignored)) return model / name;
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The folder %1 holds no LaMa model: there is no models/best.ckpt and no big-lama.pt in it."), {model.string()});
}

std::int64_t roundedUp(std::int64_t n, std::int64_t unit) { return (n + unit - 1) / unit * unit; }

// Longer at the end by its own mirror image, the edge repeated: numpy's "symmetric".
at::Tensor mirrored(const at::Tensor& x, std::int64_t dim, std::int64_t unit) {
    const std::int64_t n = x.size(dim);
    const std::int64_t padded = roundedUp(n, unit);
    if (padded == n) return x;
    std::vector<std::int64_t> from(static_cast<std::size_t>(padded));
    for (std::int64_t i = 0; i < padded; ++i) from[static_cast<std::size_t>(i)] = i % (2 * n) < n ? i % (2 * n) : 2 * n - 1 - i % (2 * n);
    return x.index_select(dim, at::tensor(from, at::kLong));
}

at::Tensor padded(const at::Tensor& x, std::int64_t unit) { return mirrored(mirrored(x, 2, unit), 3, unit); }

// Numbers a trained network does not give: not finite, or the same everywhere.
bool failed(const at::Tensor& picture) {
    if (!at::isfinite(picture).all().item<bool>()) return true;
    return picture.numel() > 3 && (picture.max() - picture.min()).item<double>() < 1e-3;
}

class Fill {
public:
    Fill(Networks& networks, const LamaJob& job, Progress& progress)
        : m_networks(networks), m_file(modelFile(job.model)), m_job(job), m_placement(placementOf(job.compute)), m_progress(progress) {}

    image::Image run() {
        const Size size = m_job.photo.size();
        const Size working = workingSize(*load(m_placement));
        if (working == size) return pasted(predicted(toTensor(m_job.photo), holeOf(m_job.hole)));
        m_progress.warn({TINTYPE_NOOP("core", "Memory does not suffice to fill at %1x%2 pixels: the hole was filled at %3x%4 and enlarged."),
                         {std::to_string(size.width), std::to_string(size.height), std::to_string(working.width), std::to_string(working.height)}});
        const at::Tensor photo = toTensor(image::resampled(image::withoutAlpha(m_job.photo), working, image::Filter::Lanczos));
        // Every small pixel that the hole touches is filled, so that nothing of it is mixed into what is kept.
        const at::Tensor hole = std::get<0>(at::adaptive_max_pool2d(holeOf(m_job.hole), {working.height, working.width}));
        return pasted(toTensor(image::resampled(toImage(predicted(photo, hole)), size, image::Filter::Bicubic)));
    }

private:
    static at::Tensor holeOf(const image::Mask& mask) { return (toTensor(mask) > 0).to(at::kFloat); }

    std::shared_ptr<const Lama> load(const checkpoint::Placement& placement) {
        Progress part = m_progress.part(0.1);
        return m_networks.kept<Lama>(m_file, "lama", placement, [&] { return Lama::load(checkpoint::Checkpoint::open(m_file), placement, part); });
    }

    // The photo's own size, or the largest of its shape that the memory limit allows.
    Size workingSize(const Lama& lama) const {
        Size size = m_job.photo.size();
        const std::uint64_t limit = m_job.compute.memoryLimit;
        const std::uint64_t around = static_cast<std::uint64_t>(memory::kNetworksBytes) + 2 * m_job.photo.byteSize() + lama.weightBytes();
        const auto need = [&](const Size& s) { return around + lama.need(roundedUp(s.height, kModulo), roundedUp(s.width, kModulo)); };
        constexpr int kLeast = 256;
        while (limit > 0 && need(size) > limit && size.shortSide() > kLeast)
            size = {std::max(9, static_cast<int>(std::lround(size.width * 0.9))), std::max(9, static_cast<int>(std::lround(size.height * 0.9)))};
        return size;
    }

    // photo: [1, 3, h, w]; hole: [1, 1, h, w] -> [1, 3, h, w], the network's picture
    at::Tensor predicted(const at::Tensor& photo, const at::Tensor& hole) {
        const std::int64_t unit = std::max<std::int64_t>(kModulo, load(m_placement)->cell());
        const at::Tensor picture = padded(photo, unit);
        const at::Tensor mask = padded(hole, unit);
        at::Tensor result = predictedAt(m_placement, picture, mask, 0.9);
        if (m_placement.type != at::kFloat && failed(result)) {
            m_progress.warn({TINTYPE_NOOP("core", "The fill failed in half precision and was computed again in full precision."), {}});
            checkpoint::Placement exact = m_placement;
            exact.type = at::kFloat;
            result = predictedAt(exact, picture, mask, 0.0);
        }
        return result.narrow(2, 0, photo.size(2)).narrow(3, 0, photo.size(3));
    }

    at::Tensor predictedAt(const checkpoint::Placement& placement, const at::Tensor& picture, const at::Tensor& mask, double share) {
        Progress part = m_progress.part(share);
        return load(placement)->predict(picture.to(placement.device), mask.to(placement.device), part).to(at::kCPU);
    }

    // prediction: [1, 3, h, w] -> the photo with the hole's pixels from it, fractions cut off.
    image::Image pasted(const at::Tensor& prediction) const {
        const at::Tensor bytes = (prediction * 255.0F).clamp_(0.0, 255.0).to(at::kByte).squeeze(0).permute({1, 2, 0}).contiguous();
        const auto* from = static_cast<const std::uint8_t*>(bytes.data_ptr());
        image::Image result = m_job.photo;
        const int channels = result.channels();
        for (int y = 0; y < result.height(); ++y) {
            std::uint8_t* out = result.mutableRow(y);
            const std::uint8_t* hole = m_job.hole.row(y);
            for (int x = 0; x < result.width(); ++x, from += 3)
                if (hole[x]) std::memcpy(out + x * channels, from, 3);
        }
        return result;
    }

    Networks& m_networks;
    std::filesystem::path m_file;
    const LamaJob& m_job;
    checkpoint::Placement m_placement;
    Progress& m_progress;
};

}  // namespace

image::Image fillWithLama(Networks& networks, const LamaJob& job, Progress& progress) {
    const at::NoGradGuard noGradients;
    return Fill(networks, job, progress).run();
}

}  // namespace tintype::pipelines
