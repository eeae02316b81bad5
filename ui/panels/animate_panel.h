// A photo becomes a clip: how far it moves, how long, how smooth, how large and in which format.
#pragma once

#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QComboBox;
class QCheckBox;
class QFormLayout;
class QLabel;

namespace tintype::ui {

class SeedRow;

class AnimatePanel : public ToolPanel {
    Q_OBJECT

public:
    explicit AnimatePanel(QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    // "mp4", "webm", "gif" or "webp": the session finds a free name with it.
    QString extension() const;
    // The clip's size follows the photo's shape.
    void setPhotoSize(const Size& size);

protected:
    void retranslate() override;

private:
    Size clipSize() const;
    void updateSummary();

    SliderRow* m_motion;
    SliderRow* m_seconds;
    QLabel* m_fpsName;
    QComboBox* m_fps;
    QLabel* m_sizeName;
    QComboBox* m_size;
    QLabel* m_formatName;
    QComboBox* m_format;
    QCheckBox* m_loop;
    QLabel* m_summary;
    Size m_photo;
};

}  // namespace tintype::ui
