#include <QTest>
#include <QTemporaryDir>
#include <cmath>
#include <cstring>
#include <functional>
#include <optional>

#include "core/base/error.h"
#include "core/edits/recipe.h"
#include "core/edits/run.h"
#include "core/video/reader.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

namespace {

const Size kSize{160, 120};

Result carryOut(Work work, RunOptions options = {}, const Listener& listener = {}) {
    Runtime runtime;
    Progress progress;
    return run(runtime, Request{std::move(work), std::move(options)}, progress, listener);
}

std::optional<ErrorKind> errorFrom(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return std::string(error.what()).ends_with('.') ? std::optional(error.kind()) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<ErrorKind> errorOf(Work work) {
    return errorFrom([&] { carryOut(std::move(work)); });
}

Erase eraseOf(image::Image photo) {
    Erase work;
    work.photo = std::move(photo);
    work.mask = test::boxMask(kSize, {60, 40, 30, 20});
    return work;
}

Instruct instructOf(const std::string& instruction) {
    Instruct work;
    work.photo = test::scene(kSize);
    work.instruction = instruction;
    return work;
}

}  // namespace

class TestRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eraseChangesTheMaskOnly() {
        for (const auto depth : {image::Depth::U8, image::Depth::U16}) {
            for (const int channels : {3, 4}) {
                const Erase work = eraseOf(test::scene(kSize, channels, depth));
                const Result result = carryOut(work);
                const image::Image& after = result.outputs.at(0).picture;
                QCOMPARE(result.engine, std::string("Built-in fill"));
                QVERIFY(after.depth() == depth);
                QCOMPARE(after.channels(), channels);
                QVERIFY(!after.samePixels(work.photo));
                QCOMPARE(test::changedOutside(work.photo, after, work.mask, work.grow + work.feather), 0);
                QVERIFY(result.outputs[0].changed > 0.02 && result.outputs[0].changed < 0.2);
            }
        }
    }

    void withoutGrowingTheMaskIsTheBorder() {
        Erase work = eraseOf(test::scene(kSize));
        work.grow = 0;
        work.feather = 0;
        for (const bool crop : {true, false}) {
            work.crop = crop;
            const Result result = carryOut(work);
            QCOMPARE(test::changedOutside(work.photo, result.outputs[0].picture, work.mask, 0), 0);
            QVERIFY(!result.outputs[0].picture.samePixels(work.photo));
        }
    }

    void theErasedThingIsGoneUnderAWideFeather() {
        Erase work = eraseOf(image::Image(kSize, 3));
        std::fill_n(work.photo.mutableData(), work.photo.byteSize(), std::uint8_t{100});
        for (int y = 40; y < 60; ++y) std::fill_n(work.photo.mutableRow(y) + 3 * 60, 90, std::uint8_t{255});
        work.grow = 0;
        work.feather = 30;
        const Result result = carryOut(work);
        for (int y = 40; y < 60; ++y)
            for (int x = 60; x < 90; ++x) QVERIFY(result.outputs[0].picture.row(y)[3 * x] < 130);
    }

    void nothingToErase() {
        Erase work = eraseOf(test::scene(kSize));
        work.mask = image::Mask(kSize);
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.mask = {};
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.mask = image::Mask({10, 10}, 255);
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.mask = image::Mask(kSize, 255);
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
    }

    void instructKeepsOutsideTheMask() {
        Instruct work = instructOf("make it warmer and darker");
        work.mask = test::boxMask(kSize, {10, 10, 50, 50});
        const Result result = carryOut(work);
        QCOMPARE(result.engine, std::string("Built-in look"));
        QCOMPARE(test::changedOutside(work.photo, result.outputs.at(0).picture, work.mask, 0), 0);
        QVERIFY(!result.outputs[0].picture.samePixels(work.photo));
    }

    void variationsComeOneByOne() {
        Instruct work = instructOf("make it snow");
        work.variations = 3;
        work.seed = 40;
        std::vector<std::uint64_t> seeds;
        Listener listener;
        listener.output = [&](const Output& output) { seeds.push_back(output.seed); };
        const Result result = carryOut(work, {}, listener);
        QCOMPARE(seeds, (std::vector<std::uint64_t>{40, 41, 42}));
        QCOMPARE(result.outputs.size(), std::size_t(3));
        QVERIFY(!result.outputs[0].picture.samePixels(result.outputs[1].picture));
        // Each replays alone.
        Request again = requestOf(result.outputs[1].recipe);
        setPhoto(again, work.photo);
        QVERIFY(carryOut(again.work).outputs[0].picture.samePixels(result.outputs[1].picture));
    }

