#include "ui/canvas/split_divider.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>

namespace tintype::ui {

namespace {

constexpr int kWidth = 21;
constexpr double kStep = 0.01;
constexpr double kLongStep = 0.1;

}  // namespace

SplitDivider::SplitDivider(QWidget* canvas) : QWidget(canvas) {
    setObjectName(QStringLiteral("splitDivider"));
    setCursor(Qt::SplitHCursor);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Divider between before and after"));
    setToolTip(tr("Drag, or press the arrow keys, to compare before and after"));
    setFraction(m_fraction);
}

int SplitDivider::lineX() const {
    return int(m_fraction * parentWidget()->width());
}

void SplitDivider::setFraction(double fraction) {
    m_fraction = std::clamp(fraction, 0.0, 1.0);
    setAccessibleDescription(tr("%1 percent before").arg(qRound(m_fraction * 100)));
    place();
    Q_EMIT moved();
}

void SplitDivider::place() {
    setGeometry(lineX() - kWidth / 2, 0, kWidth, parentWidget()->height());
}

void SplitDivider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const double x = kWidth / 2 + 0.5;
    painter.setPen(QPen(QColor(0, 0, 0, 120), 3));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setPen(QPen(Qt::white, 1));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre(x, height() / 2.0);
    painter.setPen(
        QPen(hasFocus() ? palette().color(QPalette::Highlight) : QColor(0, 0, 0, 140), hasFocus() ? 2 : 1));
    painter.setBrush(Qt::white);
    painter.drawEllipse(centre, 9, 9);
    painter.setPen(QPen(QColor(60, 60, 60), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    for (int side : {-1, 1}) {
        const QPointF tip = centre + QPointF(side * 5.5, 0);
        painter.drawPolyline(QPolygonF({tip + QPointF(-side * 3, -3), tip, tip + QPointF(-side * 3, 3)}));
    }
}

void SplitDivider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return event->ignore();
    m_grip = mapToParent(event->position().toPoint()).x() - lineX();
}

void SplitDivider::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return event->ignore();
    const double x = mapToParent(event->position().toPoint()).x() - m_grip;
    setFraction(x / std::max(1, parentWidget()->width()));
}

void SplitDivider::keyPressEvent(QKeyEvent* event) {
    const double step = event->modifiers() & Qt::ShiftModifier ? kLongStep : kStep;
    switch (event->key()) {
        case Qt::Key_Left:
            return setFraction(m_fraction - step);
        case Qt::Key_Right:
            return setFraction(m_fraction + step);
        case Qt::Key_Home:
            return setFraction(0);
        case Qt::Key_End:
            return setFraction(1);
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace tintype::ui
