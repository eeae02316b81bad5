// What went wrong, why, and a button that helps, above the status line. Never in the way. Plain text only:
// file names and messages are shown as they are.
#pragma once

#include <QFrame>
#include <QString>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace tintype::ui {

enum class Severity { Note, Problem };

// One thing to tell, with what can be done about it.
struct Notice {
    struct Help {
        QString text;
        std::function<void()> act;
    };
    Severity severity = Severity::Problem;
    QString text;    // what happened and why
    QString advice;  // what to do, may be empty
    std::vector<Help> help;
    QString topic;   // a later notice of the same topic replaces this one; may be empty
};

class ErrorStrip : public QFrame {
    Q_OBJECT

public:
    explicit ErrorStrip(QWidget* parent = nullptr);

    void show(Notice notice);         // newest first; older ones come back when it is closed
    void dismiss(const QString& topic);
    int count() const { return static_cast<int>(m_notices.size()); }
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void present();
    void closeTop();

    std::vector<Notice> m_notices;
    QLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
    QToolButton* m_close;
};

}  // namespace tintype::ui
