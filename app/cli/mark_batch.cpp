#include "app/cli/mark_batch.h"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/inputs.h"
#include "app/cli/interrupt.h"
#include "app/cli/photo_file.h"
#include "app/cli/reporter.h"
#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/marks.h"
#include "core/image/read.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

class Hunt {
public:
    Hunt(const MarkBatch& batch, const PictureWork& work, Reporter& reporter) : m_batch(batch), m_work(work), m_reporter(reporter) {}

    // Learns the mark and looks into every input. A file that cannot be read is left to the run, which reports it.
    void run() {
        const image::Image source = openPhoto(m_batch.photo, m_work.common.run, m_reporter);
        m_mark = edits::learnedMark(source, openMask(m_batch.mask, source.size()));
        Progress progress(m_interrupt.token(), {});
        std::vector<edits::MarkFind> certain;
        for (const Input& input : findInputs(m_work.inputs, m_work.output).files) {
            progress.check();
            const auto find = look(input.file, progress);
            if (!find) continue;
            report(input.file, *find);
            m_finds[input.file] = {find->place, find->box, {}};
            if (accepted(*find)) certain.push_back(*find);
        }
        m_found = certain.size();
        if (m_found > 0 && m_batch.rehearsal == Rehearsal::No) m_layer = edits::solvedMark(m_mark, certain, progress);
    }

    std::size_t found() const { return m_found; }
    bool unblends() const { return !m_layer.empty(); }

    edits::Erase work(image::Image photo) const {
        const fs::path file = photo.origin.path;
        const auto at = m_finds.find(file);
        if (at == m_finds.end() || !accepted(at->second))
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The mark was not found in %1."), {displayName(file)});
        return edits::markWork(m_mark, m_layer, at->second.place, std::move(photo), m_batch.settings);
    }

private:
    bool accepted(const edits::MarkFind& find) const { return find.place.confidence >= m_batch.minConfidence; }

    std::optional<edits::MarkFind> look(const fs::path& file, Progress& progress) {
        try {
            return edits::findMark(m_mark, image::read(file), progress);
        } catch (const Error& error) {
            if (m_batch.rehearsal == Rehearsal::Yes) m_reporter.warning(error.message());
            return std::nullopt;
        }
    }

    void report(const fs::path& file, const edits::MarkFind& find) const {
        if (m_reporter.json()) {
            const nlohmann::ordered_json event{{"event", "mark"}, {"input", file.native()}, {"found", accepted(find)},
                {"confidence", std::round(find.place.confidence * 1000) / 1000}, {"scale", std::round(find.place.scale * 1000) / 1000},
                {"box", {{"x", find.box.x}, {"y", find.box.y}, {"width", find.box.width}, {"height", find.box.height}}}};
            std::cout << event.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
            return;
        }
        char text[160];
        std::snprintf(text, sizeof text, ": %s, confidence %.2f, %dx%d at %d,%d, scale %.2f", accepted(find) ? "found" : "not found", find.place.confidence,
                      find.box.width, find.box.height, find.box.x, find.box.y, find.place.scale);
        m_reporter.say(displayName(file) + text);
    }

    const MarkBatch& m_batch;
    const PictureWork& m_work;
    Reporter& m_reporter;
    Interrupt m_interrupt;
    builtin::Mark m_mark;
    image::Image m_layer;
    std::map<fs::path, edits::MarkFind> m_finds;  // without their samples
    std::size_t m_found = 0;
};

}  // namespace

int runMarkBatch(const MarkBatch& batch, PictureWork work) {
    Reporter reporter(work.verb, work.common);
    Hunt hunt(batch, work, reporter);
    const int status = guarded(reporter, {}, [&] {
        hunt.run();
        if (hunt.found() == 0)
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The mark of %1 was found in none of the photos."), {displayName(batch.photo)});
        return static_cast<int>(kDone);
    });
    if (status != kDone || batch.rehearsal == Rehearsal::Yes) return status;
    if (hunt.unblends()) reporter.warning({TINTYPE_NOOP("core", "The mark is half transparent: it is taken off, and only what it hides is filled."), {}});
    work.make = [&hunt](image::Image photo, const fs::path&) { return hunt.work(std::move(photo)); };
    return runPictureWork(work);
}

}  // namespace tintype::cli
