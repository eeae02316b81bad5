#include "ui/dialogs/resize_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace tintype::ui {
namespace {

constexpr int kLargest = 32768;

int scaled(int side, double factor) { return std::clamp(static_cast<int>(std::lround(side * factor)), 1, kLargest); }

}  // namespace

ResizeDialog::ResizeDialog(const Size& size, QWidget* parent)
    : QDialog(parent), m_before(size), m_width(new QSpinBox), m_height(new QSpinBox), m_percent(new QDoubleSpinBox),
      m_bound(new QCheckBox(tr("Keep the shape"))) {
    setWindowTitle(tr("Resize"));
    for (QSpinBox* side : {m_width, m_height}) {
        side->setRange(1, kLargest);
        side->setSuffix(tr(" px"));
    }
    m_percent->setRange(0.1, 800);
    m_percent->setDecimals(1);
    m_percent->setSuffix(tr(" %"));
    m_bound->setChecked(true);
    m_width->setAccessibleName(tr("Width"));
    m_height->setAccessibleName(tr("Height"));
    m_percent->setAccessibleName(tr("Percent"));
    set(size.width, size.height, 100);
    auto* form = new QFormLayout;
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(tr("Percent"), m_percent);
    form->addRow(m_bound);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* resize = buttons->addButton(tr("Resize"), QDialogButtonBox::AcceptRole);
    resize->setProperty("role", "accent");
    resize->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(buttons);
    connect(m_width, &QSpinBox::valueChanged, this, &ResizeDialog::widthChanged);
    connect(m_height, &QSpinBox::valueChanged, this, &ResizeDialog::heightChanged);
    connect(m_percent, &QDoubleSpinBox::valueChanged, this, &ResizeDialog::percentChanged);
    connect(m_bound, &QCheckBox::toggled, this, [this](bool on) {
        if (on) widthChanged(m_width->value());
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

Size ResizeDialog::size() const { return {m_width->value(), m_height->value()}; }

void ResizeDialog::set(int width, int height, double percent) {
    const QSignalBlocker a(m_width), b(m_height), c(m_percent);
    m_width->setValue(width);
    m_height->setValue(height);
    m_percent->setValue(percent);
}

void ResizeDialog::widthChanged(int width) {
    const double factor = double(width) / m_before.width;
    set(width, m_bound->isChecked() ? scaled(m_before.height, factor) : m_height->value(), factor * 100);
}

void ResizeDialog::heightChanged(int height) {
    const double factor = double(height) / m_before.height;
    if (m_bound->isChecked()) set(scaled(m_before.width, factor), height, factor * 100);
}

void ResizeDialog::percentChanged(double percent) {
    set(scaled(m_before.width, percent / 100), scaled(m_before.height, percent / 100), percent);
}

}  // namespace tintype::ui
