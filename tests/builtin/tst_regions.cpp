#include <algorithm>
#include <cmath>

#include <QTest>

#include "core/builtin/regions.h"

using namespace tintype;
using image::Image;
using image::Mask;

namespace {

// A red disc on textured green.
Image disc(Size size) {
    Image out(size, 3);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double dx = (x - 0.5 * size.width) / (0.2 * size.width),
                         dy = (y - 0.5 * size.height) / (0.3 * size.height);
            std::uint8_t* pixel = out.mutableRow(y) + 3 * x;
            const bool inside = dx * dx + dy * dy < 1.0;
            pixel[0] = inside ? 210 : 40;
            pixel[1] = inside ? 50 : std::uint8_t(110 + 20 * ((x / 3 + y / 3) % 2));
            pixel[2] = 40;
        }
    return out;
}

struct Colour {
    double red, green, blue;
};

std::uint8_t byteOf(double value, int x, int y) {
    const double grain = 1.5 * std::sin(12.9 * x + 78.2 * y + 0.37 * x * y);
    return std::uint8_t(std::clamp(value + grain, 0.0, 255.0));
}

// paint(u, v), 0..1 each, gives the colour; a little grain is added.
template <typename Paint>
Image painted(Size size, Paint paint) {
    Image out(size, 3);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const Colour colour = paint((x + 0.5) / size.width, (y + 0.5) / size.height);
            std::uint8_t* pixel = out.mutableRow(y) + 3 * x;
            pixel[0] = byteOf(colour.red, x, y);
            pixel[1] = byteOf(colour.green, x + 7, y);
            pixel[2] = byteOf(colour.blue, x, y + 7);
        }
    return out;
}

// A person before a wall that darkens towards the corners.
Image studio(Size size, Colour wall) {
    return painted(size, [wall](double u, double v) -> Colour {
        const double head = std::hypot((u - 0.55) / 0.12, (v - 0.28) / 0.17),
                     body = std::hypot((u - 0.55) / 0.30, (v - 0.95) / 0.48);
        if (head < 1.0) return {205, 160, 135};
        if (body < 1.0) return {60, 50, 70};
        const double light = 1.0 - 0.3 * ((u - 0.4) * (u - 0.4) + (v - 0.5) * (v - 0.5));
        return {wall.red * light, wall.green * light, wall.blue * light};
    });
}

// A wall down to a sofa.
Image room(Size size, Colour wall) {
    return painted(size, [wall](double u, double v) -> Colour {
        if (v > 0.6) return {90 + 20 * std::sin(9 * u), 70, 60};
        const double light = 1.0 - 0.1 * ((u - 0.5) * (u - 0.5) + (v - 0.3) * (v - 0.3));
        return {wall.red * light, wall.green * light, wall.blue * light};
    });
}

// A sky from `zenith` to `horizon` above dark hills.
Image hills(Size size, Colour zenith, Colour horizon) {
    return painted(size, [=](double u, double v) -> Colour {
        const double ridge = 0.55 + 0.05 * std::sin(8 * u), part = v / 0.6;
        if (v > ridge) return {50, 62 + 12 * std::sin(90 * u) * std::sin(70 * v), 35};
        return {zenith.red + part * (horizon.red - zenith.red),
                zenith.green + part * (horizon.green - zenith.green),
                zenith.blue + part * (horizon.blue - zenith.blue)};
    });
}

// Dark blue, lighter at the horizon, with stars; black hills.
Image starryNight(Size size) {
    Image out = painted(size, [](double u, double v) -> Colour {
        if (v > 0.62 + 0.04 * std::sin(7 * u)) return {4, 5, 6};
        return {8 + 22 * v, 12 + 32 * v, 28 + 50 * v};
    });
    for (int i = 0; i < 120; ++i) {
        const int x = (i * 7919) % (size.width - 2), y = (i * 104729) % (size.height / 2);
        for (int c = 0; c < 3; ++c) out.mutableRow(y)[3 * x + c] = std::uint8_t(120 + i);
    }
    return out;
}

