#include "ui/panels/adjust_panel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace tintype::ui {

AdjustPanel::AdjustPanel(QWidget* parent) : ToolPanel(parent), m_reset(new QPushButton), m_apply(new QPushButton) {
    for (SliderRow*& row : m_rows) {
        row = new SliderRow({-100, 100, 0, 1, 0});
        column()->addWidget(row);
        connect(row, &SliderRow::valueChanged, this, [this] {
            updateButtons();
            Q_EMIT adjustmentChanged(adjustment());
        });
    }
    m_apply->setProperty("role", "accent");
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_reset);
    buttons->addWidget(m_apply, 1);
    column()->addLayout(buttons);
    column()->addStretch(1);
    connect(m_reset, &QPushButton::clicked, this, &AdjustPanel::reset);
    connect(m_apply, &QPushButton::clicked, this, [this] { Q_EMIT applied(adjustment()); });
    retranslate();
    updateButtons();
}

QString AdjustPanel::title() const { return tr("Adjust"); }
void AdjustPanel::left() { reset(); }

image::Adjustment AdjustPanel::adjustment() const {
    const auto at = [this](int i) { return m_rows[i]->value() / 100.0; };
    return {at(0), at(1), at(2), at(3), at(4)};
}

void AdjustPanel::reset() {
    for (SliderRow* row : m_rows) {
        const QSignalBlocker quiet(row);
        row->reset();
    }
    updateButtons();
    Q_EMIT adjustmentChanged({});
}

void AdjustPanel::setPhotoOpen(bool open) {
    m_open = open;
    updateButtons();
}

void AdjustPanel::updateButtons() {
    const bool any = !adjustment().neutral();
    m_reset->setEnabled(any);
    m_apply->setEnabled(any && m_open);
    m_apply->setToolTip(!m_open ? tr("Open a photo first.") : any ? QString() : tr("Move a slider first."));
}

void AdjustPanel::retranslate() {
    m_rows[0]->setTexts(tr("Exposure"), tr("Two stops darker or brighter at the ends."));
    m_rows[1]->setTexts(tr("Contrast"), tr("Flatter or stronger tones."));
    m_rows[2]->setTexts(tr("Saturation"), tr("From black and white to vivid."));
    m_rows[3]->setTexts(tr("Warmth"), tr("Cooler or warmer light."));
    m_rows[4]->setTexts(tr("Sharpness"), tr("Softer or sharper."));
    m_reset->setText(tr("Reset"));
    m_apply->setText(tr("Apply"));
    updateButtons();
}

}  // namespace tintype::ui
