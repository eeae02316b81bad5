#include "ui/dialogs/smooth_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <utility>

#include "core/edits/run.h"
#include "core/video/reader.h"
#include "ui/background.h"
#include "ui/qt_text.h"

namespace tintype::ui {

SmoothDialog::SmoothDialog(const std::filesystem::path& clip, Background& background, QWidget* parent)
    : QDialog(parent), m_clip(clip), m_fps(new QComboBox), m_now(new QLabel), m_engine(new QLabel) {
    setWindowTitle(tr("Smooth motion"));
    for (const int fps : {24, 25, 30, 48, 50, 60, 90, 120}) m_fps->addItem(locale().toString(fps), fps);
    m_fps->setCurrentIndex(m_fps->findData(60));
    m_fps->setAccessibleName(tr("Frames a second"));
    auto* guard = new QLabel(tr("Frames are not mixed across scene cuts, and repeated frames stay as they are."));
    guard->setWordWrap(true);
    guard->setProperty("role", "quiet");
    for (QLabel* label : {m_now, m_engine}) label->setTextFormat(Qt::PlainText);
    auto* form = new QFormLayout;
    form->addRow(tr("The clip has"), m_now);
    form->addRow(tr("Frames a second"), m_fps);
    form->addRow(tr("Made by"), m_engine);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    auto* smooth = buttons->addButton(tr("Smooth"), QDialogButtonBox::AcceptRole);
    smooth->setProperty("role", "accent");
    smooth->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(guard);
    column->addWidget(buttons);
    setMinimumWidth(400);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    using Found = std::pair<double, std::string>;
    const auto look = [request = edits::Request{work(), {}}]() -> Found {
        const auto& clip = std::get<edits::InterpolateClip>(request.work).clip;
        return {video::Reader(clip).header().rate.perSecond(), edits::engineFor(request).engine};
    };
    background.run(this, look, [this, smooth](const Outcome<Found>& found) {
        smooth->setEnabled(found.value.has_value());
        if (!found.value) return m_now->setText(translated(found.error->message()));
        m_now->setText(tr("%1 frames a second").arg(locale().toString(found.value->first, 'f', 2)));
        m_engine->setText(engineTitle(QString::fromStdString(found.value->second)));
    });
}

edits::InterpolateClip SmoothDialog::work() const {
    edits::InterpolateClip work;
    work.clip = m_clip;
    work.fps = m_fps->currentData().toInt();
    work.target = "smooth.mp4";
    return work;
}

}  // namespace tintype::ui
