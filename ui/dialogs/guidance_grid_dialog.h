// Small versions of one edit, text guidance across and image guidance down, as they are made: a click on one takes its
// values for the full edit.
#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

class QLabel;
class QProgressBar;
class QToolButton;

namespace tintype::ui {

class GuidanceGridDialog : public QDialog {
    Q_OBJECT

public:
    // Columns and rows, each rising.
    GuidanceGridDialog(std::vector<double> text, std::vector<double> image, QWidget* parent = nullptr);

    // Values that are not in the grid are ignored.
    void setCell(double text, double image, const QImage& picture);
    void setProgress(double fraction, const QString& stage);
    // No more cells will come; why, empty: all are there.
    void setEnded(const QString& why = {});

Q_SIGNALS:
    void chosen(double text, double image);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QToolButton* makeCell(double text, double image);

    std::vector<double> m_text;
    std::vector<double> m_image;
    std::vector<QToolButton*> m_cells;  // row by row
    QLabel* m_stage;
    QProgressBar* m_progress;
};

}  // namespace tintype::ui
