// erase --mark-from: the mark of one photo, found in all the others and taken off them.
#pragma once

#include "app/cli/picture_work.h"

namespace tintype::cli {

enum class Rehearsal { No, Yes };  // yes: say what was found, write nothing

struct MarkBatch {
    std::filesystem::path photo;  // the mark is learned here ...
    std::filesystem::path mask;   // ... from this
    double minConfidence = 0.5;
    Rehearsal rehearsal = Rehearsal::No;
    edits::Erase settings;
};

// work: everything but `make`. Returns the exit status.
int runMarkBatch(const MarkBatch& batch, PictureWork work);

}  // namespace tintype::cli
