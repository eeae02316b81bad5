// How an exported clip is written, the same for the export and for the estimate of its size. Inside core/edits only.
#pragma once

#include "core/edits/clip_cut.h"
#include "core/video/writer.h"

namespace tintype::edits {

// Without sound and poster.
video::WriterOptions exportOptions(const ExportClip& work, const ClipCut& cut, const std::string& recipe);

}  // namespace tintype::edits
