// Carries out a picture tool on every frame of a clip.
#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/builtin/regions.h"
#include "core/edits/job.h"
#include "core/edits/restore_parts.h"
#include "core/video/steady_reader.h"
#include "core/video/writer.h"

namespace tintype::edits {

namespace {

constexpr int kStepsOfFrame = 20;  // in which a frame's own progress is told

class ClipEdit {
public:
    ClipEdit(const EditClip& work, Job& job) : m_work(work), m_job(job), m_frames(work.clip, {work.span, 1.0, {}}) {
        const video::Writer usable(work.target, options());  // found out before long work
    }

    void run() {
        const std::int64_t expected = m_frames.expected();
        while (const image::Image* frame = m_frames.next()) {
            if (!m_frames.repeated()) edit(*frame, ++m_number, expected);
            write();
        }
        finish();
    }

private:
    void edit(const image::Image& frame, std::int64_t number, std::int64_t expected) {
        if (!m_plan) begin(frame);
        image::Image photo = frame;
        photo.origin.path = m_work.clip;  // what messages call it
        setPhoto(m_plan->request, std::move(photo));
        Progress part = m_job.progress().part(1.0 / static_cast<double>(std::max<std::int64_t>(expected, 1)));
        part.begin({TINTYPE_NOOP("core", "Frame %1 of %2"), {std::to_string(number), std::to_string(std::max(number, expected))}}, kStepsOfFrame);
        int told = 0;
        const auto follow = [&part, &told](const Tick& tick) {
            for (; told < kStepsOfFrame - 1 && told < tick.fraction * kStepsOfFrame; ++told) part.step();
        };
        Progress progress(m_job.progress().stopToken(), follow, [this](const Message& note) { noteOnce(note); });
        m_edited = carriedOut(frame, progress);
        m_changed += m_edited.changed;
        if (m_job.listener().preview) m_job.listener().preview(m_edited.picture);
        while (told++ < kStepsOfFrame) part.step();
    }

    void begin(const image::Image& frame) {
        m_plan = framePlan(m_job.plan().request, frame);
        check(m_plan->request);
        for (const Message& note : m_plan->notes) noteOnce(note);
        if (!m_frames.steady())
            m_job.note({TINTYPE_NOOP("core", "The frames of %1 come unevenly: the new clip shows %2 a second."),
                        {displayName(m_work.clip), rateText()}});
    }

    Output carriedOut(const image::Image& frame, Progress& progress) {
        static const Listener kNobody;
        Job job(m_job, *m_plan, progress, kNobody);
        try {
            std::visit(
                [&]<typename Tool>(const Tool& tool) {
                    if constexpr (std::is_constructible_v<PictureTool, Tool>) PictureOperation{job}(tool);
                },
                m_plan->request.work);
        } catch (const Error& error) {
            if (!mayStay(error)) throw;
            return asItWas(frame, error, progress);
        }
        return std::move(job.takeOutputs().front());
    }

    // People come and go in a clip: a frame without a face to restore is no failure, unless all are.
    bool mayStay(const Error& error) const {
        const auto* restore = std::get_if<Restore>(&m_work.tool);
        const bool canLook = restore && (!restore->detector.empty() || builtin::cascadesInstalled());
        return canLook && !restore->aligned && !restore->faces && error.kind() == ErrorKind::BadInput;
    }

    Output asItWas(const image::Image& frame, const Error& error, Progress& progress) {
        if (!m_firstFailure) m_firstFailure = error;
        ++m_untouched;
        Output output;
        output.picture = std::get<Restore>(m_work.tool).upscale == 2 ? enlarged(frame, progress) : frame;
        return output;
    }

    void noteOnce(const Message& note) {
        const std::string sentence = note.english();
        if (std::find(m_told.begin(), m_told.end(), sentence) != m_told.end()) return;
        m_told.push_back(sentence);
        m_job.note(note);
    }

    void write() {
        if (!m_writer) open();
        m_writer->add(m_edited.picture);
    }

    void open() {
        m_output.recipe = m_job.recipe(m_edited.seed);
        m_output.seed = m_edited.seed;
        m_output.picture = m_edited.picture;
        video::WriterOptions options = this->options();
        if (m_work.metadata == image::Metadata::All) options.recipe = m_output.recipe;
        if (m_frames.header().hasAudio) options.audioFrom = m_work.clip;
        options.audioStart = m_frames.soundStart();
        m_writer.emplace(m_work.target, options);
    }

    video::WriterOptions options() const {
        video::WriterOptions options;
        options.rate = m_frames.rate();
        options.container = video::containerOf(m_work.target);
        options.codec = m_work.coding.codec;
        options.crf = m_work.coding.crf;
        options.hardware = m_work.coding.hardware;
        return options;
    }

    void finish() {
        if (m_untouched == m_number && m_firstFailure) throw *m_firstFailure;
        if (m_untouched > 0)
            m_job.note({TINTYPE_NOOP("core", "%1 of %2 frames stay as they are: no face was found in them."),
                        {std::to_string(m_untouched), std::to_string(m_number)}});
        if (m_frames.damaged())
            m_job.note({TINTYPE_NOOP("core", "%1 is damaged: the frames up to there were used."), {displayName(m_work.clip)}});
        m_job.progress().check();
        m_writer->finish();
        for (const Message& note : m_writer->notes()) m_job.note(note);
        m_output.clip = m_work.target;
        m_output.changed = m_changed / static_cast<double>(m_number);
        m_job.deliver(std::move(m_output));
    }

    std::string rateText() const { return std::to_string(std::lround(m_frames.rate().perSecond())); }

    const EditClip& m_work;
    Job& m_job;
    video::SteadyReader m_frames;
    std::optional<Plan> m_plan;  // of one frame, made for the first
    std::optional<video::Writer> m_writer;
    Output m_edited;             // of the frame last worked on
    Output m_output;             // the clip
    std::vector<std::string> m_told;
    std::optional<Error> m_firstFailure;
    std::int64_t m_number = 0;
    std::int64_t m_untouched = 0;
    double m_changed = 0.0;
};

}  // namespace

void editClip(const EditClip& work, Job& job) { ClipEdit(work, job).run(); }

}  // namespace tintype::edits
