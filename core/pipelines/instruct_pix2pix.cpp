#include "core/pipelines/instruct_pix2pix.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include <optional>
#include <utility>

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/nn/layout.h"
#include "core/nn/watchdog.h"
#include "core/pipelines/instruct_model.h"
#include "core/pipelines/latent_preview.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

using checkpoint::Weights;
using diffusion::Method;

Method methodOf(const InstructModel& model, Sampler wanted, const Progress& progress) {
    switch (wanted) {
        case Sampler::EulerAncestral: return Method::EulerAncestral;
        case Sampler::Ddim: return Method::Ddim;
        case Sampler::DpmSolver2M: return Method::DpmSolver2M;
        case Sampler::Own: break;
    }
    if (const auto own = diffusion::methodOf(model.scheduler)) return *own;
    progress.warn({TINTYPE_NOOP("core", "The model's own sampler (%1) is not known here: Euler ancestral was used."),
                   {model.scheduler.text("_class_name", "?")}});
    return Method::EulerAncestral;
}

// Half the bytes are read where half the bits are kept anyway.
checkpoint::WantedVariant variantFor(const checkpoint::Placement& placement) {
    return placement.type == at::kHalf ? checkpoint::WantedVariant::Half : checkpoint::WantedVariant::Plain;
}

// The last few words of the first `bytes` bytes of a UTF-8 text.
std::string endOf(const std::string& text, std::size_t bytes) {
    constexpr std::size_t kShown = 40;
    std::size_t first = bytes > kShown ? bytes - kShown : 0;
    while (first > 0 && first < bytes && (static_cast<unsigned char>(text[first]) & 0xC0U) == 0x80U) ++first;
    return (first > 0 ? "..." : "") + text.substr(first, bytes - first);
}

// One half of the autoencoder: they are never at work together.
checkpoint::Checkpoint halfOf(const checkpoint::Checkpoint& autoencoder, const std::string& half, const std::string& latentLayer) {
    checkpoint::Checkpoint result = autoencoder;
    result.rename([&](const std::string& name) { return name.starts_with(half) || name.starts_with(latentLayer) ? std::optional(name) : std::nullopt; });
    return result;
}

class Edit {
public:
    Edit(Networks& networks, const InstructJob& job, Progress& progress, const InstructListener& listener)
        : m_networks(networks), m_job(job), m_progress(progress), m_listener(listener), m_placement(placementOf(job.compute)),
          m_model(openInstructModel(job.model, job.tokenizer, variantFor(m_placement))), m_encoder(halfOf(m_model.autoencoder, "encoder.", "quant_conv.")),
          m_decoder(halfOf(m_model.autoencoder, "decoder.", "post_quant_conv.")), m_method(methodOf(m_model, job.sampler, progress)),
          m_schedule(diffusion::scheduleConfig(m_model.scheduler, m_method)) {
        m_placement.layout = nn::fastestLayout(m_placement.type, m_placement.device);
        requireSides();
    }

    void run() {
        notePrecision();
        encodeInstruction();
        encodePhoto();
        nn::Watched unet = network(m_model.unet, "unet", TINTYPE_NOOP("core", "editing network"), 0.1);
        unet.weights();
        const auto outputs = static_cast<int>(m_job.guidances.size() * m_job.seeds.size());
        const double share = 0.85 / outputs;
        for (const Guidance& guidance : m_job.guidances)
            for (const std::uint64_t seed : m_job.seeds) {
                const at::Tensor latents = sample(unet, guidance, seed, share * 0.95);
                if (m_job.plan.idle == memory::Idle::Freed) {
                    unet.forget();
                    m_networks.release(m_model.unet, "unet");
                }
                m_progress.begin({TINTYPE_NOOP("core", "Painting the result"), {}}, 1, share * 0.05);
                image::Image picture = paint(latents);
                m_progress.step();
                m_listener.output({std::move(picture), seed, guidance});
            }
    }

private:
    void notePrecision() const {
        const bool half = m_placement.type == at::kHalf;
        const Precision precision = half ? Precision::Float16 : m_placement.type == at::kBFloat16 ? Precision::BFloat16 : Precision::Float32;
        if (m_listener.precision) m_listener.precision(precision);
        if (precision == Precision::Float32) return;
        m_progress.warn({TINTYPE_NOOP("core", "The network computed in %1: small differences from the full precision (fp32) are possible."), {half ? "fp16" : "bf16"}});
    }

