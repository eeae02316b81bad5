#include <QTest>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/enhance.h"
#include "core/builtin/mat.h"
#include "tests/support/fill_scenes.h"

using namespace tintype;
using namespace tintype::builtin;

namespace {

cv::Mat enhanced(const cv::Mat& picture, const std::vector<Rect>& faces, double strength = 1.0) {
    Progress progress;
    return matView(enhance(imageFromMat(picture), faces, strength, progress)).clone();
}

cv::Mat doubled(const cv::Mat& picture) {
    Progress progress;
    return matView(upscale2x(imageFromMat(picture), progress)).clone();
}

double psnr(const cv::Mat& a, const cv::Mat& b) {
    return scenes::maskedPsnr(a, b, cv::Mat(a.size(), CV_8UC1, cv::Scalar(255)));
}

// How closely the edges agree: mean difference of gradient strength.
double edgeError(const cv::Mat& a, const cv::Mat& b) {
    const auto edges = [](const cv::Mat& picture) {
        cv::Mat grey, dx, dy, strength;
        cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
        cv::Sobel(grey, dx, CV_32F, 1, 0);
        cv::Sobel(grey, dy, CV_32F, 0, 1);
        cv::magnitude(dx, dy, strength);
        return strength;
    };
    return cv::norm(edges(a), edges(b), cv::NORM_L1) / static_cast<double>(a.total());
}

// A drawn face: skin, eyes, mouth, hair.
cv::Mat faceScene() {
    cv::Mat picture = scenes::painted([](double x, double y) { return cv::Vec3d(120 + 0.1 * x, 130 + 0.1 * y, 140); },
                                      {256, 256});
    cv::ellipse(picture, {128, 132}, {70, 92}, 0, 0, 360, cv::Scalar(226, 180, 152), cv::FILLED, cv::LINE_AA);
    for (int x : {100, 156}) {
        cv::ellipse(picture, {x, 112}, {14, 7}, 0, 0, 360, cv::Scalar(245, 245, 240), cv::FILLED, cv::LINE_AA);
        cv::circle(picture, {x, 112}, 5, cv::Scalar(60, 40, 30), cv::FILLED, cv::LINE_AA);
    }
    cv::ellipse(picture, {128, 180}, {24, 8}, 0, 0, 360, cv::Scalar(190, 90, 90), cv::FILLED, cv::LINE_AA);
    return picture;
}

// Shapes, shades and grain at a size of several tiles.
cv::Mat largePhoto(const cv::Size& size) {
    cv::Mat large;
    cv::resize(scenes::landscapeScene(), large, size, 0, 0, cv::INTER_CUBIC);
    return scenes::withGrain(large, 6, 12);
}

}  // namespace

