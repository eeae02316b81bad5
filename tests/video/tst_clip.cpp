#include <QTest>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/video/clip.h"
#include "core/video/writer.h"

using namespace tintype;
using namespace tintype::video;

class TestClip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ratesBecomeSmallFractions() {
        QCOMPARE(rateOf(8.0), (Rate{8, 1}));
        QCOMPARE(rateOf(29.97), (Rate{30000, 1001}));
        QCOMPARE(rateOf(23.976), (Rate{24000, 1001}));
        QCOMPARE(rateOf(23.98), (Rate{24000, 1001}));
        QCOMPARE(rateOf(59.94), (Rate{60000, 1001}));
        QCOMPARE(rateOf(12.5), (Rate{25, 2}));
        QCOMPARE(rateOf(0.1), (Rate{1, 10}));
        QCOMPARE(rateOf(1000.0), (Rate{1000, 1}));
        QCOMPARE(rateOf(29.5), (Rate{59, 2}));
        for (const double fps : {24.0, 25.0, 30.0, 60.0, 7.123, 14.99, 1.0 / 3.0})
            QVERIFY2(std::abs(rateOf(fps).perSecond() - fps) < 1e-3 * fps, qPrintable(QString::number(fps)));
    }

    void impossibleRatesAreRefused() {
        const double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
        for (const double fps : {0.0, -1.0, 1e9, 1000.1, nan, infinite, -infinite})
            QVERIFY_EXCEPTION_THROWN(rateOf(fps), Error);
    }

    void theNameSaysTheContainer() {
        QCOMPARE(containerOf("a.mp4"), Container::Mp4);
        QCOMPARE(containerOf("a.MOV"), Container::Mp4);
        QCOMPARE(containerOf("a.m4v"), Container::Mp4);
        QCOMPARE(containerOf("a.b.webm"), Container::WebM);
        QCOMPARE(containerOf("a.gif"), Container::Gif);
        QCOMPARE(containerOf("a.webp"), Container::WebP);
        QCOMPARE(containerOf("frames"), Container::PngSequence);
        QCOMPARE(containerOf("my.frames/"), Container::PngSequence);
        for (const char* bad : {"a.avi", "a.png", "a.mp4.txt", "a.mkv"})
            QVERIFY_EXCEPTION_THROWN(containerOf(bad), Error);
    }

    void clipNamesAreKnown() {
        for (const char* clip : {"a.mp4", "/x/B.MKV", "c.webm", "d.avi", "e.gif"}) QVERIFY(looksLikeClip(clip));
        for (const char* other : {"a.png", "b.jpg", "mp4", "c.webp", "d.txt", ""}) QVERIFY(!looksLikeClip(other));
    }

    void aBoomerangDoublesNoEnd() {
        QCOMPARE(playOrder(3, Loop::Boomerang), (std::vector<int>{0, 1, 2, 1}));
        QCOMPARE(playOrder(3, Loop::None), (std::vector<int>{0, 1, 2}));
        QCOMPARE(playOrder(16, Loop::Boomerang).size(), std::size_t(30));
        QCOMPARE(playOrder(1, Loop::Boomerang), (std::vector<int>{0}));
        QCOMPARE(playOrder(2, Loop::Boomerang), (std::vector<int>{0, 1}));
        QVERIFY(playOrder(0, Loop::Boomerang).empty());
    }
};

QTEST_APPLESS_MAIN(TestClip)
#include "tst_clip.moc"
