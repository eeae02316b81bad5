// A small copy's change at full size: nothing changed, a tone, something new.
#include <QTest>

#include "core/builtin/detail_transfer.h"
#include "core/image/transform.h"

using namespace tintype;

class TestDetailTransfer : public QObject {
    Q_OBJECT

private:
    // Fine stripes on a slope: detail that the small copy cannot hold.
    static image::Image photo() {
        image::Image picture({400, 300}, 3);
        for (int y = 0; y < 300; ++y)
            for (int x = 0; x < 400; ++x)
                for (int c = 0; c < 3; ++c) picture.mutableRow(y)[3 * x + c] = static_cast<std::uint8_t>(60 + x / 4 + (x % 2) * 30 + 10 * c);
        return picture;
    }
    static image::Image changed(image::Image picture, const std::function<int(int x, int y, int value)>& change) {
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                for (int c = 0; c < 3; ++c) {
                    std::uint8_t& value = picture.mutableRow(y)[3 * x + c];
                    value = static_cast<std::uint8_t>(std::clamp(change(x, y, value), 0, 255));
                }
        return picture;
    }
    static image::Image transferred(const image::Image& photo, const std::function<int(int, int, int)>& change) {
        const image::Image before = image::resized(photo, {100, 75});
        Progress progress;
        return builtin::transferDetail(photo, before, changed(before, change), progress);
    }
    static int pattern(int x, int y) { return 128 + 100 * ((x / 4 + y / 4) % 2 ? 1 : -1); }
    static double stripes(const image::Image& picture, int y, int from, int to) {
        double sum = 0.0;
        for (int x = from; x + 1 < to; x += 2) sum += picture.row(y)[3 * (x + 1)] - picture.row(y)[3 * x];
        return sum / ((to - from) / 2);
    }

private Q_SLOTS:
    void nothingChangedIsThePhoto() {
        QVERIFY(transferred(photo(), [](int, int, int value) { return value; }).samePixels(photo()));
    }
    void aToneKeepsTheDetail() {
        const image::Image result = transferred(photo(), [](int, int, int value) { return value + 40; });
        QVERIFY2(std::abs(stripes(result, 150, 100, 300) - 30.0) < 3.0, qPrintable(QString::number(stripes(result, 150, 100, 300))));
        QVERIFY(std::abs(result.row(150)[3 * 200] - photo().row(150)[3 * 200] - 40) <= 3);
    }
    void somethingNewIsPaintedAsItIs() {
        // A disc with its own pattern, where the photo's slope means nothing any more.
        const image::Image result = transferred(photo(), [](int x, int y, int value) {
            return (x - 50) * (x - 50) + (y - 37) * (y - 37) < 400 ? pattern(x, y) : value;
        });
        for (const auto& [x, y] : {std::pair{49, 37}, {53, 37}, {57, 41}, {41, 33}}) {
            const int found = result.row(y * 4 + 2)[3 * (x * 4 + 2)];
            QVERIFY2(std::abs(found - pattern(x, y)) < 45, qPrintable(QString("%1 %2").arg(found).arg(pattern(x, y))));
        }
    }
};

QTEST_GUILESS_MAIN(TestDetailTransfer)
#include "tst_detail_transfer.moc"