    void instructRefusesWhatItCannotDo() {
        for (const char* blank : {"", "   ", "\t\n", "\u3000\u00a0 "})
            QVERIFY(errorOf(instructOf(blank)) == ErrorKind::BadInput);
        QVERIFY(errorOf(instructOf("add sunglasses")) == ErrorKind::Unsupported);
        Instruct work = instructOf("night");
        work.variations = 0;
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work = instructOf("night");
        work.textGuidance = std::nan("");
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        QVERIFY(errorOf(instructOf(std::string(100000, 'x'))) == ErrorKind::BadInput);
    }

    void cartoonHasTheAskedSize() {
        Cartoon work{test::scene(kSize, 4), 0.5, 80};
        const Result result = carryOut(work);
        QCOMPARE(result.outputs.at(0).picture.size(), (Size{80, 60}));
        QVERIFY(result.outputs[0].picture.hasAlpha());
        for (const double strength : {0.0, 0.05, 1.1, -1.0, std::nan("")}) {
            work.strength = strength;
            QVERIFY(errorOf(work) == ErrorKind::BadInput);
        }
    }

    void restoreWorksOnTheGivenFaces() {
        Restore work;
        work.photo = test::scene(kSize);
        work.faces = std::vector<Rect>{{50, 30, 60, 60}};
        work.strength = 1.0;
        const Result restored = carryOut(work);
        QVERIFY(!restored.outputs.at(0).picture.samePixels(work.photo));
        QCOMPARE(std::memcmp(restored.outputs[0].picture.row(0), work.photo.row(0), work.photo.rowBytes()), 0);
        work.strength = 0.0;
        QVERIFY(carryOut(work).outputs.at(0).picture.samePixels(work.photo));
        work.faceStrengths = {1.0};
        QVERIFY(carryOut(work).outputs.at(0).picture.samePixels(restored.outputs[0].picture));
        work.faceStrengths = {1.0, 0.5};
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.faceStrengths.clear();
        work.upscale = 2;
        QCOMPARE(carryOut(work).outputs.at(0).picture.size(), (Size{320, 240}));
    }

    void withoutFacesThereIsNothingToRestore() {
        Restore work;
        work.photo = test::scene(kSize);
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.faces.emplace();
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.faces->push_back({1000, 1000, 5, 5});
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.faces.reset();
        work.aligned = true;
        QVERIFY(!carryOut(work).outputs.at(0).picture.samePixels(work.photo));
    }

    void clipsHaveTheirFrames() {
        QTemporaryDir folder;
        Animate work;
        work.photo = test::scene({161, 121});
        work.frames = 5;
        work.fps = 10;
        work.target = (folder.path() + "/clip.mp4").toStdString();
        const Result result = carryOut(work);
        QVERIFY(!result.outputs.at(0).picture.empty());
        QCOMPARE(video::Reader(work.target).header().size, (Size{160, 120}));
        QCOMPARE(framesIn(work.target), 5);
        work.loop = video::Loop::Boomerang;
        work.framesFolder = (folder.path() + "/frames").toStdString();
        carryOut(work);
        QCOMPARE(framesIn(work.target), 8);
        QVERIFY(requestOf(video::Reader(work.target).header().recipe).work.index() == Work(work).index());
    }

    void animateRefusesOddValues() {
        const auto with = [](auto change) {
            Animate work;
            work.photo = test::scene({64, 48});
            work.target = "/nonexistent/clip.mp4";
            change(work);
            return errorOf(work);
        };
        QVERIFY(with([](Animate& w) { w.frames = 0; }) == ErrorKind::BadInput);
        QVERIFY(with([](Animate& w) { w.fps = 0; }) == ErrorKind::BadInput);
        QVERIFY(with([](Animate& w) { w.fps = std::nan(""); }) == ErrorKind::BadInput);
        QVERIFY(with([](Animate& w) { w.size = {101, 100}; }) == ErrorKind::BadInput);
        QVERIFY(with([](Animate& w) { w.size = {100000, 100}; }) == ErrorKind::BadInput);
        QVERIFY(with([](Animate& w) { w.size = {0, 100}; }) == ErrorKind::BadInput);
        QVERIFY(with([](Animate&) {}) == ErrorKind::Disk);
    }

