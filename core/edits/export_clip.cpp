// Cuts, speeds up, loops or converts a clip.
#include "core/edits/export_clip.h"

#include "core/base/safe_file.h"
#include "core/edits/job.h"

namespace tintype::edits {

video::WriterOptions exportOptions(const ExportClip& work, const ClipCut& cut, const std::string& recipe) {
    video::WriterOptions options;
    options.rate = cut.rate();
    options.container = video::containerOf(work.target);
    options.codec = work.coding.codec;
    options.crf = work.coding.crf;
    options.hardware = work.coding.hardware;
    if (work.metadata == image::Metadata::All) options.recipe = recipe;
    return options;
}

void exportClip(const ExportClip& work, Job& job) {
    ClipCut cut(work);
    Output output;
    output.recipe = job.recipe(0);
    video::WriterOptions options = exportOptions(work, cut, output.recipe);
    options.poster = cut.poster();
    if (cut.header().hasAudio && cut.keepsTime()) options.audioFrom = work.clip;
    else if (cut.header().hasAudio)
        job.note({TINTYPE_NOOP("core", "The sound was left out: it does not fit another speed, a loop or a repeat."), {}});
    options.audioStart = cut.soundStart();
    video::Writer writer(work.target, options);
    cut.play(job.progress(), [&](const image::Image& frame) {
        if (output.picture.empty()) output.picture = frame;
        writer.add(frame);
    });
    job.progress().check();
    writer.finish();
    for (const Message& note : writer.notes()) job.note(note);
    output.clip = work.target;
    output.changed = 1.0;
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
