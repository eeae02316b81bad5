#include "ui/dialogs/export_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QStandardPaths>
#include <algorithm>

#include "core/image/read.h"
#include "core/image/transform.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

bool hasQuality(image::Format format) {
    using enum image::Format;
    return format == Jpeg || format == WebP || format == Heic || format == Avif || format == Jxl;
}

// One entry a format: the first extension each goes by.
std::vector<std::pair<image::Format, std::string>> writableFormats() {
    std::vector<std::pair<image::Format, std::string>> formats;
    for (const std::string& extension : image::writableExtensions()) {
        const image::Format format = image::formatOfExtension("x." + extension);
        const bool known = std::any_of(formats.begin(), formats.end(), [&](const auto& f) { return f.first == format; });
        if (!known) formats.emplace_back(format, extension);
    }
    return formats;
}

bool writable(const std::filesystem::path& path) {
    const auto formats = writableFormats();
    const image::Format format = image::formatOfExtension(path);
    return std::any_of(formats.begin(), formats.end(), [&](const auto& f) { return f.first == format; });
}

}  // namespace

std::filesystem::path suggestedTarget(const document::Document& document) {
    std::filesystem::path source = document.path();
    if (source.empty())
        source = toPath(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)) / "picture.png";
    const std::filesystem::path extension = writable(source) ? source.extension() : ".png";
    std::error_code error;
    for (int number = 1;; ++number) {
        std::filesystem::path name = source.stem();
        name += number == 1 ? "-edited" : "-edited-" + std::to_string(number);
        name += extension;
        const std::filesystem::path target = source.parent_path() / name;
        if (!std::filesystem::exists(target, error)) return target;
    }
}

ExportDialog::ExportDialog(const document::Document& document, Background& background, QWidget* parent)
    : QDialog(parent), m_picture(document.picture()), m_target(suggestedTarget(document)), m_file(new QLineEdit),
      m_format(new QComboBox), m_qualityName(new QLabel(tr("Quality"))), m_quality(new QSlider(Qt::Horizontal)),
      m_qualityNumber(new QSpinBox), m_size(new QComboBox), m_longSide(new QSpinBox), m_metadata(new QComboBox),
      m_estimate(new QLabel), m_buttons(new QDialogButtonBox(QDialogButtonBox::Cancel)),
      m_latest(background, this, &ExportDialog::measure, [this](const Outcome<qint64>& outcome) {
          m_estimate->setText(outcome.value ? tr("About %1").arg(locale().formattedDataSize(*outcome.value))
                                            : translated(outcome.error->message()));
          if (outcome.value) Q_EMIT estimated(*outcome.value);
      }) {
    setWindowTitle(tr("Export"));
    for (const auto& [format, extension] : writableFormats())
        m_format->addItem(QLatin1String(image::formatName(format)), QString::fromStdString(extension));
    m_shownTarget = toQString(m_target);
    m_file->setText(m_shownTarget);
    m_quality->setRange(1, 100);
    m_qualityNumber->setRange(1, 100);
    const int source = document.original().origin.jpegQuality;
    m_quality->setValue(source > 0 ? source : 92);
    m_qualityNumber->setValue(m_quality->value());
    m_size->addItem(tr("As it is"), 0);
    for (int side : {512, 1024, 1920, 2048, 4096}) m_size->addItem(tr("Long side %1").arg(side), side);
    m_size->addItem(tr("Other long side"), -1);
    m_longSide->setRange(1, 16384);
    m_longSide->setValue(m_picture.size().longSide());
    m_longSide->setSuffix(tr(" px"));
    m_longSide->hide();
    m_metadata->addItem(tr("Everything, with the recipe"), static_cast<int>(image::Metadata::All));
    m_metadata->addItem(tr("Credit and copyright only"), static_cast<int>(image::Metadata::CreditOnly));
    m_metadata->addItem(tr("None"), static_cast<int>(image::Metadata::None));
    build();
    const int at = m_format->findData(QString::fromStdString(m_target.extension().string()).mid(1).toLower().replace(QLatin1String("jpeg"), QLatin1String("jpg")));
    m_format->setCurrentIndex(std::max(0, at));
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::formatChanged);
    formatChanged();
}

