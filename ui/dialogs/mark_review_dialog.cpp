#include "ui/dialogs/mark_review_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>

namespace tintype::ui {
namespace {

constexpr QSize kCell{200, 134};
constexpr QSize kCloseUp{340, 220};

// The picture at that size with the box drawn on it. part: what the picture shows of the photo.
QPixmap outlined(const QImage& picture, const Rect& part, const Rect& box, QSize size, qreal ratio, const QColor& colour) {
    QImage scaled = picture.scaled(size * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
    QPainter painter(&scaled);
    const double across = scaled.width() / double(std::max(1, part.width)), down = scaled.height() / double(std::max(1, part.height));
    const QRectF frame((box.x - part.x) * across, (box.y - part.y) * down, box.width * across, box.height * down);
    // Dark under light: seen on any photo.
    painter.setPen(QPen(QColor(0, 0, 0, 160), 4 * ratio));
    painter.drawRect(frame.adjusted(-2, -2, 2, 2));
    painter.setPen(QPen(colour, 2 * ratio));
    painter.drawRect(frame.adjusted(-2, -2, 2, 2));
    painter.end();
    QPixmap pixmap = QPixmap::fromImage(scaled);
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace

MarkReviewDialog::MarkReviewDialog(QWidget* parent)
    : QDialog(parent), m_list(new QListWidget), m_closeUp(new QLabel), m_caption(new QLabel), m_stage(new QLabel), m_progress(new QProgressBar),
      m_run(new QPushButton(tr("Take it off..."))) {
    setWindowTitle(tr("The same mark in other photos"));
    resize(980, 620);
    auto* column = new QVBoxLayout(this);
    auto* help = new QLabel(tr("The marked part was looked for in each photo. Look through the places before anything is changed; the results go into a folder of your choice."));
    help->setWordWrap(true);
    column->addWidget(help);
    m_list->setViewMode(QListView::IconMode);
    m_list->setIconSize(kCell);
    m_list->setGridSize(kCell + QSize(20, 52));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setWordWrap(true);
    m_list->setAccessibleName(tr("Photos"));
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { showCloseUp(); });
    connect(m_list, &QListWidget::itemChanged, this, [this] { updateRun(); });
    auto* row = new QHBoxLayout;
    row->addWidget(m_list, 1);
    row->addWidget(makeCloseUp());
    column->addLayout(row, 1);
    m_stage->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    auto* rights = new QLabel(tr("Only for photos you own or have a licence for."));
    rights->setProperty("role", "quiet");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_run, QDialogButtonBox::ActionRole);
    connect(m_run, &QPushButton::clicked, this, &MarkReviewDialog::runRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QWidget* widget : {static_cast<QWidget*>(m_stage), static_cast<QWidget*>(m_progress), static_cast<QWidget*>(rights), static_cast<QWidget*>(buttons)})
        column->addWidget(widget);
    updateRun();
}

QWidget* MarkReviewDialog::makeCloseUp() {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(8, 0, 0, 0);
    m_closeUp->setFixedSize(kCloseUp);
    m_closeUp->setAlignment(Qt::AlignCenter);
    m_closeUp->setAccessibleName(tr("The mark, enlarged"));
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setWordWrap(true);
    column->addWidget(m_closeUp);
    column->addWidget(m_caption);
    auto* grid = new QGridLayout;
    grid->addWidget(makeNudge(QStringLiteral("\u2191"), tr("Up"), Qt::Key_Up, 0, -1), 0, 1);
    grid->addWidget(makeNudge(QStringLiteral("\u2190"), tr("Left"), Qt::Key_Left, -1, 0), 1, 0);
    grid->addWidget(makeNudge(QStringLiteral("\u2192"), tr("Right"), Qt::Key_Right, 1, 0), 1, 2);
    grid->addWidget(makeNudge(QStringLiteral("\u2193"), tr("Down"), Qt::Key_Down, 0, 1), 2, 1);
    column->addLayout(grid);
    column->addStretch(1);
    return side;
}

QPushButton* MarkReviewDialog::makeNudge(const QString& text, const QString& name, Qt::Key key, int dx, int dy) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setAutoRepeat(true);
    button->setAccessibleName(name);
    button->setToolTip(tr("Move the place by a pixel: %1").arg(QKeySequence(Qt::ALT | key).toString(QKeySequence::NativeText)));
    button->setShortcut(QKeySequence(Qt::ALT | key));
    button->setEnabled(false);
    connect(button, &QPushButton::clicked, this, [this, dx, dy] { nudge(dx, dy); });
    m_nudges.push_back(button);
    return button;
}

int MarkReviewDialog::addPhoto(const QString& name) {
    auto* item = new QListWidgetItem(name);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    QPixmap empty(kCell);
    empty.fill(QColor(128, 128, 128));
    item->setIcon(empty);
    m_list->addItem(item);
    m_rows.push_back({name, {}, item, false});
    return static_cast<int>(m_rows.size()) - 1;
}

void MarkReviewDialog::setSighting(int row, const MarkSighting& sighting) {
    Row& at = m_rows.at(static_cast<std::size_t>(row));
    const bool first = !at.seen;
    at.sighting = sighting;
    at.seen = true;
    if (first) {
        at.item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        at.item->setCheckState(sighting.likely ? Qt::Checked : Qt::Unchecked);
    }
    showRow(at);
    if (m_list->currentRow() < 0) m_list->setCurrentRow(row);
    if (m_list->currentRow() == row) showCloseUp();
    updateRun();
}

void MarkReviewDialog::setProblem(int row, const QString& why) {
    Row& at = m_rows.at(static_cast<std::size_t>(row));
    at.item->setText(at.name + QLatin1Char('\n') + why);
    at.item->setToolTip(why);
}

bool MarkReviewDialog::chosen(int row) const {
    const Row& at = m_rows.at(static_cast<std::size_t>(row));
    return at.seen && at.item->checkState() == Qt::Checked;
}

void MarkReviewDialog::showRow(Row& row) {
    const MarkSighting& seen = row.sighting;
    const QColor colour = seen.likely ? QColor(80, 220, 120) : QColor(255, 180, 60);
    const QPixmap picture = outlined(seen.photo, {0, 0, seen.size.width, seen.size.height}, seen.box, kCell, devicePixelRatioF(), colour);
    row.item->setIcon(picture);
    const int percent = static_cast<int>(std::lround(100 * seen.confidence));
    row.item->setText(row.name + QLatin1Char('\n') + (seen.likely ? tr("%1 % sure").arg(percent) : tr("probably not there (%1 %)").arg(percent)));
    row.item->setToolTip(row.name);
}

void MarkReviewDialog::showCloseUp() {
    const int row = m_list->currentRow();
    const bool there = row >= 0 && m_rows[static_cast<std::size_t>(row)].seen;
    for (QPushButton* button : m_nudges) button->setEnabled(there && !m_busy);
    if (!there) {
        m_closeUp->clear();
        return m_caption->clear();
    }
    const Row& at = m_rows[static_cast<std::size_t>(row)];
    m_closeUp->setPixmap(outlined(at.sighting.closeUp, at.sighting.part, at.sighting.box, kCloseUp, devicePixelRatioF(), QColor(80, 220, 120)));
    m_caption->setText(tr("%1: %2 x %3 pixels at %4, %5").arg(at.name).arg(at.sighting.box.width).arg(at.sighting.box.height).arg(at.sighting.box.x).arg(at.sighting.box.y));
}

void MarkReviewDialog::nudge(int dx, int dy) {
    const int row = m_list->currentRow();
    if (row < 0 || m_busy) return;
    Row& at = m_rows[static_cast<std::size_t>(row)];
    at.sighting.box.x += dx;
    at.sighting.box.y += dy;
    showRow(at);
    showCloseUp();
    Q_EMIT nudged(row, dx, dy);
}

void MarkReviewDialog::setBusy(double fraction, const QString& stage) {
    m_busy = true;
    m_progress->show();
    m_progress->setValue(static_cast<int>(fraction * 1000));
    m_stage->setText(stage);
    updateRun();
}

void MarkReviewDialog::setIdle(const QString& result) {
    m_busy = false;
    m_progress->hide();
    m_stage->setText(result);
    updateRun();
    showCloseUp();
}

void MarkReviewDialog::updateRun() {
    int count = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) count += chosen(static_cast<int>(row));
    m_run->setEnabled(count > 0 && !m_busy);
    m_run->setText(count > 0 ? tr("Take it off %n photo(s)...", nullptr, count) : tr("Take it off..."));
}

}  // namespace tintype::ui
