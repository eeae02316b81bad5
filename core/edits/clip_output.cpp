#include "core/edits/clip_output.h"

namespace tintype::edits {

namespace {

bool returns(const Animate& work) { return work.loop == video::Loop::Boomerang && work.frames > 2; }

video::WriterOptions optionsOf(const Animate& work, const std::string& recipe) {
    video::WriterOptions options;
    options.rate = video::rateOf(work.fps);
    options.container = video::containerOf(work.target);
    options.recipe = recipe;
    return options;
}

// The folder the clip lies in; "frames/" is a folder itself, perhaps not there yet.
std::filesystem::path beside(const std::filesystem::path& target) {
    return (target.has_filename() ? target : target.parent_path()).parent_path();
}

}  // namespace

double ClipOutput::shareOfReturn(const Animate& work) { return returns(work) ? 0.3 : 0.0; }

ClipOutput::ClipOutput(const Animate& work, const std::string& recipe) : m_work(work), m_clip(work.target, optionsOf(work, recipe)) {
    if (!work.framesFolder.empty()) {
        video::WriterOptions options = optionsOf(work, recipe);
        options.container = video::Container::PngSequence;
        m_pictures.emplace(work.framesFolder, options);
    }
    if (returns(work)) m_backwards.emplace(beside(work.target));
}

void ClipOutput::write(const image::Image& frame) {
    m_clip.add(frame);
    if (m_pictures) m_pictures->add(frame);
}

void ClipOutput::add(const image::Image& frame) {
    if (m_first.empty()) m_first = frame;
    write(frame);
    if (m_backwards) m_backwards->add(frame);
}

void ClipOutput::finish(Progress& progress) {
    if (m_backwards) {
        const std::vector<int> order = video::playOrder(m_work.frames, m_work.loop);
        progress.begin({TINTYPE_NOOP("core", "Playing it backwards"), {}}, static_cast<int>(order.size()) - m_work.frames, shareOfReturn(m_work));
        for (std::size_t i = static_cast<std::size_t>(m_work.frames); i < order.size(); ++i) {
            m_clip.add(m_backwards->frame(order[i]));
            progress.step();
        }
    }
    progress.check();
    if (m_pictures) m_pictures->finish();
    m_clip.finish();
    for (const Message& note : m_clip.notes()) progress.warn(note);
}

}  // namespace tintype::edits
