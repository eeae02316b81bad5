#include "ui/dialogs/style_dialog.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tintype::ui {
namespace {

constexpr int kPictureSide = 176;
constexpr int kColumns = 4;

}  // namespace

StyleDialog::StyleDialog(const std::vector<vault::CartoonStyle>& styles, QWidget* parent)
    : QDialog(parent), m_stage(new QLabel), m_progress(new QProgressBar) {
    setWindowTitle(tr("Cartoon styles"));
    auto* column = new QVBoxLayout(this);
    auto* help = new QLabel(tr("Your photo in every style, small. Click the one you like."));
    help->setWordWrap(true);
    column->addWidget(help);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    for (const vault::CartoonStyle& style : styles) {
        auto* button = new QToolButton;
        const QString name = QString::fromStdString(style.name);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize({kPictureSide, kPictureSide});
        button->setMinimumSize(kPictureSide + 12, kPictureSide + 32);
        button->setText(button->fontMetrics().elidedText(name, Qt::ElideRight, kPictureSide));
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setEnabled(false);
        connect(button, &QToolButton::clicked, this, [this, model = style.model] { Q_EMIT chosen(model); });
        const int index = static_cast<int>(m_cells.size());
        grid->addWidget(button, index / kColumns, index % kColumns);
        m_cells.push_back({style.model, button});
    }
    column->addLayout(grid, 1);
    m_stage->setTextFormat(Qt::PlainText);
    m_stage->setWordWrap(true);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the styles"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(m_stage);
    column->addWidget(m_progress);
    column->addWidget(buttons);
}

void StyleDialog::setPicture(const std::filesystem::path& model, const QImage& picture) {
    const auto cell = std::find_if(m_cells.begin(), m_cells.end(), [&](const Cell& each) { return each.model == model; });
    if (cell == m_cells.end()) return;
    QPixmap pixmap = QPixmap::fromImage(picture.scaled(cell->button->iconSize() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    cell->button->setIcon(pixmap);
    cell->button->setEnabled(true);
}

void StyleDialog::setProgress(double fraction, const QString& stage) {
    m_progress->setValue(static_cast<int>(fraction * 1000));
    m_stage->setText(stage);
}

void StyleDialog::setEnded(const QString& why) {
    m_progress->hide();
    m_stage->setText(why);
}

}  // namespace tintype::ui
