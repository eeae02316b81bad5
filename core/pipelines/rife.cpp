#include "core/pipelines/rife.h"

#include <ATen/core/grad_mode.h>

#include <array>

#include "core/base/error.h"
#include "core/networks/rife.h"
#include "core/nn/watchdog.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

using networks::Rife;

constexpr int kLargeSide = 2048;     // beyond it the authors look for motion at half the size
constexpr double kLeastScale = 0.25;

// The published zip unpacks to train_log/flownet.pkl.
std::filesystem::path modelFile(const std::filesystem::path& model) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(model, ignored)) return model;
    for (const char* name : {"flownet.pkl", "train_log/flownet.pkl", "flownet.safetensors", "model.safetensors"})
        if (std::filesystem::is_regular_file(model / name, ignored)) return model / name;
    throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The folder %1 holds no RIFE model: there is no flownet.pkl in it."), {model.string()});
}

// Fractions are cut off, as the authors do.
image::Image cutOff(const at::Tensor& picture) {
    return fromBytes((picture.to(at::kCPU) * 255.0F).clamp_(0.0, 255.0).to(at::kByte).squeeze(0).permute({1, 2, 0}));
}

}  // namespace

class RifePictures {
public:
    RifePictures(Networks& networks, const RifeJob& job, Progress& progress)
        : m_networks(networks), m_file(modelFile(job.model)), m_size(job.size), m_placement(placementOf(job.compute)) {
        load(progress);
        chooseScale(job, progress);
    }

    image::Image between(const image::Image& first, const image::Image& second, double t, Progress& progress) {
        if (first.size() != m_size || second.size() != m_size)
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The pictures are %1x%2 and %3x%4 pixels: they must be equal."),
                        {std::to_string(first.width()), std::to_string(first.height()), std::to_string(second.width()), std::to_string(second.height())});
        at::Tensor result = computed(first, second, t, progress);
        if (m_placement.type != at::kFloat && nn::faultOf(result) == nn::Fault::NotFinite) {
            progress.warn({TINTYPE_NOOP("core", "The motion could not be followed in half precision and was computed again in full precision."), {}});
            m_placement.type = at::kFloat;
            m_seen = {};
            Progress silent;
            load(silent);
            result = computed(first, second, t, progress);
        }
        return cutOff(result);
    }

private:
    struct Seen {
        image::Image picture;
        Rife::Frame frame;
    };

    void load(Progress& progress) {
        m_rife = m_networks.kept<Rife>(m_file, "rife", m_placement, [&] { return Rife::load(checkpoint::Checkpoint::open(m_file), m_placement, progress); });
    }

    void chooseScale(const RifeJob& job, Progress& progress) {
        m_scale = job.scale > 0 ? job.scale : job.size.longSide() > kLargeSide ? 0.5 : Rife::kUsualScale;
        const std::uint64_t limit = job.compute.memoryLimit;
        const auto need = [&] { return m_rife->need(m_size.height, m_size.width, m_scale) + m_rife->weightBytes(); };
        if (limit == 0 || need() <= limit) return;
        const double wanted = m_scale;
        while (need() > limit && m_scale > kLeastScale) m_scale /= 2;
        if (need() > limit)
            throw Error(ErrorKind::OutOfMemory, TINTYPE_NOOP("core", "Memory does not suffice to interpolate at %1x%2 pixels."),
                        {std::to_string(m_size.width), std::to_string(m_size.height)});
        if (m_scale < wanted) progress.warn({TINTYPE_NOOP("core", "To stay within the memory, motion was looked for in pictures of a smaller size."), {}});
    }

    at::Tensor computed(const image::Image& first, const image::Image& second, double t, Progress& progress) {
        const at::NoGradGuard noGradients;
        const Rife::Frame from = frameOf(first);
        progress.check();
        const Rife::Frame to = frameOf(second);
        m_seen = {Seen{first, from}, Seen{second, to}};
        return m_rife->between(from, to, t, m_scale, progress);
    }

    // Pictures share their pixels: the same address is the same picture, as long as it is held.
    Rife::Frame frameOf(const image::Image& picture) const {
        for (const Seen& seen : m_seen)
            if (!seen.picture.empty() && seen.picture.data() == picture.data()) return seen.frame;
        return m_rife->frame(toTensor(picture), m_scale);
    }

    Networks& m_networks;
    std::filesystem::path m_file;
    Size m_size;
    checkpoint::Placement m_placement;
    double m_scale = Rife::kUsualScale;
    std::shared_ptr<const Rife> m_rife;
    std::array<Seen, 2> m_seen;
};

std::shared_ptr<RifePictures> openRife(Networks& networks, const RifeJob& job, Progress& progress) {
    const at::NoGradGuard noGradients;
    return std::make_shared<RifePictures>(networks, job, progress);
}

image::Image rifeBetween(RifePictures& pictures, const image::Image& first, const image::Image& second, double t, Progress& progress) {
    return pictures.between(first, second, t, progress);
}

}  // namespace tintype::pipelines
