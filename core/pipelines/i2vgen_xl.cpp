#include "core/pipelines/i2vgen_xl.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include <cstring>
#include <optional>

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/image/resample.h"
#include "core/memory/clip_need.h"
#include "core/nn/watchdog.h"
#include "core/pipelines/centre_crop.h"
#include "core/pipelines/clip_shares.h"
#include "core/pipelines/i2vgen_model.h"
#include "core/pipelines/latent_preview.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"
#include "core/pipelines/tensor_image.h"

namespace tintype::pipelines {

namespace {

using checkpoint::Checkpoint;
using checkpoint::Placement;
using checkpoint::Weights;
using diffusion::Method;

constexpr int kPreviewFrames = 4;
Method methodOf(const I2vgenModel& model, const Progress& progress) {
    if (const auto own = diffusion::methodOf(model.scheduler)) return *own;
    progress.warn({TINTYPE_NOOP("core", "The model's own sampler (%1) is not known here: DDIM was used."), {model.scheduler.text("_class_name", "?")}});
    return Method::Ddim;
}

// Samplers that need nothing but the latents to go on from any step.
bool hasNoMemory(Method method) { return method == Method::Ddim || method == Method::Euler; }

// One guidance branch's own part of what the network is told.
struct Branch {
    at::Tensor text;    // [1, t, d]
    at::Tensor vision;  // [1, d]
};

class Animation {
public:
    Animation(const I2vgenJob& job, Progress& progress, const I2vgenListener& listener)
        : m_job(job), m_progress(progress), m_listener(listener), m_placement(i2vgenPlacement(job.compute)),
          m_model(openI2vgenModel(job.model, i2vgenVariant(m_placement))), m_method(methodOf(m_model, progress)),
          m_schedule(diffusion::scheduleConfig(m_model.scheduler, m_method)), m_generator(at::detail::createCPUGenerator(job.seed)) {
        requireSize();
        m_pictures = pictures();
        if (inStrips()) m_progress.warn({TINTYPE_NOOP("core", "Memory is short: the picture is read and painted in strips, which takes longer."), {}});
    }

    void run() {
        const bool sampled = m_job.part == ClipPart::Painting || (resumes() && m_job.resume.step >= m_job.steps);
        const int done = resumes() ? m_job.resume.step : 0;
        m_shares = clipShares(m_job, sampled ? 0 : m_job.steps - done);
        if (sampled) return paint(saved());
        readPrompt();
        letGo(m_model.text);
        readPhoto();
        letGo(m_model.vision);
        letGo(m_model.autoencoder);
        const at::Tensor latents = sample();
        letGo(m_model.unet);
        paint(latents);
    }

private:
    std::vector<std::int64_t> frameSizes() const { return {m_job.frames, 4, m_job.size.height / m_model.shrink, m_job.size.width / m_model.shrink}; }
    // Of a network that is gone, its file's pages too.
    static void letGo(const Checkpoint& file) {
        for (const std::string& name : file.names()) file.release(name);
        trimMemory();
    }
    bool inStrips() const { return m_pictures == memory::Pictures::Strips; }
    bool guided() const { return m_job.guidance > 1.0; }
    double scaling() const { return m_model.autoencoderConfig.scalingFactor; }

    memory::Pictures pictures() const {
        const memory::Numbers numbers{static_cast<std::int64_t>(c10::elementSize(m_placement.type)), static_cast<memory::Kernels>(m_placement.layout),
                                      m_placement.device.is_cpu()};
        const memory::ClipWork work{m_job.size, m_job.frames, static_cast<double>(m_job.photo.byteSize())};
        return memory::clipPlan(memory::readClipShapes(m_job.model), numbers, work, m_job.compute.memoryLimit).pictures;
    }

    void requireSize() const {
        const int unit = m_model.unit.sides;
        if (m_job.size.width >= unit && m_job.size.height >= unit && m_job.size.width % unit == 0 && m_job.size.height % unit == 0) return;
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The clip should be %1x%2 pixels, but this model needs sides that are multiples of %3."),
                    {std::to_string(m_job.size.width), std::to_string(m_job.size.height), std::to_string(unit)});
    }

