// A restoration's faces mixed with their photo anew: other strengths, other ticks, without the networks. Used by the window, off the
// UI thread, after a run whose Restore::layerBytes was not 0.
#pragma once

#include <optional>
#include <vector>

#include "core/edits/result.h"

namespace tintype::edits {

// What a restoration was made of, and the faces it made.
struct FaceMix {
    Request request;                            // a Restore: with the strengths that are wanted now
    std::vector<pipelines::RestoredFace> faces;  // Output::faces
};

// What running the request would give, bit for bit, but for its recipe and engine, which are empty. None: the networks must run, because a face is
// wanted that was left out then. Throws Error(BadInput).
std::optional<Output> mixedAnew(const FaceMix& mix);

// The same with a photo whose long side is at most that, for a view while a slider moves; it is never enlarged.
FaceMix smaller(const FaceMix& mix, int longSide);

}  // namespace tintype::edits
