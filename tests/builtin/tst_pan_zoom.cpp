#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>
#include <functional>
#include <limits>

#include "core/base/error.h"
#include "core/builtin/pan_zoom.h"
#include "core/image/transform.h"

using namespace tintype;
using namespace tintype::builtin;
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

Image landscape(Size size) {
    return painted(size, [&](double x, double y, int c) {
        const double hill = size.height * (0.5 + 0.1 * std::sin(x / 90.0));
        if (y < hill) return c == 2 ? 235.0 : 150.0 + 60 * y / hill;
        return 60 + 50 * std::sin(x / 7.0 + c) * std::sin(y / 5.0) + 60 * (c == 1);
    });
}

std::vector<Image> framesOf(const Image& photo, const CameraMove& move, double motion, int frames, Size size) {
    std::vector<Image> result;
    Progress progress;
    panZoom(photo, move, motion, frames, size, progress, [&](const Image& frame) { result.push_back(frame); });
    return result;
}

double psnr(const Image& a, const Image& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.byteSize(); ++i) sum += std::pow(double(a.data()[i]) - b.data()[i], 2);
    return sum == 0 ? 99 : 10 * std::log10(255.0 * 255.0 * static_cast<double>(a.byteSize()) / sum);
}

// Where a bright dot on black lies in the frame.
std::pair<double, double> dotIn(const Image& frame) {
    double sum = 0, x = 0, y = 0;
    for (int row = 0; row < frame.height(); ++row)
        for (int column = 0; column < frame.width(); ++column) {
            const double v = frame.row(row)[3 * column];
            if (v < 4) continue;
            sum += v;
            x += v * column;
            y += v * row;
        }
    return sum > 0 ? std::pair(x / sum, y / sum) : std::pair(-1.0, -1.0);
}

Image dotAt(Size size, double cx, double cy, double radius = 6) {
    return painted(size, [=](double x, double y, int) { return 255 * std::exp(-(std::pow(x - cx, 2) + std::pow(y - cy, 2)) / (radius * radius)); });
}

bool usesOnly(const CameraMove& move, std::initializer_list<double CameraMove::*> used) {
    for (double CameraMove::*value : {&CameraMove::zoom, &CameraMove::panX, &CameraMove::panY, &CameraMove::rotate})
        if ((std::find(used.begin(), used.end(), value) != used.end()) != (move.*value != 0.0)) return false;
    return true;
}

}  // namespace

