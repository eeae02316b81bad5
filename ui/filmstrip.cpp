#include "ui/filmstrip.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "ui/qt_text.h"

namespace tintype::ui {

namespace {

constexpr int kHeight = 96;
constexpr int kGap = 4;
constexpr int kMargin = 12;

}  // namespace

Filmstrip::Filmstrip(QWidget* below) : QWidget(below) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    below->installEventFilter(this);
    retranslate();
    hide();
}

void Filmstrip::setFrames(const std::vector<image::Image>& frames) {
    m_frames.clear();
    for (const image::Image& frame : frames) m_frames.push_back(toQImage(frame));
    place();
    setVisible(!m_frames.empty());
    raise();
    update();
}

void Filmstrip::clear() {
    m_frames.clear();
    hide();
}

// As wide as the frames are at one height, made smaller where the window is narrow.
void Filmstrip::place() {
    if (m_frames.empty()) return;
    const QSize frame = m_frames.front().size();
    const int count = static_cast<int>(m_frames.size());
    const int room = parentWidget()->width() - 2 * kMargin - (count + 1) * kGap;
    const int height = std::min({kHeight, parentWidget()->height() / 4, room * frame.height() / std::max(1, frame.width() * count)});
    const int width = std::max(1, height * frame.width() / std::max(1, frame.height()));
    const QSize size(count * width + (count + 1) * kGap, height + 2 * kGap);
    setGeometry(QRect(QPoint((parentWidget()->width() - size.width()) / 2, parentWidget()->height() - size.height() - kMargin), size));
}

bool Filmstrip::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

void Filmstrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    const int count = static_cast<int>(m_frames.size());
    const int height = this->height() - 2 * kGap;
    const int width = (this->width() - (count + 1) * kGap) / std::max(1, count);
    for (int i = 0; i < count; ++i)
        painter.drawImage(QRect(kGap + i * (width + kGap), kGap, width, height), m_frames[static_cast<std::size_t>(i)]);
}

void Filmstrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void Filmstrip::retranslate() { setAccessibleName(tr("Frames of the coming clip")); }

}  // namespace tintype::ui
