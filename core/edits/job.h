// What an operation gets to work with besides its own parameters, and how it hands over what it made. Inside
// core/edits only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/edits/model_identity.h"
#include "core/edits/plan.h"
#include "core/edits/recipe.h"
#include "core/edits/run.h"

namespace tintype::edits {

class Job {
public:
    // model: the file or folder the networks come from; empty: a built-in engine does it. The plan outlives the job.
    Job(const Plan& plan, std::filesystem::path model, Runtime& runtime, Progress& progress, const Listener& listener);

    // One frame of a clip's job: its output has no recipe, and its model's identity is the clip's.
    Job(Job& clip, const Plan& plan, Progress& progress, const Listener& listener);

    Progress& progress() { return m_progress; }
    const Listener& listener() const { return m_listener; }
    std::string recipe(std::uint64_t seed) const;
    // In which numbers the networks computed: part of the recipe.
    void setPrecision(Precision precision) { (m_clip ? m_clip->m_precision : m_precision) = precision; }
    // Hands over one finished output: adds its recipe (unless it has one) and the notes so far.
    void deliver(Output output);
    const Plan& plan() const { return m_plan; }
    Runtime& runtime() const { return m_runtime; }
    const std::filesystem::path& model() const { return m_model; }
    pipelines::Compute compute() const;
    void note(Message message) { m_progress.warn(std::move(message)); }
    std::vector<Output> takeOutputs() { return std::move(m_outputs); }

private:
    std::vector<Message> m_notes;
    Progress m_progress;
    Job* m_clip = nullptr;  // of a frame: the job it belongs to
    const Listener& m_listener;
    const Plan& m_plan;
    std::filesystem::path m_model;
    Runtime& m_runtime;
    const std::string m_engine;
    std::unique_ptr<ModelIdentity> m_identity;  // none: a built-in engine
    Precision m_precision = Precision::Auto;
    RecipeWriter m_recipe;
    std::vector<Output> m_outputs;
};

void instruct(const Instruct& work, Job& job);
void instructWithModel(const Instruct& work, Job& job);
void erase(const Erase& work, Job& job);
void cartoon(const Cartoon& work, Job& job);
void restore(const Restore& work, Job& job);
void restoreWithModel(const Restore& work, Job& job);
void animate(const Animate& work, Job& job);
void animateWithModel(const Animate& work, Job& job);
void interpolatePair(const InterpolatePair& work, Job& job);
void interpolateClip(const InterpolateClip& work, Job& job);
void editClip(const EditClip& work, Job& job);
void exportClip(const ExportClip& work, Job& job);

// Carries out one of the tools that work on a picture.
struct PictureOperation {
    Job& job;
    void operator()(const Instruct& work) const { job.model().empty() ? instruct(work, job) : instructWithModel(work, job); }
    void operator()(const Erase& work) const { erase(work, job); }
    void operator()(const Cartoon& work) const { cartoon(work, job); }
    void operator()(const Restore& work) const { job.model().empty() ? restore(work, job) : restoreWithModel(work, job); }
};

// The clip's size in pixels: as asked, else the photo's shape with even sides, at most 1280 long.
Size clipSize(const Animate& work);

// Throws Error(BadInput) naming the parameter and its range, before any work is done.
void check(const Request& request);

}  // namespace tintype::edits
