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
class InstructionHistory;

enum class TextPurpose { Instruction, CameraMove };

class InstructionBox : public QFrame {
    Q_OBJECT

public:
    explicit InstructionBox(InstructionHistory& history, QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    void setPurpose(TextPurpose purpose);
    void focusText();
    void showPresets();
    QString hint() const;

Q_SIGNALS:
    void textChanged();
    void submitted();  // Return

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void fillPresets();
    void takePhrase(const QString& text, bool pattern);
    void showHistory();
    void fitHeight();
    void updateHint();

    InstructionHistory& m_history;
    QPlainTextEdit* m_edit;
    QToolButton* m_presets;
    QToolButton* m_past;
    QMenu* m_presetMenu;
    QLabel* m_hint;
    QTimer m_pause;
    HistoryPopup* m_popup = nullptr;
    std::vector<PhraseCategory> m_book;
    TextPurpose m_purpose = TextPurpose::Instruction;
    QString m_otherText;  // of the purpose that is not shown
};

}  // namespace tintype::ui
