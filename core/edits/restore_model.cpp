// Makes faces clear again, with GPEN.
#include <algorithm>

#include "core/base/error.h"
#include "core/builtin/regions.h"
#include "core/edits/face_files.h"
#include "core/edits/job.h"
#include "core/edits/networks_module.h"
#include "core/edits/restore_parts.h"
#include "core/image/colour.h"

namespace tintype::edits {

namespace {

using pipelines::FaceState;

bool overlaps(const Rect& box, const std::vector<Rect>& others) {
    return std::any_of(others.begin(), others.end(), [&](const Rect& other) {
        const Rect both = intersect(box, other);
        return !both.empty() && 2 * Size{both.width, both.height}.area() >= std::min(Size{box.width, box.height}.area(), Size{other.width, other.height}.area());
    });
}

class ModelRestore {
public:
    ModelRestore(const Restore& work, Job& job)
        : m_work(work), m_job(job), m_before(image::withoutAlpha(image::toDepth8(image::toSrgb(work.photo)))) {
        m_before.origin = work.photo.origin;
    }

    void run() {
        const NetworksModule& module = m_job.runtime().module();
        Progress part = m_job.progress().part(m_work.upscale == 2 ? 0.7 : 1.0);
        const pipelines::RestoreOutput made = module.functions().restoreFaces(module.networks(), task(), part);
        refuseWithoutResult(made);
        Progress rest = m_job.progress().part(m_work.upscale == 2 ? 0.3 : 0.0);
        Output output = restoredOutput(m_work, m_before, made, rest);
        m_job.deliver(std::move(output));
    }

private:
    pipelines::RestoreJob task() {
        pipelines::RestoreJob task = restoreJobOf(m_work, m_before);
        task.model = m_job.model();
        task.compute = m_job.compute();
        if (m_work.aligned) return task;
        task.detector = m_work.detector.empty() ? detectorFor(m_job.model()) : m_work.detector;
        task.parser = m_work.parser.empty() ? parserFor(m_job.model()) : m_work.parser;
        if (task.detector.empty()) addBuiltInFaces(task);
        return task;
    }

    // Without a detector file the built-in one finds the faces, or those that are to stay as they are.
    void addBuiltInFaces(pipelines::RestoreJob& task) {
        m_job.note({TINTYPE_NOOP("core", "There is no face detector file: faces were found by the built-in detector and are not turned upright."), {}});
        if (!task.boxes) {
            task.boxes = foundFaces(m_before, m_job.progress());
            return;
        }
        task.strengths.resize(task.boxes->size(), m_work.strength);
        const std::vector<Rect> chosen = *task.boxes;
        for (const builtin::Face& face : builtin::findFaces(m_before, m_job.progress())) {
            if (overlaps(face.box, chosen)) continue;
            task.boxes->push_back(face.box);
            task.strengths.push_back(0.0);
        }
    }

    void refuseWithoutResult(const pipelines::RestoreOutput& made) const {
        if (made.faces.empty()) refuseWithoutFaces(m_before);
        const auto flawed = [](const pipelines::RestoredFace& face) { return face.state == FaceState::Flawed; };
        if (!std::all_of(made.faces.begin(), made.faces.end(), flawed)) return;
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "None of the faces found (%1) can be restored: they are too small, turned away or cut."),
                    {std::to_string(made.faces.size())});
    }

    const Restore& m_work;
    Job& m_job;
    image::Image m_before;  // 8-bit sRGB without alpha
};

}  // namespace

void restoreWithModel(const Restore& work, Job& job) { ModelRestore(work, job).run(); }

}  // namespace tintype::edits
