// One sentence to type: the instruction line below the photo, with presets, history and a live line that says
// what the built-in engine understood. Holds one text for Instruct and one for Animate.
#pragma once

#include <QFrame>
#include <QString>
#include <QTimer>
#include <vector>

#include "ui/phrasebook.h"

class QLabel;
class QMenu;
class QPlainTextEdit;
class QToolButton;

namespace tintype::ui {

class HistoryPopup;
class InstructionAdvice;
class InstructionHistory;

enum class TextPurpose { Instruction, CameraMove };
enum class TextReader { BuiltIn, Model };  // whoever would run the text

class InstructionBox : public QFrame {
    Q_OBJECT

public:
    explicit InstructionBox(InstructionHistory& history, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    void setPurpose(TextPurpose purpose);
    // The line below says what the built-in engine understood, or how the model likes to be told.
    void setReader(TextReader reader);
    TextReader reader() const { return m_reader; }
    InstructionAdvice* advice() { return m_advice; }
    void focusText();
    void showPresets();
    QString hint() const;

Q_SIGNALS:
    void textChanged();
    void submitted();  // Return

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void fillPresets();
    void takePhrase(const QString& text, bool pattern);
    void showHistory();
    void fitHeight();
    void updateHint();
    void takeRewrite(const QString& text);

    InstructionHistory& m_history;
    QPlainTextEdit* m_edit;
    QToolButton* m_presets;
    QToolButton* m_past;
    QMenu* m_presetMenu;
    QLabel* m_hint;
    InstructionAdvice* m_advice;
    QTimer m_pause;
    HistoryPopup* m_popup = nullptr;
    std::vector<PhraseCategory> m_book;
    TextPurpose m_purpose = TextPurpose::Instruction;
    TextReader m_reader = TextReader::BuiltIn;
    QString m_otherText;  // of the purpose that is not shown
};

}  // namespace tintype::ui
