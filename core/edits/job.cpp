#include "core/edits/job.h"

namespace tintype::edits {

Job::Job(const Request& request, std::string engine, Progress& progress, const Listener& listener)
    : m_progress(progress.part(1.0, [this](const Message& note) { m_notes.push_back(note); })),
      m_listener(listener),
      m_recipe(request, std::move(engine)) {}

void Job::deliver(Output output) {
    m_progress.check();
    if (output.recipe.empty()) output.recipe = recipe(output.seed);
    output.notes = m_notes;
    if (m_listener.output) m_listener.output(output);
    m_outputs.push_back(std::move(output));
}

}  // namespace tintype::edits
