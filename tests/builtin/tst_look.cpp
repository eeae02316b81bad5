#include <QTest>
#include <cmath>
#include <functional>
#include <set>

#include "core/base/error.h"
#include "core/builtin/look.h"
#include "core/builtin/regions.h"

using namespace tintype;
using image::Depth;
using image::Image;
using image::Mask;

namespace {

using Paint = std::function<std::array<double, 3>(int x, int y)>;  // 0..1

Image painted(Size size, const Paint& paint, Depth depth = Depth::U8, int channels = 3) {
    Image out(size, channels, depth);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const auto colour = paint(x, y);
            for (int c = 0; c < channels; ++c) {
                const double value = c < 3 ? colour[std::size_t(c)] : 0.25 + 0.5 * ((x + y) % 2);
                if (depth == Depth::U8)
                    out.mutableRow(y)[x * channels + c] = std::uint8_t(std::lround(value * 255));
                else
                    reinterpret_cast<std::uint16_t*>(out.mutableRow(y))[x * channels + c] =
                        std::uint16_t(std::lround(value * 65535));
            }
        }
    return out;
}

double at(const Image& picture, int x, int y, int c) {
    const std::uint8_t* row = picture.row(y);
    const int index = x * picture.channels() + c;
    return picture.depth() == Depth::U8 ? row[index] / 255.0
                                        : reinterpret_cast<const std::uint16_t*>(row)[index] / 65535.0;
}

std::array<double, 3> mean(const Image& picture, const Rect& rect) {
    std::array<double, 3> sum{};
    for (int y = rect.y; y < rect.bottom(); ++y)
        for (int x = rect.x; x < rect.right(); ++x)
            for (int c = 0; c < 3; ++c) sum[std::size_t(c)] += at(picture, x, y, c);
    for (double& value : sum) value /= double(rect.width) * rect.height;
    return sum;
}

double light(const Image& picture, const Rect& rect) {
    const auto m = mean(picture, rect);
    return 0.2126 * m[0] + 0.7152 * m[1] + 0.0722 * m[2];
}

// Blue sky, hazy ridge, lake, grass.
Image landscape(Size size = {240, 180}) {
    return painted(size, [size](int x, int y) -> std::array<double, 3> {
        const double v = double(y) / size.height, grain = 0.03 * std::sin(x * 1.7) * std::cos(y * 2.3);
        const double ridge = 0.45 + 0.03 * std::sin(x * 0.05);
        if (v < ridge) return {0.35 + 0.8 * v, 0.55 + 0.6 * v, 0.9};
        if (v < 0.58) return {0.28 + grain, 0.34 + grain, 0.40 + grain};
        if (v < 0.72) return {0.25 + grain, 0.42 + grain, 0.60 + grain};
        return {0.25 + 2 * grain, 0.45 + 2 * grain, 0.12 + grain};
    });
}

Image look(const Image& photo, const char* text, const Mask& mask = {}, std::uint64_t seed = 0,
           double strength = 1.0) {
    Progress progress;
    return builtin::look(photo, text, mask, {strength, seed}, progress);
}

Mask leftPart(Size size, int width) {
    Mask mask(size);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < width; ++x) mask.mutableRow(y)[x] = 255;
    return mask;
}

constexpr Rect kSky{0, 0, 240, 70}, kGrass{0, 140, 240, 38};

constexpr const char* kEverything[] = {
    "brighter", "darker",  "more contrast",   "less contrast", "vivid colours", "muted colours",
    "warmer",   "cooler",  "black and white", "sepia",         "vintage",       "cinematic",
    "night",    "sunset",  "add fog",         "rain",          "snow",          "autumn",
    "blur it",  "sharpen", "remove noise"};

}  // namespace

