#include "ui/gallery/compare_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/icon.h"

namespace tintype::ui {

namespace {
constexpr int kGap = 4;
constexpr std::size_t kMost = 9;
const QColor kSurround(119, 119, 119);
}  // namespace

CompareView::CompareView(QWidget* parent) : QWidget(parent), m_mode(new QToolButton(this)), m_close(new QToolButton(this)) {
    setFocusPolicy(Qt::StrongFocus);
    m_mode->setCheckable(true);
    m_mode->setIcon(icon(QStringLiteral("difference")));
    m_close->setIcon(icon(QStringLiteral("close")));
    for (QToolButton* button : {m_mode, m_close}) button->setAutoRaise(false);
    auto* bar = new QHBoxLayout;
    bar->addStretch();
    bar->addWidget(m_mode);
    bar->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addStretch();
    connect(m_mode, &QToolButton::toggled, this, &CompareView::setShowDifference);
    connect(m_close, &QToolButton::clicked, this, &CompareView::closed);
    retranslate();
}

void CompareView::retranslate() {
    setAccessibleName(tr("Compare results"));
    m_mode->setToolTip(tr("Show what differs between the first two, four times as bright (D)"));
    m_mode->setAccessibleName(tr("Difference"));
    m_close->setToolTip(tr("Back to the photo (Esc)"));
    m_close->setAccessibleName(tr("Close"));
}

void CompareView::show(std::vector<Comparand> pictures) {
    if (pictures.size() > kMost) pictures.resize(kMost);
    ++m_generation;
    m_panes.clear();
    m_differencePane = {};
    reset();
    m_mode->setEnabled(pictures.size() >= 2);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        m_panes.push_back({pictures[i].caption, {}, false});
        auto load = [make = std::move(pictures[i].load)] { return Pyramid(make()); };
        m_background.run(this, std::move(load), [this, i, generation = m_generation](const Outcome<Pyramid>& outcome) {
            if (generation != m_generation) return;
            m_panes[i].failed = !outcome.value || outcome.value->isNull();
            if (outcome.value) m_panes[i].picture = *outcome.value;
            if (m_difference) makeDifference();
            update();
        });
    }
    QWidget::show();
    setFocus();
    update();
}

void CompareView::setShowDifference(bool on) {
    m_difference = on && m_panes.size() >= 2;
    m_mode->setChecked(m_difference);
    if (m_difference) makeDifference();
    update();
}

void CompareView::makeDifference() {
    if (m_panes[0].picture.isNull() || m_panes[1].picture.isNull() || !m_differencePane.picture.isNull()) return;
    auto work = [a = m_panes[0].picture.full(), b = m_panes[1].picture.full()] { return Pyramid(difference(a, b)); };
    m_background.run(this, std::move(work), [this, generation = m_generation](const Outcome<Pyramid>& outcome) {
        if (generation != m_generation || !outcome.value) return;
        m_differencePane = {tr("Difference"), *outcome.value, false};
        update();
    });
}

std::vector<QRectF> CompareView::frames() const {
    const int count = m_difference ? 1 : static_cast<int>(m_panes.size());
    const int columns = count <= 3 ? count : count == 4 ? 2 : 3;
    std::vector<QRectF> result;
    if (count == 0) return result;
    const int rows = (count + columns - 1) / columns;
    const double w = (width() - kGap * (columns - 1)) / static_cast<double>(columns);
    const double h = (height() - kGap * (rows - 1)) / static_cast<double>(rows);
    for (int i = 0; i < count; ++i) result.emplace_back((i % columns) * (w + kGap), (i / columns) * (h + kGap), w, h);
    return result;
}

QRectF CompareView::pictureFrame(const QRectF& pane) const { return pane.adjusted(0, 0, 0, -fontMetrics().height() - 8); }

QRectF CompareView::placed(const QRectF& frame, const QSize& picture) const {
    const QSizeF fit = QSizeF(picture).scaled(frame.size(), Qt::KeepAspectRatio) * m_zoom;
    const QPointF middle = frame.center();
    return {middle.x() - m_centre.x() * fit.width(), middle.y() - m_centre.y() * fit.height(), fit.width(), fit.height()};
}

void CompareView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), kSurround);
    const auto places = frames();
    for (std::size_t i = 0; i < places.size(); ++i) paintPane(painter, places[i], m_difference ? m_differencePane : m_panes[i]);
}

