// One value of a panel: its name and number above, a slider below, words at both ends. Double click on the name
// puts the default back. Used by all panels.
#pragma once

#include <QDoubleSpinBox>
#include <QLabel>
#include <QSlider>
#include <QWidget>

namespace tintype::ui {

class SliderRow : public QWidget {
    Q_OBJECT

public:
    struct Range {
        double low = 0;
        double high = 1;
        double standard = 0.5;
        double step = 0.1;
        int decimals = 1;
    };
    explicit SliderRow(const Range& range, QWidget* parent = nullptr);

    double value() const;
    void setValue(double value);
    void reset() { setValue(m_range.standard); }
    // lowEnd and highEnd: what the ends mean, may be empty.
    void setTexts(const QString& name, const QString& tip, const QString& lowEnd = {}, const QString& highEnd = {});
    void setSuffix(const QString& suffix) { m_number->setSuffix(suffix); }

Q_SIGNALS:
    void valueChanged(double value);
    void settled();  // the slider was let go, or a number was typed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    int position(double value) const;

    Range m_range;
    QLabel* m_name;
    QLabel* m_lowEnd;
    QLabel* m_highEnd;
    QDoubleSpinBox* m_number;
    QSlider* m_slider;
};

}  // namespace tintype::ui
