// Saves a copy: format, quality, size, what to keep of the metadata, and how large the file will be (measured in
// the background by encoding it). Also suggests a file name that is not the original's.
#pragma once

#include <QDialog>

#include "core/document/document.h"
#include "ui/background.h"
#include "ui/intents.h"

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QSlider;
class QSpinBox;

namespace tintype::ui {

// "photo.jpg" -> "photo-edited.jpg" beside it; a free name. Unwritable formats become PNG.
std::filesystem::path suggestedTarget(const document::Document& document);

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    ExportDialog(const document::Document& document, Background& background, QWidget* parent = nullptr);

    ExportChoice choice() const;

Q_SIGNALS:
    void estimated(qint64 bytes);

private:
    struct Job {
        image::Image picture;
        int longSide = 0;
        image::WriteOptions options;
    };
    static qint64 measure(const Job& job);
    void build();
    void formatChanged();
    void browse();
    void estimate();
    void accept() override;

    image::Image m_picture;
    std::filesystem::path m_target;  // its bytes stay exact unless the person types another
    QString m_shownTarget;
    QLineEdit* m_file;
    QComboBox* m_format;
    QLabel* m_qualityName;
    QSlider* m_quality;
    QSpinBox* m_qualityNumber;
    QComboBox* m_size;
    QSpinBox* m_longSide;
    QComboBox* m_metadata;
    QLabel* m_estimate;
    QDialogButtonBox* m_buttons;
    Latest<Job, qint64> m_latest;
};

}  // namespace tintype::ui
