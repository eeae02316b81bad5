#include <QTest>

#include "core/base/error.h"
#include "core/edits/recipe.h"
#include "tests/support/scene.h"

using namespace tintype;
using namespace tintype::edits;

namespace {

bool refused(const std::string& recipe) {
    try {
        requestOf(recipe);
    } catch (const Error& error) {
        return error.kind() == ErrorKind::BadInput && std::string(error.what()).ends_with('.');
    }
    return false;
}

std::string with(const std::string& tool, const std::string& parameters, const std::string& more = "") {
    return "{\"tintype\":1,\"tool\":\"" + tool + "\",\"parameters\":" + parameters + more + "}";
}

}  // namespace

class TestRecipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyToolComesBack() {
        Instruct edit;
        edit.photo = test::scene({40, 30});
        edit.mask = test::boxMask({40, 30}, {3, 4, 5, 6});
        edit.instruction = "变成夜晚 \"night\"\n<b>";
        edit.steps = 33;
        edit.textGuidance = 9.25;
        edit.imageGuidance = 1.125;
        edit.sampler = Sampler::DpmSolver2M;
        edit.longSide = 768;
        Request request{edit, {}};
        const std::string recipe = recipeOf(request, "Built-in look", 18446744073709551615ull);
        const Request back = requestOf(recipe);
        const Instruct& work = std::get<Instruct>(back.work);
        QCOMPARE(work.instruction, edit.instruction);
        QCOMPARE(work.steps, 33);
        QCOMPARE(work.textGuidance, 9.25);
        QCOMPARE(work.imageGuidance, 1.125);
        QVERIFY(work.sampler == Sampler::DpmSolver2M);
        QCOMPARE(work.longSide, 768);
        QCOMPARE(work.seed, 18446744073709551615ull);
        QVERIFY(work.mask == edit.mask);
        QVERIFY(work.photo.empty());
        QVERIFY(work.english.empty() && recipe.find("english") == std::string::npos);
        edit.english = "Change the day to night";
        QCOMPARE(std::get<Instruct>(requestOf(recipeOf({edit, {}}, "x", 0)).work).english, edit.english);
        QVERIFY(refused(with("edit", R"({"instruction":"a","english":7})")));
        QVERIFY(back.options.engine == Engine::BuiltIn);

        Restore restore;
        restore.photo = edit.photo;
        restore.faces = std::vector<Rect>{{1, 2, 3, 4}, {5, 6, 7, 8}};
        restore.faceStrengths = {0.25, 1.0};
        restore.upscale = 2;
        const Restore restored = std::get<Restore>(requestOf(recipeOf({restore, {}}, "x", 0)).work);
        QCOMPARE(*restored.faces, *restore.faces);
        QCOMPARE(restored.faceStrengths, restore.faceStrengths);
        QCOMPARE(restored.upscale, 2);

        Animate animate;
        animate.photo = edit.photo;
        animate.prompt = "zoom in";
        animate.frames = 20;
        animate.fps = 12.5;
        animate.size = {320, 240};
        animate.loop = video::Loop::Boomerang;
        const Animate animated = std::get<Animate>(requestOf(recipeOf({animate, {}}, "x", 5)).work);
        QCOMPARE(animated.prompt, animate.prompt);
        QCOMPARE(animated.fps, 12.5);
        QCOMPARE(animated.size, animate.size);
        QVERIFY(animated.loop == video::Loop::Boomerang);
        QCOMPARE(animated.seed, std::uint64_t(5));

