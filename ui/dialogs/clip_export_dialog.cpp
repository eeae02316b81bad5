#include "ui/dialogs/clip_export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include "core/base/progress.h"
#include "core/edits/limits.h"
#include "core/video/reader.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

struct Format {
    const char* name;
    const char* extension;  // empty: a folder
    const char* codec;
};
constexpr Format kFormats[] = {{"MP4, H.264", "mp4", ""},    {"MP4, HEVC", "mp4", "hevc"}, {"MP4, AV1", "mp4", "av1"},
                               {"WebM, VP9", "webm", "vp9"}, {"GIF", "gif", ""},          {"WebP", "webp", ""}};

constexpr int kWorstCrf = 40;  // at the low end of the slider

std::filesystem::path freeName(const std::filesystem::path& clip, const std::string& extension) {
    std::error_code error;
    for (int number = 1;; ++number) {
        std::filesystem::path name = clip.stem();
        name += number == 1 ? "-export" : "-export-" + std::to_string(number);
        if (!extension.empty()) name += "." + extension;
        const std::filesystem::path target = clip.parent_path() / name;
        if (!std::filesystem::exists(target, error)) return target;
    }
}

QDoubleSpinBox* secondsBox(double most) {
    auto* box = new QDoubleSpinBox;
    box->setRange(0.0, most);
    box->setDecimals(2);
    box->setSingleStep(0.1);
    return box;
}

QWidget* inRow(std::initializer_list<QWidget*> parts) {
    auto* whole = new QWidget;
    auto* row = new QHBoxLayout(whole);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* part : parts) row->addWidget(part, 1);
    return whole;
}

}  // namespace

ClipExportDialog::ClipExportDialog(const ClipChoice& choice, Background& background, QWidget* parent)
    : QDialog(parent), m_choice(choice), m_file(new QLineEdit), m_format(new QComboBox), m_quality(new QSlider(Qt::Horizontal)),
      m_start(secondsBox(0)), m_end(secondsBox(0)), m_speed(new QComboBox), m_fps(new QComboBox), m_loop(new QComboBox),
      m_fade(secondsBox(10)), m_size(new QComboBox), m_poster(new QCheckBox(tr("Show this frame before it plays"))),
      m_estimate(new QLabel), m_background(background),
      m_latest(
          background, this,
          [](const Job& job) {
              Progress progress(job.stop, {});
              try {
                  return edits::clipSizeOf(job.work, progress);
              } catch (const Cancelled&) {
                  return edits::ClipSize{};  // nobody waits for it
              }
          },
          [this](const Outcome<edits::ClipSize>& outcome) {
              if (!outcome.value) return m_estimate->setText(translated(outcome.error->message()));
              if (outcome.value->frames == 0) return;
              m_estimate->setText(tr("About %1: %2 frames, %3 s")
                                      .arg(locale().formattedDataSize(static_cast<qint64>(outcome.value->bytes)))
                                      .arg(outcome.value->frames)
                                      .arg(locale().toString(outcome.value->seconds, 'f', 1)));
              Q_EMIT estimated(static_cast<qint64>(outcome.value->bytes));
          }) {
    setWindowTitle(tr("Export clip"));
    for (const Format& format : kFormats) m_format->addItem(QLatin1String(format.name));
    m_format->addItem(tr("Folder of PNG pictures"));
    m_quality->setRange(0, kWorstCrf);
    m_quality->setValue(kWorstCrf - video::Coding{}.crf);
    for (const double speed : {0.25, 0.5, 1.0, 1.5, 2.0, 4.0, 8.0}) m_speed->addItem(tr("%1x").arg(locale().toString(speed)), speed);
    m_speed->setCurrentIndex(m_speed->findData(1.0));
    m_fps->addItem(tr("As it is"), 0.0);
    for (const int fps : {8, 10, 12, 15, 24, 25, 30, 60}) m_fps->addItem(locale().toString(fps), static_cast<double>(fps));
    m_loop->addItem(tr("No loop"), static_cast<int>(video::Loop::None));
    m_loop->addItem(tr("Forth and back"), static_cast<int>(video::Loop::Boomerang));
    m_loop->addItem(tr("End melts into start"), static_cast<int>(video::Loop::Crossfade));
    m_fade->setRange(0.1, 10.0);
    m_fade->setValue(0.5);
    m_size->addItem(tr("As it is"), 0);
    for (const int side : {320, 480, 640, 854, 1280, 1920}) m_size->addItem(tr("Long side %1").arg(side), side);
    build();
    connectParts();
    formatChanged();
    openClip();
}

// The measuring may go on for a while: it is told that nobody waits.
ClipExportDialog::~ClipExportDialog() { m_stop.request_stop(); }