    void picturesBetween() {
        InterpolatePair work{test::scene(kSize), test::scene(kSize), 0.0};
        std::fill_n(work.second.mutableData(), work.second.byteSize(), std::uint8_t{128});
        QVERIFY(carryOut(work).outputs.at(0).picture.samePixels(work.first));
        work.at = 1.0;
        QVERIFY(carryOut(work).outputs.at(0).picture.samePixels(work.second));
        work.at = 1.01;
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work.at = 0.5;
        work.flowScale = 3.0;
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
        work = {test::scene(kSize), test::scene({80, 60}), 0.5};
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
    }

    void clipsBecomeSmoother() {
        QTemporaryDir folder;
        Animate make;
        make.photo = test::scene(kSize);
        make.frames = 8;
        make.fps = 8;
        make.target = (folder.path() + "/slow.mp4").toStdString();
        carryOut(make);
        InterpolateClip work{make.target, 24, (folder.path() + "/smooth.mp4").toStdString()};
        carryOut(work);
        QCOMPARE(framesIn(work.target), 24);
        work.fps = 4;
        carryOut(work);
        QCOMPARE(framesIn(work.target), 4);
        work.clip = folder.path().toStdString() + "/none.mp4";
        QVERIFY(errorOf(work) == ErrorKind::BadInput);
    }

    void modelsAreNotRunYet() {
        RunOptions options;
        options.engine = Engine::Model;
        QVERIFY(errorFrom([&] { carryOut(instructOf("night"), options); }) == ErrorKind::BadModel);
        options = {};
        options.model = "/nonexistent.safetensors";
        QVERIFY(errorFrom([&] { carryOut(instructOf("night"), options); }) == ErrorKind::BadModel);
    }

    void cancelIsSeen() {
        std::stop_source stop;
        Progress progress(stop.get_token(), [&](const Tick&) { stop.request_stop(); });
        Runtime runtime;
        Listener listener;
        bool delivered = false;
        listener.output = [&](const Output&) { delivered = true; };
        for (const Work& work : {Work(eraseOf(test::scene(kSize))), Work(instructOf("night")),
                                 Work(Cartoon{test::scene(kSize), 0.8, 0})})
            QVERIFY_EXCEPTION_THROWN((run(runtime, Request{work, {}}, progress, listener)), Cancelled);
        QVERIFY(!delivered);
    }

    void aPairSaysWhatItLoses() {
        const image::Image usual({64, 48}, 3), deep({64, 48}, 3, image::Depth::U16), clear({64, 48}, 4);
        const auto notes = [](const image::Image& first, const image::Image& second) {
            InterpolatePair work;
            work.first = first;
            work.second = second;
            return carryOut(work, {}).outputs.at(0).notes.size();
        };
        QCOMPARE(notes(usual, usual), std::size_t(0));
        for (const image::Image& lossy : {deep, clear}) {
            QCOMPARE(notes(lossy, usual), std::size_t(1));
            QCOMPARE(notes(usual, lossy), std::size_t(1));
        }
    }

    void aChosenSmallSizeIsSaid() {
        Instruct work = instructOf("night");
        work.longSide = work.photo.size().longSide() / 2;
        const Result result = carryOut(work, {});
        QCOMPARE(result.outputs.at(0).picture.size().longSide(), work.longSide);
        QCOMPARE(result.outputs[0].notes.size(), std::size_t(1));
        work.longSide = 0;
        QVERIFY(carryOut(work, {}).outputs.at(0).notes.empty());
    }

    void aSmallLimitMakesAFreeSizeSmaller() {
        Instruct work = instructOf("night");
        work.photo = test::scene({3000, 2000});
        RunOptions options;
        options.memoryLimit = predict({work, {}}).bytes * 2 / 3;
        const Result result = carryOut(work, options);
        QVERIFY(result.outputs.at(0).picture.width() < 3000);
        QCOMPARE(result.outputs[0].notes.size(), std::size_t(1));
        Request again = requestOf(result.outputs[0].recipe);
        QCOMPARE(std::get<Instruct>(again.work).longSide, result.outputs[0].picture.width());
        work.longSide = 0;
        QVERIFY(errorFrom([&] { carryOut(work, options); }) == ErrorKind::OutOfMemory);
    }

private:
    static int framesIn(const std::filesystem::path& clip) {
        video::Reader reader(clip);
        int frames = 0;
        while (reader.next()) ++frames;
        return frames;
    }
};

QTEST_APPLESS_MAIN(TestRun)
#include "tst_run.moc"
