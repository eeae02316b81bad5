#include "ui/start_page.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>
#include <optional>

#include "core/image/read.h"
#include "core/image/transform.h"
#include "ui/background.h"
#include "ui/icon.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

constexpr int kThumbnail = 112;

QImage thumbnailOf(const std::filesystem::path& file) {
    const image::Image picture = image::read(file);
    return toQImage(image::resized(picture, fitLongSide(picture.size(), kThumbnail * 2)));
}

constexpr int kRoomy = 420;  // height from which the recent photos have room; they are in the File menu too
constexpr int kLow = 240;    // and from which the line about the machine has

// The picture in the middle of a square, so that all names stand on one line.
QIcon squareIcon(const QImage& picture) {
    const int side = kThumbnail * 2;
    QPixmap square(side, side);
    square.fill(Qt::transparent);
    const QImage fitted = picture.scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    QPainter(&square).drawImage((side - fitted.width()) / 2, (side - fitted.height()) / 2, fitted);
    return QIcon(square);
}

}  // namespace

StartPage::StartPage(Background& background, QWidget* parent)
    : QFrame(parent), m_background(background), m_target(new QFrame), m_title(new QLabel), m_subtitle(new QLabel),
      m_open(new QPushButton), m_sample(new QPushButton), m_recentTitle(new QLabel), m_recent(new QListWidget),
      m_machine(new QLabel) {
    setAcceptDrops(true);
    m_target->setObjectName(QStringLiteral("DropTarget"));
    m_title->setProperty("role", "title");
    m_subtitle->setProperty("role", "quiet");
    m_subtitle->setWordWrap(true);
    m_subtitle->setAlignment(Qt::AlignCenter);
    m_open->setProperty("role", "accent");
    m_recentTitle->setProperty("role", "heading");
    m_machine->setProperty("role", "quiet");
    m_machine->setWordWrap(true);
    m_recent->setViewMode(QListView::IconMode);
    m_recent->setFlow(QListView::LeftToRight);
    m_recent->setWrapping(false);
    m_recent->setMovement(QListView::Static);
    m_recent->setIconSize(QSize(kThumbnail, kThumbnail));
    m_recent->setGridSize(QSize(kThumbnail + 24, kThumbnail + 36));
    m_recent->setFixedHeight(kThumbnail + 60);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->setStyleSheet(QStringLiteral("QListWidget { border: none; background: transparent; }"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addStretch(1);
    buttons->addWidget(m_open);
    buttons->addWidget(m_sample);
    buttons->addStretch(1);
    auto* inside = new QVBoxLayout(m_target);
    inside->setContentsMargins(32, 32, 32, 32);
    inside->setSpacing(16);
    inside->addStretch(1);
    inside->addWidget(m_title, 0, Qt::AlignCenter);
    inside->addWidget(m_subtitle);
    inside->addLayout(buttons);
    inside->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(32, 32, 32, 16);
    column->setSpacing(12);
    column->addWidget(m_target, 1);
    column->addWidget(m_recentTitle);
    column->addWidget(m_recent);
    column->addWidget(m_machine);
    connect(m_open, &QPushButton::clicked, this, &StartPage::openRequested);
    connect(m_sample, &QPushButton::clicked, this, &StartPage::sampleRequested);
    connect(m_recent, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        Q_EMIT fileChosen(item->data(Qt::UserRole).value<std::filesystem::path>());
    });
    connect(m_recent, &QListWidget::itemClicked, m_recent, &QListWidget::itemActivated);
    setRecent({});
    setMachineLine({});
    retranslate();
}

void StartPage::setRecent(const std::vector<std::filesystem::path>& files) {
    m_recent->clear();
    for (const auto& file : files) {
        auto* item = new QListWidgetItem(icon(QStringLiteral("photo")), toQString(file.filename()), m_recent);
        item->setData(Qt::UserRole, QVariant::fromValue(file));
        item->setToolTip(toQString(file).toHtmlEscaped());
        m_background.run(this, [file] { return thumbnailOf(file); }, [this, file](const Outcome<QImage>& outcome) {
            for (int i = 0; i < m_recent->count(); ++i) {
                QListWidgetItem* at = m_recent->item(i);
                if (at->data(Qt::UserRole).value<std::filesystem::path>() != file) continue;
                if (outcome.value) at->setIcon(squareIcon(*outcome.value));
                else at->setFlags(Qt::NoItemFlags);
            }
        });
    }
    fit();
}

void StartPage::fit() {
    const bool roomy = height() >= kRoomy;
    layout()->setContentsMargins(roomy ? 32 : 16, roomy ? 32 : 12, roomy ? 32 : 16, roomy ? 16 : 8);
    m_target->layout()->setContentsMargins(roomy ? 32 : 8, roomy ? 32 : 8, roomy ? 32 : 8, roomy ? 32 : 8);
    m_target->layout()->setSpacing(roomy ? 16 : 8);
    m_recent->setVisible(roomy && m_recent->count() > 0);
    m_recentTitle->setVisible(roomy && m_recent->count() > 0);
    m_machine->setVisible(!m_machine->text().isEmpty() && height() >= kLow);
}

void StartPage::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fit();
}

void StartPage::setMachineLine(const QString& text) {
    m_machine->setText(text);
    fit();
}

void StartPage::retranslate() {
    m_title->setText(tr("Drop a photo here"));
    m_subtitle->setText(tr("or paste one. Then say in one sentence what should change."));
    m_open->setText(tr("Open a photo"));
    m_sample->setText(tr("Try the sample"));
    m_recentTitle->setText(tr("Recent photos"));
    m_recent->setAccessibleName(tr("Recent photos"));
}

void StartPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void StartPage::setOver(bool over) {
    m_target->setProperty("over", over);
    m_target->style()->unpolish(m_target);
    m_target->style()->polish(m_target);
}

void StartPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls() && !event->mimeData()->hasImage()) return;
    event->acceptProposedAction();
    setOver(true);
}

void StartPage::dragLeaveEvent(QDragLeaveEvent*) { setOver(false); }

void StartPage::dropEvent(QDropEvent* event) {
    setOver(false);
    event->acceptProposedAction();
    if (event->mimeData()->hasUrls()) Q_EMIT pathsDropped(event->mimeData()->urls());
    else if (event->mimeData()->hasImage()) Q_EMIT imageDropped(event->mimeData()->imageData().value<QImage>());
}

}  // namespace tintype::ui
