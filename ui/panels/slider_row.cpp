#include "ui/panels/slider_row.h"

#include <QEvent>
#include <QGridLayout>
#include <QSignalBlocker>
#include <cmath>

namespace tintype::ui {

SliderRow::SliderRow(const Range& range, QWidget* parent)
    : QWidget(parent), m_range(range), m_name(new QLabel), m_lowEnd(new QLabel), m_highEnd(new QLabel),
      m_number(new QDoubleSpinBox), m_slider(new QSlider(Qt::Horizontal)) {
    m_number->setDecimals(range.decimals);
    m_number->setRange(range.low, range.high);
    m_number->setSingleStep(range.step);
    m_number->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_number->setAlignment(Qt::AlignRight);
    m_number->setKeyboardTracking(false);
    m_slider->setRange(position(range.low), position(range.high));
    m_slider->setPageStep(std::max(1, (m_slider->maximum() - m_slider->minimum()) / 10));
    m_name->setBuddy(m_number);
    m_name->setTextFormat(Qt::PlainText);
    m_name->installEventFilter(this);
    m_name->setWordWrap(true);
    for (QLabel* end : {m_lowEnd, m_highEnd}) end->setProperty("role", "quiet");
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_name, 0, 0);
    grid->addWidget(m_number, 0, 1, Qt::AlignRight);
    grid->addWidget(m_slider, 1, 0, 1, 2);
    grid->addWidget(m_lowEnd, 2, 0);
    grid->addWidget(m_highEnd, 2, 1, Qt::AlignRight);
    setTabOrder(m_slider, m_number);
    setValue(range.standard);
    connect(m_slider, &QSlider::valueChanged, this, [this](int at) { m_number->setValue(at * m_range.step); });
    connect(m_slider, &QSlider::sliderReleased, this, &SliderRow::settled);
    connect(m_number, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(position(value));
        Q_EMIT valueChanged(value);
        if (!m_slider->isSliderDown()) Q_EMIT settled();
    });
}

int SliderRow::position(double value) const { return static_cast<int>(std::lround(value / m_range.step)); }
double SliderRow::value() const { return m_number->value(); }
void SliderRow::setValue(double value) {
    m_number->setValue(value);
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(position(m_number->value()));
}

void SliderRow::setTexts(const QString& name, const QString& tip, const QString& lowEnd, const QString& highEnd) {
    m_name->setText(name);
    m_name->setToolTip(tr("Double click puts the default back."));
    m_lowEnd->setText(lowEnd);
    m_highEnd->setText(highEnd);
    m_lowEnd->setVisible(!lowEnd.isEmpty());
    m_highEnd->setVisible(!highEnd.isEmpty());
    for (QWidget* part : {static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_number)}) {
        part->setAccessibleName(name);
        part->setToolTip(tip);
    }
}

bool SliderRow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_name && event->type() == QEvent::MouseButtonDblClick) reset();
    return QWidget::eventFilter(watched, event);
}

}  // namespace tintype::ui
