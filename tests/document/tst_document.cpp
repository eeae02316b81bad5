#include <QSignalSpy>
#include <QTest>

#include "core/base/error.h"
#include "core/document/document.h"

using namespace tintype;
using namespace tintype::document;
using image::Image;
using image::Mask;

namespace {

Image filled(Size size, int channels, std::uint8_t value, image::Depth depth = image::Depth::U8) {
    Image picture(size, channels, depth);
    std::fill_n(picture.mutableData(), picture.byteSize(), value);
    return picture;
}

Image dotted(const Image& picture, int x, int y, std::uint8_t value) {
    Image out = picture;
    out.mutableRow(y)[static_cast<std::size_t>(x) * out.pixelBytes()] = value;
    return out;
}

void paint(Document& document, const Rect& rect, std::uint8_t value) {
    Mask& mask = document.strokeMask();
    for (int y = rect.y; y < rect.bottom(); ++y) std::fill_n(mask.mutableRow(y) + rect.x, rect.width, value);
    document.strokeTouched(rect);
}

void stroke(Document& document, const Rect& rect, std::uint8_t value) {
    document.beginStroke();
    paint(document, rect, value);
    document.endStroke(QStringLiteral("Stroke"));
}

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAndCloses() {
        Document document;
        QSignalSpy opened(&document, &Document::opened);
        QVERIFY(!document.isOpen());
        document.close();
        Image photo = filled({30, 20}, 3, 7);
        photo.origin.path = "/tmp/a.png";
        document.open(photo);
        QVERIFY(document.isOpen());
        QCOMPARE(document.mask().size(), (Size{30, 20}));
        QVERIFY(document.mask().bounds().empty());
        QCOMPARE(document.path(), std::filesystem::path("/tmp/a.png"));
        QVERIFY(document.picture().samePixels(document.original()));
        document.close();
        QVERIFY(!document.isOpen());
        QCOMPARE(opened.count(), 3);
    }

    void pictureStepsUndoAndRedo_data() {
        QTest::addColumn<bool>("settle");
        QTest::newRow("before they are packed") << false;
        QTest::newRow("after they are packed") << true;
    }
    void pictureStepsUndoAndRedo() {
        QFETCH(bool, settle);
        for (const image::Depth depth : {image::Depth::U8, image::Depth::U16}) {
            Document document;
            std::vector<Image> states{filled({700, 530}, 4, 9, depth)};
            document.open(states[0]);
            for (int i = 0; i < 6; ++i) {
                Image next = dotted(states.back(), 100 * i, 500 - 90 * i, static_cast<std::uint8_t>(200 + i));
                next.attachments.xmp = {static_cast<std::uint8_t>(i)};
                states.push_back(next);
                document.replacePicture(next, QStringLiteral("Edit"));
                if (settle) document.settleUndo();
            }
            for (int i = 5; i >= 0; --i) {
                document.undoStack().undo();
                if (settle) document.settleUndo();
                QVERIFY(document.picture().samePixels(states[static_cast<std::size_t>(i)]));
                QCOMPARE(document.picture().attachments, states[static_cast<std::size_t>(i)].attachments);
            }
            for (std::size_t i = 1; i <= 6; ++i) {
                document.undoStack().redo();
                QVERIFY(document.picture().samePixels(states[i]));
            }
        }
    }

    void geometryChangesTogether() {
        Document document;
        document.open(filled({60, 40}, 3, 5));
        stroke(document, {10, 10, 5, 5}, 255);
        QSignalSpy picture(&document, &Document::pictureChanged);
        document.replaceGeometry(filled({30, 20}, 3, 6), filled({30, 20}, 3, 5), Mask({30, 20}, 9),
                                 QStringLiteral("Crop"));
        document.settleUndo();
        QCOMPARE(document.original().size(), (Size{30, 20}));
        QCOMPARE(picture.count(), 1);
        document.undoStack().undo();
        QCOMPARE(document.original().size(), (Size{60, 40}));
        QCOMPARE(document.mask().bounds(), (Rect{10, 10, 5, 5}));
        document.undoStack().redo();
        QCOMPARE(document.mask(), Mask({30, 20}, 9));
        QVERIFY_EXCEPTION_THROWN(
            document.replaceGeometry(filled({8, 8}, 3, 1), filled({8, 8}, 3, 1), Mask({9, 8}), QString()), Error);
        QCOMPARE(document.picture().size(), (Size{30, 20}));
    }

