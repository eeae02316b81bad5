#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>

#include "core/base/error.h"
#include "core/builtin/flow.h"

using namespace tintype;
using builtin::FlowInterpolator;
using image::Image;

namespace {

using Paint = std::function<double(double x, double y, int channel)>;

Image painted(Size size, const Paint& paint) {
    Image picture(size, 3);
    std::uint8_t* p = picture.mutableData();
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            for (int c = 0; c < 3; ++c) *p++ = static_cast<std::uint8_t>(std::lround(std::clamp(paint(x, y, c), 0.0, 255.0)));
    return picture;
}

// Smooth noise of several sizes that can be computed at any place, whole pixel or not. It never repeats: a flow
// that is one period off would look right.
double cornerNoise(int x, int y, int seed) {
    unsigned h = static_cast<unsigned>(x) * 374761393u + static_cast<unsigned>(y) * 668265263u + static_cast<unsigned>(seed) * 2246822519u;
    h = (h ^ (h >> 13)) * 1274126177u;
    return static_cast<double>((h ^ (h >> 16)) & 0xFFFF) / 65535.0 - 0.5;
}
double noise(double x, double y, int seed) {
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    const auto ease = [](double u) { return u * u * u * (u * (6 * u - 15) + 10); };
    const double fx = ease(x - left), fy = ease(y - top);
    const double above = cornerNoise(left, top, seed) * (1 - fx) + cornerNoise(left + 1, top, seed) * fx;
    const double below = cornerNoise(left, top + 1, seed) * (1 - fx) + cornerNoise(left + 1, top + 1, seed) * fx;
    return above * (1 - fy) + below * fy;
}
double texture(double x, double y, int c) {
    return 128 + 130 * noise(x / 37, y / 37, 1) + 80 * noise(x / 15, y / 15, 2 + c) + 50 * noise(x / 7, y / 7, 5);
}
double otherTexture(double x, double y, int c) {
    return 150 - 20 * c + 110 * noise(x / 29, y / 29, 11) + 70 * noise(x / 11, y / 11, 12 + c) + 40 * noise(x / 6, y / 6, 15);
}

double psnrIn(const Image& a, const Image& b, Rect area) {
    double sum = 0;
    for (int y = area.y; y < area.bottom(); ++y)
        for (int i = 3 * area.x; i < 3 * area.right(); ++i) sum += std::pow(double(a.row(y)[i]) - b.row(y)[i], 2);
    const double mean = sum / (3.0 * area.width * area.height);
    return mean == 0 ? 99 : 10 * std::log10(255.0 * 255.0 / mean);
}

Image blend(const Image& a, const Image& b, double t) {
    Image result(a.size(), 3);
    for (std::size_t i = 0; i < a.byteSize(); ++i)
        result.mutableData()[i] = static_cast<std::uint8_t>(std::lround(a.data()[i] * (1 - t) + b.data()[i] * t));
    return result;
}

constexpr Size kSize{320, 240};

// A square of one texture moves over another that drifts.
Image scene(double t) {
    const double left = 100 + 26 * t, top = 80 + 10 * t;
    return painted(kSize, [=](double x, double y, int c) {
        const bool inside = x >= left && x < left + 90 && y >= top && y < top + 80;
        return inside ? otherTexture(x - left, y - top, c) : texture(x + 4 * t, y, c);
    });
}

constexpr Size kLargeSize{1120, 640};

// Translation, zoom, rotation, two discs of which one passes before the other, and a small ball that moves farther
// than its own size.
Image movingScene(int kind, double t) {
    const double cx = 0.5 * kLargeSize.width, cy = 0.5 * kLargeSize.height;
    const double scale = 1.0 / (1.0 + 0.06 * t), angle = 0.05 * t, c0 = std::cos(angle), s0 = std::sin(angle);
    const auto ball = [&](double x, double y, double bx, double by, double radius) { return std::hypot(x - bx, y - by) < radius; };
    return painted(kLargeSize, [&](double x, double y, int c) {
        const double dx = x - cx, dy = y - cy;
        if (kind == 0) return texture(x - 21 * t, y + 9 * t, c);
        if (kind == 1) return texture(cx + dx * scale, cy + dy * scale, c);
        if (kind == 2) return texture(cx + c0 * dx - s0 * dy, cy + s0 * dx + c0 * dy, c);
        if (kind == 3) {
            if (ball(x, y, 420 + 60 * t, 330 - 10 * t, 120)) return otherTexture(x - 60 * t, y + 10 * t, c);
            if (ball(x, y, 640 - 44 * t, 300, 130)) return otherTexture(x + 500 + 44 * t, y, c);
            return texture(x + 12 * t, y, c);
        }
        if (ball(x, y, 400 + 80 * t, 300 + 30 * t, 40)) return 60 + otherTexture(x - 80 * t, y - 30 * t, c);
        return texture(x, y, c);
    });
}

}  // namespace

