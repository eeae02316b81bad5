// The faces found in a photo as a list: thumbnail, tick and a strength of its own. Used by the Restore panel.
#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/base/size.h"

class QCheckBox;
class QLabel;
class QSlider;
class QVBoxLayout;

namespace tintype::ui {

class FaceChips : public QWidget {
    Q_OBJECT

public:
    explicit FaceChips(QWidget* parent = nullptr);

    void setFaces(const std::vector<Rect>& boxes, const std::vector<QImage>& thumbnails, double strength);
    // The restored faces, shown beside the first thumbnails; empty ones: none.
    void setAfter(const std::vector<QImage>& thumbnails);
    void setAllStrengths(double strength);
    void toggle(int index);
    int count() const { return static_cast<int>(m_chips.size()); }
    const std::vector<Rect>& boxes() const { return m_boxes; }
    std::vector<bool> ticked() const;
    std::vector<double> strengths() const;

Q_SIGNALS:
    void changed();

private:
    struct Chip {
        QCheckBox* tick;
        QLabel* before;
        QLabel* after;
        QSlider* strength;
    };
    void addChip(int index, const QImage& thumbnail, double strength);

    QVBoxLayout* m_rows;
    std::vector<Rect> m_boxes;
    std::vector<Chip> m_chips;
};

}  // namespace tintype::ui
