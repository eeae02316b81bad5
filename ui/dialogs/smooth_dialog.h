// Asks how many frames a second a clip is to have, and says who will make those between: the RIFE model where one is
// installed, else the built-in optical flow.
#pragma once

#include <QDialog>
#include <filesystem>

#include "core/edits/request.h"

class QComboBox;
class QLabel;

namespace tintype::ui {

class Background;

class SmoothDialog : public QDialog {
    Q_OBJECT

public:
    SmoothDialog(const std::filesystem::path& clip, Background& background, QWidget* parent = nullptr);

    // The target is a name only: the session finds the place.
    edits::InterpolateClip work() const;

private:
    std::filesystem::path m_clip;
    QComboBox* m_fps;
    QLabel* m_now;
    QLabel* m_engine;
};

}  // namespace tintype::ui