class TestLook : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheSkyAboveTheRidge() {
        const Mask sky = builtin::findSky(landscape());
        int above = 0, below = 0;
        for (int x = 0; x < 240; ++x) {
            above += sky.row(40)[x] > 200;
            below += sky.row(95)[x] > 50 || sky.row(116)[x] > 50 || sky.row(160)[x] > 50;
        }
        QVERIFY2(above > 235, qPrintable(QString::number(above)));
        QVERIFY2(below < 5, qPrintable(QString::number(below)));
        const Image grass = painted({120, 80}, [](int x, int y) {
            return std::array{0.2 + 0.1 * ((x * y) % 3), 0.5, 0.1};
        });
        QVERIFY(builtin::findSky(grass).bounds().empty());
    }

    void stormDarkensTheSkyMoreThanTheGround() {
        const Image photo = landscape(), storm = look(photo, "make the sky stormy");
        const double sky = light(storm, kSky) / light(photo, kSky),
                     ground = light(storm, kGrass) / light(photo, kGrass);
        QVERIFY2(sky < 0.75, qPrintable(QString::number(sky)));
        QVERIFY2(ground > sky && ground < 1.0, qPrintable(QString::number(ground)));
        const auto before = mean(photo, kSky), after = mean(storm, kSky);
        QVERIFY(after[2] - after[0] < 0.5 * (before[2] - before[0]));  // no longer blue
    }

    void onlyAndKeepLeaveThePartBitIdentical() {
        const Image photo = landscape();
        const Image sky = look(photo, "make it darker, only the sky"),
                    kept = look(photo, "make it darker but keep the sky");
        QVERIFY(light(sky, {0, 10, 240, 50}) < 0.9 * light(photo, {0, 10, 240, 50}));
        QVERIFY(image::crop(sky, kGrass).samePixels(image::crop(photo, kGrass)));
        QVERIFY(light(kept, kGrass) < 0.9 * light(photo, kGrass));
        QVERIFY(image::crop(kept, {0, 5, 240, 50}).samePixels(image::crop(photo, {0, 5, 240, 50})));
    }

    void effectsGoTheRightWay() {
        const Image photo = landscape();
        const Rect all{0, 0, 240, 180};
        QVERIFY(light(look(photo, "brighter"), all) > 1.1 * light(photo, all));
        QVERIFY(light(look(photo, "much brighter"), all) > light(look(photo, "brighter"), all));
        QVERIFY(light(look(photo, "darker"), all) < 0.9 * light(photo, all));
        QVERIFY(light(look(photo, "night"), all) < 0.5 * light(photo, all));
        const auto warm = mean(look(photo, "warmer"), all), cool = mean(look(photo, "cooler"), all);
        QVERIFY(warm[0] - warm[2] > cool[0] - cool[2] + 0.1);
        const auto glow = mean(look(photo, "sunset"), kSky);
        QVERIFY(glow[0] > glow[2]);
        const auto leaves = mean(look(photo, "autumn"), kGrass);
        QVERIFY(leaves[0] > leaves[1]);
        const auto spread = [&](const Image& p) {
            return std::abs(light(p, kSky) - light(p, {0, 85, 240, 15}));
        };
        QVERIFY(spread(look(photo, "more contrast")) > spread(photo));
        QVERIFY2(spread(look(photo, "add fog")) < 0.7 * spread(photo),
                 qPrintable(QString::number(spread(look(photo, "add fog")) / spread(photo))));
        const Image grey = look(photo, "black and white");
        for (int y = 0; y < 180; ++y)
            for (int x = 0; x < 240; ++x)
                QVERIFY(at(grey, x, y, 0) == at(grey, x, y, 1) && at(grey, x, y, 1) == at(grey, x, y, 2));
    }

    void recoloursWhatIsNamed() {
        // A blue block with shading on grey.
        const Image photo = painted({120, 90}, [](int x, int y) -> std::array<double, 3> {
            if (x < 30 || x >= 90 || y < 20 || y >= 70) return {0.6, 0.6, 0.6};
            const double shade = 0.6 + 0.4 * x / 90.0;
            return {0.10 * shade, 0.25 * shade, 0.85 * shade};
        });
        const Image red = look(photo, "change the blue car to red");
        const auto block = mean(red, {35, 25, 50, 40});
        QVERIFY(block[0] > block[1] + 0.25 && block[0] > block[2] + 0.25);
        QVERIFY(at(red, 85, 45, 0) > at(red, 35, 45, 0));  // shading stays
        QVERIFY(image::crop(red, {0, 0, 120, 15}).samePixels(image::crop(photo, {0, 0, 120, 15})));
        QVERIFY(light(look(photo, "change the blue car to white"), {35, 25, 50, 40}) > 0.7);
        QVERIFY(light(look(photo, "change the blue car to black"), {35, 25, 50, 40}) < 0.25);
        QVERIFY_EXCEPTION_THROWN(look(photo, "change the green car to red"), Error);
        QVERIFY_EXCEPTION_THROWN(look(photo, "make the dress green"), Error);
        const auto masked =
            mean(look(photo, "make the dress green", leftPart(photo.size(), 28)), {2, 2, 24, 80});
        QVERIFY(masked[1] > masked[0] + 0.1 && masked[1] > masked[2] + 0.1);
    }

    void blursBehindTheSubject() {
        const Image photo = painted({200, 150}, [](int x, int y) -> std::array<double, 3> {
            const double dx = (x - 100) / 35.0, dy = (y - 80) / 45.0;
            if (dx * dx + dy * dy < 1) return {0.85, 0.25 + 0.1 * ((x / 2 + y / 2) % 2), 0.15};
            const double checks = 0.35 + 0.3 * ((x / 3 + y / 3) % 2);
            return {0.3 * checks, checks, 0.4 * checks};
        });
        const Image blurred = look(photo, "blur the background");
        const auto rough = [](const Image& p, const Rect& r) {
            double sum = 0;
            for (int y = r.y; y < r.bottom(); ++y)
                for (int x = r.x; x < r.right(); ++x) sum += std::abs(at(p, x + 1, y, 1) - at(p, x, y, 1));
            return sum;
        };
        QVERIFY(rough(blurred, {5, 5, 40, 40}) < 0.4 * rough(photo, {5, 5, 40, 40}));
        QVERIFY(rough(blurred, {85, 60, 30, 40}) > 0.9 * rough(photo, {85, 60, 30, 40}));
    }

    void outsideTheMaskNothingChanges() {
        const Image photo = landscape();
        const Mask mask = leftPart(photo.size(), 120);
        const Rect right{120, 0, 120, 180};
        for (const char* text : kEverything) {
            const Image out = look(photo, text, mask);
            QVERIFY2(image::crop(out, right).samePixels(image::crop(photo, right)), text);
            QVERIFY2(!out.samePixels(photo), text);
        }
    }

    void keepsDepthAndAlpha() {
        const Image flat = landscape();
        for (const Depth depth : {Depth::U8, Depth::U16}) {
            const Image photo = painted(
                {97, 61},
                [&](int x, int y) {
                    return std::array{at(flat, x, y, 0), at(flat, x, y, 1), at(flat, x, y, 2)};
                },
                depth, 4);
            for (const char* text : {"brighter", "vintage", "snow", "blur it"}) {
                const Image out = look(photo, text);
                QVERIFY(out.depth() == depth && out.channels() == 4 && out.size() == photo.size());
                for (int y = 0; y < 61; ++y)
                    for (int x = 0; x < 97; ++x) QCOMPARE(at(out, x, y, 3), at(photo, x, y, 3));
            }
        }
        // 16 bits in, more than 256 shades out.
        const Image ramp = painted(
            {2000, 4},
            [](int x, int) {
                const double v = 0.2 + 0.1 * x / 2000.0;
                return std::array{v, v, v};
            },
            Depth::U16);
        const Image out = look(ramp, "brighter");
        std::set<double> shades;
        for (int x = 0; x < 2000; ++x) shades.insert(at(out, x, 1, 0));
        QVERIFY(shades.size() > 1000);
    }

    void theSeedDecides() {
        const Image photo = landscape();
        for (const char* text : {"rain", "snow", "make the sky stormy", "vintage", "add fog", "night"}) {
            QVERIFY2(look(photo, text, {}, 7).samePixels(look(photo, text, {}, 7)), text);
            QVERIFY2(!look(photo, text, {}, 7).samePixels(look(photo, text, {}, 8)), text);
        }
        QVERIFY(!look(photo, "brighter", {}, 1).samePixels(look(photo, "brighter", {}, 0)));
        QVERIFY(look(photo, "brighter", {}, 4).samePixels(look(photo, "brighter", {}, 0)));
    }

    void strengthScales() {
        const Image photo = landscape();
        const Rect all{0, 0, 240, 180};
        QVERIFY(light(look(photo, "brighter", {}, 0, 2.0), all) > light(look(photo, "brighter"), all));
        QVERIFY(light(look(photo, "brighter", {}, 0, 0.3), all) < light(look(photo, "brighter"), all));
    }

    void survivesOddPictures() {
        for (const Size size : {Size{1, 1}, Size{3, 500}, Size{500, 3}, Size{7, 5}, Size{33, 64}}) {
            const Image grey = painted(size, [](int x, int y) {
                const double v = ((x * 31 + y * 17) % 97) / 97.0;
                return std::array{v, v, v};
            });
            const Image black = painted(size, [](int, int) { return std::array{0.0, 0.0, 0.0}; });
            for (const char* text : kEverything) {
                QCOMPARE(look(grey, text).size(), size);
                QCOMPARE(look(black, text).size(), size);
            }
            Mask all(size, 255);
            look(grey, "make the sky stormy", all);
            look(grey, "change it to red", all);
        }
    }

    void saysWhatItCannotDo() {
        const Image photo = landscape();
        const auto messageOf = [&](const char* text) -> std::string {
            try {
                look(photo, text);
            } catch (const Error& error) {
                return (error.kind() == ErrorKind::Unsupported ? "unsupported: " : "bad: ") +
                       error.message().english();
            }
            return "nothing was said";
        };
        const std::string message = messageOf("make it brighter and add sunglasses");
        QVERIFY2(message.starts_with("unsupported: ") && message.find("sunglasses") != std::string::npos,
                 message.c_str());
        QVERIFY(message.find("InstructPix2Pix") != std::string::npos &&
                message.find("sepia") != std::string::npos);
        QVERIFY(messageOf("").starts_with("bad: "));
        QVERIFY(messageOf(" ,. ").starts_with("bad: "));
        QVERIFY(messageOf("brighten the face").find("No face") != std::string::npos);
        const Image wall = painted({64, 48}, [](int x, int y) {
            return std::array{0.5, 0.3 + 0.1 * ((x + y) % 2), 0.2};
        });
        QVERIFY_EXCEPTION_THROWN(look(wall, "make the sky stormy"), Error);
        QVERIFY_EXCEPTION_THROWN(look(photo, "brighter", Mask({3, 3}, 255)), Error);
        QVERIFY_EXCEPTION_THROWN(look(photo, "brighter", Mask(photo.size())), Error);
    }

    void stopsWhenAsked() {
        const Image photo = landscape();
        for (const char* text :
             {"brighter", "make the sky stormy", "rain", "sharpen", "remove noise", "blur it"}) {
            std::stop_source source;
            int ticks = 0;
            Progress progress(source.get_token(), [&](const Tick&) {
                if (++ticks == 5) source.request_stop();
            });
            QVERIFY_EXCEPTION_THROWN(builtin::look(photo, text, {}, {}, progress), Cancelled);
            QVERIFY(ticks <= 6);
        }
    }

    void progressRunsToTheEnd() {
        for (const char* text : {"brighter and warmer", "make the sky stormy", "rain", "snow", "add fog",
                                 "blur it", "sharpen", "night"}) {
            double last = 0.0;
            bool backwards = false;
            Progress progress({}, [&](const Tick& tick) {
                backwards |= tick.fraction < last;
                last = tick.fraction;
            });
            builtin::look(landscape(), text, {}, {}, progress);
            QVERIFY2(!backwards && std::abs(last - 1.0) < 1e-6,
                     qPrintable(QString("%1 %2").arg(text).arg(last)));
        }
    }
};

QTEST_APPLESS_MAIN(TestLook)
#include "tst_look.moc"
