// The foot of the side panel: what the job needs against what is free, and the Run button.
#pragma once

#include <QWidget>
#include <cstdint>

namespace tintype::edits {
enum class Fit;
}

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;

namespace tintype::ui {

// "50 s", "14 min", "2 h 05 min": as exact as an estimate can be.
QString roughDuration(double seconds);

// Bytes of main memory that can be used now (MemAvailable); 0 where that is not known.
std::uint64_t availableMemory();

class RunBox : public QWidget {
    Q_OBJECT

public:
    explicit RunBox(QAction* run, QWidget* parent = nullptr);
    QPushButton* button() { return m_button; }

    // obstacle: why Run cannot be pressed; empty: it can. waits: a job runs, this one would be queued.
    void setState(const QString& obstacle, bool waits);
    // needBytes 0: nothing to show. fit: whether the job goes as asked, smaller, or not at all.
    void setMemory(std::uint64_t needBytes, std::uint64_t freeBytes, edits::Fit fit);
    // How long it will take; 0: not known, or not worth saying.
    void setTime(double seconds);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showNeed();

    QAction* m_run;
    QLabel* m_time;
    QLabel* m_memory;
    QProgressBar* m_bar;
    QPushButton* m_button;
    QString m_obstacle;
    bool m_waits = false;
    std::uint64_t m_need = 0;
    std::uint64_t m_free = 0;
    edits::Fit m_fit{};
    double m_seconds = 0.0;
};

}  // namespace tintype::ui
