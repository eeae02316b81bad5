#include "app/cli/picture_work.h"

#include "app/cli/device.h"
#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/inputs.h"
#include "app/cli/interrupt.h"
#include "app/cli/losses.h"
#include "app/cli/photo_file.h"
#include "app/cli/reporter.h"
#include "app/cli/target.h"
#include "core/base/safe_file.h"
#include "core/edits/run.h"
#include "core/image/read.h"
#include "core/video/reader.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

// Some of several variations are no result: they go when the rest cannot be saved.
class WrittenFiles {
public:
    WrittenFiles() = default;
    WrittenFiles(const WrittenFiles&) = delete;
    WrittenFiles& operator=(const WrittenFiles&) = delete;
    ~WrittenFiles() {
        std::error_code ignored;
        for (const fs::path& file : m_files) fs::remove(file, ignored);
    }
    void add(const fs::path& file) { m_files.push_back(file); }
    void keep() { m_files.clear(); }

private:
    std::vector<fs::path> m_files;
};

class Runner {
public:
    Runner(const PictureWork& work, Reporter& reporter)
        : m_work(work), m_reporter(reporter) {}

    int run() {
        return guarded(m_reporter, {}, [&] {
            requireDevice(m_work.common.run, m_reporter);
            const Inputs inputs = findInputs(m_work.inputs, m_work.output);
            return inputs.batch ? batch(inputs) : single(inputs);
        });
    }

private:
    int single(const Inputs& inputs) {
        fs::path target = m_work.output;
        if (m_work.yields == Yields::Picture && target.filename().empty()) {
            target = targetsFor(inputs, target, m_work.verb, {}).front();
            m_intoFolder = true;
        }
        one(inputs.files.front().file, target);
        return kDone;
    }

    int batch(const Inputs& inputs) {
        checkFolder(m_work.output);
        m_intoFolder = true;
        const std::string extension = m_work.yields == Yields::Clip ? "mp4" : "";
        const std::vector<fs::path> targets = targetsFor(inputs, m_work.output, m_work.verb, extension);
        const auto start = std::chrono::steady_clock::now();
        m_reporter.expect(static_cast<int>(targets.size()));
        int failed = 0;
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const fs::path& file = inputs.files[i].file;
            m_reporter.about({file});
            const int status = guarded(m_reporter, file, [&] {
                one(file, targets[i]);
                return static_cast<int>(kDone);
            });
            if (status == kCancelled) return kCancelled;
            failed += status != kDone;
        }
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        m_reporter.summary(static_cast<int>(targets.size()) - failed, failed, taken.count());
        return failed > 0 ? kSomeFailed : kDone;
    }

    void one(const fs::path& file, const fs::path& target) {
        // An animated picture stays one only where the result can be animated; else its first frame is meant.
        const bool overClip = m_work.yields == Yields::Picture && isClipTarget(target) && isClip(file);
        overClip ? clip(file, target) : picture(file, target);
    }

    std::vector<fs::path> readBeside(const fs::path& file) const {
        std::vector<fs::path> read = m_work.alsoRead;
        read.push_back(file);
        return read;
    }

    // The tool over each frame.
    void clip(const fs::path& file, const fs::path& target) {
        if (m_work.join) throw UsageError("--all-styles draws one sheet of a photo, not of a clip");
        if (m_work.variations > 1) throw UsageError("--variations makes several pictures, not several clips");
        checkTarget(target, Yields::Clip, readBeside(file));
        m_reporter.start({file}, target);
        edits::EditClip work;
        std::visit(
            [&]<typename Tool>(Tool tool) {
                if constexpr (requires { tool.photo; } && std::is_constructible_v<edits::PictureTool, Tool>) {
                    tool.photo = {};
                    work.tool = std::move(tool);
                }
            },
            m_work.make(video::posterOf(file), target));
        work.clip = file;
        work.target = target;
        work.span = m_work.span;
        work.coding = m_work.coding;
        work.metadata = m_work.write.metadata;
        const edits::Request request{std::move(work), m_work.common.run};
        m_reporter.plan(request);
        if (m_intoFolder) m_folders.makeFor(target);
        checkPlace(target, Yields::Clip);
        Progress progress = watched();
        const edits::Result result = edits::run(m_runtime, request, progress);
        m_reporter.done({target}, result.engine, result.seconds, result.peakMemory);
    }

    Progress watched() {
        return {m_interrupt.token(), [this](const Tick& tick) { m_reporter.progress(tick); },
                [this](const Message& message) { m_reporter.warning(message); }};
    }

    void picture(const fs::path& file, const fs::path& target) {
        const std::vector<fs::path> read = readBeside(file);
        const std::vector<fs::path> targets = variationTargets(target, m_work.variations);
        for (const fs::path& each : targets) checkTarget(each, m_work.yields, read);
        m_reporter.start({file}, target);
        edits::Request request;
        request.options = m_work.common.run;
        request.work = m_work.make(openPhoto(file, m_work.common.run, m_reporter), target);
        m_reporter.plan(request);
        if (m_intoFolder) m_folders.makeFor(target);
        for (const fs::path& each : targets) checkPlace(each, m_work.yields);
        Progress progress = watched();
        const edits::Result result = edits::run(m_runtime, request, progress);
        progress.check();
        save(result, targets);
    }

    void save(const edits::Result& result, const std::vector<fs::path>& targets) {
        if (m_work.join) {
            image::write(targets.front(), m_work.join(result.outputs), m_work.write);
        } else if (m_work.yields == Yields::Picture) {
            noteLosses(result.outputs.front().picture, targets.front(), m_work.write, m_reporter);
            WrittenFiles written;
            for (std::size_t i = 0; i < targets.size(); ++i) {
                savePicture(result.outputs[i], targets[i], m_work.write);
                written.add(targets[i]);
            }
            written.keep();
        }
        m_reporter.done(targets, result.engine, result.seconds, result.peakMemory);
    }

    const PictureWork& m_work;
    Reporter& m_reporter;
    Interrupt m_interrupt;
    edits::Runtime m_runtime;
    MadeFolders m_folders;
    bool m_intoFolder = false;
};

}  // namespace

void addPictureOptions(CLI::App& app, PictureWork& work) {
    work.verb = app.get_name().substr(app.get_name().rfind(' ') + 1);
    addPaths(app, "IN", work.inputs, work.yields == Yields::Picture ? "The photo or clip; several, or a folder of photos, make a batch"
                                           : "The photo; several, or a folder, make a batch");
    app.get_option("IN")->required();
    addPath(app, "-o,--output", work.output, "OUT",
            "The result; its extension picks the format. A folder for a batch, or with a / at its end");
    app.get_option("--output")->required();
    addRunOptions(app, work.common);
    if (work.yields != Yields::Picture) return;
    addWriteOptions(app, work.write);
    addSpan(app, work.span);
    addCoding(app, work.coding);
}

int runPictureWork(const PictureWork& work) {
    Reporter reporter(work.verb, work.common);
    return Runner(work, reporter).run();
}

}  // namespace tintype::cli
