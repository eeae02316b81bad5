#include "ui/panels/animate_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <algorithm>
#include <cmath>

namespace tintype::ui {

AnimatePanel::AnimatePanel(QWidget* parent)
    : ToolPanel(parent), m_motion(new SliderRow({0.1, 2, 1, 0.1, 1})), m_seconds(new SliderRow({1, 20, 3, 0.5, 1})),
      m_fpsName(new QLabel), m_fps(new QComboBox), m_sizeName(new QLabel), m_size(new QComboBox),
      m_formatName(new QLabel), m_format(new QComboBox), m_loop(new QCheckBox), m_summary(new QLabel) {
    for (int fps : {8, 12, 16, 24, 25, 30, 60}) m_fps->addItem(QLocale().toString(fps), fps);
    m_fps->setCurrentIndex(m_fps->findData(24));
    for (int side : {512, 854, 1280, 1920}) m_size->addItem(QString(), side);
    m_size->setCurrentIndex(2);
    const char* const formats[][2] = {{"MP4", "mp4"}, {"WebM", "webm"}, {"GIF", "gif"}, {"WebP", "webp"}};
    for (const auto& format : formats) m_format->addItem(QLatin1String(format[0]), QLatin1String(format[1]));
    m_summary->setProperty("role", "quiet");
    m_summary->setWordWrap(true);
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(m_fpsName, m_fps);
    form->addRow(m_sizeName, m_size);
    form->addRow(m_formatName, m_format);
    m_fpsName->setBuddy(m_fps);
    m_sizeName->setBuddy(m_size);
    m_formatName->setBuddy(m_format);
    column()->addWidget(m_motion);
    column()->addWidget(m_seconds);
    column()->addLayout(form);
    column()->addWidget(m_loop);
    column()->addWidget(m_summary);
    column()->addStretch(1);
    connect(this, &ToolPanel::changed, this, &AnimatePanel::updateSummary);
    for (SliderRow* row : {m_motion, m_seconds}) connect(row, &SliderRow::valueChanged, this, &ToolPanel::changed);
    for (QComboBox* box : {m_fps, m_size, m_format})
        connect(box, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
    connect(m_loop, &QCheckBox::toggled, this, &ToolPanel::changed);
    retranslate();
}

QString AnimatePanel::title() const { return tr("Animate"); }
QString AnimatePanel::modelHint() const { return tr("I2VGen-XL moves what is in the photo"); }
QString AnimatePanel::extension() const { return m_format->currentData().toString(); }

void AnimatePanel::setPhotoSize(const Size& size) {
    m_photo = size;
    updateSummary();
}

Size AnimatePanel::clipSize() const {
    if (m_photo.empty()) return {};
    Size size = fitLongSide(m_photo, std::min(m_size->currentData().toInt(), std::max(64, m_photo.longSide() * 2)));
    size.width = std::max(2, size.width / 2 * 2);
    size.height = std::max(2, size.height / 2 * 2);
    return size;
}

std::optional<edits::Work> AnimatePanel::work(const QString& text) const {
    edits::Animate work;
    work.prompt = text.simplified().toStdString();
    work.motion = m_motion->value();
    work.fps = m_fps->currentData().toInt();
    work.frames = std::max(2, static_cast<int>(std::lround(m_seconds->value() * work.fps)));
    work.motionFps = static_cast<int>(work.fps);
    work.size = clipSize();
    work.target = "clip." + extension().toStdString();
    work.loop = m_loop->isChecked() ? video::Loop::Boomerang : video::Loop::None;
    return work;
}

bool AnimatePanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Animate>(&work);
    if (!past) return false;
    m_motion->setValue(past->motion);
    m_seconds->setValue(past->fps > 0 ? past->frames / past->fps : 3);
    const int fps = m_fps->findData(static_cast<int>(std::lround(past->fps)));
    if (fps >= 0) m_fps->setCurrentIndex(fps);
    m_loop->setChecked(past->loop == video::Loop::Boomerang);
    return true;
}

QJsonObject AnimatePanel::values() const {
    return {{QStringLiteral("motion"), m_motion->value()},       {QStringLiteral("seconds"), m_seconds->value()},
            {QStringLiteral("fps"), m_fps->currentData().toInt()}, {QStringLiteral("size"), m_size->currentData().toInt()},
            {QStringLiteral("format"), extension()},               {QStringLiteral("loop"), m_loop->isChecked()}};
}

void AnimatePanel::setValues(const QJsonObject& values) {
    const auto choose = [](QComboBox* box, const QVariant& data) {
        if (const int at = box->findData(data); at >= 0) box->setCurrentIndex(at);
    };
    m_motion->setValue(values.value(QStringLiteral("motion")).toDouble(1));
    m_seconds->setValue(values.value(QStringLiteral("seconds")).toDouble(3));
    choose(m_fps, values.value(QStringLiteral("fps")).toInt(24));
    choose(m_size, values.value(QStringLiteral("size")).toInt(1280));
    choose(m_format, values.value(QStringLiteral("format")).toString());
    m_loop->setChecked(values.value(QStringLiteral("loop")).toBool());
}

void AnimatePanel::updateSummary() {
    const Size size = clipSize();
    const int frames = std::max(2, static_cast<int>(std::lround(m_seconds->value() * m_fps->currentData().toInt())));
    const int shown = m_loop->isChecked() ? 2 * frames - 2 : frames;
    m_summary->setText(size.empty() ? tr("%n frames", nullptr, shown)
                                    : tr("%n frames of %1 x %2", nullptr, shown).arg(size.width).arg(size.height));
}

void AnimatePanel::retranslate() {
    m_motion->setTexts(tr("Motion"), tr("How far the camera goes."), tr("still"), tr("strong"));
    m_seconds->setTexts(tr("Length"), tr("Of the clip, before it goes back."));
    m_seconds->setSuffix(tr(" s"));
    m_fpsName->setText(tr("Frames a second"));
    m_sizeName->setText(tr("Size"));
    m_formatName->setText(tr("Format"));
    const QString sizes[] = {tr("Draft, 512"), tr("Small, 854"), tr("HD, 1280"), tr("Full HD, 1920")};
    for (int i = 0; i < m_size->count(); ++i) m_size->setItemText(i, sizes[i]);
    m_loop->setText(tr("Forth and back, as a loop"));
    m_fps->setAccessibleName(tr("Frames a second"));
    m_size->setAccessibleName(tr("Long side of the clip"));
    m_format->setAccessibleName(tr("File format of the clip"));
    updateSummary();
}

}  // namespace tintype::ui