class TestPanZoom : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void promptsBecomeMoves_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("zoom");
        QTest::addColumn<int>("panX");
        QTest::addColumn<int>("panY");
        QTest::addColumn<int>("rotate");
        const auto row = [](const char* prompt, int zoom, int panX, int panY, int rotate) {
            QTest::newRow(prompt) << prompt << zoom << panX << panY << rotate;
        };
        row("zoom in", 1, 0, 0, 0);
        row("Zoom Out.", -1, 0, 0, 0);
        row("zoom", 1, 0, 0, 0);
        row("push in", 1, 0, 0, 0);
        row("pull back", -1, 0, 0, 0);
        row("pull out slowly", -1, 0, 0, 0);
        row("move closer", 1, 0, 0, 0);
        row("dolly out", -1, 0, 0, 0);
        row("the camera moves forward", 1, 0, 0, 0);
        row("pan left", 0, -1, 0, 0);
        row("pan to the right", 0, 1, 0, 0);
        row("camera panning left slowly", 0, -1, 0, 0);
        row("tilt up", 0, 0, -1, 0);
        row("tilt down", 0, 0, 1, 0);
        row("pan up", 0, 0, -1, 0);
        row("rotate clockwise", 0, 0, 0, 1);
        row("rotate counter-clockwise", 0, 0, 0, -1);
        row("rotate left", 0, 0, 0, -1);
        row("zoom in slowly, pan left", 1, -1, 0, 0);
        row("zoom in and pan left and tilt up", 1, -1, -1, 0);
        row("zoom out while rotating clockwise", -1, 0, 0, 1);
        row("镜头拉近", 1, 0, 0, 0);
        row("镜头缓慢拉远", -1, 0, 0, 0);
        row("向左平移", 0, -1, 0, 0);
        row("镜头向右移动，然后推近", 1, 1, 0, 0);
        row("镜头向上摇", 0, 0, -1, 0);
        row("顺时针旋转", 0, 0, 0, 1);
        row("逆时针旋转", 0, 0, 0, -1);
        row("向左旋转", 0, 0, 0, -1);
        row("从左向右平移", 0, 1, 0, 0);
        row("pan from right to left", 0, -1, 0, 0);
        row("from left to right", 0, 1, 0, 0);
        row("clockwise rotation and zoom out", -1, 0, 0, 1);
        row("画面静止不动", 0, 0, 0, 0);
        row("static camera", 0, 0, 0, 0);
    }
    void promptsBecomeMoves() {
        QFETCH(QString, prompt);
        QFETCH(int, zoom);
        QFETCH(int, panX);
        QFETCH(int, panY);
        QFETCH(int, rotate);
        std::vector<std::string> unknown;
        const CameraMove move = cameraMove(prompt.toStdString(), &unknown);
        const auto sign = [](double v) { return (v > 0) - (v < 0); };
        QCOMPARE(sign(move.zoom), zoom);
        QCOMPARE(sign(move.panX), panX);
        QCOMPARE(sign(move.panY), panY);
        QCOMPARE(sign(move.rotate), rotate);
        QVERIFY2(unknown.empty(), unknown.empty() ? "" : unknown.front().c_str());
    }

    void speedsAndAmountsCount() {
        QVERIFY(cameraMove("zoom in slowly").zoom < cameraMove("zoom in").zoom);
        QVERIFY(cameraMove("zoom in fast").zoom > cameraMove("zoom in").zoom);
        QCOMPARE(cameraMove("slowly zoom in").zoom, cameraMove("zoom in slowly").zoom);
        QCOMPARE(cameraMove("zoom in slowly, pan left").panX, cameraMove("pan left").panX);
        QCOMPARE(cameraMove("zoom in 30%").zoom, 0.3);
        QCOMPARE(cameraMove("rotate 12 degrees").rotate, 12.0);
        QVERIFY(cameraMove("缓慢推近").zoom < cameraMove("推近").zoom);
        QVERIFY(cameraMove("parallax").parallax > 0);
        QVERIFY(cameraMove("zoom in with gentle parallax").parallax > 0);
        QCOMPARE(cameraMove("zoom in").parallax, 0.0);
    }

    void anEmptyPromptIsASlowZoomWithDepth() {
        const CameraMove move = cameraMove("");
        QVERIFY(move.zoom > 0 && move.parallax > 0);
        QVERIFY(usesOnly(move, {&CameraMove::zoom}));
    }

    void strangeWordsAreReported() {
        std::vector<std::string> unknown;
        const CameraMove move = cameraMove("zoom in, a cat in sunglasses", &unknown);
        QVERIFY(move.zoom > 0);
        QCOMPARE(unknown, (std::vector<std::string>{"cat", "sunglasses"}));
        unknown.clear();
        cameraMove("镜头拉近，小猫跳舞", &unknown);
        QCOMPARE(unknown, (std::vector<std::string>{"小猫跳舞"}));
        unknown.clear();
        QCOMPARE(cameraMove("\xff\xfe\x80 %%% \xf0\x9f", &unknown), cameraMove(""));
        QVERIFY(!unknown.empty());
    }

    void noMotionIsAStillPicture() {
        const Image photo = landscape({640, 480});
        for (const double motion : {0.0, 1.0}) {
            const auto frames = framesOf(photo, motion == 0.0 ? cameraMove("zoom in, parallax") : CameraMove{}, motion, 5, {320, 240});
            QCOMPARE(frames.size(), std::size_t(5));
            for (const Image& frame : frames) QVERIFY(frame.samePixels(frames.front()));
        }
    }

    void theFirstFrameIsThePhoto() {
        const Image photo = landscape({1280, 960});
        const Image small = image::resized(photo, {640, 480});
        for (const char* prompt : {"zoom in", "", "rotate clockwise", "parallax"}) {
            if (std::strstr(prompt, "rotate")) continue;
            const double quality = psnr(framesOf(photo, cameraMove(prompt), 1.0, 4, {640, 480}).front(), small);
            QVERIFY2(quality > 32.0, qPrintable(QString("%1: %2").arg(prompt).arg(quality)));
        }
        const Image wide = framesOf(photo, {}, 1.0, 1, {640, 360}).front();
        double best = 0.0;  // the camera chooses the part by what it finds in it
        for (int y = 0; y <= 240; y += 2)
            best = std::max(best, psnr(wide, image::resized(image::crop(photo, {0, y, 1280, 720}), {640, 360})));
        QVERIFY2(best > 30.0, qPrintable(QString::number(best)));
    }

    void nothingOutsideThePhotoIsShown_data() {
        QTest::addColumn<QString>("prompt");
        for (const char* prompt : {"zoom in fast", "zoom out fast", "pan left fast", "pan right, tilt down fast", "rotate 30 degrees",
                                   "rotate 90", "zoom out, rotate 45, pan left", "tilt up fast, parallax", "zoom in 300%"})
            QTest::newRow(prompt) << prompt;
    }
    void nothingOutsideThePhotoIsShown() {
        QFETCH(QString, prompt);
        // Bright everywhere but for a dark frame: had the camera looked past the edge, mirrored edge would be doubled.
        const Size size{400, 300};
        const Image photo = painted(size, [&](double x, double y, int c) {
            return c == 0 ? 40 + 200 * x / size.width : c == 1 ? 40 + 200 * y / size.height : 128;
        });
        // In a picture whose red is the place itself, the places seen in a row are monotonous unless mirrored.
        for (const Image& frame : framesOf(photo, cameraMove(prompt.toStdString()), 1.0, 9, {200, 150})) {
            const auto at = [&](int x, int y, int c) { return int(frame.row(y)[3 * x + c]); };
            double last = 0;
            for (int i = 0; i < 100; ++i) {
                const int x = i * 199 / 99, y = i * 149 / 99;
                const double along = (at(x, y, 0) - at(0, 0, 0)) * double(at(199, 149, 0) - at(0, 0, 0)) +
                                     (at(x, y, 1) - at(0, 0, 1)) * double(at(199, 149, 1) - at(0, 0, 1));
                QVERIFY2(along >= last - 400, qPrintable(QString("%1 at %2").arg(along - last).arg(i)));
                last = std::max(last, along);
            }
        }
    }

    void theCameraGoesWhereItIsTold() {
        const Size photo{800, 600}, size{400, 300};
        const Image dot = dotAt(photo, 400, 300);
        const auto ends = [&](const char* prompt) {
            const auto frames = framesOf(dot, cameraMove(prompt), 1.0, 3, size);
            return std::pair(dotIn(frames.front()), dotIn(frames.back()));
        };
        auto [first, last] = ends("pan right");
        QVERIFY2(last.first < first.first - 30 && std::abs(last.second - first.second) < 1.5, qPrintable(QString("%1 %2").arg(first.first).arg(last.first)));
        std::tie(first, last) = ends("pan left");
        QVERIFY(last.first > first.first + 30);
        std::tie(first, last) = ends("tilt up");
        QVERIFY(last.second > first.second + 20);
        std::tie(first, last) = ends("tilt down");
        QVERIFY(last.second < first.second - 20);
    }

    void zoomGetsCloser() {
        const Image ring = painted({800, 600}, [](double x, double y, int) { return std::abs(std::hypot(x - 400, y - 300) - 100) < 4 ? 255.0 : 0.0; });
        const auto radius = [](const Image& frame) {
            double sum = 0, count = 0;
            for (int y = 0; y < frame.height(); ++y)
                for (int x = 0; x < frame.width(); ++x)
                    if (frame.row(y)[3 * x] > 128) sum += std::hypot(x - 199.5, y - 149.5), ++count;
            return sum / count;
        };
        auto frames = framesOf(ring, cameraMove("zoom in 20%"), 1.0, 5, {400, 300});
        QVERIFY(std::abs(radius(frames.back()) / radius(frames.front()) - 1.2) < 0.02);
        frames = framesOf(ring, cameraMove("zoom out 20%"), 1.0, 5, {400, 300});
        QVERIFY(std::abs(radius(frames.front()) / radius(frames.back()) - 1.2) < 0.02);
    }

    void rotationTurnsTheCamera() {
        const Image dot = dotAt({800, 600}, 500, 300);
        const auto frames = framesOf(dot, cameraMove("rotate clockwise 20 degrees"), 1.0, 3, {400, 300});
        const auto first = dotIn(frames.front()), last = dotIn(frames.back());
        const double angle = std::atan2(last.second - 149.5, last.first - 199.5) - std::atan2(first.second - 149.5, first.first - 199.5);
        QVERIFY2(std::abs(std::abs(angle) * 180 / M_PI - 20.0) < 1.5, qPrintable(QString::number(angle * 180 / M_PI)));
        QVERIFY(angle < 0);  // the camera turns clockwise, the picture the other way
    }

    void motionIsSmoothBelowThePixel() {
        const Image dot = dotAt({800, 600}, 400, 300, 10);
        const auto frames = framesOf(dot, cameraMove("pan right slowly"), 0.5, 60, {400, 300});
        std::vector<double> places;
        for (const Image& frame : frames) places.push_back(dotIn(frame).first);
        for (std::size_t i = 2; i < places.size(); ++i) {
            QVERIFY(places[i] <= places[i - 1] + 0.02);
            const double change = (places[i] - places[i - 1]) - (places[i - 1] - places[i - 2]);
            QVERIFY2(std::abs(change) < 0.12, qPrintable(QString::number(change)));
        }
        QVERIFY(std::abs(places[1] - places[0]) < 0.1);  // eased at both ends
        QVERIFY(std::abs(places[59] - places[58]) < 0.1);
    }

    // Stripes finer than a frame pixel must average to grey at every place of the camera.
    void fineDetailDoesNotShimmer() {
        const Image stripes = painted({1600, 1200}, [](double x, double y, int) { return (int(x) / 2 + int(y) / 2) % 2 ? 255.0 : 0.0; });
        const auto frames = framesOf(stripes, cameraMove("zoom in 15%, pan right"), 1.0, 12, {320, 240});
        for (const Image& frame : frames) {
            int least = 255, most = 0;
            for (int y = 8; y < 232; ++y)
                for (int x = 8; x < 312; ++x) {
                    least = std::min<int>(least, frame.row(y)[3 * x]);
                    most = std::max<int>(most, frame.row(y)[3 * x]);
                }
            QVERIFY2(most - least < 36, qPrintable(QString("%1 to %2").arg(least).arg(most)));
        }
    }

    void parallaxMovesNearMoreThanFar() {
        const Size size{640, 480};
        const Image photo = painted(size, [](double x, double y, int c) {
            const bool top = std::hypot(x - 320, y - 60) < 10, bottom = std::hypot(x - 320, y - 440) < 10;
            return top && c == 0 ? 255.0 : bottom && c == 1 ? 255.0 : 20 + 10 * y / 480;
        });
        const auto place = [](const Image& frame, int channel) {
            double sum = 0, x = 0;
            for (int row = 0; row < frame.height(); ++row)
                for (int column = 0; column < frame.width(); ++column)
                    if (const double v = frame.row(row)[3 * column + channel]; v > 100) sum += v, x += v * column;
            return x / sum;
        };
        CameraMove move;
        move.panX = 0.15;
        move.parallax = 1.0;
        const auto frames = framesOf(photo, move, 1.0, 3, size);
        const double far = place(frames.back(), 0) - place(frames.front(), 0), near = place(frames.back(), 1) - place(frames.front(), 1);
        QVERIFY2(near < far - 5.0 && far < 0, qPrintable(QString("near %1, far %2").arg(near).arg(far)));
    }

    void oddPhotosAndSizesWork() {
        for (const Size photo : {Size{1, 1}, Size{2, 300}, Size{500, 1}, Size{33, 17}})
            for (const Size size : {Size{64, 36}, Size{1, 1}, Size{36, 64}}) {
                const auto frames = framesOf(landscape(photo), cameraMove("zoom in, pan left, rotate, parallax"), 1.0, 3, size);
                QCOMPARE(frames.size(), std::size_t(3));
                QCOMPARE(frames.back().size(), size);
            }
        Image deep({64, 48}, 4, image::Depth::U16);
        std::memset(deep.mutableData(), 0x80, deep.byteSize());
        const Image frame = framesOf(deep, cameraMove("zoom in"), 1.0, 1, {32, 24}).front();
        QCOMPARE(frame.channels(), 3);
        QCOMPARE(int(frame.row(10)[30]), 128);
    }

    void badRequestsAreRefused() {
        const Image photo = landscape({64, 48});
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY_EXCEPTION_THROWN(framesOf(photo, {}, nan, 3, {64, 48}), Error);
        QVERIFY_EXCEPTION_THROWN(framesOf(photo, {}, -1, 3, {64, 48}), Error);
        QVERIFY_EXCEPTION_THROWN(framesOf(photo, {}, 1, 0, {64, 48}), Error);
        QVERIFY_EXCEPTION_THROWN(framesOf(photo, {}, 1, 3, {0, 48}), Error);
        QVERIFY_EXCEPTION_THROWN(framesOf(Image(), {}, 1, 3, {64, 48}), Error);
        QCOMPARE(framesOf(photo, {1e30, -1e30, 1e30, 1e30, 5}, 1e30, 2, {64, 48}).size(), std::size_t(2));
    }

    void cancelIsSeenWithinAFrame() {
        std::stop_source stop;
        Progress progress(stop.get_token(), {});
        int count = 0;
        const auto take = [&](const Image&) {
            if (++count == 3) stop.request_stop();
        };
        QVERIFY_EXCEPTION_THROWN(panZoom(landscape({320, 240}), {0.2}, 1.0, 50, {160, 120}, progress, take), Cancelled);
        QCOMPARE(count, 3);
    }

    void seventyTwoHdFramesAreQuick() {
        const Image photo = landscape({3000, 2000});
        Progress progress;
        int count = 0;
        const std::clock_t start = std::clock();  // of the processor: other programs do not count
        panZoom(photo, cameraMove("zoom in, pan left, parallax"), 1.0, 72, {1280, 720}, progress, [&](const Image&) { ++count; });
        const double each = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / count;
        qInfo("%.0f ms of processor time a frame", each);
        QVERIFY2(each < 80.0, qPrintable(QString::number(each)));  // 25 frames a second on two cores
    }
};

QTEST_APPLESS_MAIN(TestPanZoom)
#include "tst_pan_zoom.moc"
