// How long a clip with a model takes on this machine: measured while clips are made, kept between starts, and before the
// first one measured on some of the model's layers. Inside core/edits only.
#pragma once

#include <chrono>

#include "core/edits/run.h"
#include "core/pipelines/i2vgen_xl.h"

namespace tintype::edits {

class ClipPace {
public:
    explicit ClipPace(const pipelines::I2vgenJob& job) : m_job(job) {}

    // After each step.
    void step();
    // Keeps what was measured; nothing when there were too few steps. Never throws.
    void remember() const;

private:
    using Clock = std::chrono::steady_clock;

    const pipelines::I2vgenJob& m_job;
    Clock::time_point m_first;
    Clock::time_point m_last;
    int m_steps = 0;
};

// Seconds that a clip will take; 0: it cannot be told. Measures the model where nothing is kept about it, in a second or
// two, and keeps that. Never throws.
double clipSeconds(const Animate& work, const RunOptions& options, const std::filesystem::path& model);

}  // namespace tintype::edits