class TestFlow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEndsAreTheInputs() {
        const Image a = scene(0), b = scene(1);
        const FlowInterpolator between(a, b);
        QVERIFY(between.at(0).samePixels(a));
        QVERIFY(between.at(1).samePixels(b));
        QVERIFY(!between.sceneCut());
    }

    void aShiftIsFound_data() {
        QTest::addColumn<double>("dx");
        QTest::addColumn<double>("dy");
        QTest::addColumn<double>("t");
        QTest::newRow("half") << 8.0 << 0.0 << 0.5;
        QTest::newRow("odd") << 7.0 << -5.0 << 0.5;
        QTest::newRow("third") << -13.0 << 6.0 << 1.0 / 3.0;
        QTest::newRow("sub-pixel") << 0.6 << 0.3 << 0.5;
        QTest::newRow("far") << 40.0 << 22.0 << 0.25;
    }
    void aShiftIsFound() {
        QFETCH(double, dx);
        QFETCH(double, dy);
        QFETCH(double, t);
        const auto shifted = [&](double at) {
            return painted(kSize, [=](double x, double y, int c) { return texture(x - dx * at, y - dy * at, c); });
        };
        const FlowInterpolator between(shifted(0), shifted(1));
        const double quality = psnrIn(between.at(t), shifted(t), {50, 40, 220, 160});
        QVERIFY2(quality >= 34.0, qPrintable(QString::number(quality)));
    }

    void hiddenPartsComeFromTheRightPicture() {
        const Image a = scene(0), b = scene(1);
        const FlowInterpolator between(a, b);
        for (const double t : {0.25, 0.5, 0.75}) {
            const Image truth = scene(t);
            const Rect all{20, 20, 280, 200};
            const double flow = psnrIn(between.at(t), truth, all), plain = psnrIn(blend(a, b, t), truth, all);
            QVERIFY2(flow >= plain + 3.0, qPrintable(QString("%1 against %2").arg(flow).arg(plain)));
            QVERIFY2(flow >= 26.0, qPrintable(QString::number(flow)));
        }
    }

    void beatsBlendingOnMovingScenes_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("least");   // dB
        QTest::addColumn<double>("margin");  // dB above plain blending
        QTest::newRow("translation") << 0 << 50.0 << 25.0;
        QTest::newRow("zoom") << 1 << 50.0 << 25.0;
        QTest::newRow("rotation") << 2 << 47.0 << 22.0;
        QTest::newRow("occlusion") << 3 << 30.0 << 7.5;
        QTest::newRow("small and fast") << 4 << 31.5 << 1.0;
    }
    // Pictures so large that the motion is found on a smaller copy.
    void beatsBlendingOnMovingScenes() {
        QFETCH(int, kind);
        QFETCH(double, least);
        QFETCH(double, margin);
        const Image truth = movingScene(kind, 0.5);
        const Image a = movingScene(kind, 0.0), b = movingScene(kind, 1.0);
        const Rect inside{60, 40, kLargeSize.width - 120, kLargeSize.height - 80};
        const double flow = psnrIn(FlowInterpolator(a, b).at(0.5), truth, inside), plain = psnrIn(blend(a, b, 0.5), truth, inside);
        qInfo("%.1f dB, blending %.1f", flow, plain);
        QVERIFY2(flow >= least && flow >= plain + margin, qPrintable(QString("%1 against %2").arg(flow).arg(plain)));
    }

    void whatStandsStillStaysAsItIs() {
        const auto frame = [](double t) {
            return painted(kSize, [=](double x, double y, int c) {
                const bool ball = std::hypot(x - 60 - 30 * t, y - 70) < 22;
                return ball ? otherTexture(x - 30 * t, y, c) : texture(x, y, c);
            });
        };
        const Image a = frame(0);
        const Image middle = FlowInterpolator(a, frame(1)).at(0.5);
        for (int y = 120; y < 240; ++y) QCOMPARE(std::memcmp(middle.row(y), a.row(y), 3 * 320), 0);
        for (int y = 0; y < 240; ++y) QCOMPARE(std::memcmp(middle.row(y) + 3 * 180, a.row(y) + 3 * 180, 3 * 140), 0);
    }

    void aSceneCutIsNotMixed() {
        const Image a = painted(kSize, [](double x, double y, int c) { return texture(x, y, c); });
        const Image b = painted(kSize, [](double x, double y, int c) {
            return (y < 120 ? 40.0 : 200.0) + 40 * std::sin(x * y / 900.0 + c) + 15 * std::cos(x / 2.7);
        });
        const FlowInterpolator between(a, b);
        QVERIFY(between.sceneCut());
        QVERIFY(between.at(0.3).samePixels(a));
        QVERIFY(between.at(0.7).samePixels(b));
        const Image black = painted(kSize, [](double, double, int) { return 0.0; });
        const Image white = painted(kSize, [](double, double, int) { return 255.0; });
        const Image mixed = FlowInterpolator(black, white).at(0.4);
        QVERIFY(mixed.samePixels(black) || mixed.row(100)[300] == 102);
    }

    void duplicatesStayDuplicates() {
        const Image a = scene(0);
        const FlowInterpolator between(a, a);
        QVERIFY(!between.sceneCut());
        QVERIFY(between.at(0.5).samePixels(a));
    }

    void pairsAreToldApart() {
        const Image a = scene(0), b = scene(1);
        QVERIFY(builtin::kindOfPair(a, a) == builtin::PairKind::Same);
        QVERIFY(builtin::kindOfPair(a, b) == builtin::PairKind::Moving);
        const Image other = painted(kSize, [](double x, double y, int c) {
            return (y < 120 ? 40.0 : 200.0) + 40 * std::sin(x * y / 900.0 + c) + 15 * std::cos(x / 2.7);
        });
        QVERIFY(builtin::kindOfPair(painted(kSize, [](double x, double y, int c) { return texture(x, y, c); }), other) == builtin::PairKind::Cut);
        QVERIFY(FlowInterpolator(a, b).kind() == builtin::PairKind::Moving);
    }

    void smallAndOddPicturesWork() {
        for (const Size size : {Size{1, 1}, Size{2, 3}, Size{17, 5}, Size{7, 200}, Size{63, 65}, Size{1400, 30}}) {
            const auto shifted = [&](double t) {
                return painted(size, [=](double x, double y, int c) { return texture(x - 2 * t, y, c); });
            };
            QCOMPARE(FlowInterpolator(shifted(0), shifted(1)).at(0.5).size(), size);
        }
    }

    void badInputIsRefused() {
        const Image a = scene(0), other({100, 100}, 3);
        QVERIFY_EXCEPTION_THROWN(FlowInterpolator(a, other), Error);
        QVERIFY_EXCEPTION_THROWN(FlowInterpolator(Image(), Image()), Error);
        const FlowInterpolator between(a, scene(1));
        for (const double t : {-0.1, 1.5, std::nan("")}) QVERIFY_EXCEPTION_THROWN(between.at(t), Error);
    }

    void alphaAndDepthBecomePlain() {
        Image deep(kSize, 4, image::Depth::U16);
        const Image middle = FlowInterpolator(deep, deep).at(0.5);
        QCOMPARE(middle.channels(), 3);
        QCOMPARE(middle.depth(), image::Depth::U8);
    }
};

QTEST_APPLESS_MAIN(TestFlow)
#include "tst_flow.moc"