void ExportDialog::build() {
    auto* choose = new QPushButton(tr("Browse..."));
    auto* file = new QHBoxLayout;
    file->addWidget(m_file, 1);
    file->addWidget(choose);
    auto* quality = new QHBoxLayout;
    quality->addWidget(m_quality, 1);
    quality->addWidget(m_qualityNumber);
    auto* size = new QHBoxLayout;
    size->addWidget(m_size, 1);
    size->addWidget(m_longSide);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("File"), file);
    form->addRow(tr("Format"), m_format);
    form->addRow(m_qualityName, quality);
    form->addRow(tr("Size"), size);
    form->addRow(tr("Metadata"), m_metadata);
    form->addRow(tr("File size"), m_estimate);
    m_file->setAccessibleName(tr("File"));
    m_format->setAccessibleName(tr("Format"));
    m_quality->setAccessibleName(tr("Quality"));
    m_qualityNumber->setAccessibleName(tr("Quality"));
    m_size->setAccessibleName(tr("Size"));
    m_longSide->setAccessibleName(tr("Long side in pixels"));
    m_metadata->setAccessibleName(tr("Metadata"));
    auto* save = m_buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    save->setProperty("role", "accent");
    save->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(m_buttons);
    setMinimumWidth(480);
    connect(choose, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ExportDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_quality, &QSlider::valueChanged, m_qualityNumber, &QSpinBox::setValue);
    connect(m_qualityNumber, &QSpinBox::valueChanged, m_quality, &QSlider::setValue);
    connect(m_qualityNumber, &QSpinBox::valueChanged, this, &ExportDialog::estimate);
    connect(m_size, &QComboBox::currentIndexChanged, this, [this] {
        m_longSide->setVisible(m_size->currentData().toInt() < 0);
        estimate();
    });
    connect(m_longSide, &QSpinBox::valueChanged, this, &ExportDialog::estimate);
    connect(m_metadata, &QComboBox::currentIndexChanged, this, &ExportDialog::estimate);
    connect(m_file, &QLineEdit::textEdited, this, [this, save](const QString& text) { save->setEnabled(!text.trimmed().isEmpty()); });
}

void ExportDialog::formatChanged() {
    const std::string extension = m_format->currentData().toString().toStdString();
    const bool quality = hasQuality(image::formatOfExtension("x." + extension));
    for (QWidget* part : {static_cast<QWidget*>(m_quality), static_cast<QWidget*>(m_qualityNumber),
                          static_cast<QWidget*>(m_qualityName)}) {
        part->setEnabled(quality);
        part->setToolTip(quality ? QString() : tr("This format loses nothing, so it has no quality."));
    }
    std::filesystem::path target = m_file->text() == m_shownTarget ? m_target : toPath(m_file->text());
    if (image::formatOfExtension(target) != image::formatOfExtension("x." + extension)) target.replace_extension(extension);
    m_target = target;
    m_shownTarget = toQString(target);
    m_file->setText(m_shownTarget);
    estimate();
}

void ExportDialog::browse() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Export to"), m_file->text(), {}, nullptr,
                                                      QFileDialog::DontConfirmOverwrite);
    if (file.isEmpty()) return;
    m_file->setText(file);
    const QString extension = QFileInfo(file).suffix().toLower();
    const int at = m_format->findData(extension == QStringLiteral("jpeg") ? QStringLiteral("jpg") : extension);
    at < 0 || at == m_format->currentIndex() ? formatChanged() : m_format->setCurrentIndex(at);
}

ExportChoice ExportDialog::choice() const {
    ExportChoice choice;
    choice.target = m_file->text() == m_shownTarget ? m_target : toPath(m_file->text().trimmed());
    const std::string extension = m_format->currentData().toString().toStdString();
    if (choice.target.extension().empty()) choice.target += "." + extension;
    choice.options.format = image::formatOfExtension("x." + extension);
    choice.options.quality = hasQuality(choice.options.format) ? m_qualityNumber->value() : 0;
    choice.options.metadata = static_cast<image::Metadata>(m_metadata->currentData().toInt());
    const int side = m_size->currentData().toInt();
    choice.longSide = side < 0 ? m_longSide->value() : side;
    return choice;
}

qint64 ExportDialog::measure(const Job& job) {
    const Size size = fitLongSide(job.picture.size(), job.longSide);
    const image::Image picture = size == job.picture.size() ? job.picture : image::resized(job.picture, size);
    return static_cast<qint64>(image::encode(picture, job.options).size());
}

void ExportDialog::estimate() {
    const ExportChoice now = choice();
    m_estimate->setText(tr("Measuring..."));
    m_latest.offer({m_picture, now.longSide, now.options});
}

void ExportDialog::accept() {
    const std::filesystem::path target = choice().target;
    std::error_code error;
    if (std::filesystem::exists(target, error)) {
        QMessageBox box(QMessageBox::NoIcon, tr("Export"), tr("%1 exists. Replace it?").arg(toQString(target.filename())),
                        QMessageBox::Yes | QMessageBox::Cancel, this);
        box.setTextFormat(Qt::PlainText);
        box.button(QMessageBox::Yes)->setText(tr("Replace"));
        if (box.exec() != QMessageBox::Yes) return;
    }
    QDialog::accept();
}

}  // namespace tintype::ui
