// The one path every job takes, from the window and from the command line.
#pragma once

#include <functional>

#include "core/base/progress.h"
#include "core/edits/request.h"
#include "core/edits/result.h"
#include "core/edits/runtime.h"

namespace tintype::edits {

// Called on the worker with a coming picture (same shape as the photo, any size): the live preview.
using Preview = std::function<void(const image::Image&)>;
// Called as soon as one of several outputs is finished.
using Finished = std::function<void(const Output&)>;

// Called with small pictures of some frames of a coming clip, in their order.
using Filmstrip = std::function<void(const std::vector<image::Image>&)>;

struct Listener {
    Preview preview;
    Finished output;
    Filmstrip filmstrip;
    // Called early by a job that keeps what it has done: stopped and run again, it goes on from there.
    std::function<void()> resumable;
};

// Carries out the request. Throws Error or Cancelled only; foreign exceptions are translated here.
Result run(Runtime& runtime, const Request& request, Progress& progress, const Listener& listener = {});

// Whether a job fits the memory it may use: as asked, smaller than asked, or not at all.
enum class Fit { AsAsked, Reduced, TooLarge };

// Bytes the job is expected to need at its peak, as it would be carried out now, and who would do it: shown beside the
// Run button.
struct Need {
    std::uint64_t bytes = 0;
    std::string engine;
    bool builtIn = true;
    Fit fit = Fit::AsAsked;
    std::uint64_t budget = 0;  // that it may use; 0: nothing is known
    double seconds = 0.0;      // it will take, where that can be told from a measurement; 0: not known
};
// Reads the headers of the model's files: not for the UI thread.
Need predict(const Request& request);
// Who would do it, without the bytes.
Need engineFor(const Request& request);

}  // namespace tintype::edits