// Which parts of two rows belong to the mask, one in the sky and one in the land.
struct Found {
    double above = 0.0, below = 0.0;
};
Found foundIn(const Mask& mask, double sky, double land) {
    Found found;
    const int width = mask.size().width, height = mask.size().height;
    for (int x = 0; x < width; ++x) {
        found.above += (mask.row(int(sky * height))[x] > 200) * 1.0 / width;
        found.below += (mask.row(int(land * height))[x] > 50) * 1.0 / width;
    }
    return found;
}

}  // namespace

class TestRegions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSubjectIsWhatStandsOut() {
        const Mask mask = builtin::findSubject(disc({300, 200}));
        QVERIFY(mask.row(100)[150] > 230 && mask.row(70)[140] > 230);
        for (const auto& [x, y] : {std::pair{10, 10}, {290, 190}, {30, 100}, {150, 15}})
            QVERIFY(mask.row(y)[x] < 25);
    }

    void theSameEveryTime() {
        QVERIFY(builtin::findSubject(disc({300, 200})) == builtin::findSubject(disc({300, 200})));
    }

    void nothingIsFoundInNothing() {
        for (const Size size : {Size{1, 1}, Size{2, 300}, Size{40, 30}}) {
            const Image black(size, 3);
            QVERIFY(builtin::findSky(black).bounds().empty());
            QVERIFY(builtin::findSky(black).size() == size);
            QVERIFY(builtin::findSubject(black).size() == size);
            QVERIFY(builtin::findFaces(black).empty());
        }
        QVERIFY(builtin::findFaces(disc({300, 200})).empty());
        QVERIFY(builtin::findFaces(Image()).empty());
    }

    void wallsAreNoSky_data() {
        QTest::addColumn<double>("red");
        QTest::addColumn<double>("green");
        QTest::addColumn<double>("blue");
        QTest::newRow("beige") << 222.0 << 203.0 << 172.0;
        QTest::newRow("grey") << 196.0 << 196.0 << 196.0;
        QTest::newRow("cool grey") << 186.0 << 206.0 << 212.0;
        QTest::newRow("pale cool") << 224.0 << 234.0 << 236.0;
    }

    void wallsAreNoSky() {
        QFETCH(double, red);
        QFETCH(double, green);
        QFETCH(double, blue);
        for (const Size size : {Size{420, 420}, Size{300, 400}}) {
            QVERIFY(builtin::findSky(studio(size, {red, green, blue})).bounds().empty());
            const bool glaring = red > 220 && blue > 220;  // as an overcast sky can be
            if (!glaring)
                QVERIFY(builtin::findSky(room(size, {red, green, blue})).bounds().empty());
        }
    }

    void skiesAreFound_data() {
        QTest::addColumn<QList<double>>("colours");
        QTest::newRow("blue") << QList<double>{70, 125, 205, 175, 205, 235};
        QTest::newRow("overcast") << QList<double>{176, 180, 186, 214, 217, 221};
        QTest::newRow("glaring") << QList<double>{240, 242, 244, 244, 245, 246};
        QTest::newRow("even overcast") << QList<double>{188, 190, 193, 189, 191, 194};
        QTest::newRow("sunset") << QList<double>{190, 110, 85, 250, 190, 110};
        QTest::newRow("blue to yellow") << QList<double>{95, 130, 190, 255, 214, 130};
        QTest::newRow("mauve dusk") << QList<double>{120, 100, 150, 224, 165, 172};
        QTest::newRow("pale mauve") << QList<double>{170, 160, 188, 222, 196, 204};
        QTest::newRow("red dusk") << QList<double>{110, 12, 22, 190, 60, 20};
    }

    void skiesAreFound() {
        QFETCH(QList<double>, colours);
        for (const Size size : {Size{420, 315}, Size{300, 400}}) {
            const Mask sky = builtin::findSky(
                hills(size, {colours[0], colours[1], colours[2]}, {colours[3], colours[4], colours[5]}));
            int above = 0, below = 0;
            for (int x = 0; x < size.width; ++x) {
                above += sky.row(size.height / 4)[x] > 200;
                below += sky.row(size.height * 3 / 4)[x] > 50;
            }
            QVERIFY2(above > 0.97 * size.width, qPrintable(QString::number(above)));
            QVERIFY2(below < 0.03 * size.width, qPrintable(QString::number(below)));
        }
    }

    // Broken clouds, bright above and grey below, on blue.
    void aCloudySkyIsFound() {
        const Image photo = painted({480, 360}, [](double u, double v) -> Colour {
            const double ridge = 0.6 + 0.04 * std::sin(9 * u);
            if (v > ridge) return {60 + 20 * std::sin(80 * u) * std::sin(95 * v), 80, 40};
            const double cloud = std::clamp(0.5 + 0.9 * std::sin(7 * u + 3 * std::sin(5 * v)) * std::sin(9 * v + 2 * u), 0.0, 1.0);
            return {80 + 60 * v + cloud * (150 - 60 * v), 130 + 60 * v + cloud * (105 - 60 * v), 205 + 35 * cloud};
        });
        const Found found = foundIn(builtin::findSky(photo), 0.5, 0.75);
        QVERIFY2(found.above > 0.93 && found.below < 0.03, qPrintable(QString("%1 %2").arg(found.above).arg(found.below)));
    }

    void aStarryNightIsFound() {
        const Image photo = starryNight({480, 360});
        const Found found = foundIn(builtin::findSky(photo), 0.5, 0.75);
        QVERIFY2(found.above > 0.93 && found.below < 0.03, qPrintable(QString("%1 %2").arg(found.above).arg(found.below)));
    }

    void noSkyIndoors_data() {
        QTest::addColumn<QList<double>>("wall");
        QTest::newRow("white") << QList<double>{250, 250, 249};
        QTest::newRow("bright cool") << QList<double>{238, 243, 247};
        QTest::newRow("pink") << QList<double>{226, 178, 190};
        QTest::newRow("mauve") << QList<double>{176, 150, 190};
        QTest::newRow("terracotta") << QList<double>{196, 120, 84};
        QTest::newRow("yellow") << QList<double>{226, 196, 110};
    }

    // A wall lit by a lamp, above furniture of several heights with cushions on it.
    void noSkyIndoors() {
        QFETCH(QList<double>, wall);
        const Image photo = painted({480, 360}, [&](double u, double v) -> Colour {
            const double top = u < 0.25 ? 0.35 : u < 0.8 ? 0.62 : 0.5;
            const double cushion = std::hypot((u - 0.45) / 0.06, (v - 0.64) / 0.08);
            if (cushion < 1.0) return {150, 60, 50};
            if (v > top) return {92 + 12 * std::sin(40 * u) * std::sin(3 * v), 72, 60};
            const double lamp = 0.86 + 0.16 * std::exp(-6 * ((u - 0.7) * (u - 0.7) + (v - 0.4) * (v - 0.4)));
            return {wall[0] * lamp, wall[1] * lamp, wall[2] * lamp};
        });
        QVERIFY(builtin::findSky(photo).bounds().empty());
    }

    // Objects before a white sheet, and a night indoors: a lamp in a black room.
    void noSkyInAStudio() {
        const Image product = painted({400, 400}, [](double u, double v) -> Colour {
            const double thing = std::hypot((u - 0.5) / 0.3, (v - 0.6) / 0.25);
            if (thing < 1.0) return {60 + 50 * std::sin(60 * u) * std::sin(50 * v), 70, 150};
            return {254, 254, 254};
        });
        QVERIFY(builtin::findSky(product).bounds().empty());
        const Image dark = painted({400, 300}, [](double u, double v) -> Colour {
            const double lamp = std::exp(-20 * ((u - 0.5) * (u - 0.5) + (v - 0.55) * (v - 0.55)));
            return {6 + 220 * lamp, 5 + 150 * lamp, 5 + 60 * lamp};
        });
        QVERIFY(builtin::findSky(dark).bounds().empty());
    }

    void theCascadesAreThere() {
        if (!builtin::cascadesInstalled()) QSKIP("the Haar cascades (opencv-data) are not installed");
        QVERIFY(builtin::cascadesInstalled());
    }
};

QTEST_APPLESS_MAIN(TestRegions)
#include "tst_regions.moc"
