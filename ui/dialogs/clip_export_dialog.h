// Exports a clip: format, quality, part, speed, loop, size, poster, and how large the file will be (measured in the
// background by encoding short samples).
#pragma once

#include <QDialog>
#include <memory>
#include <stop_token>

#include "core/edits/clip_size.h"
#include "core/edits/request.h"
#include "ui/background.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;

namespace tintype::ui {

// What the player knows of the clip when Export is pressed.
struct ClipChoice {
    std::filesystem::path clip;
    video::Span span{};
    double shown = 0.0;  // the second that is shown: the poster
};

class ClipExportDialog : public QDialog {
    Q_OBJECT

public:
    ClipExportDialog(const ClipChoice& choice, Background& background, QWidget* parent = nullptr);
    ~ClipExportDialog() override;

    edits::ExportClip work() const;

Q_SIGNALS:
    void estimated(qint64 bytes);

private:
    void build();
    void connectParts();
    void openClip();
    void formatChanged();
    void browse();
    void estimate();
    void accept() override;

    ClipChoice m_choice;
    std::stop_source m_stop;  // of the measuring that runs
    QLineEdit* m_file;
    QComboBox* m_format;
    QSlider* m_quality;
    QDoubleSpinBox* m_start;
    QDoubleSpinBox* m_end;
    QComboBox* m_speed;
    QComboBox* m_fps;
    QComboBox* m_loop;
    QDoubleSpinBox* m_fade;
    QComboBox* m_size;
    QCheckBox* m_poster;
    QLabel* m_estimate;
    QPushButton* m_save = nullptr;
    struct Job {
        edits::ExportClip work;
        std::stop_token stop;
    };
    Background& m_background;
    Latest<Job, edits::ClipSize> m_latest;
};

}  // namespace tintype::ui
