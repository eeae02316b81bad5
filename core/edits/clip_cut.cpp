#include "core/edits/clip_cut.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/frame_store.h"
#include "core/image/transform.h"

namespace tintype::edits {

namespace {

video::Pace paceOf(const ExportClip& work) {
    video::Pace pace{work.span, work.speed, {}};
    if (work.fps > 0.0) pace.rate = video::rateOf(work.fps);
    return pace;
}

// b's share of the mix: 0..1
image::Image mixed(const image::Image& a, const image::Image& b, double share) {
    image::Image result = a;
    std::uint8_t* out = result.mutableData();
    const std::uint8_t* other = b.data();
    const int weight = static_cast<int>(std::lround(share * 256));
    for (std::size_t i = 0; i < result.byteSize(); ++i)
        out[i] = static_cast<std::uint8_t>((out[i] * (256 - weight) + other[i] * weight + 128) >> 8);
    return result;
}

}  // namespace

ClipCut::ClipCut(const ExportClip& work) : m_work(work) {
    const video::SteadyReader frames = open();
    m_header = frames.header();
    m_rate = frames.rate();
    m_turn = frames.expected();
    m_soundStart = frames.soundStart();
}

video::SteadyReader ClipCut::open() const { return {m_work.clip, paceOf(m_work)}; }

image::Image ClipCut::sized(const image::Image& frame) const {
    return frame.size() == size() ? frame : image::resized(frame, size());
}

// At most half of a turn, or there would be nothing between two fades.
int ClipCut::fadeFrames() const {
    const double wanted = m_work.fade * m_rate.perSecond();
    return static_cast<int>(std::clamp<double>(std::round(wanted), 1.0, std::max<double>(1.0, static_cast<double>(m_turn / 2))));
}

std::int64_t ClipCut::frames() const {
    std::int64_t turn = m_turn;
    if (m_work.loop == video::Loop::Boomerang && m_turn > 2) turn = 2 * m_turn - 2;
    if (m_work.loop == video::Loop::Crossfade && m_turn > 1) turn = m_turn - fadeFrames();
    return turn * m_work.repeats;
}

void ClipCut::play(Progress& progress, const Take& take) {
    progress.begin({TINTYPE_NOOP("core", "Writing frames"), {}}, static_cast<int>(std::min<std::int64_t>(frames(), 1 << 30)));
    const Take counted = [&](const image::Image& frame) {
        take(frame);
        progress.step();
    };
    if (m_work.loop == video::Loop::Boomerang) return playBoomerang(progress, counted);
    for (int i = 0; i < m_work.repeats; ++i)
        m_work.loop == video::Loop::Crossfade && m_turn > 1 ? playCrossfade(progress, counted) : playOnce(progress, counted);
}

void ClipCut::playOnce(Progress& progress, const Take& take) {
    video::SteadyReader frames = open();
    while (const image::Image* frame = frames.next()) take(sized(*frame));
    noteDamage(frames, progress);
}

void ClipCut::playBoomerang(Progress& progress, const Take& take) {
    video::SteadyReader frames = open();
    FrameStore store(m_work.target.parent_path());
    int count = 0;
    for (; const image::Image* frame = frames.next(); ++count) {
        const image::Image picture = sized(*frame);
        store.add(picture);
        take(picture);
    }
    noteDamage(frames, progress);
    const std::vector<int> order = video::playOrder(count, video::Loop::Boomerang);
    for (int turn = 0; turn < m_work.repeats; ++turn)
        for (std::size_t i = turn == 0 ? static_cast<std::size_t>(count) : 0; i < order.size(); ++i) take(store.frame(order[i]));
}

// The first frames wait until the last ones come, which melt into them; what is written begins behind them.
void ClipCut::playCrossfade(Progress& progress, const Take& take) {
    const int fade = fadeFrames();
    video::SteadyReader frames = open();
    FrameStore store(m_work.target.parent_path());  // the first `fade` frames, then a ring of the last
    int count = 0;
    for (; const image::Image* frame = frames.next(); ++count) {
        const image::Image picture = sized(*frame);
        if (count < fade) {
            store.put(count, picture);
            continue;
        }
        const int place = fade + count % fade;
        if (count >= 2 * fade) take(store.frame(place));
        store.put(place, picture);
    }
    noteDamage(frames, progress);
    if (count < 2 * fade) {  // cut short by damage: what there is, without a fade
        for (int i = 0; i < count; ++i) take(store.frame(i < fade ? i : fade + i % fade));
        return;
    }
    for (int i = 0; i < fade; ++i)
        take(mixed(store.frame(fade + (count + i) % fade), store.frame(i), (i + 1.0) / (fade + 1.0)));
}

void ClipCut::playSome(double from, int count, const Take& take) const {
    video::Pace pace = paceOf(m_work);
    const double length = static_cast<double>(m_turn) * pace.speed / m_rate.perSecond();
    pace.span.start += from * length;
    pace.rate = m_rate;
    video::SteadyReader frames(m_work.clip, pace);
    const image::Image* frame = nullptr;
    while (count-- > 0 && (frame = frames.next())) take(sized(*frame));
}

image::Image ClipCut::poster() const {
    if (!m_work.poster) return {};
    video::Reader reader(m_work.clip);
    reader.seek(*m_work.poster);
    const std::optional<image::Image> frame = reader.next();
    return frame ? sized(*frame) : image::Image();
}

void ClipCut::noteDamage(const video::SteadyReader& frames, const Progress& progress) {
    if (!frames.damaged() || std::exchange(m_damageNoted, true)) return;
    progress.warn({TINTYPE_NOOP("core", "%1 is damaged: the frames up to there were used."), {displayName(m_work.clip)}});
}

}  // namespace tintype::edits
