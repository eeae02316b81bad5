// Where a new clip's frames go as they are made: the clip, and single pictures besides where they are asked for. Used
// by both ways to animate. Inside core/edits only.
#pragma once

#include <optional>

#include "core/base/progress.h"
#include "core/edits/frame_store.h"
#include "core/edits/request.h"

namespace tintype::edits {

class ClipOutput {
public:
    ClipOutput(const Animate& work, const std::string& recipe);

    // The next frame on the way forth.
    void add(const image::Image& frame);
    // Plays it backwards where that is asked for, and completes the files. Throws Cancelled; then nothing is left.
    void finish(Progress& progress);

    const image::Image& first() const { return m_first; }
    // Share of the time that the way back takes, 0..1.
    static double shareOfReturn(const Animate& work);

private:
    void write(const image::Image& frame);

    const Animate& m_work;
    video::Writer m_clip;
    std::optional<video::Writer> m_pictures;
    std::optional<FrameStore> m_backwards;
    image::Image m_first;
};

}  // namespace tintype::edits
