// A new size for the photo: width and height in pixels or a percentage, bound to its shape or free.
#pragma once

#include <QDialog>

#include "core/base/size.h"

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

namespace tintype::ui {

class ResizeDialog : public QDialog {
    Q_OBJECT

public:
    explicit ResizeDialog(const Size& size, QWidget* parent = nullptr);
    Size size() const;

private:
    void widthChanged(int width);
    void heightChanged(int height);
    void percentChanged(double percent);
    void set(int width, int height, double percent);

    Size m_before;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QDoubleSpinBox* m_percent;
    QCheckBox* m_bound;
};

}  // namespace tintype::ui
