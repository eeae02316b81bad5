#include <QTest>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "core/base/error.h"
#include "core/builtin/mat.h"
#include "core/builtin/toon.h"
#include "tests/support/fill_scenes.h"

using namespace tintype;
using namespace tintype::builtin;

namespace {

cv::Mat drawn(const cv::Mat& picture, double strength = 1.0) {
    Progress progress;
    return matView(toon(imageFromMat(picture), strength, progress)).clone();
}

double roughness(const cv::Mat& picture, const cv::Rect& where) {
    cv::Mat grey, detail;
    cv::cvtColor(picture(where), grey, cv::COLOR_RGB2GRAY);
    cv::Laplacian(grey, detail, CV_32F);
    return cv::mean(cv::abs(detail))[0];
}

double darkest(const cv::Mat& picture, const cv::Rect& where) {
    cv::Mat grey;
    cv::cvtColor(picture(where), grey, cv::COLOR_RGB2GRAY);
    double least = 0;
    cv::minMaxLoc(grey, &least);
    return least;
}

}  // namespace

class TestToon : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strengthZeroIsThePhoto() {
        const cv::Mat photo = scenes::landscapeScene();
        QCOMPARE(cv::norm(drawn(photo, 0), photo, cv::NORM_INF), 0.0);
        const double half = cv::norm(drawn(photo, 0.5), photo, cv::NORM_L1);
        const double full = cv::norm(drawn(photo, 1.0), photo, cv::NORM_L1);
        QVERIFY(half > 0 && half < full);
    }

    void flattensTextureAndKeepsEdges() {
        cv::Mat photo(300, 400, CV_8UC3, cv::Scalar(200, 160, 130));
        photo.colRange(200, 400) = cv::Scalar(60, 90, 140);
        photo = scenes::withGrain(photo, 5, 2);
        const cv::Mat result = drawn(photo);
        QVERIFY(roughness(result, {20, 20, 150, 250}) < 0.25 * roughness(photo, {20, 20, 150, 250}));
        const cv::Vec3b left = result.at<cv::Vec3b>(150, 190), right = result.at<cv::Vec3b>(150, 212);
        QVERIFY(left[0] - right[0] > 110);
    }

    void drawsInkAlongEdgesAndNoneOnSkin() {
        cv::Mat photo(400, 400, CV_8UC3, cv::Scalar(232, 190, 165));
        cv::circle(photo, {200, 200}, 120, cv::Scalar(150, 105, 85), cv::FILLED, cv::LINE_AA);
        const cv::Mat result = drawn(scenes::withGrain(photo, 3, 4));
        QVERIFY(darkest(result, {185, 70, 30, 30}) < 75);     // the rim is inked
        QVERIFY(darkest(result, {10, 10, 60, 60}) > 150);     // no speckle outside
        QVERIFY(darkest(result, {170, 170, 60, 60}) > 70);    // nor inside
    }

    // Soft shading stays without jumps: neighbouring pixels of a slow ramp never differ visibly.
    void doesNotPosteriseASlowRamp() {
        const cv::Mat ramp = scenes::painted([](double x, double) {
            return cv::Vec3d(150 + 0.2 * x, 110 + 0.17 * x, 90 + 0.15 * x);
        });
        const cv::Mat result = drawn(ramp);
        int largest = 0;
        for (int x = 20; x < result.cols - 21; ++x)
            largest = std::max(largest, std::abs(result.at<cv::Vec3b>(150, x)[1] - result.at<cv::Vec3b>(150, x + 1)[1]));
        QVERIFY2(largest <= 3, qPrintable(QString::number(largest)));
    }

    void looksTheSameAtEverySize() {
        const cv::Mat photo = scenes::landscapeScene();
        cv::Mat large, small;
        cv::resize(photo, large, {1920, 1440}, 0, 0, cv::INTER_CUBIC);
        cv::resize(drawn(large), small, photo.size(), 0, 0, cv::INTER_AREA);
        cv::Mat difference;
        cv::absdiff(small, drawn(photo), difference);
        const cv::Scalar mean = cv::mean(difference);
        QVERIFY2((mean[0] + mean[1] + mean[2]) / 3 < 6, qPrintable(QString::number(mean[0])));
    }

    void keepsSizeDepthAndAlpha() {
        cv::Mat picture(90, 131, CV_16UC4);
        cv::RNG random(5);
        random.fill(picture, cv::RNG::UNIFORM, 0, 65535);
        const cv::Mat result = drawn(picture);
        QCOMPARE(result.type(), CV_16UC4);
        QCOMPARE(result.size(), picture.size());
        for (int y = 0; y < 90; ++y)
            for (int x = 0; x < 131; ++x) QCOMPARE(result.at<cv::Vec4w>(y, x)[3], picture.at<cv::Vec4w>(y, x)[3]);
    }

    void takesAnyShape() {
        for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 50), cv::Size(70, 1), cv::Size(3, 3), cv::Size(131, 90)})
            QCOMPARE(drawn(cv::Mat(size, CV_8UC3, cv::Scalar(120, 90, 60))).size(), size);
        Progress progress;
        QVERIFY_EXCEPTION_THROWN(toon(image::Image(), 1.0, progress), Error);
    }

    void sameBytesForAnyThreadCount() {
        const cv::Mat photo = scenes::landscapeScene();
        cv::setNumThreads(1);
        const cv::Mat one = drawn(photo);
        cv::setNumThreads(2);
        const cv::Mat two = drawn(photo);
        cv::setNumThreads(-1);
        QCOMPARE(cv::norm(one, two, cv::NORM_INF), 0.0);
    }

    void stopsWhenCancelled() {
        std::stop_source source;
        source.request_stop();
        Progress progress(source.get_token(), {});
        bool cancelled = false;
        try {
            toon(imageFromMat(scenes::landscapeScene()), 1.0, progress);
        } catch (const Cancelled&) {
            cancelled = true;
        }
        QVERIFY(cancelled);
    }
};

QTEST_APPLESS_MAIN(TestToon)
#include "tst_toon.moc"
