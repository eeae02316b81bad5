// How evenly a clip's frames come.
#include <algorithm>
#include <cmath>

#include "core/video/source.h"

namespace tintype::video {
namespace {

constexpr double kShortestGap = 1.0 / 120.0;  // frames that follow closer are not told apart
constexpr double kStray = 0.45;               // of a frame's time, that a steady frame may be off

// seconds: rising, from 0
bool areSteady(const std::vector<double>& seconds, Rate rate) {
    for (std::size_t i = 0; i < seconds.size(); ++i)
        if (std::abs(seconds[i] * rate.perSecond() - static_cast<double>(i)) > kStray) return false;
    return true;
}

double shortestGap(const std::vector<double>& seconds) {
    double shortest = seconds.back();
    for (std::size_t i = 1; i < seconds.size(); ++i) shortest = std::min(shortest, seconds[i] - seconds[i - 1]);
    return std::max(shortest, kShortestGap);
}

// Containers count in milliseconds or hundredths: 33 ms is meant to be 30 a second.
Rate rateOfGap(double gap) {
    const double fps = 1.0 / gap;
    return rateOf(std::abs(std::round(fps) - fps) < 0.02 * fps ? std::round(fps) : fps);
}

}  // namespace

Timing timingOf(std::vector<double> seconds, Rate rate) {
    if (seconds.size() < 2) return {rate, true};
    std::sort(seconds.begin(), seconds.end());
    const double first = seconds.front();
    for (double& time : seconds) time -= first;
    if (seconds.back() <= 0.0 || areSteady(seconds, rate)) return {rate, true};
    const Rate mean = rateOf(std::min(1000.0, static_cast<double>(seconds.size() - 1) / seconds.back()));
    if (areSteady(seconds, mean)) return {mean, true};
    return {rateOfGap(shortestGap(seconds)), false};
}

}  // namespace tintype::video
