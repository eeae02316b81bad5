// A photo becomes a clip: by a camera move, or with I2VGen-XL by what the sentence says. Each of the two shows its own
// options; size, framing, format and the loop are common.
#pragma once

#include "core/edits/framing.h"
#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

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
    void setEngine(const edits::Need& need) override;
    void beforeRun() override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    void entered() override;
    void left() override;
    // "mp4", "webm", "gif" or "webp": the session finds a free name with it.
    QString extension() const;
    // The clip's size follows the photo's shape.
    void setPhotoSize(const Size& size);
    // The part of the photo that was chosen on the canvas.
    void setPart(const Rect& part);
    SeedRow* seedRow() { return m_seed; }

Q_SIGNALS:
    // What of the photo the clip will show, to be drawn on the canvas; an empty size: nothing.
    void framingShown(const tintype::Size& clip, tintype::edits::Framing framing);

protected:
    void retranslate() override;

private:
    QWidget* makeCamera();
    QWidget* makeModel();
    QFormLayout* makeCommon();
    QComboBox* addChoice(QFormLayout* form, QLabel*& name);
    QSpinBox* addNumber(QFormLayout* form, QLabel*& name, int low, int high, int usual);
    bool model() const { return !m_builtIn; }
    Size clipSize() const;
    int frames() const;
    double fps() const;
    edits::Framing framing() const;
    void fillSizes();
    void showFraming();
    void reshape();
    void updateSummary();
    void retranslateChoices();

    bool m_builtIn = true;
    bool m_inView = false;
    bool m_framed = false;  // something is shown on the canvas
    Size m_photo;
    Rect m_part;
    int m_chosen[2];  // of m_size: for the camera move, and for the network

    QWidget* m_camera;
    SliderRow* m_motion;
    SliderRow* m_seconds;
    QLabel* m_fpsName;
    QComboBox* m_fps;

    QWidget* m_network;
    QLabel* m_negativeName;
    QPlainTextEdit* m_negative;
    QPushButton* m_usualNegative;
    QLabel* m_framesName;
    QSpinBox* m_frames;
    QLabel* m_motionFpsName;
    QSpinBox* m_motionFps;
    QLabel* m_fileFpsName;
    QSpinBox* m_fileFps;
    QLabel* m_stepsName;
    QSpinBox* m_steps;
    SliderRow* m_guidance;
    SeedRow* m_seed;

    QLabel* m_sizeName;
    QComboBox* m_size;
    QLabel* m_shapeName;
    QComboBox* m_shape;
    QLabel* m_framingName;
    QComboBox* m_framing;
    QLabel* m_formatName;
    QComboBox* m_format;
    QCheckBox* m_loop;
    QLabel* m_summary;
};

}  // namespace tintype::ui