    void requireSides() const {
        const Size size = m_job.photo.size();
        const int unit = m_model.unit.sides;
        if (size.width % unit == 0 && size.height % unit == 0) return;
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "The photo is %1x%2 pixels, but at its own size this model needs sides that are multiples of %3."),
                    {std::to_string(size.width), std::to_string(size.height), std::to_string(unit)});
    }

    // Kept loaded between jobs; computed again in float32 where half precision fails.
    nn::Watched network(const checkpoint::Checkpoint& file, const std::string& part, const char* name, double share) {
        const auto load = [this, &file, part, share, first = true](const checkpoint::Placement& placement) mutable {
            Progress silent(m_progress.stopToken(), {});
            if (first && share > 0.0) m_progress.begin({TINTYPE_NOOP("core", "Loading the model"), {}}, static_cast<int>(file.names().size()), share);
            return m_networks.weights(file, part, placement, std::exchange(first, false) && share > 0.0 ? m_progress : silent);
        };
        return {m_placement, load, name, [this](const Message& message) { m_progress.warn(message); }};
    }

    static at::Tensor inputFor(const Weights& w, const at::Tensor& tensor) { return tensor.to(w.placement().device, w.placement().type); }

    void encodeInstruction() {
        const networks::Tokens tokens = m_model.tokenizer.encode(m_job.instruction);
        if (tokens.cut)
            m_progress.warn({TINTYPE_NOOP("core", "The instruction is longer than the %1 tokens the model reads: it was cut after \"%2\"."),
                             {std::to_string(tokens.ids.size()), endOf(m_job.instruction, tokens.keptBytes)}});
        nn::Watched encoder = network(m_model.text, "text", TINTYPE_NOOP("core", "text encoder"), 0.02);
        const std::vector<std::int64_t> nothing = m_model.tokenizer.encode("").ids;
        const auto encoded = [&](const std::vector<std::int64_t>& ids) {
            const at::Tensor row = at::tensor(ids, at::kLong).unsqueeze(0).to(m_placement.device);
            return encoder([&](const Weights& w) { return networks::encodeText(w, m_model.textConfig, row); }).to(at::kFloat);
        };
        m_instruction = encoded(tokens.ids);
        m_nothing = encoded(nothing);
        encoder.forget();
        m_networks.release(m_model.text, "text");
    }

    bool inStrips() const { return m_job.plan.pictures == memory::Pictures::Strips; }

    // The latents' mean, and not scaled: as this model was trained, unlike its relatives.
    at::Tensor meanOf(const at::Tensor& photo) {
        nn::Watched encoder = network(m_encoder, "encoder", TINTYPE_NOOP("core", "autoencoder"), 0.02);
        encoder.weights();
        m_progress.begin({TINTYPE_NOOP("core", "Reading the photo"), {}}, 1, 0.01);
        at::Tensor mean = encoder([&](const Weights& w) {
                              const at::Tensor input = inputFor(w, 2.0 * photo - 1.0);
                              const auto& config = m_model.autoencoderConfig;
                              return (inStrips() ? networks::encodeInStrips(w, config, input, memory::kStripBytes) : networks::encode(w, config, input)).mean;
                          }).to(at::kFloat);
        encoder.forget();
        m_networks.release(m_encoder, "encoder");
        return mean;
    }

    void encodePhoto() {
        const at::Tensor photo = toTensor(m_job.photo);
        m_photo = meanOf(photo);
        if (m_listener.preview) m_preview.emplace(m_photo, photo);
        if (!m_job.mask.null())
            m_mask = std::get<0>(at::adaptive_max_pool2d(toTensor(m_job.mask), m_photo.sizes().slice(2))).to(m_placement.device);
        m_progress.step();
        if (m_job.reconstruct) m_listener.reconstruction(paint(m_photo * m_model.autoencoderConfig.scalingFactor));
    }

    at::Tensor sample(nn::Watched& unet, const Guidance& guidance, std::uint64_t seed, double share) {
        at::Generator generator = at::detail::createCPUGenerator(seed);
        const diffusion::Noise noise = [&] { return at::randn(m_photo.sizes(), generator, at::kFloat).to(m_placement.device); };
        diffusion::Sampler sampler = diffusion::makeSampler(m_method, m_schedule, m_job.steps);
        return std::visit([&](auto& method) { return loop(method, unet, guidance, noise, share); }, sampler);
    }

    template <typename AnySampler>
    at::Tensor loop(AnySampler& method, nn::Watched& unet, const Guidance& guidance, const diffusion::Noise& noise, double share) {
        const auto& timesteps = method.timesteps();
        m_progress.begin({TINTYPE_NOOP("core", "Editing the photo"), {}}, static_cast<int>(timesteps.size()), share);
        const at::Tensor first = noise();
        at::Tensor x = first * method.initialSigma();
        for (std::size_t i = 0; i < timesteps.size(); ++i) {
            const at::Tensor output = predict(unet, guidance, method.scaleInput(x, i), timesteps[i]);
            if (m_preview) m_listener.preview((*m_preview)(kept(method.clean(output, i, x), {}, first) / m_model.autoencoderConfig.scalingFactor));
            x = kept(method.step(output, i, x, noise), method.level(i + 1), first);
            m_progress.step();
        }
        return x;
    }

    // Outside the mask the latents are those of the photo, as noisy as the rest.
    at::Tensor kept(const at::Tensor& x, const diffusion::NoiseLevel& level, const at::Tensor& noise) const {
        if (!m_mask.defined()) return x;
        const at::Tensor photo = m_photo * (m_model.autoencoderConfig.scalingFactor * level.signal) + noise * level.deviation;
        return m_mask * x + (1.0 - m_mask) * photo;
    }

    // The network's answer with guidance: three branches, one after the other, fewer where they would cancel out.
    at::Tensor predict(nn::Watched& unet, const Guidance& guidance, const at::Tensor& x, double t) const {
        const at::Tensor time = at::full({1}, t, at::kFloat).to(m_placement.device);
        const auto branch = [&](const at::Tensor& text, const at::Tensor& photo) {
            m_progress.check();
            return unet([&](const Weights& w) {
                       return networks::unet2d(w, m_model.unetConfig, inputFor(w, at::cat({x, photo}, 1)), time, inputFor(w, text));
                   }).to(at::kFloat);
        };
        const at::Tensor full = branch(m_instruction, m_photo);
        if (guidance.text <= 1.0 || guidance.image < 1.0) return full;
        if (guidance.image == 1.0) {
            const at::Tensor photo = branch(m_nothing, m_photo);
            return photo + guidance.text * (full - photo);
        }
        const at::Tensor nothing = branch(m_nothing, at::zeros_like(m_photo));
        if (guidance.text == guidance.image) return nothing + guidance.text * (full - nothing);
        const at::Tensor photo = branch(m_nothing, m_photo);
        return nothing + guidance.text * (full - photo) + guidance.image * (photo - nothing);
    }

    image::Image paint(const at::Tensor& latents) {
        nn::Watched decoder = network(m_decoder, "decoder", TINTYPE_NOOP("core", "autoencoder"), 0.0);
        at::Tensor picture = decoder([&](const Weights& w) {
            const at::Tensor input = inputFor(w, latents / m_model.autoencoderConfig.scalingFactor);
            const auto& config = m_model.autoencoderConfig;
            return inStrips() ? networks::decodeInStrips(w, config, input, memory::kStripBytes) : networks::decode(w, config, input);
        });
        decoder.forget();
        m_networks.release(m_decoder, "decoder");
        picture = picture.to(at::kFloat).mul(0.5).add_(0.5);
        return toImage(picture);
    }

    Networks& m_networks;
    const InstructJob& m_job;
    Progress& m_progress;
    const InstructListener& m_listener;
    checkpoint::Placement m_placement;
    InstructModel m_model;
    checkpoint::Checkpoint m_encoder;  // the autoencoder's halves
    checkpoint::Checkpoint m_decoder;
    Method m_method;
    diffusion::ScheduleConfig m_schedule;
    at::Tensor m_instruction;  // [1, t, d]
    at::Tensor m_nothing;      // [1, t, d]
    at::Tensor m_photo;        // [1, c, h, w] float32: the photo's latents, unscaled
    at::Tensor m_mask;         // [1, 1, h, w] float32 in 0..1; undefined: everywhere
    std::optional<LatentPreview> m_preview;
};

}  // namespace

void instruct(Networks& networks, const InstructJob& job, Progress& progress, const InstructListener& listener) {
    const at::NoGradGuard noGradients;
    Edit(networks, job, progress, listener).run();
}

InstructUnit instructUnit(const std::filesystem::path& model, const std::filesystem::path& tokenizer) {
    return openInstructModel(model, tokenizer, checkpoint::WantedVariant::Plain).unit;
}

}  // namespace tintype::pipelines
