#include "ui/clip_bar.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "core/video/clip.h"
#include "ui/icon.h"
#include "ui/qt_text.h"

namespace tintype::ui {

std::filesystem::path clipOf(const document::Document& document) {
    if (!document.isOpen()) return {};
    const image::Origin& origin = document.original().origin;
    const bool animation = origin.format == image::Format::Gif || origin.format == image::Format::WebP;
    const bool clip = origin.multipleFrames && (animation || video::looksLikeClip(origin.path));
    return clip ? origin.path : std::filesystem::path();
}

ClipBar::ClipBar(QWidget* parent)
    : QFrame(parent), m_play(new QToolButton), m_name(new QLabel), m_whole(new QCheckBox), m_smooth(new QPushButton),
      m_export(new QPushButton) {
    setObjectName(QStringLiteral("ClipBar"));
    setAutoFillBackground(true);  // it lies on the dark surround
    m_play->setIcon(icon(QStringLiteral("play")));
    m_play->setAutoRaise(true);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_name->setProperty("role", "quiet");
    m_whole->setChecked(true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_play);
    row->addWidget(m_name, 1);
    row->addWidget(m_whole);
    row->addWidget(m_smooth);
    row->addWidget(m_export);
    hide();
    connect(m_play, &QToolButton::clicked, this, [this] { Q_EMIT playRequested(m_clip); });
    connect(m_smooth, &QPushButton::clicked, this, [this] { Q_EMIT smoothRequested(m_clip); });
    connect(m_export, &QPushButton::clicked, this, [this] { Q_EMIT exportRequested(m_clip); });
    connect(m_whole, &QCheckBox::toggled, this, &ClipBar::wholeChanged);
    retranslate();
}

void ClipBar::setClip(const std::filesystem::path& clip) {
    if (clip == m_clip) return;
    m_clip = clip;
    m_whole->setChecked(true);
    m_name->setText(toQString(clip.filename()));
    setVisible(!clip.empty());
    Q_EMIT wholeChanged();
}

bool ClipBar::isWhole() const { return !m_clip.empty() && m_possible && m_whole->isChecked(); }

void ClipBar::setWholePossible(bool possible) {
    m_possible = possible;
    m_whole->setEnabled(possible);
    retranslate();
}

void ClipBar::retranslate() {
    setAccessibleName(tr("Clip"));
    m_play->setToolTip(tr("Play the clip"));
    m_play->setAccessibleName(tr("Play the clip"));
    m_whole->setText(tr("Run on the whole clip"));
    m_whole->setToolTip(m_possible ? tr("Off: only on this frame, to try it.") : tr("This tool works on one frame."));
    m_smooth->setText(tr("Smooth motion..."));
    m_export->setText(tr("Export clip..."));
}

void ClipBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

}  // namespace tintype::ui
