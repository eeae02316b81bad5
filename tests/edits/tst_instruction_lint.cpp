#include <QTest>

#include "core/edits/instruction_lint.h"

using namespace tintype::edits;

namespace {

struct Row {
    const char* typed;
    std::vector<Flaw> flaws;
    const char* better;  // null: stays
};

const Row kRows[] = {
    {"Please make the sky red", {Flaw::Polite}, "Make the sky red"},
    {"Could you please turn him into a cyborg?", {Flaw::Polite}, "Turn him into a cyborg"},
    {"can you add a hat to the dog, please?", {Flaw::Polite, Flaw::AddTo}, "Put a hat on the dog"},
    {"I would like you to make the car red", {Flaw::Polite}, "Make the car red"},
    {"The sky should be red", {Flaw::Should}, "Make the sky red"},
    {"he should wear a hat", {Flaw::Should}, "Make him wear a hat"},
    {"there should be a rainbow", {Flaw::Should}, "Add a rainbow"},
    {"she should look older", {Flaw::Should}, "Make her look older"},
    {"the house must be made of wood", {Flaw::Should}, "Make the house made of wood"},
    {"no hat", {Flaw::Negation}, "Remove the hat"},
    {"make him without a beard", {Flaw::Negation}, "Remove the beard from him"},
    {"don't change the face", {Flaw::Negation}, "Keep the face"},
    {"it is not blue", {Flaw::Negation}, nullptr},
    {"make the sky red and turn the grass yellow", {Flaw::TwoEdits}, "Make the sky red"},
    {"Make the sky stormy, make it night", {Flaw::TwoEdits}, "Make the sky stormy"},
    {"Please make it red; then add a hat to the cat", {Flaw::Polite, Flaw::TwoEdits}, "Make it red"},
    {"Add sunglasses to him", {Flaw::AddTo}, "Put sunglasses on him"},
    {"a sunny beach", {Flaw::NoVerb}, "Make it look like a sunny beach"},
    {"black and white", {Flaw::NoVerb}, "Make it look black and white"},
    {"make the sky stormy but keep her face", {}, nullptr},
    {"make it brighter", {}, nullptr},
    {"Turn it into black and white", {}, nullptr},
    {"put salt and pepper on the table", {}, nullptr},
    {"make it snow and rain", {}, nullptr},
    {"what would it look like if it were snowing", {}, nullptr},
    {"Change the notebook to a tomato", {}, nullptr},
    {"把猫变成狗", {}, nullptr},
    {"", {}, nullptr},
    {" \n ", {}, nullptr},
};

}  // namespace

class TestInstructionLint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void flawsAndRewrites() {
        for (const Row& row : kRows) {
            std::vector<Flaw> flaws;
            for (const InstructionHint& hint : lint(row.typed)) {
                flaws.push_back(hint.flaw);
                QVERIFY(!hint.message.english().empty());
            }
            QVERIFY2(flaws == row.flaws, row.typed);
            QCOMPARE(rewritten(row.typed), std::string(row.better ? row.better : row.typed));
        }
    }

    void aRewriteHasNothingLeftToMend() {
        for (const Row& row : kRows)
            if (row.better) QVERIFY2(lint(row.better).empty(), row.better);
    }

    void theSecondEditIsNamed() {
        const auto hints = lint("make the sky red and then turn the grass yellow");
        QCOMPARE(hints.size(), std::size_t(1));
        QVERIFY(QString::fromStdString(hints[0].message.english()).contains("Turn the grass yellow"));
    }

    void longTextsAreToldAndNothingMore() {
        std::string text = "make it";
        for (int i = 0; i < 5000; ++i) text += " and red";
        const auto hints = lint(text);
        QCOMPARE(hints.size(), std::size_t(1));
        QVERIFY(hints[0].flaw == Flaw::Long);
        QCOMPARE(rewritten(text), text);
    }
};

QTEST_APPLESS_MAIN(TestInstructionLint)
#include "tst_instruction_lint.moc"
