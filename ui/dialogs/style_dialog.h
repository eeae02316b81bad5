// The photo as a small cartoon in every style, as they are made: a click on one takes its style.
#pragma once

#include <QDialog>
#include <QImage>
#include <vector>

#include "core/vault/cartoon_style.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace tintype::ui {

class StyleDialog : public QDialog {
    Q_OBJECT

public:
    explicit StyleDialog(const std::vector<vault::CartoonStyle>& styles, QWidget* parent = nullptr);

    // Models that are not shown are ignored.
    void setPicture(const std::filesystem::path& model, const QImage& picture);
    void setProgress(double fraction, const QString& stage);
    // No more pictures will come; why, empty: all are there.
    void setEnded(const QString& why = {});

Q_SIGNALS:
    void chosen(const std::filesystem::path& model);

private:
    struct Cell {
        std::filesystem::path model;
        QToolButton* button;
    };
    std::vector<Cell> m_cells;
    QLabel* m_stage;
    QProgressBar* m_progress;
};

}  // namespace tintype::ui
