#include "ui/dialogs/decode_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <algorithm>

#include "core/edits/limits.h"

namespace tintype::ui {

DecodeDialog::DecodeDialog(const edits::SavedClip& clip, const edits::Animate& work, QWidget* parent)
    : QDialog(parent), m_fps(new QDoubleSpinBox), m_format(new QComboBox), m_loop(new QCheckBox(tr("Forth and back, as a loop"))), m_together(new QSpinBox) {
    setWindowTitle(tr("Decode again"));
    auto* what = new QLabel(clip.step < clip.steps
                                ? tr("%1 frames of %2 x %3, as they were after step %4 of %5.").arg(clip.frames).arg(clip.size.width).arg(clip.size.height).arg(clip.step).arg(clip.steps)
                                : tr("%1 frames of %2 x %3. Their motion is not computed again.").arg(clip.frames).arg(clip.size.width).arg(clip.size.height));
    what->setWordWrap(true);
    m_fps->setRange(edits::kFpsRange.low, edits::kFpsRange.high);
    m_fps->setDecimals(1);
    m_fps->setValue(work.fps);
    m_fps->setAccessibleName(tr("Frames a second"));
    const char* const formats[][2] = {{"MP4", "mp4"}, {"WebM", "webm"}, {"GIF", "gif"}, {"WebP", "webp"}};
    for (const auto& format : formats) m_format->addItem(QLatin1String(format[0]), QLatin1String(format[1]));
    m_format->setAccessibleName(tr("Format"));
    m_loop->setChecked(work.loop == video::Loop::Boomerang);
    m_together->setRange(edits::kDecodeChunkRange.low, std::min(edits::kDecodeChunkRange.high, std::max(1, clip.frames)));
    m_together->setValue(std::min(work.decodeChunk, m_together->maximum()));
    m_together->setAccessibleName(tr("Frames painted together"));
    m_together->setToolTip(tr("More need more memory and may be faster on a graphics card; the frames stay the same."));
    auto* form = new QFormLayout;
    form->addRow(tr("Frames a second"), m_fps);
    form->addRow(tr("Format"), m_format);
    form->addRow(tr("Frames painted together"), m_together);
    form->addRow(m_loop);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* decode = buttons->addButton(tr("Decode"), QDialogButtonBox::AcceptRole);
    decode->setProperty("role", "accent");
    decode->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void DecodeDialog::apply(edits::Animate& work) const {
    work.fps = m_fps->value();
    work.loop = m_loop->isChecked() ? video::Loop::Boomerang : video::Loop::None;
    work.decodeChunk = m_together->value();
    work.target = "clip." + m_format->currentData().toString().toStdString();
}

}  // namespace tintype::ui
