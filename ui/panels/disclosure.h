// A "More" line that opens and closes what lies below it.
#pragma once

#include <QToolButton>
#include <QVBoxLayout>
#include <QWidget>

namespace tintype::ui {

class Disclosure : public QWidget {
    Q_OBJECT

public:
    explicit Disclosure(QWidget* content, QWidget* parent = nullptr) : QWidget(parent), m_button(new QToolButton) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(8);
        column->addWidget(m_button, 0, Qt::AlignLeft);
        column->addWidget(content);
        m_button->setCheckable(true);
        m_button->setAutoRaise(true);
        m_button->setArrowType(Qt::RightArrow);
        m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_button->setFocusPolicy(Qt::StrongFocus);
        content->hide();
        connect(m_button, &QToolButton::toggled, this, [this, content](bool open) {
            content->setVisible(open);
            m_button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        });
    }
    void setText(const QString& text) { m_button->setText(text); }
    void setOpen(bool open) { m_button->setChecked(open); }

private:
    QToolButton* m_button;
};

}  // namespace tintype::ui
