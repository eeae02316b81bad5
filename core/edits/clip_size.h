// How large an exported clip will be, from encoding a few short samples of it: shown before a long export.
#pragma once

#include "core/base/progress.h"
#include "core/edits/request.h"

namespace tintype::edits {

struct ClipSize {
    std::uint64_t bytes = 0;
    std::int64_t frames = 0;
    double seconds = 0.0;
};

// Usually within 30 % where the clip is of one kind throughout: tests hold it to that. Encodes at most a few hundred
// frames into the system's temporary folder. Throws as the export would, and Cancelled.
ClipSize clipSizeOf(const ExportClip& work, Progress& progress);

}  // namespace tintype::edits
