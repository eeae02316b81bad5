// Faces made clear again: which ones, how strongly, and whether the photo is enlarged too. Faces are looked for
// in the background when the panel is first shown for a photo.
#pragma once

#include <QImage>
#include <vector>

#include "core/document/document.h"
#include "ui/background.h"
#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QCheckBox;
class QLabel;

namespace tintype::ui {

class CanvasView;
class FaceChips;

class RestorePanel : public ToolPanel {
    Q_OBJECT

public:
    RestorePanel(document::Document& document, CanvasView& canvas, Background& background, QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    QString obstacle(const QString& text) const override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    void entered() override;
    void left() override;
    FaceChips* faces() { return m_chips; }

protected:
    void retranslate() override;

private:
    struct Found {
        std::vector<Rect> boxes;
        std::vector<QImage> thumbnails;
    };
    static Found find(const image::Image& photo);
    static std::vector<QImage> cut(const image::Image& photo, const std::vector<Rect>& boxes);
    void look();
    void pictureChanged();
    void showBoxes();
    void showState();

    document::Document& m_document;
    CanvasView& m_canvas;
    Background& m_background;
    SliderRow* m_strength;
    QLabel* m_state;
    FaceChips* m_chips;
    QCheckBox* m_upscale;
    bool m_inView = false;
    bool m_looking = false;
    bool m_known = false;        // the chips belong to the open photo
    Size m_knownSize;
};

}  // namespace tintype::ui
