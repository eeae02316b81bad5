// Runs tools over and over and judges them: times, drift, memory, and whether each round gave the same result.
// Used by the bench verb and the hardware dialog.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/progress.h"

namespace tintype::hardware {

struct StressTool {
    std::string name;
    std::string engine;
    // One round; returns a hash of what it made. What it throws counts as a failed round, but for Cancelled.
    std::function<std::string(Progress& progress)> round;
};

enum class Verdict { Pass, Slow, Fail };  // Slow: it grew slower by more than a tenth while it ran

struct StressResult {
    std::string name;
    std::string engine;
    std::vector<double> seconds;  // of each round that gave a result
    double mean = 0.0;
    double sigma = 0.0;
    double p95 = 0.0;
    double minimum = 0.0;
    double maximum = 0.0;
    double drift = 0.0;            // last fifth against first fifth: 0.1 = a tenth slower
    int corrupt = 0;               // rounds whose result differed from the first one's
    int failed = 0;
    std::string failure;           // why the first failed round failed
    std::uint64_t peakMemory = 0;  // of the process so far, in bytes
    Verdict verdict = Verdict::Pass;
};

// Every tool `rounds` times, one after the other. Throws Cancelled.
std::vector<StressResult> stress(const std::vector<StressTool>& tools, int rounds, Progress& progress);
const char* verdictName(Verdict verdict);  // "PASS", "SLOW", "FAIL"

}  // namespace tintype::hardware
