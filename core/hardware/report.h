// A stress run as a report: JSON for programs, CSV for tables, HTML for people. Used by the bench verb.
#pragma once

#include <string>
#include <vector>

#include "core/hardware/probe.h"
#include "core/hardware/stress.h"

namespace tintype::hardware {

std::string jsonReport(const Machine& machine, const std::vector<StressResult>& results);
std::string csvReport(const std::vector<StressResult>& results);
std::string htmlReport(const Machine& machine, const std::vector<StressResult>& results);

}  // namespace tintype::hardware