    // What was saved counts only when it is of this clip's shape.
    bool resumes() const {
        const ClipLatents& saved = m_job.resume;
        const std::vector<std::int64_t> sizes = frameSizes();
        const bool fits = saved.frames == sizes[0] && saved.channels == sizes[1] && saved.size.height == sizes[2] && saved.size.width == sizes[3];
        const auto count = static_cast<std::size_t>(sizes[0] * sizes[1] * sizes[2] * sizes[3]);
        return fits && saved.values.size() == count && saved.step > 0 && (saved.step >= m_job.steps || hasNoMemory(m_method));
    }
    at::Tensor tensorOf(const std::vector<float>& values) const {
        const at::Tensor result = at::empty(frameSizes(), at::kFloat);
        if (values.size() != static_cast<std::size_t>(result.numel()))
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The saved clip does not suit this model."), {});
        std::memcpy(result.data_ptr<float>(), values.data(), values.size() * sizeof(float));
        return result.to(m_placement.device);
    }
    at::Tensor resumed() const { return tensorOf(m_job.resume.values); }
    // As far as it came.
    at::Tensor saved() const { return m_job.resume.step >= m_job.steps ? resumed() : tensorOf(m_job.resume.clean); }

    bool isStreamed(const Checkpoint& file) const { return m_job.plan.loading == memory::Loading::Streamed && &file != &m_model.autoencoder; }

    nn::Watched network(const Checkpoint& file, const char* name, double share) {
        const auto load = [this, &file, share, first = true](const Placement& placement) mutable {
            if (isStreamed(file)) return Weights::streamed(file, placement);
            Progress silent(m_progress.stopToken(), {});
            if (first) m_progress.begin({TINTYPE_NOOP("core", "Loading the model"), {}}, static_cast<int>(file.names().size()), share);
            return Weights::load(file, placement, std::exchange(first, false) ? m_progress : silent);
        };
        return {m_placement, load, name, [this](const Message& message) { m_progress.warn(message); }};
    }

    at::Tensor words(nn::Watched& encoder, const std::string& text) {
        const networks::Tokens tokens = m_model.tokenizer.encode(text);
        if (tokens.cut)
            m_progress.warn({TINTYPE_NOOP("core", "The prompt is longer than the %1 tokens the model reads: its end was left out."),
                             {std::to_string(tokens.ids.size())}});
        const at::Tensor ids = at::tensor(tokens.ids, at::kLong).unsqueeze(0).to(m_placement.device);
        return encoder([&](const Weights& w) { return networks::encodeText(w, m_model.textConfig, ids); }).to(at::kFloat);
    }

    void readPrompt() {
        nn::Watched encoder = network(m_model.text, TINTYPE_NOOP("core", "text encoder"), m_shares.text);
        m_asked.text = words(encoder, m_job.prompt);
        if (guided()) m_unasked.text = words(encoder, m_job.negative);
    }

    void readPhoto() {
        const int side = m_model.visionConfig.side;
        const image::Image square = image::resampled(centreCropped(m_job.photo, {m_job.size.width, m_job.size.width}), {side, side}, image::Filter::Bilinear);
        m_asked.vision = seen(toTensor(square));
        m_unasked.vision = at::zeros_like(m_asked.vision);
        m_photo = encoded(toTensor(centreCropped(m_job.photo, m_job.size)));
    }

    // picture: [1, 3, side, side] in 0..1 -> [1, d]
    at::Tensor seen(const at::Tensor& picture) {
        const auto channels = [](const std::array<double, 3>& values) { return at::tensor(at::ArrayRef<double>(values), at::kFloat).reshape({1, 3, 1, 1}); };
        const at::Tensor normal = (picture - channels(m_model.norm.mean)) / channels(m_model.norm.deviation);
        nn::Watched encoder = network(m_model.vision, TINTYPE_NOOP("core", "image encoder"), m_shares.vision);
        return encoder([&](const Weights& w) { return networks::encodePicture(w, m_model.visionConfig, normal); }).to(at::kFloat);
    }

