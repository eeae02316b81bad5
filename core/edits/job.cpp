#include "core/edits/job.h"

#include "core/edits/recipe_words.h"

namespace tintype::edits {

Job::Job(const Plan& plan, std::filesystem::path model, Runtime& runtime, Progress& progress, const Listener& listener)
    : m_progress(progress.part(1.0, [this](const Message& note) { m_notes.push_back(note); })),
      m_listener(listener),
      m_plan(plan),
      m_model(std::move(model)),
      m_runtime(runtime),
      m_engine(plan.need.engine),
      m_identity(m_model.empty() ? nullptr : std::make_unique<ModelIdentity>(m_model)),
      m_recipe(plan.request, plan.need.engine) {}

Job::Job(Job& clip, const Plan& plan, Progress& progress, const Listener& listener)
    : m_progress(progress.part(1.0)),
      m_clip(&clip),
      m_listener(listener),
      m_plan(plan),
      m_model(clip.m_model),
      m_runtime(clip.m_runtime),
      m_engine(clip.m_engine),
      m_recipe(plan.request, clip.m_engine) {}

std::string Job::recipe(std::uint64_t seed) const {
    if (!m_identity) return m_recipe.withSeed(seed);
    return m_recipe.withSeed(seed, {m_identity->name(), m_identity->sha256(), precisionName(m_precision)});
}

pipelines::Compute Job::compute() const {
    const RunOptions& options = m_plan.request.options;
    return {options.device, options.precision, m_plan.need.budget, options.threads};
}

void Job::deliver(Output output) {
    m_progress.check();
    if (output.recipe.empty() && !m_clip) output.recipe = recipe(output.seed);
    output.engine = m_engine;
    output.builtIn = m_model.empty();
    output.notes = m_notes;
    if (m_listener.output) m_listener.output(output);
    m_outputs.push_back(std::move(output));
}

}  // namespace tintype::edits
