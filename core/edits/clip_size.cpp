#include "core/edits/clip_size.h"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/error.h"
#include "core/edits/export_clip.h"
#include "core/edits/job.h"
#include "core/edits/recipe.h"

namespace tintype::edits {

namespace {

namespace fs = std::filesystem;

constexpr int kSample = 32;             // frames at each place
constexpr int kKeyFrameInterval = 250;  // of the encoders of streams

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "tintype-size-XXXXXX").native();
        if (!mkdtemp(name.data())) throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "There is no room for a sample of the clip."), {});
        m_path = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

double bytesIn(const fs::path& written) {
    if (!fs::is_directory(written)) return static_cast<double>(fs::file_size(written));
    double sum = 0.0;
    for (const auto& entry : fs::directory_iterator(written)) sum += static_cast<double>(entry.file_size());
    return sum;
}

class Samples {
public:
    Samples(const ExportClip& work, Progress& progress) : m_work(work), m_progress(progress), m_cut(work) {
        const Request request{work, {}};
        m_options = exportOptions(work, m_cut, recipeOf(request, "", 0));
    }

    ClipSize size() {
        const std::int64_t turn = m_cut.turnFrames();
        const auto total = static_cast<double>(m_cut.frames());
        m_progress.begin({TINTYPE_NOOP("core", "Encoding a sample"), {}}, kSample * 5);
        const double bytes = turn <= 3 * kSample ? ofWhole(total, static_cast<int>(turn)) : fromSamples(total);
        const double seconds = total / m_cut.rate().perSecond();
        return {static_cast<std::uint64_t>(bytes + extras(seconds)), m_cut.frames(), seconds};
    }

private:
    double encoded(double from, int count) {
        fs::path target = m_folder.path() / "sample";
        target += m_work.target.extension();
        video::Writer writer(target, m_options);
        m_cut.playSome(from, count, [&](const image::Image& frame) {
            writer.add(frame);
            m_progress.step();
        });
        writer.finish();
        return bytesIn(target);
    }

    // A short clip: all of it once; ways back and repeats cost what the frames cost.
    double ofWhole(double total, int turn) {
        const double whole = encoded(0.0, turn);
        if (total == turn || turn < 2) return whole;
        const double each = (whole - encoded(0.0, turn / 2)) / (turn - turn / 2);
        return std::max(whole * 0.1, whole + (total - turn) * each);
    }

    // What a frame costs is the difference of a longer and a shorter sample: what a clip takes at its start is in both.
    double fromSamples(double total) {
        double each = 0.0;
        double start = 0.0;
        constexpr std::array kPlaces{0.0, 0.45, 0.85};
        for (const double place : kPlaces) {
            const double longer = encoded(place, kSample);
            const double shorter = encoded(place, kSample / 2);
            const double slope = std::max(0.0, longer - shorter) / (kSample - kSample / 2);
            each += slope / kPlaces.size();
            start += std::max(0.0, longer - kSample * slope) / kPlaces.size();
        }
        const bool stream = m_options.container == video::Container::Mp4 || m_options.container == video::Container::WebM;
        const double keyFrames = stream ? std::floor((total - 1) / kKeyFrameInterval) : 0.0;
        return start * (1.0 + keyFrames) + each * total;
    }

    double extras(double seconds) const {
        const bool stream = m_options.container == video::Container::Mp4 || m_options.container == video::Container::WebM;
        return stream && m_cut.keepsTime() ? m_cut.header().soundBits / 8.0 * seconds : 0.0;
    }

    const ExportClip& m_work;
    Progress& m_progress;
    ClipCut m_cut;
    video::WriterOptions m_options;
    TemporaryFolder m_folder;
};

}  // namespace

ClipSize clipSizeOf(const ExportClip& work, Progress& progress) {
    check({work, {}});
    return Samples(work, progress).size();
}

}  // namespace tintype::edits