void CompareView::paintPane(QPainter& painter, const QRectF& frame, const Pane& pane) const {
    const QRectF area = pictureFrame(frame);
    painter.save();
    painter.setClipRect(area);
    if (pane.picture.isNull()) {
        painter.setPen(Qt::white);
        painter.drawText(area, Qt::AlignCenter, pane.failed ? tr("This picture cannot be opened.") : tr("Loading..."));
    } else {
        const QRectF all = placed(area, pane.picture.size());
        const QRectF seen = all.intersected(area);
        const double fx = pane.picture.size().width() / all.width();
        const double fy = pane.picture.size().height() / all.height();
        const QRectF source((seen.x() - all.x()) * fx, (seen.y() - all.y()) * fy, seen.width() * fx, seen.height() * fy);
        if (!seen.isEmpty()) pane.picture.paint(painter, seen, source);
    }
    painter.restore();
    const QRectF line(frame.x(), area.bottom(), frame.width(), frame.bottom() - area.bottom());
    painter.fillRect(line, palette().color(QPalette::Window));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(line, Qt::AlignCenter, fontMetrics().elidedText(pane.caption.simplified(), Qt::ElideRight, static_cast<int>(line.width()) - 8));
}

void CompareView::zoomAt(const QPointF& position, double factor) {
    const double zoom = std::clamp(m_zoom * factor, 0.5, 64.0);
    for (std::size_t i = 0; const QRectF& frame : frames()) {
        const Pane& pane = m_difference ? m_differencePane : m_panes[i++];
        if (!frame.contains(position) || pane.picture.isNull()) continue;
        // The point under the cursor stays, in every pane.
        const QRectF area = pictureFrame(frame);
        const QRectF before = placed(area, pane.picture.size());
        const QPointF point((position.x() - before.x()) / before.width(), (position.y() - before.y()) / before.height());
        const QSizeF after = before.size() * (zoom / m_zoom);
        m_centre = {point.x() - (position.x() - area.center().x()) / after.width(),
                    point.y() - (position.y() - area.center().y()) / after.height()};
    }
    m_zoom = zoom;
    m_centre = {std::clamp(m_centre.x(), 0.0, 1.0), std::clamp(m_centre.y(), 0.0, 1.0)};
    update();
}

void CompareView::reset() {
    m_zoom = 1.0;
    m_centre = {0.5, 0.5};
    update();
}

void CompareView::mousePressEvent(QMouseEvent* event) { m_last = event->position(); }

void CompareView::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() == Qt::NoButton || m_panes.empty()) return;
    const Pane& pane = m_difference ? m_differencePane : m_panes.front();
    if (pane.picture.isNull()) return;
    const QSizeF shown = placed(pictureFrame(frames().front()), pane.picture.size()).size();
    const QPointF moved = event->position() - m_last;
    m_last = event->position();
    m_centre = {std::clamp(m_centre.x() - moved.x() / shown.width(), 0.0, 1.0),
                std::clamp(m_centre.y() - moved.y() / shown.height(), 0.0, 1.0)};
    update();
}

void CompareView::wheelEvent(QWheelEvent* event) {
    zoomAt(event->position(), std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void CompareView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle = frames().empty() ? QPointF() : pictureFrame(frames().front()).center();
    switch (event->key()) {
        case Qt::Key_Escape: Q_EMIT closed(); break;
        case Qt::Key_D: setShowDifference(!m_difference); break;
        case Qt::Key_Plus:
        case Qt::Key_Equal: zoomAt(middle, 1.25); break;
        case Qt::Key_Minus: zoomAt(middle, 0.8); break;
        case Qt::Key_0: reset(); break;
        case Qt::Key_Left: m_centre.rx() = std::max(0.0, m_centre.x() - 0.05 / m_zoom); break;
        case Qt::Key_Right: m_centre.rx() = std::min(1.0, m_centre.x() + 0.05 / m_zoom); break;
        case Qt::Key_Up: m_centre.ry() = std::max(0.0, m_centre.y() - 0.05 / m_zoom); break;
        case Qt::Key_Down: m_centre.ry() = std::min(1.0, m_centre.y() + 0.05 / m_zoom); break;
        default: QWidget::keyPressEvent(event); return;
    }
    update();
}

void CompareView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CompareView::resizeEvent(QResizeEvent*) { update(); }

}  // namespace tintype::ui