    // photo: [1, 3, h, w] in 0..1 -> its latents, scaled
    at::Tensor encoded(const at::Tensor& photo) {
        nn::Watched encoder = network(m_model.autoencoder, TINTYPE_NOOP("core", "autoencoder"), m_shares.encoder);
        m_progress.begin({TINTYPE_NOOP("core", "Reading the photo"), {}}, 1, m_shares.read);
        const at::Tensor both = encoder([&](const Weights& w) {
            const at::Tensor input = (2.0 * photo - 1.0).to(m_placement.device);
            const auto& config = m_model.autoencoderConfig;
            const auto latents = inStrips() ? networks::encodeInStrips(w, config, input, memory::kStripBytes) : networks::encode(w, config, input);
            return at::cat({latents.mean, latents.logVariance}, 1);
        });
        const auto halves = both.to(at::kFloat).chunk(2, 1);
        const at::Tensor noise = at::randn(halves[0].sizes(), m_generator, at::kFloat).to(m_placement.device);
        const at::Tensor latents = halves[0] + at::exp(0.5 * halves[1]) * noise;
        if (m_listener.preview) m_preview.emplace(latents, photo);
        m_progress.step();
        return latents * scaling();
    }

    // The photo's latents in frame 0; in the others how far the clip has come, from 0 to 1.
    at::Tensor photoAndPlaces() const {
        at::Tensor frames = at::empty(frameSizes(), m_photo.options());
        frames.narrow(0, 0, 1).copy_(m_photo);
        for (int k = 1; k < m_job.frames; ++k) frames[k].fill_(static_cast<double>(k) / (m_job.frames - 1));
        return frames;
    }

    at::Tensor sample() {
        nn::Watched unet = network(m_model.unet, TINTYPE_NOOP("core", "clip network"), m_shares.load);
        unet.weights();
        diffusion::Sampler sampler = diffusion::makeSampler(m_method, m_schedule, m_job.steps);
        return std::visit([&](auto& method) { return loop(method, unet); }, sampler);
    }

    template <typename AnySampler>
    at::Tensor loop(AnySampler& method, nn::Watched& unet) {
        const std::vector<std::int64_t> sizes = frameSizes();
        const diffusion::Noise noise = [&] { return at::randn(sizes, m_generator, at::kFloat).to(m_placement.device); };
        // Drawn channel by channel, as the published package lays a clip out.
        const at::Tensor first = at::randn({sizes[1], sizes[0], sizes[2], sizes[3]}, m_generator, at::kFloat).transpose(0, 1).contiguous();
        const std::size_t done = resumes() ? static_cast<std::size_t>(m_job.resume.step) : 0;
        at::Tensor x = done > 0 ? resumed() : first.to(m_placement.device) * method.initialSigma();
        const auto& timesteps = method.timesteps();
        m_progress.begin({TINTYPE_NOOP("core", "Making the frames move"), {}}, static_cast<int>(timesteps.size() - std::min(done, timesteps.size())), m_shares.steps);
        for (std::size_t i = done; i < timesteps.size(); ++i) {
            const at::Tensor output = predict(unet, method.scaleInput(x, i), timesteps[i]);
            const at::Tensor clean = method.clean(output, i, x);
            if (m_preview) m_listener.preview(previews(clean));
            x = method.step(output, i, x, noise);
            if (m_listener.latents) m_listener.latents(kept(x, clean, static_cast<int>(i + 1), static_cast<int>(timesteps.size())));
            m_progress.step();
        }
        return x;
    }

    at::Tensor predict(nn::Watched& unet, const at::Tensor& x, double t) {
        const at::Tensor asked = answer(unet, m_asked, m_askedConditions, x, t);
        if (!guided()) return asked;
        const at::Tensor unasked = answer(unet, m_unasked, m_unaskedConditions, x, t);
        return unasked + m_job.guidance * (asked - unasked);
    }

    at::Tensor answer(nn::Watched& unet, const Branch& branch, std::optional<networks::ClipConditions>& conditions, const at::Tensor& x, double t) {
        m_progress.check();
        const at::Tensor time = at::full({1}, t, at::kFloat).to(m_placement.device);
        return unet([&](const Weights& w) {
            // They are made by the network itself: in its precision, which may have changed.
            if (!conditions || conditions->rate.scalar_type() != w.placement().type) conditions = told(w, branch);
            return networks::unetI2vgen(w, m_model.unetConfig, x, time, *conditions, {}, [this] { m_progress.check(); });
        });
    }

