#include <QGuiApplication>
#include <QTest>

#include "core/base/error.h"
#include "tests/gallery/gallery_fixture.h"

using namespace tintype;
using namespace tintype::gallery;

class TestContactSheet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesAndCaptions() {
        std::vector<image::Image> pictures;
        std::vector<std::string> captions;
        for (std::uint32_t i = 0; i < 5; ++i) {
            pictures.push_back(picture({60 + static_cast<int>(i) * 300, 50}, i));
            captions.push_back("Result " + std::to_string(i) + " \xe5\x9b\xbe with a caption that is far too long for one "
                               "line and goes on and on and on without an end in sight, really");
        }
        const image::Image square = contactSheet(pictures, captions);
        const image::Image wide = contactSheet(pictures, captions, 5);
        QCOMPARE(wide.width(), 24 + 5 * (480 + 24));
        QCOMPARE(square.width(), 24 + 3 * (480 + 24));
        QVERIFY(square.height() > wide.height());
        QVERIFY(!contactSheet(pictures, {}, 2).empty());
        const image::Image bare = contactSheet(pictures, std::vector<std::string>(5, ""), 5);
        QCOMPARE(bare.size(), wide.size());
        QVERIFY(!bare.samePixels(wide));
        QVERIFY(!contactSheet({picture({1, 1}, 1)}, {"<b>not markup</b>"}, 99).empty());
        QVERIFY_EXCEPTION_THROWN(contactSheet({}, {}), Error);
    }

    void captionsStandRightBelowWidePictures() {
        image::Image dark({480, 100}, 3);
        const image::Image sheet = contactSheet({dark, dark}, {"one", "two"}, 1);
        const image::Image bare = contactSheet({dark, dark}, {}, 1);
        // Two rows of 100, their gaps and nothing else; captions add a few lines, not the height of a square.
        QCOMPARE(bare.height(), 24 + 2 * (100 + 24));
        QVERIFY(sheet.height() < bare.height() + 2 * 80);
        const auto darkIn = [&](int from, int to) {
            for (int y = from; y < to; ++y)
                for (int x = 24; x < 24 + 480; ++x)
                    if (sheet.row(y)[3 * x] < 128) return true;
            return false;
        };
        QVERIFY(darkIn(24, 124));        // the picture
        QVERIFY(darkIn(124, 124 + 40));  // its caption
    }

    void picturesOfARowStandOnOneLine() {
        const image::Image wide({480, 100}, 3), high({100, 480}, 3);
        const image::Image sheet = contactSheet({wide, high}, {}, 2);
        const int bottom = 24 + 480 - 1;
        QCOMPARE(int(sheet.row(bottom)[3 * 200]), 0);
        QCOMPARE(int(sheet.row(bottom)[3 * (24 + 480 + 24 + 240)]), 0);
        QVERIFY(sheet.row(bottom - 101)[3 * 200] > 200);
    }
};

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    TestContactSheet test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_contact_sheet.moc"
