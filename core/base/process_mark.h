// A name for a running process that no later process gets, even when its number is used again: for folders that
// belong to one session (crash recovery, job journal).
#pragma once

#include <string>

namespace tintype {

// "<pid>-<start time>-<boot>" of this process: letters, digits and '-' only.
std::string processMark();
// Whether the process that had this mark still runs. False for a text that is no mark.
bool processRuns(const std::string& mark);

}  // namespace tintype
