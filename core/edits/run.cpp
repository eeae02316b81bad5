#include "core/edits/run.h"

#include <chrono>
#include <filesystem>
#include <new>
#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/job.h"
#include "core/base/peak_memory.h"
#include "core/edits/plan.h"

namespace tintype::edits {

namespace {

// Which published network each tool will run, as people know it.
const char* networkOf(Tool tool) {
    switch (tool) {
        case Tool::Edit: return "InstructPix2Pix";
        case Tool::Erase: return "LaMa";
        case Tool::Cartoon: return "DCT-Net";
        case Tool::Restore: return "GPEN";
        case Tool::Animate: return "I2VGen-XL";
        case Tool::Interpolate: return "RIFE";
    }
    return "";
}

void refuseModels(const Request& request) {
    const RunOptions& options = request.options;
    if (options.model.empty() && options.engine != Engine::Model) return;
    const char* network = networkOf(toolOf(request));
    if (options.model.empty())
        throw Error(ErrorKind::BadModel,
                    TINTYPE_NOOP("core", "No %1 model is installed; this version runs the built-in engines only."),
                    {network});
    std::error_code error;
    if (!std::filesystem::exists(options.model, error))
        throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The model %1 does not exist."),
                    {displayName(options.model)});
    throw Error(ErrorKind::BadModel,
                TINTYPE_NOOP("core", "The model %1 cannot be run: this version runs the built-in engines only, "
                                     "not yet %2 model files."),
                {displayName(options.model), network});
}

struct Operation {
    Job& job;
    void operator()(const Instruct& work) const { instruct(work, job); }
    void operator()(const Erase& work) const { erase(work, job); }
    void operator()(const Cartoon& work) const { cartoon(work, job); }
    void operator()(const Restore& work) const { restore(work, job); }
    void operator()(const Animate& work) const { animate(work, job); }
    void operator()(const InterpolatePair& work) const { interpolatePair(work, job); }
    void operator()(const InterpolateClip& work) const { interpolateClip(work, job); }
};

Result carriedOut(const Request& request, Progress& progress, const Listener& listener) {
    const auto start = std::chrono::steady_clock::now();
    check(request);
    refuseModels(request);
    const Plan plan = planFor(request);
    cv::setNumThreads(request.options.threads > 0 ? request.options.threads : -1);
    Job job(plan.request, plan.need.engine, progress, listener);
    for (const Message& note : plan.notes) job.note(note);
    std::visit(Operation{job}, plan.request.work);
    Result result;
    result.tool = toolOf(request);
    result.engine = plan.need.engine;
    result.builtIn = plan.need.builtIn;
    result.outputs = job.takeOutputs();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.peakMemory = peakMemory();
    return result;
}

Error outOfMemory() {
    return Error(ErrorKind::OutOfMemory,
                 TINTYPE_NOOP("core", "There is not enough memory for this picture: try a smaller size."), {});
}

}  // namespace

Result run(Runtime&, const Request& request, Progress& progress, const Listener& listener) {
    try {
        return carriedOut(request, progress, listener);
    } catch (const Error&) {
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
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "This could not be done: %1."), {error.what()});
    }
}

}  // namespace tintype::edits
