// Geometry: the crop frame's ratio, quarter turns, mirroring and straightening.
#pragma once

#include <vector>

#include "core/image/transform.h"
#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace tintype::ui {

class CropPanel : public ToolPanel {
    Q_OBJECT

public:
    explicit CropPanel(QWidget* parent = nullptr);

    QString title() const override;
    bool hasRun() const override { return false; }
    void entered() override;
    void left() override;
    double ratio() const;  // width / height; 0: free
    double degrees() const { return m_straighten->value(); }
    void setPhotoSize(const Size& size);
    // The frame now: its size is shown, and Apply is possible when it is not the whole photo.
    void setFrame(const Rect& frame);

Q_SIGNALS:
    void shown(bool inView);
    void ratioChanged(double widthOverHeight);
    void turnRequested(tintype::image::Turn turn);
    void straightenChanged(double degrees);
    void applied(double degrees);  // straighten by that (0: not), then crop to the frame
    void cancelled();

protected:
    void retranslate() override;

private:
    void updateButtons();

    QLabel* m_ratioName;
    QComboBox* m_ratio;
    std::vector<QToolButton*> m_turns;
    SliderRow* m_straighten;
    QLabel* m_summary;
    QPushButton* m_apply;
    QPushButton* m_cancel;
    Size m_photo;
    Rect m_frame;
};

}  // namespace tintype::ui
