// Plays a clip in place: play, pause, seek, loop, mark a part; a frame to the editor; and on to smoothing and export.
#pragma once

#include <QElapsedTimer>
#include <QImage>
#include <QThread>
#include <QTimer>
#include <QWidget>
#include <filesystem>

#include "core/base/error.h"
#include "core/video/clip.h"

class QLabel;
class QSlider;
class QToolButton;

namespace tintype::ui {

class ClipDecoder;

class ClipPlayer : public QWidget {
    Q_OBJECT

public:
    explicit ClipPlayer(QWidget* parent = nullptr);
    ~ClipPlayer() override;

    void play(const std::filesystem::path& file);
    void stop();
    bool isPlaying() const { return m_playing; }
    void setPlaying(bool playing);
    const QImage& frame() const { return m_frame; }

    const std::filesystem::path& clip() const { return m_file; }
    // The part marked with Start here and End here.
    const video::Span& span() const { return m_span; }
    double shownSecond() const { return m_seconds; }

Q_SIGNALS:
    void closed();
    void exportRequested();
    void smoothRequested();
    void editRequested();                    // its tools are wanted
    void frameTaken(const QImage& picture);  // "use this frame as the photo"

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void onOpened(const video::ClipHeader& header);
    void onFrame(const QImage& picture, double seconds);
    void onEnded(bool damaged);
    void onFailed(ErrorKind kind, const Message& message);
    void showNext();
    void retranslate();
    void markStart();
    void markEnd();
    void showTime();
    QRect pictureArea() const;

    QThread m_thread;
    ClipDecoder* m_decoder;  // lives on m_thread
    video::ClipHeader m_header;
    QImage m_frame;
    QImage m_ahead;          // decoded, waiting for its time
    double m_aheadSeconds = 0.0;
    double m_seconds = 0.0;
    double m_clockStart = 0.0;  // clip time at which m_clock was started
    QElapsedTimer m_clock;
    bool m_playing = false;
    bool m_showAtOnce = true;   // the first frame, and the one sought
    QString m_problem;
    QTimer m_timer;
    QWidget* m_bar;
    std::filesystem::path m_file;
    video::Span m_span;
    QToolButton* m_playButton;
    QSlider* m_slider;
    QLabel* m_time;
    QToolButton* m_start;
    QToolButton* m_end;
    QToolButton* m_take;
    QToolButton* m_edit;
    QToolButton* m_smooth;
    QToolButton* m_export;
    QToolButton* m_close;
};

}  // namespace tintype::ui