void ClipExportDialog::build() {
    auto* choose = new QPushButton(tr("Browse..."));
    connect(choose, &QPushButton::clicked, this, &ClipExportDialog::browse);
    auto* file = new QWidget;
    auto* fileRow = new QHBoxLayout(file);
    fileRow->setContentsMargins(0, 0, 0, 0);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(choose);
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("File"), file);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Quality"), m_quality);
    form->addRow(tr("From, to (seconds)"), inRow({m_start, m_end}));
    form->addRow(tr("Speed"), m_speed);
    form->addRow(tr("Frames a second"), m_fps);
    form->addRow(tr("Loop, fade (seconds)"), inRow({m_loop, m_fade}));
    form->addRow(tr("Size"), m_size);
    form->addRow(tr("Poster"), m_poster);
    form->addRow(tr("File size"), m_estimate);
    const std::pair<QWidget*, QString> names[] = {{m_file, tr("File")}, {m_format, tr("Format")}, {m_quality, tr("Quality")},
        {m_start, tr("First second")}, {m_end, tr("Last second")}, {m_speed, tr("Speed")}, {m_fps, tr("Frames a second")},
        {m_loop, tr("Loop")}, {m_fade, tr("Seconds of the fade")}, {m_size, tr("Size")}};
    for (const auto& [part, name] : names) part->setAccessibleName(name);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_save = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    m_save->setProperty("role", "accent");
    m_save->setDefault(true);
    m_save->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &ClipExportDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(buttons);
    setMinimumWidth(480);
}

void ClipExportDialog::connectParts() {
    for (QComboBox* box : {m_speed, m_fps, m_size}) connect(box, &QComboBox::currentIndexChanged, this, &ClipExportDialog::estimate);
    for (QDoubleSpinBox* box : {m_start, m_end, m_fade}) connect(box, &QDoubleSpinBox::valueChanged, this, &ClipExportDialog::estimate);
    connect(m_quality, &QSlider::valueChanged, this, &ClipExportDialog::estimate);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ClipExportDialog::formatChanged);
    connect(m_loop, &QComboBox::currentIndexChanged, this, [this] {
        m_fade->setEnabled(m_loop->currentData().toInt() == static_cast<int>(video::Loop::Crossfade));
        estimate();
    });
    m_fade->setEnabled(false);
}

void ClipExportDialog::openClip() {
    m_estimate->setText(tr("Measuring..."));
    m_background.run(this, [clip = m_choice.clip] { return video::Reader(clip).header(); }, [this](const Outcome<video::ClipHeader>& header) {
        if (!header.value) return m_estimate->setText(translated(header.error->message()));
        const double length = header.value->seconds;
        const QSignalBlocker quietStart(m_start), quietEnd(m_end);
        m_start->setRange(0.0, length);
        m_end->setRange(0.0, length);
        m_start->setValue(m_choice.span.start);
        m_end->setValue(m_choice.span.end > 0.0 ? m_choice.span.end : length);
        m_save->setEnabled(true);
        estimate();
    });
}

edits::ExportClip ClipExportDialog::work() const {
    edits::ExportClip work;
    const int format = m_format->currentIndex();
    const bool folder = format >= static_cast<int>(std::size(kFormats));
    work.clip = m_choice.clip;
    work.target = toPath(m_file->text().trimmed());
    if (!folder && work.target.extension().empty()) work.target += std::string(".") + kFormats[format].extension;
    work.span.start = m_start->value();
    // The whole clip to its very end, which has more digits than the box.
    work.span.end = m_end->value() >= m_end->maximum() ? 0.0 : m_end->value();
    work.speed = m_speed->currentData().toDouble();
    work.fps = m_fps->currentData().toDouble();
    work.loop = static_cast<video::Loop>(m_loop->currentData().toInt());
    work.fade = m_fade->value();
    work.longSide = m_size->currentData().toInt();
    if (m_poster->isChecked() && m_poster->isEnabled()) work.poster = m_choice.shown;
    work.coding.codec = folder ? "" : kFormats[format].codec;
    work.coding.crf = kWorstCrf - m_quality->value();
    return work;
}

void ClipExportDialog::formatChanged() {
    const int format = m_format->currentIndex();
    const bool folder = format >= static_cast<int>(std::size(kFormats));
    const std::string extension = folder ? "" : kFormats[format].extension;
    const bool quality = !folder && extension != "gif";
    m_quality->setEnabled(quality);
    m_quality->setToolTip(quality ? QString() : tr("This format has no quality to choose."));
    m_poster->setEnabled(extension == "mp4");
    const std::filesystem::path now = toPath(m_file->text());
    if (m_file->text().isEmpty()) m_file->setText(toQString(freeName(m_choice.clip, extension)));
    else m_file->setText(toQString(now.parent_path() / (now.stem().native() + (folder ? "" : "." + extension))));
    estimate();
}

void ClipExportDialog::browse() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Export to"), m_file->text(), {}, nullptr, QFileDialog::DontConfirmOverwrite);
    if (file.isEmpty()) return;
    m_file->setText(file);
    formatChanged();
}

void ClipExportDialog::estimate() {
    if (!m_save->isEnabled()) return;
    m_stop.request_stop();  // of what is measured for earlier options
    m_stop = std::stop_source();
    m_estimate->setText(tr("Measuring..."));
    m_latest.offer({work(), m_stop.get_token()});
}

void ClipExportDialog::accept() {
    const std::filesystem::path target = work().target;
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
