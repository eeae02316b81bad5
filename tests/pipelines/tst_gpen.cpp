// Restore as a whole tool against the authors' own, over tiny files; and the rules that keep the rest of the photo as it is.
#include <QTest>

#include "core/base/error.h"
#include "core/pipelines/face_align.h"
#include "core/pipelines/gpen.h"
#include "core/pipelines/likeness.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/tensor_image.h"
#include "tests/support/golden.h"

using namespace tintype;
using namespace tintype::pipelines;
using checkpoint::Checkpoint;
using tests::largestDifference;

class TestGpen : public QObject {
    Q_OBJECT

private:
    static std::filesystem::path folder() {
        QFETCH_GLOBAL(QString, model);
        return tests::golden(qPrintable("gpen_" + model));
    }
    static at::Tensor golden(const std::string& name) { return Checkpoint::open(folder() / "modules.safetensors").tensor(name).clone(); }
    static double strengthOf(int number) {
        QFETCH_GLOBAL(QString, model);
        return number == 0 ? 1.0 : model == "small" ? 0.75 : 0.6;
    }
    static RestoreJob job(int number) {
        RestoreJob job;
        job.model = folder() / "generator.pth";
        job.detector = folder() / "detector.pth";
        job.parser = folder() / "parser.pth";
        job.photo = fromBytes(golden("photo." + std::to_string(number)));
        job.strength = strengthOf(number);
        job.compute.device = "cpu";
        job.compute.precision = Precision::Float32;
        job.compute.threads = 1;
        return job;
    }
    static RestoreOutput run(const RestoreJob& job, QStringList* warnings = nullptr) {
        Networks networks;
        Progress progress({}, {}, [&](const Message& message) {
            if (warnings) warnings->append(QString::fromStdString(message.english()));
        });
        return restoreFaces(networks, job, progress);
    }
    static bool sameInside(const image::Image& a, const image::Image& b, const Rect& box) {
        const auto part = [&](const image::Image& picture) { return toBytes(picture).slice(0, box.y, box.bottom()).slice(1, box.x, box.right()); };
        return at::equal(part(a), part(b));
    }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("model");
        QTest::newRow("small") << "small";
        QTest::newRow("wide") << "wide";
    }

    void samePictureAsTheAuthors_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("full strength") << 0;
        QTest::newRow("mixed") << 1;
    }
    void samePictureAsTheAuthors() {
        QFETCH(int, number);
        const RestoreOutput output = run(job(number));
        const at::Tensor boxes = golden("faces." + std::to_string(number));
        QCOMPARE(static_cast<std::int64_t>(output.faces.size()), boxes.size(0));
        for (const RestoredFace& face : output.faces) QVERIFY(face.state == FaceState::Restored);
        const at::Tensor expected = golden("result." + std::to_string(number));
        const double difference = largestDifference(toBytes(output.picture), expected);
        QVERIFY2(difference <= 1.0, qPrintable(QString::number(difference)));
        QVERIFY(largestDifference(toBytes(output.picture), golden("photo." + std::to_string(number))) > 20.0);
    }

    void alignedFaceAsTheAuthors() {
        RestoreJob work = job(0);
        work.photo = fromBytes(golden("aligned.in"));
        work.aligned = true;
        const double difference = largestDifference(toBytes(run(work).picture), golden("aligned.out"));
        QVERIFY2(difference <= 1.0, qPrintable(QString::number(difference)));
    }

    void facesNotChosenStayBitForBit() {
        RestoreJob work = job(1);
        const RestoreOutput all = run(work);
        const Size size = work.photo.size();
        const Rect chosen = all.faces[0].face.box(size);
        work.boxes = {chosen};
        const RestoreOutput one = run(work);
        QCOMPARE(one.faces.size(), all.faces.size());
        QVERIFY(!sameInside(one.picture, work.photo, chosen));
        for (std::size_t i = 1; i < one.faces.size(); ++i) {
            QVERIFY(one.faces[i].state == FaceState::LeftOut);
            const Rect box = one.faces[i].face.box(size);
            const Rect both = intersect(box, chosen);
            if (std::int64_t(both.width) * both.height * 2 < std::min(std::int64_t(box.width) * box.height, std::int64_t(chosen.width) * chosen.height))
                QVERIFY(sameInside(one.picture, work.photo, box));
        }
    }

    // Mixing anew is the same as running again: other strengths, unticked faces, the guard.
    void facesAreMixedAnewBitForBit() {
        RestoreJob work = job(1);
        work.layerBytes = 64 << 20;
        work.strength = 1.0;
        const RestoreOutput made = run(work);
        QVERIFY(made.faces.size() > 1);
        work.boxes.emplace();
        for (std::size_t i = 0; i < made.faces.size(); ++i) {
            work.boxes->push_back(made.faces[i].face.box(work.photo.size()));
            work.strengths.push_back(i == 0 ? 0.35 : i == 1 ? 0.0 : 0.8);
        }
        Progress progress;
        for (const double likeness : {0.0, 0.9}) {
            work.likeness = likeness;
            const auto mixed = blendFaces(work, made.faces, progress);
            QVERIFY(mixed);
            const RestoreOutput again = run(work);
            QVERIFY(at::equal(toBytes(mixed->picture), toBytes(again.picture)));
            QCOMPARE(mixed->faces.size(), again.faces.size());
            for (std::size_t i = 0; i < again.faces.size(); ++i) {
                QCOMPARE(mixed->faces[i].strength, again.faces[i].strength);
                QCOMPARE(mixed->faces[i].likeness, again.faces[i].likeness);
                QVERIFY(mixed->faces[i].state == again.faces[i].state);
            }
        }
        work.strengths.assign(made.faces.size(), 0.0);
        QVERIFY(at::equal(toBytes(blendFaces(work, made.faces, progress)->picture), toBytes(work.photo)));
    }

    void facesWithoutLayersNeedTheNetworks() {
        RestoreJob work = job(1);
        const RestoreOutput made = run(work);
        Progress progress;
        QVERIFY(made.faces[0].layer.empty());
        QVERIFY(!blendFaces(work, made.faces, progress));
        work.layerBytes = 64 << 20;
        const RestoreOutput kept = run(work);
        QVERIFY(!kept.faces[0].layer.empty());
        work.layerBytes = kept.faces[0].layer.bytes();
        const RestoreOutput one = run(work);
        QVERIFY(!one.faces[0].layer.empty() && one.faces[1].layer.empty());
    }

    void noStrengthNoChange() {
        RestoreJob work = job(0);
        work.strength = 0.0;
        QVERIFY(at::equal(toBytes(run(work).picture), toBytes(work.photo)));
    }

    void withoutDetectorAndParserTheGivenBoxesAreRestored() {
        RestoreJob work = job(1);
        work.detector.clear();
        work.parser.clear();
        work.boxes = {{70, 60, 48, 48}};
        QStringList warnings;
        const RestoreOutput output = run(work, &warnings);
        QCOMPARE(output.faces.size(), std::size_t(1));
        QVERIFY(!sameInside(output.picture, work.photo, {70, 60, 48, 48}));
        QVERIFY(sameInside(output.picture, work.photo, {0, 0, work.photo.width(), 14}));
        QVERIFY2(warnings.join('\n').contains("rectangle"), qPrintable(warnings.join('\n')));
    }

    void withoutAnyFaceThePhotoComesBack() {
        RestoreJob work = job(0);
        work.photo = fromBytes(at::full({40, 50, 3}, 7, at::kByte));
        const RestoreOutput output = run(work);
        if (output.faces.empty()) QVERIFY(at::equal(toBytes(output.picture), toBytes(work.photo)));
        work.photo = fromBytes(at::full({1, 1, 3}, 7, at::kByte));
        QVERIFY(at::equal(toBytes(run(work).picture), toBytes(work.photo)));
    }

    // A random network makes nobody look like themselves: the guard must lower every strength, and say so.
    void theGuardLowersTheStrengthUntilTheLikenessHolds() {
        RestoreJob work = job(0);
        work.strength = 1.0;
        work.likeness = 0.9;
        QStringList warnings;
        const RestoreOutput output = run(work, &warnings);
        for (const RestoredFace& face : output.faces) {
            QVERIFY(face.strength < 1.0);
            QVERIFY(face.state != FaceState::Restored || face.likeness >= 0.9);
        }
        QVERIFY2(warnings.join('\n').contains("lowered from 100%"), qPrintable(warnings.join('\n')));
    }

    void anotherFileAsModelIsRefusedByItsKey() {
        for (const char* other : {"parser.pth", "detector.pth"}) {
            RestoreJob work = job(0);
            work.model = folder() / other;
            try {
                run(work);
                QFAIL("a file of another network was taken");
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::BadModel);
                QVERIFY2(QString(error.what()).contains("ecd0.0.0.weight"), error.what());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestGpen)
#include "tst_gpen.moc"