        QCOMPARE(std::get<Erase>(requestOf(recipeOf({Erase{edit.photo, edit.mask, 9, 3, false}, {}}, "x", 0)).work).grow, 9);
        QCOMPARE(std::get<Cartoon>(requestOf(recipeOf({Cartoon{edit.photo, 0.3, 512}, {}}, "x", 0)).work).strength, 0.3);
        QCOMPARE(std::get<InterpolatePair>(requestOf(recipeOf({InterpolatePair{edit.photo, edit.photo, 0.75}, {}}, "x", 0)).work).at, 0.75);
        QCOMPARE(std::get<InterpolateClip>(requestOf(recipeOf({InterpolateClip{"a.mp4", 60, "b.mp4"}, {}}, "x", 0)).work).fps, 60.0);
        QCOMPARE(std::get<InterpolateClip>(requestOf(recipeOf({InterpolateClip{"a.mp4", 60, "b.mp4", 0.5}, {}}, "x", 0)).work).flowScale, 0.5);
        QCOMPARE(std::get<InterpolatePair>(requestOf(recipeOf({InterpolatePair{edit.photo, edit.photo, 0.75, 2.0}, {}}, "x", 0)).work).flowScale, 2.0);
    }

    void clipsAreToldFromPictures() {
        Instruct edit;
        edit.instruction = "make it night";
        edit.mask = image::Mask({8, 8});
        EditClip over{edit, "in.mp4", "out.mp4", {0.5, 2.0}, {"hevc", 20, video::Hardware::Off}};
        const auto again = std::get<EditClip>(requestOf(recipeOf({over, {}}, "Built-in look", 7)).work);
        QCOMPARE(again.span, over.span);
        QCOMPARE(again.coding.codec, std::string("hevc"));
        QCOMPARE(again.coding.crf, 20);
        QCOMPARE(std::get<Instruct>(again.tool).instruction, edit.instruction);
        QCOMPARE(std::get<Instruct>(again.tool).seed, std::uint64_t(7));
        QCOMPARE(std::get<Instruct>(again.tool).mask.size(), (Size{8, 8}));
        for (const PictureTool& tool : {PictureTool(Erase{}), PictureTool(Cartoon{}), PictureTool(Restore{})})
            QCOMPARE(std::get<EditClip>(requestOf(recipeOf({EditClip{tool, "a.mp4", "b.mp4"}, {}}, "x", 0)).work).tool.index(), tool.index());
        ExportClip work{"in.mp4", "out.gif", {0, 3}, 2.0, 12.0, video::Loop::Crossfade, 0.25, 3, 320, 1.5, {}};
        const auto exported = std::get<ExportClip>(requestOf(recipeOf({work, {}}, "x", 0)).work);
        QVERIFY(exported.speed == 2.0 && exported.fps == 12.0 && exported.fade == 0.25 && exported.repeats == 3);
        QVERIFY(exported.loop == video::Loop::Crossfade && exported.longSide == 320 && exported.poster == 1.5 && exported.span == work.span);
        for (const char* bad : {R"({"tintype":1,"tool":"cartoon","parameters":{"clip":7}})", R"({"tintype":1,"tool":"cartoon","parameters":{"clip":{"crf":99}}})",
                                R"({"tintype":1,"tool":"clip","parameters":{"speed":0}})", R"({"tintype":1,"tool":"clip","parameters":{"fps":-3}})",
                                R"({"tintype":1,"tool":"clip","parameters":{"loop":"round"}})"})
            QVERIFY_EXCEPTION_THROWN(requestOf(bad), Error);
    }

    void linesForPeopleAndOtherTools() {
        Instruct edit;
        edit.photo = test::scene({8, 8});
        edit.instruction = "make it night";
        edit.sampler = Sampler::EulerAncestral;
        const std::string recipe = recipeOf({edit, {}}, "Built-in look", 7);
        const std::string line = parametersLine(recipe);
        QVERIFY2(line.starts_with("make it night\nSteps: 20, "), line.c_str());
        for (const char* part : {"Sampler: Euler a", "Seed: 7", "Model: Built-in look"})
            QVERIFY2(line.find(part) != std::string::npos, line.c_str());
        const std::string summary = recipeSummary(recipe);
        for (const char* part : {"Tool: edit", "Instruction: make it night", "Seed: 7", "Mask: no"})
            QVERIFY2(summary.find(part) != std::string::npos, summary.c_str());
        QVERIFY(!recipeSummary("not json").empty());
    }

    void hostileTextIsRefused() {
        for (const char* text : {"", "null", "[]", "{", "{}", "7", "\"x\"", "{\"tintype\":\"1\"}", "{\"tintype\":0}",
                                 "{\"tintype\":2,\"tool\":\"edit\"}", "{\"tintype\":1}", "{\"tintype\":1,\"tool\":7}",
                                 "{\"tintype\":1,\"tool\":\"rm\"}", "{\"tintype\":1,\"tool\":\"edit\",\"parameters\":[]}",
                                 "{\"tintype\":1e99,\"tool\":\"edit\"}", "\xff\xfe{"})
            QVERIFY2(refused(text), text);
        QVERIFY(refused(std::string(200000, '[')));
        std::string deep = "{\"tintype\":1,\"tool\":\"edit\",\"parameters\":{\"a\":";
        for (int i = 0; i < 100; ++i) deep += "{\"a\":";
        QVERIFY(refused(deep));
        QVERIFY(refused(std::string(80u << 20, ' ')));
    }

    void valuesOutsideTheirRangeAreRefused() {
        for (const char* bad : {"{\"steps\":0}", "{\"steps\":1e9}", "{\"steps\":2.5}", "{\"steps\":\"20\"}",
                                "{\"steps\":18446744073709551615}", "{\"text_guidance\":-1}", "{\"text_guidance\":1e400}",
                                "{\"instruction\":7}", "{\"sampler\":\"x\"}", "{\"long_side\":3}", "{\"long_side\":-2}"})
            QVERIFY2(refused(with("edit", bad)), bad);
        QVERIFY(refused(with("edit", "{\"instruction\":\"" + std::string(100000, 'a') + "\"}")));
        for (const char* bad : {",\"seed\":-1", ",\"seed\":1.5", ",\"seed\":\"7\"", ",\"seed\":99999999999999999999",
                                ",\"mask\":\"!\"", ",\"mask\":\"AAAA\"", ",\"mask\":7"})
            QVERIFY2(refused(with("edit", "{\"instruction\":\"night\"}", bad)), bad);
        for (const char* bad : {"{\"faces\":7}", "{\"faces\":[7]}", "{\"faces\":[{\"x\":-1}]}", "{\"strength\":1.01}",
                                "{\"faces\":[{\"x\":1,\"strength\":1},{\"x\":2}]}", "{\"upscale\":3}", "{\"aligned\":1}"})
            QVERIFY2(refused(with("restore", bad)), bad);
        for (const char* bad : {"{\"fps\":0}", "{\"frames\":0}", "{\"width\":100000}", "{\"loop\":\"x\"}", "{\"loop\":1}"})
            QVERIFY2(refused(with("animate", bad)), bad);
        QVERIFY(refused(with("cartoon", "{\"strength\":0.05}")));
        QVERIFY(refused(with("interpolate", "{\"at\":1.5}")));
        QVERIFY(refused(with("erase", "{\"grow\":-1}")));
    }

    void photosGoIn() {
        Request request = requestOf(with("cartoon", "{}"));
        QVERIFY(photoOf(request).empty());
        setPhoto(request, test::scene({5, 6}));
        QCOMPARE(photoOf(request).size(), (Size{5, 6}));
        Request clip{InterpolateClip{}, {}};
        setPhoto(clip, test::scene({5, 6}));
        QVERIFY(photoOf(clip).empty());
    }
};

QTEST_APPLESS_MAIN(TestRecipe)
#include "tst_recipe.moc"
