#include "ui/gallery/clip_player.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/gallery/clip_decoder.h"
#include "ui/icon.h"
#include "ui/qt_text.h"

namespace tintype::ui {

namespace {
constexpr int kTicks = 1000;  // a second, on the slider
}

ClipPlayer::ClipPlayer(QWidget* parent)
    : QWidget(parent), m_decoder(new ClipDecoder), m_bar(new QWidget(this)), m_playButton(new QToolButton(m_bar)),
      m_slider(new QSlider(Qt::Horizontal, m_bar)), m_time(new QLabel(m_bar)), m_start(new QToolButton(m_bar)),
      m_end(new QToolButton(m_bar)), m_take(new QToolButton(m_bar)), m_edit(new QToolButton(m_bar)),
      m_smooth(new QToolButton(m_bar)), m_export(new QToolButton(m_bar)),
      m_close(new QToolButton(m_bar)) {
    setFocusPolicy(Qt::StrongFocus);
    m_decoder->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_decoder, &QObject::deleteLater);
    connect(m_decoder, &ClipDecoder::opened, this, &ClipPlayer::onOpened);
    connect(m_decoder, &ClipDecoder::frame, this, &ClipPlayer::onFrame);
    connect(m_decoder, &ClipDecoder::ended, this, &ClipPlayer::onEnded);
    connect(m_decoder, &ClipDecoder::failed, this, &ClipPlayer::onFailed);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClipPlayer::showNext);

    m_take->setIcon(icon(QStringLiteral("frame")));
    m_close->setIcon(icon(QStringLiteral("close")));
    m_edit->setIcon(icon(QStringLiteral("open")));
    m_smooth->setIcon(icon(QStringLiteral("animate")));
    m_export->setIcon(icon(QStringLiteral("export")));
    for (QToolButton* button : {m_playButton, m_start, m_end, m_take, m_edit, m_smooth, m_export, m_close}) button->setAutoRaise(true);
    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_playButton);
    row->addWidget(m_slider, 1);
    row->addWidget(m_time);
    for (QToolButton* button : {m_start, m_end, m_take, m_edit, m_smooth, m_export, m_close}) row->addWidget(button);
    m_bar->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch();
    layout->addWidget(m_bar);
    connect(m_playButton, &QToolButton::clicked, this, [this] { setPlaying(!m_playing); });
    connect(m_slider, &QSlider::sliderMoved, this, [this](int value) {
        setPlaying(false);
        m_showAtOnce = true;
        m_ahead = {};
        QMetaObject::invokeMethod(m_decoder, [decoder = m_decoder, value] { decoder->seek(value / double(kTicks)); });
    });
    connect(m_take, &QToolButton::clicked, this, [this] {
        if (!m_frame.isNull()) Q_EMIT frameTaken(m_frame);
    });
    connect(m_start, &QToolButton::clicked, this, &ClipPlayer::markStart);
    connect(m_end, &QToolButton::clicked, this, &ClipPlayer::markEnd);
    connect(m_edit, &QToolButton::clicked, this, &ClipPlayer::editRequested);
    connect(m_smooth, &QToolButton::clicked, this, &ClipPlayer::smoothRequested);
    connect(m_export, &QToolButton::clicked, this, &ClipPlayer::exportRequested);
    connect(m_close, &QToolButton::clicked, this, &ClipPlayer::closed);
    retranslate();
}

ClipPlayer::~ClipPlayer() {
    m_thread.quit();
    m_thread.wait();
}

void ClipPlayer::retranslate() {
    setAccessibleName(tr("Clip"));
    m_slider->setAccessibleName(tr("Position in the clip"));
    m_take->setToolTip(tr("Use this frame as the photo"));
    m_take->setAccessibleName(tr("Use this frame as the photo"));
    m_start->setText(tr("Start here"));
    m_start->setToolTip(tr("The part to export starts at this frame (I)"));
    m_end->setText(tr("End here"));
    m_end->setToolTip(tr("The part to export ends with this frame (O)"));
    const std::pair<QToolButton*, QString> texts[] = {{m_edit, tr("Use the tools on this clip")},
                                                      {m_smooth, tr("Smooth the motion")},
                                                      {m_export, tr("Export the clip")}};
    for (const auto& [button, text] : texts) {
        button->setToolTip(text);
        button->setAccessibleName(text);
    }
    m_close->setToolTip(tr("Back to the photo (Esc)"));
    m_close->setAccessibleName(tr("Close"));
    m_playButton->setToolTip(m_playing ? tr("Pause (Space)") : tr("Play (Space)"));
    m_playButton->setAccessibleName(m_playing ? tr("Pause") : tr("Play"));
    m_playButton->setIcon(icon(m_playing ? QStringLiteral("pause") : QStringLiteral("play")));
}

