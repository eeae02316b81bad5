#include "core/edits/run.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <new>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/base/free_memory.h"
#include "core/base/peak_memory.h"
#include "core/base/safe_file.h"
#include "core/edits/chosen_model.h"
#include "core/edits/job.h"
#include "core/edits/plan.h"

namespace tintype::edits {

namespace {

struct Operation : PictureOperation {
    using PictureOperation::operator();
    void operator()(const Animate& work) const { job.model().empty() ? animate(work, job) : animateWithModel(work, job); }
    void operator()(const InterpolatePair& work) const { interpolatePair(work, job); }
    void operator()(const InterpolateClip& work) const { interpolateClip(work, job); }
    void operator()(const EditClip& work) const { editClip(work, job); }
    void operator()(const ExportClip& work) const { exportClip(work, job); }
};

Result carriedOut(Runtime& runtime, const Request& request, Progress& progress, const Listener& listener) {
    const auto start = std::chrono::steady_clock::now();
    check(request);
    const std::filesystem::path model = chosenModel(request).value_or(std::filesystem::path());
    const Plan plan = planFor(request);
    // What other jobs left loaded makes room.
    if (!model.empty() && plan.need.bytes > freeMemory()) runtime.release();
    cv::setNumThreads(request.options.threads > 0 ? request.options.threads : -1);
    Job job(plan, model, runtime, progress, listener);
    for (const Message& note : plan.notes) job.note(note);
    std::visit(Operation{{job}}, plan.request.work);
    Result result;
    result.tool = toolOf(request);
    result.engine = plan.need.engine;
    result.builtIn = plan.need.builtIn;
    result.outputs = job.takeOutputs();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.peakMemory = peakMemory();
    return result;
}

// libtorch and the system's loader say it in words only.
bool saysNoMemory(const std::string& words) {
    static constexpr const char* kWords[] = {"allocate memory", "out of memory", "CUDA out of memory", "std::bad_alloc", "not enough memory"};
    return std::any_of(std::begin(kWords), std::end(kWords), [&](const char* each) { return words.find(each) != std::string::npos; });
}

Error outOfMemory() {
    return Error(ErrorKind::OutOfMemory,
                 TINTYPE_NOOP("core", "There is not enough memory for this picture: try a smaller size."), {});
}

}  // namespace

Result run(Runtime& runtime, const Request& request, Progress& progress, const Listener& listener) {
    try {
        return carriedOut(runtime, request, progress, listener);
    } catch (const Error& error) {
        // A file that cannot be mapped, or the networks' part that cannot be loaded.
        if (error.kind() != ErrorKind::OutOfMemory && std::string(error.what()).find("annot allocate memory") != std::string::npos) throw outOfMemory();
        throw;
    } catch (const std::bad_alloc&) {
        throw outOfMemory();
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem) throw outOfMemory();
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "OpenCV could not do this: %1."), {error.err});
    } catch (const std::filesystem::filesystem_error& error) {
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1: %2."),
                    {displayName(error.path1()), error.code().message()});
    } catch (const std::exception& error) {
        if (saysNoMemory(error.what())) throw outOfMemory();
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "This could not be done: %1."), {error.what()});
    }
}

}  // namespace tintype::edits
