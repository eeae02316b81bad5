// How the frames of a clip that was made with a model are painted again: rate, format, loop and frames together. Opened
// from a result and after a clip was stopped.
#pragma once

#include <QDialog>

#include "core/edits/saved_clips.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace tintype::ui {

class DecodeDialog : public QDialog {
    Q_OBJECT

public:
    // work: the clip as it was made.
    DecodeDialog(const edits::SavedClip& clip, const edits::Animate& work, QWidget* parent = nullptr);

    // `work` as it is asked for now; its target only says the format ("clip.gif").
    void apply(edits::Animate& work) const;

private:
    QDoubleSpinBox* m_fps;
    QComboBox* m_format;
    QCheckBox* m_loop;
    QSpinBox* m_together;
};

}  // namespace tintype::ui
