// Restore and cartoon with their networks, as jobs: files found by themselves, faces searched and mixed anew, styles side by side.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/edits/face_search.h"
#include "core/edits/recipe.h"
#include "core/edits/restore_mix.h"
#include "core/edits/run.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

namespace {

std::filesystem::path golden(const std::string& name) { return std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden" / name; }

RunOptions exact(const std::filesystem::path& model) {
    RunOptions options;
    options.model = model;
    options.device = "cpu";
    options.precision = Precision::Float32;
    options.threads = 1;
    return options;
}

Restore restoreOf(const image::Image& photo) {
    Restore work;
    work.photo = photo;
    work.strength = 1.0;
    work.likeness = 0.0;
    work.layerBytes = 64 << 20;
    return work;
}

// In 16 bits, with fine tones that 8 bits do not hold, and with alpha.
image::Image deepened(const image::Image& picture) {
    image::Image deep(picture.size(), 4, image::Depth::U16);
    for (int y = 0; y < deep.height(); ++y) {
        auto* out = reinterpret_cast<std::uint16_t*>(deep.mutableRow(y));
        for (int x = 0; x < deep.width(); ++x)
            for (int c = 0; c < 4; ++c) *out++ = static_cast<std::uint16_t>(c == 3 ? 65535 - 100 * x : 257 * picture.row(y)[x * picture.channels() + c] - (x * 7 + y) % 90 * (picture.row(y)[x * picture.channels() + c] > 0));
    }
    return deep;
}

bool sameInside(const image::Image& a, const image::Image& b, const Rect& box) { return image::crop(a, box).samePixels(image::crop(b, box)); }

}  // namespace

class TestFaceTools : public QObject {
    Q_OBJECT

    Runtime m_runtime;
    Progress m_progress;

    Output carriedOut(const Request& request) { return run(m_runtime, request, m_progress).outputs.front(); }
    static image::Image photo() { return image::read(golden("gpen_small/photo_1.png")); }

private Q_SLOTS:
    void initTestCase() { qunsetenv("TINTYPE_MODEL_PATH"); }

    void theNetworksDetectorIsAskedWhereAModelWillRun() {
        const Request request{restoreOf(photo()), exact(golden("gpen_small/generator.pth"))};
        const FoundFaces found = searchFaces(request);
        QVERIFY(found.byNetwork && found.problem.empty());
        QCOMPARE(found.faces.size(), carriedOut(request).faces.size());
        QVERIFY(found.faces.size() > 1);

        Request builtIn = request;
        builtIn.options = {};
        builtIn.options.engine = Engine::BuiltIn;
        QVERIFY(!searchFaces(builtIn).byNetwork);
    }

    void aBrokenDetectorIsSaidAndTheBuiltInOneSearches() {
        Request request{restoreOf(photo()), exact(golden("gpen_small/generator.pth"))};
        std::get<Restore>(request.work).detector = golden("gpen_small/parser.pth");
        const FoundFaces found = searchFaces(request);
        QVERIFY(!found.byNetwork && !found.problem.empty());
    }

    void smallTurnedAndCutFacesAreNamed() {
        for (const auto flaw : {pipelines::FaceFlaw::TooSmall, pipelines::FaceFlaw::TurnedAway, pipelines::FaceFlaw::Cut}) QVERIFY(!nameOf(flaw).empty());
        QVERIFY(nameOf(pipelines::FaceFlaw::None).empty());
        // A photo enlarged four times has faces large enough; at a fifth of its size they are too small.
        Request request{restoreOf(image::resized(photo(), fitLongSide(photo().size(), 40))), exact(golden("gpen_small/generator.pth"))};
        for (const FoundFace& face : searchFaces(request).faces)
            QVERIFY(std::min(face.box.width, face.box.height) >= 23 || face.flaw == pipelines::FaceFlaw::TooSmall);
    }