    networks::ClipConditions told(const Weights& w, const Branch& branch) const {
        return {networks::i2vgenImage(w, photoAndPlaces()), networks::i2vgenRate(w, m_model.unetConfig, m_job.motionFps),
                networks::i2vgenContext(w, branch.text, m_photo, branch.vision)};
    }

    std::vector<image::Image> previews(const at::Tensor& clean) const {
        std::vector<image::Image> result;
        const int count = std::min(kPreviewFrames, m_job.frames);
        for (int i = 0; i < count; ++i) {
            const int frame = count == 1 ? 0 : i * (m_job.frames - 1) / (count - 1);
            result.push_back((*m_preview)(clean.narrow(0, frame, 1) / scaling()));
        }
        return result;
    }

    static std::vector<float> valuesOf(const at::Tensor& x) {
        const at::Tensor values = x.to(at::kCPU, at::kFloat).contiguous();
        return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
    }

    // Some samplers take more turns than steps; the last turn counts as all of them.
    ClipLatents kept(const at::Tensor& x, const at::Tensor& clean, int turn, int turns) const {
        const std::vector<std::int64_t> sizes = frameSizes();
        ClipLatents result;
        result.step = turn == turns ? m_job.steps : std::min(turn, m_job.steps - 1);
        result.frames = m_job.frames;
        result.channels = static_cast<int>(sizes[1]);
        result.size = {static_cast<int>(sizes[3]), static_cast<int>(sizes[2])};
        result.values = valuesOf(x);
        if (turn < turns) result.clean = valuesOf(clean);
        return result;
    }

    // The autoencoder knows nothing of time: some frames after the others are the same as all at once.
    void paint(const at::Tensor& latents) {
        nn::Watched decoder = network(m_model.autoencoder, TINTYPE_NOOP("core", "autoencoder"), m_shares.decoder);
        decoder.weights();
        m_progress.begin({TINTYPE_NOOP("core", "Painting the frames"), {}}, m_job.frames, m_shares.paint);
        const int chunk = inStrips() ? 1 : m_job.decodeChunk;
        for (int first = 0; first < m_job.frames; first += chunk) {
            const at::Tensor some = latents.narrow(0, first, std::min(chunk, m_job.frames - first)) / scaling();
            const at::Tensor pictures = decoder([&](const Weights& w) {
                const auto& config = m_model.autoencoderConfig;
                return inStrips() ? networks::decodeInStrips(w, config, some, memory::kStripBytes) : networks::decode(w, config, some);
            });
            for (std::int64_t k = 0; k < pictures.size(0); ++k) {
                m_listener.frame(toImage(pictures.narrow(0, k, 1).to(at::kFloat) * 0.5 + 0.5));
                m_progress.step();
            }
        }
    }

    const I2vgenJob& m_job;
    Progress& m_progress;
    const I2vgenListener& m_listener;
    Placement m_placement;
    I2vgenModel m_model;
    Method m_method;
    diffusion::ScheduleConfig m_schedule;
    at::Generator m_generator;
    Branch m_asked;
    Branch m_unasked;  // used with guidance
    std::optional<networks::ClipConditions> m_askedConditions;
    std::optional<networks::ClipConditions> m_unaskedConditions;
    at::Tensor m_photo;  // [1, 4, h, w] float32: the photo's latents, scaled
    std::optional<LatentPreview> m_preview;
    ClipShares m_shares;
    memory::Pictures m_pictures = memory::Pictures::Whole;
};

}  // namespace

void animateWithI2vgen(Networks& networks, const I2vgenJob& job, Progress& progress, const I2vgenListener& listener) {
    const at::NoGradGuard noGradients;
    networks.release();
    Animation(job, progress, listener).run();
}

I2vgenUnit i2vgenUnit(const std::filesystem::path& model) { return openI2vgenModel(model, checkpoint::WantedVariant::Plain).unit; }

}  // namespace tintype::pipelines
