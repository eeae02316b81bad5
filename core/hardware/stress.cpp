#include "core/hardware/stress.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <numeric>

#include "core/base/peak_memory.h"

namespace tintype::hardware {

namespace {

constexpr double kSlower = 0.10;
constexpr std::size_t kRoundsForDrift = 10;  // with fewer, noise of a single round would count as drift

using Times = std::vector<double>;

double meanOf(Times::const_iterator from, Times::const_iterator to) {
    return std::accumulate(from, to, 0.0) / static_cast<double>(to - from);
}

double driftOf(const Times& seconds) {
    if (seconds.size() < kRoundsForDrift) return 0.0;
    const auto fifth = static_cast<std::ptrdiff_t>(seconds.size() / 5);
    return meanOf(seconds.end() - fifth, seconds.end()) / meanOf(seconds.begin(), seconds.begin() + fifth) - 1.0;
}

double percentile(Times sorted, double share) {
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
}

void summariseTimes(StressResult& result) {
    const Times& seconds = result.seconds;
    if (seconds.empty()) return;
    result.mean = meanOf(seconds.begin(), seconds.end());
    double squares = 0.0;
    for (const double value : seconds) squares += (value - result.mean) * (value - result.mean);
    result.sigma = seconds.size() > 1 ? std::sqrt(squares / static_cast<double>(seconds.size() - 1)) : 0.0;
    result.p95 = percentile(seconds, 0.95);
    const auto [low, high] = std::minmax_element(seconds.begin(), seconds.end());
    result.minimum = *low;
    result.maximum = *high;
    result.drift = driftOf(seconds);
}

Verdict verdictOf(const StressResult& result) {
    if (result.failed > 0 || result.corrupt > 0 || result.seconds.empty()) return Verdict::Fail;
    return result.drift > kSlower ? Verdict::Slow : Verdict::Pass;
}

void oneRound(const StressTool& tool, StressResult& result, std::string& firstHash, Progress& progress) {
    const auto start = std::chrono::steady_clock::now();
    try {
        const std::string hash = tool.round(progress);
        result.seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (firstHash.empty()) firstHash = hash;
        result.corrupt += hash != firstHash;
    } catch (const std::exception& error) {
        if (result.failed++ == 0) result.failure = error.what();
    }
}

}  // namespace

std::vector<StressResult> stress(const std::vector<StressTool>& tools, int rounds, Progress& progress) {
    std::vector<StressResult> results;
    for (const StressTool& tool : tools) {
        StressResult result;
        result.name = tool.name;
        result.engine = tool.engine;
        std::string firstHash;
        progress.begin({TINTYPE_NOOP("core", "Measuring %1"), {tool.name}}, rounds,
                       1.0 / static_cast<double>(tools.size()));
        for (int round = 0; round < rounds; ++round) {
            // Its own reports would hide which round it is; only stopping goes through.
            Progress silent(progress.stopToken(), {});
            oneRound(tool, result, firstHash, silent);
            progress.step();
        }
        summariseTimes(result);
        result.peakMemory = peakMemory();
        result.verdict = verdictOf(result);
        results.push_back(std::move(result));
    }
    return results;
}

const char* verdictName(Verdict verdict) {
    switch (verdict) {
        case Verdict::Pass: return "PASS";
        case Verdict::Slow: return "SLOW";
        case Verdict::Fail: return "FAIL";
    }
    return "";
}

}  // namespace tintype::hardware