    void mixingAnewIsRunningAgain_data() {
        QTest::addColumn<bool>("deep");
        QTest::newRow("8 bits") << false;
        QTest::newRow("16 bits and alpha") << true;
    }
    void mixingAnewIsRunningAgain() {
        QFETCH(bool, deep);
        const image::Image picture = deep ? deepened(photo()) : photo();
        Request request{restoreOf(picture), exact(golden("gpen_small/generator.pth"))};
        auto& work = std::get<Restore>(request.work);
        std::vector<Rect> boxes;
        for (const FoundFace& face : searchFaces(request).faces)
            if (face.flaw == pipelines::FaceFlaw::None) boxes.push_back(face.box);
        QVERIFY(boxes.size() > 1);
        work.faces = boxes;
        work.faceStrengths.assign(boxes.size(), 1.0);
        const Output made = carriedOut(request);
        for (std::size_t i = 0; i < boxes.size(); ++i) work.faceStrengths[i] = i % 2 == 0 ? 0.4 : 0.0;
        const auto mixed = mixedAnew({request, made.faces});
        QVERIFY(mixed);
        const Output again = carriedOut(request);
        QVERIFY(mixed->picture.samePixels(again.picture));
        QCOMPARE(mixed->changed, again.changed);
        QCOMPARE(withParametersOf(made.recipe, request), again.recipe);

        const auto small = mixedAnew(smaller({request, made.faces}, 100));
        QVERIFY(small);
        QCOMPARE(small->picture.size().longSide(), 100);
    }

    void uncheckedFacesAndTheRestStayBitForBit() {
        Request request{restoreOf(photo()), exact(golden("gpen_small/generator.pth"))};
        auto& work = std::get<Restore>(request.work);
        std::vector<Rect> boxes;
        for (const FoundFace& face : searchFaces(request).faces) boxes.push_back(face.box);
        work.faces = boxes;
        work.faceStrengths.assign(boxes.size(), 0.0);
        work.faceStrengths[0] = 1.0;
        const Output made = carriedOut(request);
        QVERIFY(!sameInside(made.picture, work.photo, boxes[0]));
        for (std::size_t i = 1; i < boxes.size(); ++i)
            if (intersect(boxes[i], boxes[0]).empty()) QVERIFY(sameInside(made.picture, work.photo, boxes[i]));
        work.faceStrengths[0] = 0.0;
        QVERIFY(mixedAnew({request, made.faces})->picture.samePixels(work.photo));
    }

    void aFaceThatWasNotMadeNeedsARun() {
        Request request{restoreOf(photo()), exact(golden("gpen_small/generator.pth"))};
        auto& work = std::get<Restore>(request.work);
        std::vector<Rect> boxes;
        for (const FoundFace& face : searchFaces(request).faces) boxes.push_back(face.box);
        work.faces = boxes;
        work.faceStrengths.assign(boxes.size(), 0.0);
        work.faceStrengths[0] = 1.0;
        const Output made = carriedOut(request);
        work.faceStrengths[1] = 0.5;
        QVERIFY(!mixedAnew({request, made.faces}));
        QVERIFY(!mixedAnew({request, {}}));
    }

    void eachStyleIsAnOutput() {
        Cartoon work;
        work.photo = test::scene({90, 64});
        work.styles = {golden("dct_net_like_anime"), golden("dct_net_unlike_anime"), {}};
        const Result result = run(m_runtime, {work, exact({})}, m_progress);
        QCOMPARE(result.outputs.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(result.outputs[i].style, work.styles[i]);
            QCOMPARE(result.outputs[i].picture.size(), work.photo.size());
        }
        QVERIFY(!result.outputs[0].picture.samePixels(result.outputs[1].picture));
        Cartoon one;
        one.photo = work.photo;
        QVERIFY(carriedOut({one, exact(golden("dct_net_like_anime"))}).picture.samePixels(result.outputs[0].picture));
    }

    void theRecipeNamesTheCartoonsGraph() {
        Cartoon work;
        work.photo = test::scene({40, 40});
        const Output made = carriedOut({work, exact(golden("dct_net_like_anime"))});
        QVERIFY2(made.recipe.find("dct_net_like_anime") != std::string::npos, made.recipe.c_str());
        QVERIFY2(made.recipe.find("\"sha256\":\"\"") == std::string::npos, made.recipe.c_str());
        work.strength = 0.3;
        QCOMPARE(std::get<Cartoon>(requestOf(withParametersOf(made.recipe, {work, {}})).work).strength, 0.3);
    }
};

QTEST_APPLESS_MAIN(TestFaceTools)
#include "tst_face_tools.moc"
