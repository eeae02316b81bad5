#include "ui/gallery/compare_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/builtin/change_map.h"
#include "ui/icon.h"
#include "ui/qt_text.h"

namespace tintype::ui {

namespace {
constexpr int kGap = 4;
constexpr std::size_t kMost = 9;
const QColor kSurround(119, 119, 119);

QString percent(double share) {
    const QLocale locale;
    return locale.toString(share * 100.0, 'f', 1) + locale.percent();
}

struct MappedChanges {
    Pyramid picture;
    double changed = 0.0;
    double clearly = 0.0;
    std::optional<double> likeness;
};

MappedChanges mapped(const QImage& before, const QImage& after) {
    builtin::ChangeMap map = builtin::changeMap(fromQImage(before), fromQImage(after));
    return {Pyramid(toQImage(map.picture)), map.changed, map.clearly, map.likeness};
}

}  // namespace

CompareView::CompareView(QWidget* parent) : QWidget(parent), m_close(new QToolButton(this)) {
    setFocusPolicy(Qt::StrongFocus);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(4);
    bar->addStretch();
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; const char* name : {"compare", "difference", "changes"}) {
        auto* button = m_views[i] = new QToolButton(this);
        button->setIcon(icon(QLatin1String(name)));
        button->setCheckable(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button, static_cast<int>(i++));
        bar->addWidget(button);
    }
    m_views[0]->setChecked(true);
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setFocusPolicy(Qt::TabFocus);
    bar->addSpacing(8);
    bar->addWidget(m_close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(bar);
    layout->addStretch();
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { setView(static_cast<View>(id)); });
    connect(m_close, &QToolButton::clicked, this, &CompareView::closed);
    retranslate();
}

void CompareView::retranslate() {
    setAccessibleName(tr("Compare results"));
    m_views[0]->setText(tr("Side by side"));
    m_views[0]->setToolTip(tr("Show the pictures beside each other; the wheel zooms all of them"));
    m_views[1]->setText(tr("Difference"));
    m_views[1]->setToolTip(tr("Show what differs between the first two, four times as bright (D)"));
    m_views[2]->setText(tr("Change map"));
    m_views[2]->setToolTip(tr("Show where and how much the second differs from the first, with figures (C)"));
    for (QToolButton* button : m_views) button->setAccessibleName(button->text());
    m_close->setToolTip(tr("Back to the photo (Esc)"));
    m_close->setAccessibleName(tr("Close"));
}

void CompareView::show(std::vector<Comparand> pictures) {
    if (pictures.size() > kMost) pictures.resize(kMost);
    ++m_generation;
    m_panes.clear();
    m_differencePane = {};
    m_changesPane = {};
    reset();
    m_views[1]->setEnabled(pictures.size() >= 2);
    m_views[2]->setEnabled(pictures.size() >= 2);
    if (pictures.size() < 2) setView(View::SideBySide);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        m_panes.push_back({pictures[i].caption, {}});
        auto load = [make = std::move(pictures[i].load)] { return Pyramid(make()); };
        m_background.run(this, std::move(load), [this, i, generation = m_generation](const Outcome<Pyramid>& outcome) {
            if (generation != m_generation) return;
            m_panes[i].failed = !outcome.value || outcome.value->isNull();
            if (outcome.value) m_panes[i].picture = *outcome.value;
            makeWhatIsShown();
            update();
        });
    }
    QWidget::show();
    setFocus();
    update();
}

void CompareView::setView(View view) {
    m_view = m_panes.size() >= 2 ? view : View::SideBySide;
    m_views[static_cast<std::size_t>(m_view)]->setChecked(true);
    makeWhatIsShown();
    update();
}

void CompareView::toggle(View view) { setView(m_view == view ? View::SideBySide : view); }

CompareView::Pane& CompareView::shown(std::size_t index) {
    switch (m_view) {
        case View::SideBySide: break;
        case View::Difference: return m_differencePane;
        case View::Changes: return m_changesPane;
    }
    return m_panes[index];
}

QString CompareView::caption() const { return m_panes.empty() ? QString() : shown(0).caption; }

void CompareView::makeWhatIsShown() {
    if (m_view == View::SideBySide) return;
    Pane& pane = shown(0);
    pane.failed = m_panes[0].failed || m_panes[1].failed;
    if (m_panes[0].picture.isNull() || m_panes[1].picture.isNull() || std::exchange(pane.begun, true)) return;
    m_view == View::Difference ? makeDifference() : makeChanges();
}

void CompareView::makeChanges() {
    auto work = [a = m_panes[0].picture.full(), b = m_panes[1].picture.full()] { return mapped(a, b); };
    m_background.run(this, std::move(work), [this, generation = m_generation](const Outcome<MappedChanges>& outcome) {
        if (generation != m_generation) return;
        m_changesPane.failed = !outcome.value;
        if (outcome.value) {
            QString figures = tr("%1 of the pixels changed, %2 clearly.").arg(percent(outcome.value->changed), percent(outcome.value->clearly));
            if (const auto likeness = outcome.value->likeness)
                figures += QLatin1Char(' ') + tr("The face that changed most is about %1 alike (a rough measure).").arg(percent(*likeness));
            m_changesPane = {figures, outcome.value->picture, false, true};
        }
        update();
    });
}

void CompareView::makeDifference() {
    auto work = [a = m_panes[0].picture.full(), b = m_panes[1].picture.full()] { return Pyramid(difference(a, b)); };
    m_background.run(this, std::move(work), [this, generation = m_generation](const Outcome<Pyramid>& outcome) {
        if (generation != m_generation) return;
        m_differencePane.failed = !outcome.value;
        if (outcome.value) m_differencePane = {tr("Difference"), *outcome.value, false, true};
        update();
    });
}

std::vector<QRectF> CompareView::frames() const {
    const int count = m_view == View::SideBySide ? static_cast<int>(m_panes.size()) : 1;
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
    for (std::size_t i = 0; i < places.size(); ++i) paintPane(painter, places[i], shown(i));
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
        const Pane& pane = shown(i++);
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
    const Pane& pane = shown(0);
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
        case Qt::Key_D: toggle(View::Difference); break;
        case Qt::Key_C: toggle(View::Changes); break;
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