class TestEnhance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Blur and noise as on an old photo: afterwards it is nearer to the truth, with sharper edges and less noise.
    void bringsBackABlurredNoisyFace() {
        const cv::Mat truth = faceScene();
        cv::Mat bad;
        cv::GaussianBlur(truth, bad, {}, 1.3);
        bad = scenes::withGrain(bad, 5, 8);
        const cv::Mat better = enhanced(bad, {{58, 40, 140, 184}});
        const cv::Rect middle(78, 80, 100, 120);
        qInfo("PSNR %.2f -> %.2f, edges %.2f -> %.2f", psnr(bad(middle), truth(middle)),
              psnr(better(middle), truth(middle)), edgeError(bad(middle), truth(middle)),
              edgeError(better(middle), truth(middle)));
        QVERIFY(psnr(better(middle), truth(middle)) > psnr(bad(middle), truth(middle)) + 1.0);
        QVERIFY(edgeError(better(middle), truth(middle)) < 0.65 * edgeError(bad(middle), truth(middle)));
    }

    void leavesTheRestAlone() {
        const cv::Mat photo = scenes::withGrain(faceScene(), 4, 3);
        const cv::Mat result = enhanced(photo, {{90, 80, 60, 70}});
        const cv::Rect head(90 - 21, 80 - 21, 60 + 42, 70 + 42);
        int changed = 0;
        for (int y = 0; y < photo.rows; ++y)
            for (int x = 0; x < photo.cols; ++x)
                if (!head.contains({x, y}) && photo.at<cv::Vec3b>(y, x) != result.at<cv::Vec3b>(y, x)) ++changed;
        QCOMPARE(changed, 0);
        QCOMPARE(photo.at<cv::Vec3b>(head.y, head.x), result.at<cv::Vec3b>(head.y, head.x));  // outside the oval
        QVERIFY(cv::norm(photo(head), result(head), cv::NORM_INF) > 3);
    }

    void strengthMixes() {
        const cv::Mat photo = scenes::withGrain(faceScene(), 4, 3);
        const std::vector<Rect> face{{58, 40, 140, 184}};
        QCOMPARE(cv::norm(enhanced(photo, face, 0), photo, cv::NORM_INF), 0.0);
        const double half = cv::norm(enhanced(photo, face, 0.5), photo, cv::NORM_L2);
        QVERIFY(half < 0.7 * cv::norm(enhanced(photo, face, 1.0), photo, cv::NORM_L2));
    }

    // A sharp edge gets no bright or dark rim.
    void makesNoHalos() {
        cv::Mat photo(200, 200, CV_8UC3, cv::Scalar(70, 70, 70));
        photo.colRange(100, 200) = cv::Scalar(180, 180, 180);
        cv::GaussianBlur(photo, photo, {}, 1.5);
        const cv::Mat result = enhanced(photo, {{0, 0, 200, 200}});
        double least = 0, most = 0;
        cv::minMaxLoc(result(cv::Rect(60, 60, 80, 80)).clone().reshape(1), &least, &most);
        QVERIFY(least > 58 && most < 192);
    }

    void takesAnyInput() {
        for (const cv::Size size : {cv::Size(1, 1), cv::Size(2, 40), cv::Size(131, 90)}) {
            const cv::Mat photo(size, CV_8UC3, cv::Scalar(100, 120, 140));
            QVERIFY(cv::norm(enhanced(photo, {}), photo, cv::NORM_INF) <= 1);
            QCOMPARE(enhanced(photo, {{-5, -5, 12, 12}, {500, 500, 9, 9}}).size(), size);
            QCOMPARE(doubled(photo).size(), cv::Size(2 * size.width, 2 * size.height));
        }
        cv::Mat deep(90, 131, CV_16UC4);
        cv::RNG random(5);
        random.fill(deep, cv::RNG::UNIFORM, 0, 65535);
        const cv::Mat result = enhanced(deep, {});
        QCOMPARE(result.type(), CV_16UC4);
        for (int y = 0; y < 90; ++y)
            for (int x = 0; x < 131; ++x) QCOMPARE(result.at<cv::Vec4w>(y, x)[3], deep.at<cv::Vec4w>(y, x)[3]);
        Progress progress;
        QVERIFY_EXCEPTION_THROWN(enhance(image::Image(), {}, 1.0, progress), Error);
        QVERIFY_EXCEPTION_THROWN(upscale2x(image::Image(), progress), Error);
    }

    void sameBytesForAnyThreadCount() {
        const cv::Mat photo = scenes::landscapeScene();
        cv::setNumThreads(1);
        const cv::Mat one = enhanced(photo, {}), oneLarge = doubled(photo);
        cv::setNumThreads(2);
        const cv::Mat two = enhanced(photo, {}), twoLarge = doubled(photo);
        cv::setNumThreads(-1);
        QCOMPARE(cv::norm(one, two, cv::NORM_INF), 0.0);
        QCOMPARE(cv::norm(oneLarge, twoLarge, cv::NORM_INF), 0.0);
    }

    // A large photo is worked on in tiles. Mirrored, their joints fall elsewhere: the picture must stay the same.
    void tilesLeaveNoJoints() {
        const cv::Mat photo = largePhoto({1730, 1390});
        cv::Mat mirrored;
        cv::flip(photo, mirrored, -1);
        cv::Mat back = enhanced(mirrored, {});
        cv::flip(back, back, -1);
        const cv::Mat straight = enhanced(photo, {});
        QVERIFY(cv::norm(straight, back, cv::NORM_INF) <= 1);
        QVERIFY(cv::norm(straight, photo, cv::NORM_L1) > 0.5 * static_cast<double>(photo.total()));
    }

    // A face may fill a photo: then it is worked on in tiles too, and the oval's rim does not jump.
    void enhancesAFaceOfManyTiles() {
        const cv::Mat photo = largePhoto({1730, 1390});
        const Rect face{300, 200, 1100, 900};
        cv::Mat mirrored;
        cv::flip(photo, mirrored, 1);
        cv::Mat back = enhanced(mirrored, {{1730 - face.x - face.width, face.y, face.width, face.height}});
        cv::flip(back, back, 1);
        QVERIFY(cv::norm(enhanced(photo, {face}), back, cv::NORM_INF) <= 1);
    }

    // Halved and doubled again, the picture is nearer to the truth than by Lanczos, in pixels and in edges.
    void upscalesBetterThanLanczos() {
        double gain = 0, edges = 0;
        for (const auto& scene : scenes::allScenes()) {
            cv::Mat half, lanczos;
            cv::resize(scene.truth, half, {}, 0.5, 0.5, cv::INTER_AREA);
            cv::resize(half, lanczos, scene.truth.size(), 0, 0, cv::INTER_LANCZOS4);
            const cv::Mat ours = doubled(half);
            const double here = psnr(ours, scene.truth) - psnr(lanczos, scene.truth);
            qInfo("%-16s %6.2f dB (%+5.2f)", scene.name.c_str(), psnr(ours, scene.truth), here);
            gain += here;
            edges += edgeError(lanczos, scene.truth) - edgeError(ours, scene.truth);
        }
        QVERIFY2(gain > 0, qPrintable(QString::number(gain)));
        QVERIFY2(edges > 0, qPrintable(QString::number(edges)));
    }
};

QTEST_APPLESS_MAIN(TestEnhance)
#include "tst_enhance.moc"
