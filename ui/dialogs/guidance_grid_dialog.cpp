#include "ui/dialogs/guidance_grid_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QScreen>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tintype::ui {
namespace {

constexpr int kCellSide = 136;

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("role", "quiet");
    label->setAlignment(Qt::AlignCenter);
    return label;
}

}  // namespace

GuidanceGridDialog::GuidanceGridDialog(std::vector<double> text, std::vector<double> image, QWidget* parent)
    : QDialog(parent), m_text(std::move(text)), m_image(std::move(image)), m_stage(new QLabel), m_progress(new QProgressBar) {
    setWindowTitle(tr("Guidance grid"));
    auto* column = new QVBoxLayout(this);
    auto* help = new QLabel(tr("Small, quick versions of your edit. Click the one you like: its values are taken and the photo is edited in full."));
    help->setWordWrap(true);
    column->addWidget(help);
    auto* cells = new QWidget;
    auto* grid = new QGridLayout(cells);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(6);
    const QLocale locale;
    for (std::size_t x = 0; x < m_text.size(); ++x)
        grid->addWidget(heading(tr("Follow the text %1").arg(locale.toString(m_text[x]))), 0, static_cast<int>(x) + 1);
    for (std::size_t y = 0; y < m_image.size(); ++y) {
        grid->addWidget(heading(tr("Keep the photo\n%1").arg(locale.toString(m_image[y]))), static_cast<int>(y) + 1, 0);
        for (std::size_t x = 0; x < m_text.size(); ++x) {
            m_cells.push_back(makeCell(m_text[x], m_image[y]));
            grid->addWidget(m_cells.back(), static_cast<int>(y) + 1, static_cast<int>(x) + 1);
        }
    }
    auto* scroll = new QScrollArea;
    scroll->setWidget(cells);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll, 1);
    m_stage->setTextFormat(Qt::PlainText);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the grid"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(m_stage);
    column->addWidget(m_progress);
    column->addWidget(buttons);
    // All cells at once where the screen has room for them.
    const QSize room = screen()->availableGeometry().size() - QSize(32, 64);
    resize((cells->sizeHint() + QSize(48, column->sizeHint().height() - scroll->sizeHint().height() + 16)).boundedTo(room));
}

QToolButton* GuidanceGridDialog::makeCell(double text, double image) {
    auto* cell = new QToolButton;
    cell->setFixedSize(kCellSide, kCellSide);
    cell->setIconSize({kCellSide - 8, kCellSide - 8});
    cell->setEnabled(false);
    const QLocale locale;
    const QString name = tr("Follow the text %1, keep the photo %2").arg(locale.toString(text), locale.toString(image));
    cell->setAccessibleName(name);
    cell->setToolTip(name);
    connect(cell, &QToolButton::clicked, this, [this, text, image] { Q_EMIT chosen(text, image); });
    return cell;
}

// Return chooses the cell that has the keyboard, not the dialog's button.
void GuidanceGridDialog::keyPressEvent(QKeyEvent* event) {
    const auto cell = std::find(m_cells.begin(), m_cells.end(), focusWidget());
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && cell != m_cells.end()) return (*cell)->click();
    QDialog::keyPressEvent(event);
}

void GuidanceGridDialog::setCell(double text, double image, const QImage& picture) {
    const auto column = std::find(m_text.begin(), m_text.end(), text);
    const auto row = std::find(m_image.begin(), m_image.end(), image);
    if (column == m_text.end() || row == m_image.end()) return;
    QToolButton* cell = m_cells[static_cast<std::size_t>(row - m_image.begin()) * m_text.size() + static_cast<std::size_t>(column - m_text.begin())];
    cell->setIcon(QPixmap::fromImage(picture.scaled(cell->iconSize() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation)));
    cell->setEnabled(true);
}

void GuidanceGridDialog::setProgress(double fraction, const QString& stage) {
    m_progress->setValue(static_cast<int>(fraction * 1000));
    m_stage->setText(stage);
}

void GuidanceGridDialog::setEnded(const QString& why) {
    m_progress->hide();
    m_stage->setText(why);
}

}  // namespace tintype::ui
