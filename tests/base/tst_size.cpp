#include <QTest>

#include "core/base/error.h"
#include "core/base/size.h"

using namespace tintype;

class TestSize : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesByteCounts() {
        QCOMPARE(parseBytes("6GiB"), std::uint64_t(6) << 30);
        QCOMPARE(parseBytes("1.5 MiB"), std::uint64_t(1572864));
        QCOMPARE(parseBytes("2GB"), std::uint64_t(2000000000));
        for (const char* bad : {"", "GiB", "-1", "5 parsecs", "1e300", "nan"})
            QVERIFY_EXCEPTION_THROWN(parseBytes(bad), Error);
        QCOMPARE(formatBytes(1536), std::string("1.5 KiB"));
    }

    void rectanglesMeetAndGrow() {
        QCOMPARE(intersect({0, 0, 10, 10}, {5, 5, 10, 10}), (Rect{5, 5, 5, 5}));
        QVERIFY(intersect({0, 0, 5, 5}, {5, 0, 5, 5}).empty());
        QCOMPARE(unite({0, 0, 2, 2}, {8, 8, 2, 2}), (Rect{0, 0, 10, 10}));
        QCOMPARE(unite({}, {8, 8, 2, 2}), (Rect{8, 8, 2, 2}));
        QCOMPARE(grow({1, 1, 2, 2}, 5, {6, 100}), (Rect{0, 0, 6, 8}));
    }

    void longSideKeepsTheShape() {
        QCOMPARE(fitLongSide({4000, 3000}, 512), (Size{512, 384}));
        QCOMPARE(fitLongSide({3, 3000}, 100), (Size{1, 100}));
        QCOMPARE(fitLongSide({40, 30}, 0), (Size{40, 30}));
    }
};

QTEST_APPLESS_MAIN(TestSize)
#include "tst_size.moc"
