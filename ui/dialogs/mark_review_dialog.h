// Before a mark is taken off many photos: each photo with the place where it was found and how sure that is, to be ticked,
// unticked and nudged. It shows and asks; app/mark_review looks and runs.
#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

#include "core/base/size.h"

class QLabel;
class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QPushButton;

namespace tintype::ui {

// What was found in one photo.
struct MarkSighting {
    QImage photo;             // small
    Size size;                // of the photo itself
    Rect box;                 // of the mark in it
    QImage closeUp;           // the part of the photo around the mark ...
    Rect part;                // ... which is this
    double confidence = 0.0;  // 0..1
    bool likely = false;      // ticked at first
};

class MarkReviewDialog : public QDialog {
    Q_OBJECT

public:
    explicit MarkReviewDialog(QWidget* parent = nullptr);

    // Rows are numbered in the order they are added.
    int addPhoto(const QString& name);
    void setSighting(int row, const MarkSighting& sighting);
    void setProblem(int row, const QString& why);
    bool chosen(int row) const;
    // 0..1 and what is going on; while it runs nothing can be started.
    void setBusy(double fraction, const QString& stage);
    void setIdle(const QString& result);

Q_SIGNALS:
    void nudged(int row, int dx, int dy);
    void runRequested();

private:
    struct Row {
        QString name;
        MarkSighting sighting;
        QListWidgetItem* item = nullptr;
        bool seen = false;
    };

    QWidget* makeCloseUp();
    QPushButton* makeNudge(const QString& text, const QString& name, Qt::Key key, int dx, int dy);
    void nudge(int dx, int dy);
    void showRow(Row& row);
    void showCloseUp();
    void updateRun();

    std::vector<Row> m_rows;
    QListWidget* m_list;
    QLabel* m_closeUp;
    QLabel* m_caption;
    QLabel* m_stage;
    QProgressBar* m_progress;
    QPushButton* m_run;
    std::vector<QPushButton*> m_nudges;
    bool m_busy = false;
};

}  // namespace tintype::ui
