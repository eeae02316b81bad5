// A half-transparent mark worked out from photos and taken off again: nearer to the truth than filling, nothing touched beyond.
#include <QTest>
#include <cmath>

#include "core/builtin/fill.h"
#include "core/builtin/mark_find.h"
#include "core/builtin/mark_layer.h"
#include "tests/support/marked_photos.h"

using namespace tintype;
using namespace tintype::builtin;
using tests::Corner;
using tests::Stamp;
using tests::Stamped;

class TestMarkLayer : public QObject {
    Q_OBJECT

private:
    image::Image m_source;
    Progress m_progress;

    Stamped photo(Size size, std::uint64_t seed, const Stamp& stamp, int quality) const { return tests::stamped(tests::background(m_source, size, seed), stamp, quality); }
    static double psnr(const image::Image& a, const image::Image& b, const image::Mask& mask) {
        double sum = 0.0, count = 0.0;
        for (int y = 0; y < a.height(); ++y)
            for (int x = 0; x < a.width(); ++x)
                for (int c = 0; mask.row(y)[x] && c < 3; ++c, ++count) sum += std::pow(double(a.row(y)[3 * x + c]) - b.row(y)[3 * x + c], 2);
        return 10 * std::log10(255.0 * 255.0 * count / std::max(sum, 1e-9));
    }
    image::Image removed(const Mark& mark, const image::Image& layer, const MarkPlace& place, const image::Image& photo, const image::Mask& mask) {
        const Unblended open = unblended(photo, placedLayer(mark, layer, place, photo), mask);
        return open.rest.bounds().empty() ? open.photo : fill(open.photo, open.rest, m_progress);
    }

private Q_SLOTS:
    void initTestCase() {
        const char* other = std::getenv("MARK_SOURCE");
        m_source = image::read(other ? other : TINTYPE_BINARY_DIR "/sample/landscape.jpg");
    }

    void unblendingBeatsFilling_data() {
        QTest::addColumn<int>("photos");
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("quality");
        QTest::addColumn<double>("gain");
        QTest::newRow("eight photos") << 8 << 1.0 << 0 << 3.0;
        QTest::newRow("eight photos, JPEG") << 8 << 1.0 << 80 << 1.0;
        QTest::newRow("eight photos, larger, JPEG") << 8 << 1.7 << 80 << 0.5;
    }
    void unblendingBeatsFilling() {
        QFETCH(int, photos);
        QFETCH(double, scale);
        QFETCH(int, quality);
        QFETCH(double, gain);
        Stamp stamp;
        stamp.opacity = 0.4;
        const Stamped first = photo({1200, 800}, 1, stamp, quality);
        const Mark mark = learnMark(first.photo, image::grown(first.mask, 2));
        stamp.scale = scale;
        std::vector<Stamped> marked{first};
        std::vector<MarkPlace> places{{double(mark.place.x), double(mark.place.y), 1.0, 1.0}};
        std::vector<image::Image> samples{markSample(mark, places[0], first.photo)};
        for (int i = 1; i < photos; ++i) {
            marked.push_back(photo(i % 2 ? Size{1200, 800} : Size{800, 1000}, 300 + i, stamp, quality));
            places.push_back(findMark(mark, marked.back().photo, m_progress));
            samples.push_back(markSample(mark, places.back(), marked.back().photo));
        }
        const image::Image layer = solveLayer(mark, samples, m_progress);
        QVERIFY(!layer.empty());
        double unblend = 0.0, filled = 0.0;
        for (std::size_t i = 0; i < marked.size(); ++i) {
            const image::Mask mask = markMask(mark, places[i], marked[i].photo.size());
            unblend += psnr(removed(mark, layer, places[i], marked[i].photo, mask), marked[i].truth, marked[i].mask);
            filled += psnr(fill(marked[i].photo, mask, m_progress), marked[i].truth, marked[i].mask);
        }
        const auto* pixel = reinterpret_cast<const std::uint16_t*>(layer.data());
        qInfo("colour %.1f %.1f %.1f; unblended %.2f dB, filled %.2f dB", pixel[0] / 257.0, pixel[1] / 257.0, pixel[2] / 257.0, unblend / double(marked.size()), filled / double(marked.size()));
        QVERIFY2((unblend - filled) / double(marked.size()) > gain, "no better than filling");
    }

    void opaqueMarksAreFilled() {
        std::vector<image::Image> samples;
        const Stamped first = photo({1200, 800}, 1, {}, 80);
        const Mark mark = learnMark(first.photo, first.mask);
        for (std::uint64_t seed = 1; seed < 5; ++seed) samples.push_back(markSample(mark, {double(mark.place.x), double(mark.place.y), 1.0, 1.0}, photo({1200, 800}, seed, {}, 80).photo));
        QVERIFY(solveLayer(mark, samples, m_progress).empty());
        QVERIFY(solveLayer(mark, {samples[0]}, m_progress).empty());
    }

    void nothingElseIsTouched() {
        Stamp stamp;
        stamp.opacity = 0.4;
        const Stamped first = photo({900, 700}, 3, stamp, 0);
        const Mark mark = learnMark(first.photo, first.mask);
        const MarkPlace place{double(mark.place.x), double(mark.place.y), 1.0, 1.0};
        std::vector<image::Image> samples;
        for (std::uint64_t seed = 3; seed < 9; ++seed) samples.push_back(markSample(mark, place, photo({900, 700}, seed, stamp, 0).photo));
        QVERIFY(solveLayer(mark, {samples[0]}, m_progress).empty());
        const image::Image layer = solveLayer(mark, samples, m_progress);
        QVERIFY(!layer.empty());
        const image::Mask mask = markMask(mark, place, first.photo.size());
        const Unblended open = unblended(first.photo, placedLayer(mark, layer, place, first.photo), mask);
        int touched = 0;
        for (int y = 0; y < 700; ++y)
            for (int x = 0; x < 900; ++x)
                if (std::memcmp(open.photo.row(y) + 3 * x, first.photo.row(y) + 3 * x, 3) != 0) {
                    QVERIFY(mask.row(y)[x] > 0);
                    ++touched;
                }
        QVERIFY(touched > 500);
    }
};

QTEST_GUILESS_MAIN(TestMarkLayer)
#include "tst_mark_layer.moc"
