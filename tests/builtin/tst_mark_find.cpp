// Marks in other photos: found at three scales, opaque and thin, in every corner and through JPEG; never found where there is
// none.
#include <QTest>
#include <chrono>
#include <cstdlib>

#include "core/builtin/mark_find.h"
#include "tests/support/marked_photos.h"

using namespace tintype;
using namespace tintype::builtin;
using tests::Corner;
using tests::Stamp;
using tests::Stamped;

class TestMarkFind : public QObject {
    Q_OBJECT

private:
    image::Image m_source;
    Progress m_progress;

    Stamped photo(Size size, std::uint64_t seed, const Stamp& stamp, int quality = 80) const { return tests::stamped(tests::background(m_source, size, seed), stamp, quality); }
    Mark learned(const Stamp& stamp) const {
        const Stamped first = photo({1200, 800}, 1, stamp);
        return learnMark(first.photo, image::grown(first.mask, 2));
    }
    // By how much the text's rectangle is off, in pixels.
    static double error(const Mark& mark, const MarkPlace& place, const Stamped& photo) {
        const Rect box = markBox(mark, place, photo.photo.size());
        const Rect ink = photo.mask.bounds();
        return std::max(std::abs(box.x + 0.5 * box.width - ink.x - 0.5 * ink.width), std::abs(box.y + 0.5 * box.height - ink.y - 0.5 * ink.height));
    }

private Q_SLOTS:
    void initTestCase() {
        const char* other = std::getenv("MARK_SOURCE");
        m_source = image::read(other ? other : TINTYPE_BINARY_DIR "/sample/landscape.jpg");
    }

    void isFound_data() {
        QTest::addColumn<double>("opacity");
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("corner");
        for (const double opacity : {1.0, 0.4})
            for (const double scale : {0.6, 1.0, 1.7})
                for (const Corner corner : {Corner::BottomRight, Corner::Centre})
                    QTest::addRow("%.1f opaque, scale %.1f, corner %d", opacity, scale, int(corner)) << opacity << scale << int(corner);
    }
    void isFound() {
        QFETCH(double, opacity);
        QFETCH(double, scale);
        QFETCH(int, corner);
        Stamp stamp;
        stamp.opacity = opacity;
        stamp.corner = Corner(corner);
        const Mark mark = learned(stamp);
        stamp.scale = scale;
        const Size sizes[] = {{1200, 800}, {800, 1200}, {1000, 1000}, {1500, 844}};
        std::uint64_t seed = 100;
        for (const Size size : sizes) {
            const Stamped other = photo(size, ++seed, stamp);
            const auto start = std::chrono::steady_clock::now();
            const MarkPlace place = findMark(mark, other.photo, m_progress);
            const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
            const double off = error(mark, place, other);
            qInfo("confidence %.3f, off by %.2f, scale %.3f, %.2f s", place.confidence, off, place.scale, taken.count());
            QVERIFY2(place.confidence > kUsualConfidence && off <= 1.5 && std::abs(place.scale / scale - 1) < 0.02, "not found");
        }
    }

    void isNotFoundWhereThereIsNone_data() {
        QTest::addColumn<double>("opacity");
        QTest::newRow("learned opaque") << 1.0;
        QTest::newRow("learned thin") << 0.4;
    }
    void isNotFoundWhereThereIsNone() {
        QFETCH(double, opacity);
        Stamp stamp;
        stamp.opacity = opacity;
        const Mark mark = learned(stamp);
        Stamp other = stamp;
        other.text = "Holiday 2026";
        double most = 0.0;
        for (std::uint64_t seed = 200; seed < 206; ++seed) {
            const Size size = seed % 2 ? Size{1200, 800} : Size{800, 1200};
            const cv::Mat without = tests::background(m_source, size, seed);
            const image::Image plain = tests::stamped(without, [] { Stamp none; none.opacity = 0.0; return none; }(), 80).photo;
            const double none = findMark(mark, plain, m_progress).confidence;
            const double wrong = findMark(mark, tests::stamped(without, other, 80).photo, m_progress).confidence;
            qInfo("none %.3f, another text %.3f", none, wrong);
            most = std::max({most, none, wrong});
        }
        QVERIFY2(most < kUsualConfidence, qPrintable(QString::number(most)));
    }
};

QTEST_GUILESS_MAIN(TestMarkFind)
#include "tst_mark_find.moc"
