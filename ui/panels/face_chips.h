// The faces found in a photo as a list: thumbnail, tick and a strength of its own; after a run the restored face beside it and
// what became of it. Used by the Restore panel.
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
    struct Face {
        Rect box;
        QImage thumbnail;
        QString flaw;  // why it is left as it is; empty: it can be restored
    };
    // What a run made of a face.
    struct After {
        QImage before;   // both upright and of one size; null: nothing became of it
        QImage after;
        QString remark;  // "lowered to 45%"; may be empty
    };
    explicit FaceChips(QWidget* parent = nullptr);

    void setFaces(const std::vector<Face>& faces, double strength);
    // In the order of the faces; missing ones: nothing became of them.
    void setAfter(const std::vector<After>& after);
    void setAllStrengths(double strength);
    void toggle(int index);
    int count() const { return static_cast<int>(m_chips.size()); }
    const std::vector<Rect>& boxes() const { return m_boxes; }
    std::vector<bool> ticked() const;
    std::vector<double> strengths() const;
    int restorable() const;  // how many have no flaw

Q_SIGNALS:
    void changed();
    void settled();  // a slider was let go, or a face was ticked

private:
    struct Chip {
        QCheckBox* tick;
        QLabel* before;
        QLabel* after;
        QLabel* remark;
        QSlider* strength;
    };
    void addChip(int index, const Face& face, double strength);

    QVBoxLayout* m_rows;
    std::vector<Rect> m_boxes;
    std::vector<Chip> m_chips;
};

}  // namespace tintype::ui
