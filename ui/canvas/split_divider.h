// The line between "before" and "after": dragged by mouse, moved by the arrow keys. A child of the canvas.
#pragma once

#include <QWidget>

namespace tintype::ui {

class SplitDivider : public QWidget {
    Q_OBJECT

public:
    explicit SplitDivider(QWidget* canvas);

    double fraction() const { return m_fraction; }  // of the canvas width, 0..1
    void setFraction(double fraction);
    void place();       // after the canvas changed size
    int lineX() const;  // of the canvas, logical pixels

Q_SIGNALS:
    void moved();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double m_fraction = 0.5;
    double m_grip = 0.0;
};

}  // namespace tintype::ui