    void aLargerResultTakesTheMaskAlong() {
        Document document;
        document.open(filled({60, 40}, 3, 5));
        document.replaceMask(Mask({60, 40}, 255), QStringLiteral("All"));
        document.replacePicture(filled({60, 40}, 3, 8), QStringLiteral("Same size"));
        QCOMPARE(document.mask().size(), (Size{60, 40}));
        document.replacePicture(filled({120, 80}, 3, 8), QStringLiteral("Enlarged"));
        QCOMPARE(document.mask().size(), (Size{120, 80}));
        QCOMPARE(document.mask(), Mask({120, 80}, 255));
        document.undoStack().undo();
        QCOMPARE(document.mask(), Mask({60, 40}, 255));
        QCOMPARE(document.picture().size(), (Size{60, 40}));
    }

    void strokesAreExact() {
        Document document;
        document.open(filled({400, 300}, 3, 5));
        QSignalSpy changed(&document, &Document::maskChanged);
        document.beginStroke();
        paint(document, {10, 20, 30, 40}, 128);
        QCOMPARE(changed.last()[0].value<Rect>(), (Rect{10, 20, 30, 40}));
        paint(document, {30, 40, 50, 10}, 255);
        document.endStroke(QStringLiteral("Brush"));
        QCOMPARE(document.undoStack().count(), 1);
        const Mask first = document.mask();
        stroke(document, {0, 0, 400, 300}, 77);
        stroke(document, {5, 5, 50, 50}, 0);
        const Mask last = document.mask();
        document.settleUndo();
        document.undoStack().undo();
        QCOMPARE(changed.last()[0].value<Rect>(), (Rect{5, 5, 50, 50}));
        document.undoStack().undo();
        QCOMPARE(document.mask(), first);
        document.undoStack().undo();
        QVERIFY(document.mask().bounds().empty());
        stroke(document, {1, 1, 2, 2}, 4);
        document.undoStack().undo();
        QVERIFY(document.mask().bounds().empty());
        QCOMPARE(document.undoStack().count(), 1);
        Q_UNUSED(last);
    }

    void strokesThatPaintNothingMakeNoStep() {
        Document document;
        document.open(filled({40, 30}, 3, 5));
        document.beginStroke();
        document.endStroke(QStringLiteral("Nothing"));
        stroke(document, {3, 3, 5, 5}, 0);
        document.beginStroke();
        paint(document, {1, 1, 9, 9}, 200);
        document.cancelStroke();
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(document.mask().bounds().empty());
        document.strokeTouched({-50, -50, 500, 500});
        document.endStroke(QStringLiteral("No stroke"));
        QCOMPARE(document.undoStack().count(), 0);
    }

    void touchesBeyondTheBorderAreCut() {
        Document document;
        document.open(filled({40, 30}, 3, 5));
        document.beginStroke();
        document.strokeMask().mutableRow(0)[0] = 3;
        document.strokeTouched({-100, -100, 300, 105});
        document.endStroke(QStringLiteral("Edge"));
        document.undoStack().undo();
        QVERIFY(document.mask().bounds().empty());
    }

    void undoDuringAStrokeGivesItUp() {
        Document document;
        document.open(filled({40, 30}, 3, 5));
        stroke(document, {1, 1, 4, 4}, 9);
        document.beginStroke();
        paint(document, {10, 10, 4, 4}, 200);
        document.undoStack().undo();
        QVERIFY(document.mask().bounds().empty());
        document.endStroke(QStringLiteral("Late"));
        QCOMPARE(document.undoStack().index(), 0);
    }

    void aResultDuringAStrokeLeavesTheStroke() {
        Document document;
        document.open(filled({40, 30}, 3, 5));
        document.beginStroke();
        paint(document, {10, 10, 4, 4}, 200);
        document.replacePicture(filled({40, 30}, 3, 6), QStringLiteral("Result"));
        paint(document, {14, 10, 4, 4}, 200);
        document.endStroke(QStringLiteral("Brush"));
        QCOMPARE(document.mask().bounds(), (Rect{10, 10, 8, 4}));
        document.undoStack().undo();
        QVERIFY(document.mask().bounds().empty());
        QCOMPARE(document.picture().row(0)[0], std::uint8_t(6));
    }

    void modifiedFollowsThePicture() {
        Document document;
        QSignalSpy modified(&document, &Document::modifiedChanged);
        document.open(filled({40, 30}, 3, 5));
        QVERIFY(!document.modified());
        stroke(document, {1, 1, 4, 4}, 9);
        QVERIFY(!document.modified());
        document.replacePicture(filled({40, 30}, 3, 6), QStringLiteral("Edit"));
        QVERIFY(document.modified());
        document.setSaved("/tmp/out.png");
        QVERIFY(!document.modified());
        QCOMPARE(document.path(), std::filesystem::path("/tmp/out.png"));
        document.undoStack().undo();
        QVERIFY(document.modified());
        document.undoStack().redo();
        QVERIFY(!document.modified());
        QVERIFY(document.undoStack().isClean());
        document.undoStack().undo();
        document.replacePicture(filled({40, 30}, 3, 8), QStringLiteral("Another"));
        QVERIFY(document.modified());
        QCOMPARE(modified.count(), 5);
    }

