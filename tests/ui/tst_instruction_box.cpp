#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "ui/history_popup.h"
#include "ui/instruction_advice.h"
#include "ui/instruction_box.h"
#include "ui/instruction_history.h"
#include "ui/phrasebook.h"

using namespace tintype::ui;

class TestInstructionBox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void returnRunsAndShiftReturnBreaksTheLine() {
        InstructionHistory history;
        InstructionBox box(history);
        box.show();
        auto* edit = box.findChild<QPlainTextEdit*>();
        QSignalSpy submitted(&box, &InstructionBox::submitted);
        QTest::keyClicks(edit, QStringLiteral("make it warmer"));
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(submitted.count(), 0);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(submitted.count(), 1);
        QCOMPARE(box.text().simplified(), QStringLiteral("make it warmer"));
    }

    void growsToThreeLinesAndNoMore() {
        InstructionHistory history;
        InstructionBox box(history);
        box.resize(500, 200);
        box.show();
        auto* edit = box.findChild<QPlainTextEdit*>();
        const int one = edit->height();
        box.setText(QStringLiteral("a\nb"));
        const int two = edit->height();
        QVERIFY(two > one);
        box.setText(QStringLiteral("a\nb\nc"));
        const int three = edit->height();
        QVERIFY(three > two);
        box.setText(QStringLiteral("a\nb\nc\nd\ne"));
        QCOMPARE(edit->height(), three);
    }

    void theHintNamesWhatItDoesNotKnow() {
        InstructionHistory history;
        InstructionBox box(history);
        box.show();
        box.setText(QStringLiteral("make the sky stormy"));
        QTRY_VERIFY(box.hint().contains(QStringLiteral("Understood")));
        box.setText(QStringLiteral("add sunglasses"));
        QTRY_VERIFY2(box.hint().contains(QStringLiteral("sunglasses")), qPrintable(box.hint()));
    }

    void aModelIsToldEnglishAndTheUnknownIsMarked() {
        InstructionHistory history;
        InstructionBox box(history);
        box.resize(700, 120);
        box.show();
        auto* edit = box.findChild<QPlainTextEdit*>();
        box.setText(QStringLiteral("把猫变成狗"));
        QTest::qWait(250);
        QVERIFY(!box.advice()->isVisible());  // the built-in engine reads Chinese
        box.setReader(TextReader::Model);
        QVERIFY(box.advice()->isVisible());
        QCOMPARE(box.advice()->english(), QStringLiteral("Turn the cat into a dog"));
        box.setText(QStringLiteral("把麒麟变成<b>狗"));
        auto* line = box.advice()->findChild<QLabel*>();
        QTRY_VERIFY2(line->text().contains(QStringLiteral("<b><u>麒麟</u></b>")), qPrintable(line->text()));
        QVERIFY(!line->text().contains(QStringLiteral("<b>狗")));
        QVERIFY(line->accessibleName().contains(QStringLiteral("麒麟")));
        box.setText(QStringLiteral("把天空变成红色"));
        auto* button = box.advice()->findChild<QToolButton*>();
        QTRY_COMPARE(box.advice()->english(), QStringLiteral("Change the sky to red"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(box.text(), QStringLiteral("Change the sky to red"));
        QVERIFY(!box.advice()->isVisible());
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(box.text(), QStringLiteral("把天空变成红色"));
    }

    void oneClickRewritesForAModel() {
        InstructionHistory history;
        InstructionBox box(history);
        box.setReader(TextReader::Model);
        box.resize(700, 120);
        box.show();
        auto* edit = box.findChild<QPlainTextEdit*>();
        auto* button = box.advice()->findChild<QToolButton*>();
        QTest::keyClicks(edit, QStringLiteral("please add a hat to the dog"));
        QTRY_VERIFY(box.advice()->isVisible());
        QVERIFY(button->isVisible());
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(box.text(), QStringLiteral("Put a hat on the dog"));
        QVERIFY(!box.advice()->isVisible());
        QVERIFY(edit->hasFocus() || !box.isActiveWindow());
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(box.text(), QStringLiteral("please add a hat to the dog"));
        box.setText(QStringLiteral("it is not blue"));  // told, but only a person can mend it
        QTRY_VERIFY(box.advice()->isVisible() && !button->isVisible());
        box.setPurpose(TextPurpose::CameraMove);
        QVERIFY(!box.advice()->isVisible());
    }

    void eachPurposeKeepsItsOwnText() {
        InstructionHistory history;
        InstructionBox box(history);
        box.setText(QStringLiteral("make it night"));
        box.setPurpose(TextPurpose::CameraMove);
        QCOMPARE(box.text(), QString());
        box.setText(QStringLiteral("zoom in"));
        box.setPurpose(TextPurpose::Instruction);
        QCOMPARE(box.text(), QStringLiteral("make it night"));
    }

    void historyKeepsStarsAndOrder() {
        InstructionHistory history;
        history.add(QStringLiteral("one"), 1);
        history.add(QStringLiteral("two  words"), 2);
        history.setStarred(QStringLiteral("one"), true);
        history.add(QStringLiteral("three"), 3);
        history.add(QStringLiteral("one"), 4);
        QCOMPARE(history.entries().size(), std::size_t(3));
        QCOMPARE(history.entries().front().text, QStringLiteral("one"));
        QVERIFY(history.entries().front().starred);
        QCOMPARE(history.search(QStringLiteral("WORDS two")).size(), std::size_t(1));
        QCOMPARE(history.search(QStringLiteral("absent")).size(), std::size_t(0));
        InstructionHistory again;
        again.fromJson(history.toJson());
        QVERIFY(again.entries() == history.entries());
    }

    void historyReadsGarbage() {
        InstructionHistory history;
        history.fromJson(QJsonArray{1, QStringLiteral("x"), QJsonObject{{QStringLiteral("text"), 5}}, QJsonValue()});
        QVERIFY(history.entries().empty());
    }

    void popupPicksByKeyboard() {
        InstructionHistory history;
        history.add(QStringLiteral("older"), 1);
        history.add(QStringLiteral("newer"), 2);
        QWidget anchor;
        anchor.show();
        HistoryPopup popup(history, &anchor);
        QSignalSpy chosen(&popup, &HistoryPopup::chosen);
        popup.showAbove(&anchor);
        auto* search = popup.findChild<QLineEdit*>();
        QTest::keyClick(search, Qt::Key_Down);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), QStringLiteral("older"));
    }

    void phrasebookSurvivesBadJson() {
        QVERIFY(parsePhrasebook("not json").empty());
        QVERIFY(parsePhrasebook("{\"categories\": 5}").empty());
        const auto book = parsePhrasebook(
            R"({"categories":[{"name":{"en":"Sky","zh":"天空"},"entries":[{"en":"make the sky stormy","zh":"暴风雨","builtIn":true},{},7]}]})");
        QCOMPARE(book.size(), std::size_t(1));
        QCOMPARE(book[0].phrases.size(), std::size_t(1));
        QCOMPARE(book[0].phrases[0].text(true), QStringLiteral("暴风雨"));
        QCOMPARE(book[0].name(false), QStringLiteral("Sky"));
    }

    void theBuiltInBookHasPresets() { QVERIFY(loadPhrasebook().size() >= 3); }
};

QTEST_MAIN(TestInstructionBox)
#include "tst_instruction_box.moc"
