// Past instructions in a small window over the instruction line: type to search, Return takes one.
#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace tintype::ui {

class InstructionHistory;

class HistoryPopup : public QFrame {
    Q_OBJECT

public:
    HistoryPopup(InstructionHistory& history, QWidget* parent);
    void showAbove(QWidget* anchor);

Q_SIGNALS:
    void chosen(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    QString currentText() const;
    void updateButtons();
    void toggleStar();

    InstructionHistory& m_history;
    QLineEdit* m_search;
    QListWidget* m_list;
    QPushButton* m_star;
    QPushButton* m_remove;
};

}  // namespace tintype::ui
