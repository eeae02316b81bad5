// Makes the pictures between two, or between those of a clip.
#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/between.h"
#include "core/edits/job.h"
#include "core/edits/pixels.h"
#include "core/image/colour.h"
#include "core/video/reader.h"
#include "core/video/writer.h"

namespace tintype::edits {

namespace {

constexpr double kLoadShare = 0.05;  // of a job's time, for the model

image::Image plain(const image::Image& picture) {
    return image::withoutAlpha(image::toDepth8(image::toSrgb(picture)));
}

// The clip's frames two by two, so that any time between them can be asked for, in rising order.
class Timeline {
public:
    explicit Timeline(const std::filesystem::path& clip) : m_reader(clip) { advance(); }

    Size size() const { return m_before.picture->size(); }

    bool empty() const { return !m_before.picture; }
    bool damaged() const { return m_reader.damaged(); }
    const video::ClipHeader& header() const { return m_reader.header(); }

    // The picture at that time, or nothing when the clip is over.
    std::optional<image::Image> at(double seconds, Between& between) {
        while (m_after.picture && m_after.seconds <= seconds + kSlack) advance();
        if (!m_after.picture) {
            if (seconds >= m_before.seconds + m_lastGap - kSlack) return std::nullopt;
            return m_before.picture;
        }
        const double gap = m_after.seconds - m_before.seconds;
        const double t = (seconds - m_before.seconds) / gap;
        if (t * gap <= kSlack || m_before.picture->samePixels(*m_after.picture)) return m_before.picture;
        if (!m_isPaired) between.setPair(*m_before.picture, *m_after.picture);
        m_isPaired = true;
        return between.at(t);
    }

private:
    struct Frame {
        std::optional<image::Image> picture;
        double seconds = 0.0;
    };

    static constexpr double kSlack = 1e-4;  // clip times are rounded; nearer than this is the same moment

    Frame next() {
        Frame frame;
        frame.picture = m_reader.next();
        frame.seconds = m_reader.seconds();
        return frame;
    }

    void advance() {
        m_isPaired = false;
        if (!m_before.picture) {
            m_before = next();
            if (!m_before.picture) return;
            m_after = next();
        } else {
            m_before = std::move(m_after);
            m_after = next();
        }
        if (!m_after.picture) return;
        m_lastGap = std::max(m_after.seconds - m_before.seconds, 1e-3);
    }

    video::Reader m_reader;
    Frame m_before;
    Frame m_after;
    double m_lastGap = 1e-3;  // how long the last frame is shown: as the one before it
    bool m_isPaired = false;  // `between` has these two
};

int expectedFrames(const video::ClipHeader& header, double fps) {
    return std::max(0, static_cast<int>(std::lround(std::min(header.seconds * fps, 1e9))));
}

}  // namespace

void interpolatePair(const InterpolatePair& work, Job& job) {
    const bool builtIn = job.model().empty();
    // The authors' script for pictures mixes any two: whoever gives two pictures to a model wants them mixed.
    Between between(job, work.first.size(), work.flowScale, builtIn ? Guard::On : Guard::Off, 0.5);
    job.progress().begin({TINTYPE_NOOP("core", "Following the motion"), {}}, 2, builtIn ? 1.0 : 0.5);
    between.setPair(plain(work.first), plain(work.second));
    const auto loses = [](const image::Image& picture) { return picture.depth() != image::Depth::U8 || picture.hasAlpha(); };
    if (loses(work.first) || loses(work.second))
        job.note({TINTYPE_NOOP("core", "The picture between has 8 bits a channel and no transparency."), {}});
    if (builtIn && between.sceneCut())
        job.note({TINTYPE_NOOP("core", "The two pictures have nothing in common: the nearer one is given."), {}});
    job.progress().step();
    Output output;
    output.picture = between.at(work.at);
    if (!work.first.attachments.icc.empty() && work.first.attachments.icc == work.second.attachments.icc)
        output.picture = image::fromSrgb(output.picture, work.first.attachments.icc);
    job.progress().step();
    output.changed = changedShare(work.first, output.picture);
    job.deliver(std::move(output));
}

void interpolateClip(const InterpolateClip& work, Job& job) {
    Timeline timeline(work.clip);
    if (timeline.empty())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 has no frame that can be read."),
                    {displayName(work.clip)});
    Output output;
    output.recipe = job.recipe(0);
    video::WriterOptions options;
    options.rate = video::rateOf(work.fps);
    options.container = video::containerOf(work.target);
    options.recipe = output.recipe;
    options.audioFrom = timeline.header().hasAudio ? work.clip : std::filesystem::path{};
    options.audioStart = timeline.header().lead;
    const double loading = job.model().empty() ? 0.0 : kLoadShare;
    Between between(job, timeline.size(), work.flowScale, Guard::On, loading);
    video::Writer writer(work.target, options);
    job.progress().begin({TINTYPE_NOOP("core", "Making frames"), {}}, expectedFrames(timeline.header(), work.fps), 1.0 - loading);
    for (std::int64_t i = 0;; ++i) {
        const std::optional<image::Image> frame =
            timeline.at(static_cast<double>(i) / options.rate.perSecond(), between);
        if (!frame) break;
        if (output.picture.empty()) output.picture = *frame;
        writer.add(*frame);
        job.progress().step();
    }
    if (timeline.damaged())
        job.note({TINTYPE_NOOP("core", "%1 is damaged: the frames up to there were used."), {displayName(work.clip)}});
    if (between.sceneCuts() > 0)
        job.note({TINTYPE_NOOP("core", "Frames were not mixed across scene cuts: %1 of them."), {std::to_string(between.sceneCuts())}});
    writer.finish();
    for (const Message& note : writer.notes()) job.note(note);
    output.clip = work.target;
    output.changed = 1.0;
    job.deliver(std::move(output));
}

}  // namespace tintype::edits