    // Steps that lie packed are worked out in the background, one after the other, whatever is asked meanwhile.
    void manyStepsAtOnceEndWhereTheyShould() {
        Document document;
        document.open(filled({400, 300}, 3, 1));
        for (std::uint8_t i = 2; i <= 12; ++i) document.replacePicture(filled({400, 300}, 3, i), QStringLiteral("Edit"));
        document.settleUndo();
        document.setUndoLimits(1, 1 << 30);  // nothing stays at hand
        document.settleUndo();
        QSignalSpy changed(&document, &Document::pictureChanged);
        for (int i = 0; i < 8; ++i) document.undo();
        QTRY_COMPARE(document.undoStack().index(), 3);
        QCOMPARE(int(document.picture().row(0)[0]), 4);
        QCOMPARE(changed.count(), 8);
        for (int i = 0; i < 6; ++i) document.redo();
        document.undo();
        QTRY_COMPARE(document.undoStack().index(), 8);
        QCOMPARE(int(document.picture().row(0)[0]), 9);
        for (int i = 0; i < 50; ++i) document.undo();
        QTRY_COMPARE(document.undoStack().index(), 0);
        QCOMPARE(int(document.picture().row(0)[0]), 1);
        QVERIFY(!document.modified());
    }

    void aChangeEndsTheTravel() {
        Document document;
        document.open(filled({400, 300}, 3, 1));
        for (std::uint8_t i = 2; i <= 6; ++i) document.replacePicture(filled({400, 300}, 3, i), QStringLiteral("Edit"));
        document.settleUndo();
        document.setUndoLimits(1, 1 << 30);
        document.settleUndo();
        for (int i = 0; i < 4; ++i) document.undo();
        stroke(document, {1, 1, 5, 5}, 200);
        const int index = document.undoStack().index();
        const int value = document.picture().row(0)[0];
        QTest::qWait(200);
        QCOMPARE(document.undoStack().index(), index);
        QCOMPARE(int(document.picture().row(0)[0]), value);
        QCOMPARE(document.mask().bounds(), (Rect{1, 1, 5, 5}));
        document.undo();
        QTRY_VERIFY(document.mask().bounds().empty());
    }

    void goingWhileTravellingIsSafe() {
        for (int round = 0; round < 5; ++round) {
            Document document;
            document.open(filled({400, 300}, 3, 1));
            for (std::uint8_t i = 2; i <= 6; ++i) document.replacePicture(filled({400, 300}, 3, i), QStringLiteral("Edit"));
            document.settleUndo();
            document.setUndoLimits(1, 1 << 30);
            document.settleUndo();
            for (int i = 0; i < 4; ++i) document.undo();
            if (round % 2) document.open(filled({10, 10}, 3, 9));
            if (round == 3) QTest::qWait(1);
        }
    }

    void aStrokeCopiesOnlyWhatItTouches() {
        Document document;
        document.open(filled({600, 4000}, 3, 1));
        document.replaceMask(Mask(Size{600, 4000}, 100), QStringLiteral("Fill"));
        const Mask held = document.mask();
        stroke(document, {10, 1000, 20, 20}, 255);
        int own = 0;
        const auto before = held.blocks(), after = document.mask().blocks();
        for (std::size_t i = 0; i < after.size(); ++i) own += after[i].address != before[i].address;
        QVERIFY2(own >= 1 && own <= 2, qPrintable(QString::number(own)));
        QCOMPARE(int(held.row(1005)[15]), 100);
        document.undoStack().undo();
        QVERIFY(document.mask() == held);
    }

    void openForgetsTheHistory() {
        Document document;
        document.open(filled({40, 30}, 3, 5));
        document.replacePicture(filled({40, 30}, 3, 6), QStringLiteral("Edit"));
        document.open(filled({10, 10}, 3, 5));
        QCOMPARE(document.undoStack().count(), 0);
        QVERIFY(!document.modified());
        QCOMPARE(document.mask().size(), (Size{10, 10}));
        stroke(document, {0, 0, 3, 3}, 1);
        document.undoStack().undo();
        QVERIFY(document.mask().bounds().empty());
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
