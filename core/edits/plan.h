// What a job will cost, and how it is made to fit the memory it may use. Inside core/edits only.
#pragma once

#include <vector>

#include "core/edits/run.h"
#include "core/memory/plan.h"

namespace tintype::edits {

struct Plan {
    Request request;             // as it will be carried out
    Need need;
    std::vector<Message> notes;  // what was reduced
    Size working;                // that the network works at; empty: not told by the plan
    memory::Plan memory;         // how the networks stay within it
};

// Throws Error(OutOfMemory) when the job does not fit RunOptions::memoryLimit even by the cheapest plan.
Plan planFor(const Request& request);
// For one frame of an EditClip: the picture job it is. The plan for the whole keeps the request and predicts only.
Plan framePlan(const Request& clip, const image::Image& frame);

}  // namespace tintype::edits
