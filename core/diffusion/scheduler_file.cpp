#include "core/diffusion/scheduler_file.h"

#include <array>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace tintype::diffusion {

namespace {

using checkpoint::ModelConfig;

template <typename Value, std::size_t count>
Value named(const ModelConfig& file, const std::string& key, const std::string& fallback,
            const std::array<std::pair<const char*, Value>, count>& names) {
    const std::string text = file.text(key, fallback);
    for (const auto& [name, value] : names)
        if (text == name) return value;
    file.unsupported(key);
}

constexpr std::array<std::pair<const char*, BetaCurve>, 3> kCurves{
    {{"linear", BetaCurve::Linear}, {"scaled_linear", BetaCurve::ScaledLinear}, {"squaredcos_cap_v2", BetaCurve::SquaredCosine}}};
constexpr std::array<std::pair<const char*, Prediction>, 3> kPredictions{
    {{"epsilon", Prediction::Epsilon}, {"v_prediction", Prediction::Velocity}, {"sample", Prediction::Sample}}};
constexpr std::array<std::pair<const char*, Spacing>, 3> kSpacings{
    {{"linspace", Spacing::Linspace}, {"leading", Spacing::Leading}, {"trailing", Spacing::Trailing}}};

void demand(const ModelConfig& file, const std::string& key, bool expected) {
    if (file.flag(key, expected) != expected) file.unsupported(key);
}

void demandText(const ModelConfig& file, const std::string& key, const std::string& expected) {
    if (file.text(key, expected) != expected) file.unsupported(key);
}

// Variants of a method that compute something else than this one.
void refuseVariants(const ModelConfig& file, Method method) {
    if (file.has("trained_betas")) file.unsupported("trained_betas");
    if (method == Method::Euler || method == Method::DpmSolver2M)
        for (const char* key : {"use_karras_sigmas", "use_exponential_sigmas", "use_beta_sigmas"}) demand(file, key, false);
    if (method == Method::Euler) {
        demandText(file, "interpolation_type", "linear");
        demandText(file, "timestep_type", "discrete");
        demandText(file, "final_sigmas_type", "zero");
    }
    if (method == Method::Ddim || method == Method::DpmSolver2M) demand(file, "thresholding", false);
    if (method == Method::Pndm) demand(file, "skip_prk_steps", true);
    if (method != Method::DpmSolver2M) return;
    for (const char* key : {"use_lu_lambdas", "use_flow_sigmas", "euler_at_final"}) demand(file, key, false);
    demandText(file, "algorithm_type", "dpmsolver++");
    demandText(file, "solver_type", "midpoint");
    demandText(file, "final_sigmas_type", "zero");
    if (file.integer("solver_order", 2) != 2) file.unsupported("solver_order");
    if (file.number("lambda_min_clipped", -1e30) > -1e30) file.unsupported("lambda_min_clipped");
    if (file.has("variance_type")) file.unsupported("variance_type");
}

}  // namespace

std::optional<Method> methodOf(const ModelConfig& file) {
    static constexpr std::array<std::pair<const char*, Method>, 5> kClasses{
        {{"EulerAncestralDiscreteScheduler", Method::EulerAncestral},
         {"EulerDiscreteScheduler", Method::Euler},
         {"DDIMScheduler", Method::Ddim},
         {"DPMSolverMultistepScheduler", Method::DpmSolver2M},
         {"PNDMScheduler", Method::Pndm}}};
    const std::string name = file.text("_class_name", "");
    for (const auto& [known, method] : kClasses)
        if (name == known) return method;
    return std::nullopt;
}

ScheduleConfig scheduleConfig(const ModelConfig& file, Method method) {
    refuseVariants(file, method);
    const bool integerSteps = method == Method::Ddim || method == Method::Pndm;
    ScheduleConfig config;
    const std::int64_t steps = file.integer("num_train_timesteps", 1000);
    if (steps < 1 || steps > 100000) file.unsupported("num_train_timesteps");
    config.trainSteps = static_cast<int>(steps);
    config.betaStart = file.number("beta_start", config.betaStart);
    config.betaEnd = file.number("beta_end", config.betaEnd);
    config.curve = named(file, "beta_schedule", "linear", kCurves);
    config.prediction = named(file, "prediction_type", "epsilon", kPredictions);
    config.spacing = named(file, "timestep_spacing", integerSteps ? "leading" : "linspace", kSpacings);
    config.stepsOffset = static_cast<int>(file.integer("steps_offset", 0));
    config.zeroTerminalSnr = method != Method::Pndm && file.flag("rescale_betas_zero_snr", false);
    config.finalAlphaOne = file.flag("set_alpha_to_one", method == Method::Ddim);
    config.clipSample = method == Method::Ddim && file.flag("clip_sample", true);
    config.clipRange = file.number("clip_sample_range", 1.0);
    return config;
}

Sampler makeSampler(Method method, const ScheduleConfig& config, int steps) {
    if (steps > config.trainSteps)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The model knows %1 steps, but %2 were asked for."),
                    {std::to_string(config.trainSteps), std::to_string(steps)});
    switch (method) {
        case Method::EulerAncestral: return Euler(config, steps, Euler::Kind::Ancestral);
        case Method::Euler: return Euler(config, steps, Euler::Kind::Plain);
        case Method::Ddim: return Ddim(config, steps);
        case Method::DpmSolver2M: return DpmSolver2M(config, steps);
        case Method::Pndm: return Pndm(config, steps);
    }
    return Ddim(config, steps);
}

}  // namespace tintype::diffusion
