// The chips of the Restore panel: which faces can be ticked, what they say after a run, and what they tell while a slider moves.
#include <QCheckBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "ui/panels/face_chips.h"

using namespace tintype;
using namespace tintype::ui;

namespace {

QImage square(QColor colour) {
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

std::vector<FaceChips::Face> threeFaces() {
    return {{{0, 0, 40, 40}, square(Qt::red), {}}, {{50, 0, 40, 40}, square(Qt::green), {}}, {{0, 50, 9, 9}, square(Qt::blue), QStringLiteral("too small")}};
}

}  // namespace

class TestFaceChips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flawedFacesAreNamedAndCannotBeTicked() {
        FaceChips chips;
        chips.setFaces(threeFaces(), 0.7);
        chips.show();
        QCOMPARE(chips.count(), 3);
        QCOMPARE(chips.restorable(), 2);
        QCOMPARE(chips.ticked(), (std::vector<bool>{true, true, false}));
        bool named = false;
        for (const QLabel* label : chips.findChildren<QLabel*>()) named = named || (label->isVisible() && label->text().contains(QStringLiteral("too small")));
        QVERIFY(named);
        chips.toggle(2);
        QVERIFY(!chips.ticked()[2]);
        chips.toggle(0);
        QVERIFY(!chips.ticked()[0]);
        chips.toggle(7);
    }

    void aMovedSliderTellsAndSettles() {
        FaceChips chips;
        chips.setFaces(threeFaces(), 0.7);
        QSignalSpy changed(&chips, &FaceChips::changed), settled(&chips, &FaceChips::settled);
        auto* slider = chips.findChildren<QSlider*>().first();
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(settled.count(), 1);
        QCOMPARE(chips.strengths()[0], 0.69);
        chips.findChildren<QCheckBox*>().first()->click();
        QCOMPARE(changed.count(), 2);
        QCOMPARE(settled.count(), 2);
        // All at once tells once.
        chips.setAllStrengths(0.2);
        QCOMPARE(changed.count(), 3);
        QCOMPARE(settled.count(), 2);
        QCOMPARE(chips.strengths()[1], 0.2);
    }

    void whatARunMadeStandsBesideTheFace() {
        FaceChips chips;
        chips.setFaces(threeFaces(), 0.7);
        chips.show();
        chips.setAfter({{square(Qt::red), square(Qt::yellow), QStringLiteral("Lowered")}, {}, {square(Qt::blue), square(Qt::white), QStringLiteral("x")}});
        int after = 0, remarks = 0;
        for (const QLabel* label : chips.findChildren<QLabel*>()) {
            after += label->isVisible() && label->accessibleName().endsWith(QStringLiteral("after"));
            remarks += label->isVisible() && label->text() == QStringLiteral("Lowered");
            QVERIFY(label->text() != QStringLiteral("x"));
        }
        QCOMPARE(after, 1);
        QCOMPARE(remarks, 1);
        chips.setAfter({});
        for (const QLabel* label : chips.findChildren<QLabel*>()) QVERIFY(!label->isVisible() || label->text() != QStringLiteral("Lowered"));
        chips.setFaces({}, 0);
        QCOMPARE(chips.count(), 0);
    }
};

QTEST_MAIN(TestFaceChips)
#include "tst_face_chips.moc"
