// Which faces a face network should not touch, where a face comes to lie in its square, and how alike two squares are.
#include <QTest>

#include "core/base/error.h"
#include "core/pipelines/face_align.h"
#include "core/pipelines/faces.h"
#include "core/pipelines/likeness.h"

using namespace tintype;
using namespace tintype::pipelines;

namespace {

const Size kPhoto{400, 300};

Face frontal(double x, double y, double side) {
    const auto at = [&](double u, double v) { return Point{x + u * side, y + v * side}; };
    return {x, y, x + side, y + side, 0.99, std::array<Point, 5>{at(0.3, 0.4), at(0.7, 0.4), at(0.5, 0.6), at(0.33, 0.78), at(0.67, 0.78)}, FaceFlaw::None};
}

at::Tensor wavy(double phase) {
    const at::Tensor x = at::arange(96, at::kFloat).view({1, 96, 1}), y = at::arange(96, at::kFloat).view({96, 1, 1});
    return (127 + 60 * at::sin(x / 9 + phase) + 60 * at::cos(y / 11 - phase)).expand({96, 96, 3}).to(at::kByte).contiguous();
}

}  // namespace

class TestFaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flaws() {
        QVERIFY(flawOf(frontal(50, 50, 100), kPhoto) == FaceFlaw::None);
        QVERIFY(flawOf(frontal(50, 50, 20), kPhoto) == FaceFlaw::TooSmall);
        QVERIFY(flawOf(frontal(-45, 50, 100), kPhoto) == FaceFlaw::Cut);
        Face profile = frontal(50, 50, 100);
        (*profile.points)[2].x = 40;
        QVERIFY(flawOf(profile, kPhoto) == FaceFlaw::TurnedAway);
        Face narrow = frontal(50, 50, 100);
        (*narrow.points)[1].x = (*narrow.points)[0].x + 5;
        QVERIFY(flawOf(narrow, kPhoto) == FaceFlaw::TurnedAway);
        Face broken = frontal(50, 50, 100);
        broken.right = std::nan("");
        QVERIFY(flawOf(broken, kPhoto) == FaceFlaw::TooSmall);
    }

    // The reference points as the authors' tool has them at 512.
    void landmarksComeToTheReference() {
        Face face = frontal(0, 0, 100);
        face.points = {{{202.0407, 242.8840}, {309.4302, 242.2900}, {256.0768, 303.9592}, {211.9598, 366.8282}, {300.8911, 366.3363}}};
        const nn::Affine2d map = alignment(face, 512);
        QVERIFY(std::abs(map[0] - 1) < 1e-5 && std::abs(map[1]) < 1e-5 && std::abs(map[2]) < 1e-2 && std::abs(map[5]) < 1e-2);
        // Turned by a quarter and twice as large: the map undoes it.
        for (Point& point : *face.points) point = {-2 * point.y + 30, 2 * point.x + 7};
        const nn::Affine2d back = alignment(face, 512);
        const Point eye{-2 * 242.8840 + 30, 2 * 202.0407 + 7};
        QVERIFY(std::abs(back[0] * eye.x + back[1] * eye.y + back[2] - 202.0407) < 1e-2);
        QVERIFY(std::abs(back[3] * eye.x + back[4] * eye.y + back[5] - 242.8840) < 1e-2);
    }

    void landmarksInOnePointAreRefused() {
        Face face = frontal(0, 0, 100);
        for (Point& point : *face.points) point = {20, 20};
        QVERIFY_EXCEPTION_THROWN(alignment(face, 64), Error);
    }

    void aBoxWithoutLandmarksKeepsItsPlace() {
        Face face = frontal(100, 80, 60);
        face.points.reset();
        const nn::Affine2d map = alignment(face, 512);
        QCOMPARE(qRound(map[0] * 130 + map[2]), 256);
        QCOMPARE(qRound(map[4] * 80 + map[5]), 133);
        const Rect part = covered(map, 512, kPhoto);
        QVERIFY(part.x < 100 && part.right() > 160 && part.y < 80 && part.bottom() > 140);
    }

    void likenessFallsWithChange() {
        const at::Tensor face = wavy(0.0);
        QVERIFY(likeness(face, face) > 0.9999);
        QVERIFY(likeness(face, wavy(0.2)) < likeness(face, wavy(0.1)));
        const at::Tensor other = wavy(2.5);
        double before = 1.1;
        for (double strength = 0.0; strength <= 1.0; strength += 0.25) {
            const double alike = likeness(face, mixed(face, other, strength));
            QVERIFY(alike <= before + 1e-3);
            before = alike;
        }
        const double strength = strengthFor(face, other, 1.0, 0.9);
        QVERIFY(strength > 0.0 && strength < 1.0);
        QVERIFY(likeness(face, mixed(face, other, strength)) >= 0.9);
        QCOMPARE(strengthFor(face, face, 0.8, 0.99), 0.8);
    }

    void theMixAtItsEnds() {
        QVERIFY(at::equal(mixed(wavy(0), wavy(1), 1.0), wavy(1)));
        QVERIFY(at::equal(mixed(wavy(0), wavy(1), 0.0), wavy(0)));
    }
};

QTEST_APPLESS_MAIN(TestFaces)
#include "tst_faces.moc"
