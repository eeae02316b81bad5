// What an ExportClip comes to: its frames one by one, as they are to be written. Used by the export itself and by the
// estimate of its size. Inside core/edits only.
#pragma once

#include <functional>

#include "core/base/progress.h"
#include "core/edits/request.h"
#include "core/video/steady_reader.h"

namespace tintype::edits {

class ClipCut {
public:
    // Throws Error(BadInput) where the clip cannot be read.
    explicit ClipCut(const ExportClip& work);

    const video::ClipHeader& header() const { return m_header; }
    video::Rate rate() const { return m_rate; }
    Size size() const { return fitLongSide(m_header.size, m_work.longSide); }
    double soundStart() const { return m_soundStart; }
    // Of one turn, and of the whole clip with its way back, its fade and its repeats, as far as the clip says.
    std::int64_t turnFrames() const { return m_turn; }
    std::int64_t frames() const;
    // The clip plays as it was, so that its sound still fits.
    bool keepsTime() const { return m_work.speed == 1.0 && m_work.loop == video::Loop::None && m_work.repeats == 1; }

    using Take = std::function<void(const image::Image&)>;
    // All frames in order; `warn` hears of damage. Throws Cancelled.
    void play(Progress& progress, const Take& take);
    // `count` frames of one turn from a share (0..1) of it on.
    void playSome(double from, int count, const Take& take) const;
    image::Image poster() const;  // empty: none was asked for

private:
    int fadeFrames() const;
    video::SteadyReader open() const;
    image::Image sized(const image::Image& frame) const;
    void playOnce(Progress& progress, const Take& take);
    void playBoomerang(Progress& progress, const Take& take);
    void playCrossfade(Progress& progress, const Take& take);
    void noteDamage(const video::SteadyReader& frames, const Progress& progress);

    const ExportClip& m_work;
    video::ClipHeader m_header;
    video::Rate m_rate;
    std::int64_t m_turn = 0;
    double m_soundStart = 0.0;
    bool m_damageNoted = false;
};

}  // namespace tintype::edits
