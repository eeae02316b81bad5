// The line under an instruction that a model will read: the English a Chinese instruction becomes, with what could not be
// turned marked, or what would be better said otherwise, with a button that says it so. Used by InstructionBox.
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QToolButton;

namespace tintype::ui {

class InstructionAdvice : public QWidget {
    Q_OBJECT

public:
    explicit InstructionAdvice(QWidget* parent = nullptr);

    // Hides itself when there is nothing to say.
    void advise(const QString& instruction);
    QString english() const { return m_english; }  // empty: the instruction is not in Chinese

Q_SIGNALS:
    void rewriteRequested(const QString& instruction);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showTranslation(const QString& instruction);
    void showHints(const QString& instruction);
    void say(const QString& html, const QString& plain);

    QString m_instruction;
    QString m_english;
    QString m_better;
    QLabel* m_line;
    QToolButton* m_rewrite;
};

}  // namespace tintype::ui
