// Light and colour by hand, seen at once on the canvas.
#pragma once

#include <array>

#include "core/image/adjust.h"
#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QPushButton;

namespace tintype::ui {

class AdjustPanel : public ToolPanel {
    Q_OBJECT

public:
    explicit AdjustPanel(QWidget* parent = nullptr);

    QString title() const override;
    bool hasRun() const override { return false; }
    void left() override;
    image::Adjustment adjustment() const;
    void setPhotoOpen(bool open);

public Q_SLOTS:
    void reset();

Q_SIGNALS:
    void adjustmentChanged(const tintype::image::Adjustment& adjustment);
    void applied(const tintype::image::Adjustment& adjustment);

protected:
    void retranslate() override;

private:
    void updateButtons();

    std::array<SliderRow*, 5> m_rows;
    QPushButton* m_reset;
    QPushButton* m_apply;
    bool m_open = false;
};

}  // namespace tintype::ui
