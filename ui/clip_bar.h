// The row under the photo while the photo is the first frame of a clip: play it, choose whether Run works on all of it,
// smooth its motion, export it. Shown by the main window.
#pragma once

#include <QFrame>
#include <filesystem>

#include "core/document/document.h"
#include "core/image/image.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace tintype::ui {

// The clip that the document was opened from; empty: it is a photo.
std::filesystem::path clipOf(const document::Document& document);

class ClipBar : public QFrame {
    Q_OBJECT

public:
    explicit ClipBar(QWidget* parent = nullptr);

    // Empty: hides.
    void setClip(const std::filesystem::path& clip);
    const std::filesystem::path& clip() const { return m_clip; }
    // Whether Run means every frame.
    bool isWhole() const;
    // A tool that makes one picture or clip of one photo cannot take all frames.
    void setWholePossible(bool possible);

Q_SIGNALS:
    void playRequested(const std::filesystem::path& clip);
    void smoothRequested(const std::filesystem::path& clip);
    void exportRequested(const std::filesystem::path& clip);
    void wholeChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    std::filesystem::path m_clip;
    bool m_possible = true;
    QToolButton* m_play;
    QLabel* m_name;
    QCheckBox* m_whole;
    QPushButton* m_smooth;
    QPushButton* m_export;
};

}  // namespace tintype::ui
