#include <QTest>
#include <atomic>
#include <chrono>
#include <ctime>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <random>
#include <thread>

#include "core/base/error.h"
#include "core/builtin/enhance.h"
#include "core/builtin/fill.h"
#include "core/builtin/look.h"
#include "core/builtin/mat.h"
#include "core/builtin/pan_zoom.h"
#include "core/builtin/toon.h"
#include "tests/support/fill_scenes.h"
#include "tests/support/sanitized.h"

using namespace tintype;
using namespace tintype::builtin;

namespace {

constexpr int kThreads = 2;
// Processor time from the stop to the end, over both threads: 0.2 s of waiting is at most 0.4 s of work.
constexpr double kMostWork = 0.6;

struct Case {
    const char* name;
    std::function<void(const image::Image&, Progress&)> run;
};

image::Mask disc(const image::Image& photo, int radius) {
    cv::Mat mask(photo.height(), photo.width(), CV_8UC1, cv::Scalar(0));
    cv::circle(mask, {photo.width() / 2, photo.height() / 2}, radius, cv::Scalar(255), cv::FILLED);
    return maskFromMat(mask);
}

Case told(const char* instruction) {
    return {instruction, [instruction](const image::Image& photo, Progress& progress) {
                look(photo, instruction, {}, {}, progress);
            }};
}

std::vector<Case> cases() {
    const auto erased = [](int radius) {
        return [radius](const image::Image& photo, Progress& progress) { fill(photo, disc(photo, radius), progress); };
    };
    return {{"enhance", [](const auto& photo, Progress& progress) { enhance(photo, {}, 1.0, progress); }},
            {"enhance a face", [](const auto& photo, Progress& progress) {
                 enhance(photo, {{900, 400, 2600, 3000}}, 1.0, progress);
             }},
            {"enlarge", [](const auto& photo, Progress& progress) { upscale2x(photo, progress); }},
            {"cartoon", [](const auto& photo, Progress& progress) { toon(photo, 0.8, progress); }},
            {"erase a stroke", erased(11)},
            {"erase a thing", erased(160)},
            {"erase a third", erased(800)},
            {"move the camera", [](const auto& photo, Progress& progress) {
                 panZoom(photo, cameraMove("zoom in with parallax"), 1.0, 100, {1920, 1080}, progress, [](const auto&) {});
             }},
            told("blur the background"),
            told("blur it"),
            told("denoise"),
            told("sharpen"),
            told("make it rain"),
            told("stormy sky"),
            told("night"),
            told("change blue to red"),
            told("brighten the face, darken the subject and the water"),
            told("brighter, more contrast")};
}

double workDone() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// Runs the case and stops it after `seconds`. The work done after the stop, or less than 0 where it ended before.
double workAfterStop(const Case& one, const image::Image& photo, double seconds) {
    std::stop_source source;
    std::atomic<double> asked = -1.0;
    std::jthread person([&](std::stop_token over) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
        while (std::chrono::steady_clock::now() < until && !over.stop_requested())
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        if (over.stop_requested()) return;
        asked = workDone();
        source.request_stop();
    });
    Progress progress(source.get_token(), {});
    try {
        one.run(photo, progress);
    } catch (const Cancelled&) {
        return workDone() - asked;
    } catch (const Error&) {
        // Something it looked for is not in the photo: then it was over before.
    }
    return asked < 0 ? -1.0 : workDone() - asked;
}

}  // namespace

class TestCancel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        cv::Mat large;
        cv::resize(scenes::landscapeScene(), large, {6000, 4000}, 0, 0, cv::INTER_CUBIC);
        m_photo = imageFromMat(large);
        cv::setNumThreads(kThreads);
    }

    void cleanupTestCase() { cv::setNumThreads(-1); }

    void endsSoon_data() {
        QTest::addColumn<int>("index");
        const auto all = cases();
        for (int i = 0; i < static_cast<int>(all.size()); ++i) QTest::newRow(all[static_cast<std::size_t>(i)].name) << i;
    }

    // Wherever the stop falls in the work on a photo of 24 megapixels.
    void endsSoon() {
        QFETCH(int, index);
        const Case one = cases()[static_cast<std::size_t>(index)];
        std::mt19937 random(std::random_device{}());
        std::uniform_real_distribution<double> moment(0.0, 2.5);
        for (int round = 0; round < 3; ++round) {
            const double seconds = moment(random), work = workAfterStop(one, m_photo, seconds);
            qInfo("stopped after %.2f s: %.0f ms of work more", seconds, 1000 * work);
            QVERIFY(work < kMostWork || test::kSanitized);
        }
    }

private:
    image::Image m_photo;
};

QTEST_APPLESS_MAIN(TestCancel)
#include "tst_cancel.moc"
