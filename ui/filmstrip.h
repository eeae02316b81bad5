// A few frames of the clip that is being made, side by side over the foot of the canvas, so that the coming motion can
// be seen. The canvas itself does not move. Used by the window.
#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/image/image.h"

namespace tintype::ui {

class Filmstrip : public QWidget {
    Q_OBJECT

public:
    // Lies over `below` and follows its size.
    explicit Filmstrip(QWidget* below);

    void setFrames(const std::vector<image::Image>& frames);
    void clear();
    int count() const { return static_cast<int>(m_frames.size()); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void place();
    void retranslate();

    std::vector<QImage> m_frames;
};

}  // namespace tintype::ui