void ClipPlayer::play(const std::filesystem::path& file) {
    if (!m_thread.isRunning()) m_thread.start();
    m_file = file;
    m_span = {};
    m_frame = {};
    m_ahead = {};
    m_problem.clear();
    m_showAtOnce = true;
    setPlaying(true);
    QMetaObject::invokeMethod(m_decoder, [decoder = m_decoder, file] { decoder->open(file); });
    show();
    setFocus();
}

void ClipPlayer::stop() {
    setPlaying(false);
    QMetaObject::invokeMethod(m_decoder, [decoder = m_decoder] { decoder->close(); });
}

void ClipPlayer::setPlaying(bool playing) {
    m_playing = playing;
    m_clockStart = m_seconds;
    m_clock.start();
    if (!playing) m_timer.stop();
    else if (!m_ahead.isNull()) m_timer.start(0);
    retranslate();
}

void ClipPlayer::onOpened(const video::ClipHeader& header) {
    m_header = header;
    m_slider->setRange(0, std::max(1, static_cast<int>(header.seconds * kTicks)));
}

void ClipPlayer::onFrame(const QImage& picture, double seconds) {
    m_ahead = picture;
    m_aheadSeconds = seconds;
    if (m_showAtOnce) {
        m_showAtOnce = false;
        m_clockStart = seconds;
        m_clock.start();
        showNext();
    } else if (m_playing) {
        const double due = seconds - m_clockStart - static_cast<double>(m_clock.elapsed()) / 1000.0;
        m_timer.start(std::max(0, static_cast<int>(due * 1000.0)));
    }
}

void ClipPlayer::showNext() {
    if (m_ahead.isNull()) return;
    m_frame = std::exchange(m_ahead, {});
    m_seconds = m_aheadSeconds;
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(static_cast<int>(m_seconds * kTicks));
    showTime();
    update();
    QMetaObject::invokeMethod(m_decoder, &ClipDecoder::next);
}

void ClipPlayer::showTime() {
    const auto text = [](double seconds) { return QLocale().toString(seconds, 'f', 1); };
    const bool part = m_span.start > 0.0 || m_span.end > 0.0;
    const double end = m_span.end > 0.0 ? m_span.end : m_header.seconds;
    m_time->setText(part ? tr("%1 / %2 s, part %3 to %4").arg(text(m_seconds), text(m_header.seconds), text(m_span.start), text(end))
                         : tr("%1 / %2 s").arg(text(m_seconds), text(m_header.seconds)));
}

void ClipPlayer::markStart() {
    m_span.start = m_seconds;
    if (m_span.end <= m_span.start) m_span.end = 0.0;
    showTime();
}

// With this frame: up to where the next one begins.
void ClipPlayer::markEnd() {
    m_span.end = m_seconds + 1.0 / m_header.rate.perSecond();
    if (m_span.end >= m_header.seconds) m_span.end = 0.0;
    if (m_span.start >= m_seconds) m_span.start = 0.0;
    showTime();
}

void ClipPlayer::onEnded(bool damaged) {
    if (damaged) m_problem = tr("The clip is damaged from here on.");
    update();
    if (!m_playing) return;
    if (m_frame.isNull() || damaged) {
        setPlaying(false);
        return;
    }
    // From the start again.
    m_showAtOnce = true;
    QMetaObject::invokeMethod(m_decoder, [decoder = m_decoder] { decoder->seek(0.0); });
}

void ClipPlayer::onFailed(ErrorKind, const Message& message) {
    setPlaying(false);
    m_problem = translated(message);
    update();
}

QRect ClipPlayer::pictureArea() const { return rect().adjusted(0, 0, 0, -m_bar->height()); }

void ClipPlayer::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), QColor(119, 119, 119));
    const QRect area = pictureArea();
    if (!m_frame.isNull()) {
        QRect place({}, m_frame.size().scaled(area.size(), Qt::KeepAspectRatio));
        place.moveCenter(area.center());
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(place, m_frame);
    }
    if (!m_problem.isEmpty()) {
        painter.setPen(Qt::white);
        painter.drawText(area.adjusted(16, 16, -16, -16), Qt::AlignHCenter | Qt::AlignBottom | Qt::TextWordWrap, m_problem);
    }
}

void ClipPlayer::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space) setPlaying(!m_playing);
    else if (event->key() == Qt::Key_I) markStart();
    else if (event->key() == Qt::Key_O) markEnd();
    else if (event->key() == Qt::Key_Escape) Q_EMIT closed();
    else QWidget::keyPressEvent(event);
}

void ClipPlayer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ClipPlayer::hideEvent(QHideEvent* event) {
    setPlaying(false);
    QWidget::hideEvent(event);
}

}  // namespace tintype::ui
