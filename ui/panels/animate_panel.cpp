#include "ui/panels/animate_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFontMetrics>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>
#include <cmath>
#include <utility>

#include "core/edits/usual_negative.h"
#include "ui/panels/seed_row.h"

namespace tintype::ui {

namespace {

struct Tier {
    int width, height;  // of the published shape
};
// From what a processor does overnight to what the network was trained for.
constexpr Tier kTiers[] = {{256, 256}, {448, 256}, {512, 320}, {704, 384}, {832, 448}, {1280, 704}};
constexpr int kUsualTier = 2;
constexpr int kSideUnit = 64;
constexpr int kSides[] = {512, 854, 1280, 1920};
constexpr int kUsualSide = 2;

struct Shape {
    const char* name;
    int width, height;  // 0: the photo's
};
constexpr Shape kShapes[] = {{"", 0, 0}, {"16:9", 16, 9}, {"3:2", 3, 2}, {"4:3", 4, 3}, {"1:1", 1, 1}, {"3:4", 3, 4}, {"2:3", 2, 3}, {"9:16", 9, 16}};
constexpr int kTrainedFrames = 16;

void pickData(QComboBox* box, const QVariant& data) {
    if (const int at = box->findData(data); at >= 0) box->setCurrentIndex(at);
}

QString usualNegative() { return QString::fromUtf8(edits::kUsualNegative); }

}  // namespace

AnimatePanel::AnimatePanel(QWidget* parent)
    : ToolPanel(parent), m_chosen{kUsualSide, kUsualTier}, m_camera(makeCamera()), m_network(makeModel()) {
    column()->addWidget(m_camera);
    column()->addWidget(m_network);
    column()->addLayout(makeCommon());
    m_loop = new QCheckBox;
    m_summary = new QLabel;
    m_summary->setProperty("role", "quiet");
    m_summary->setWordWrap(true);
    column()->addWidget(m_loop);
    column()->addWidget(m_summary);
    column()->addStretch(1);
    m_network->hide();
    connect(this, &ToolPanel::changed, this, &AnimatePanel::updateSummary);
    for (SliderRow* row : {m_motion, m_seconds, m_guidance}) connect(row, &SliderRow::valueChanged, this, &ToolPanel::changed);
    for (QComboBox* box : {m_fps, m_format}) connect(box, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
    connect(m_size, &QComboBox::currentIndexChanged, this, [this](int index) { m_chosen[model()] = index; });
    for (QComboBox* box : {m_size, m_shape, m_framing}) connect(box, &QComboBox::currentIndexChanged, this, &AnimatePanel::reshape);
    for (QSpinBox* box : {m_frames, m_motionFps, m_fileFps, m_steps}) connect(box, &QSpinBox::valueChanged, this, &ToolPanel::changed);
    connect(m_loop, &QCheckBox::toggled, this, &ToolPanel::changed);
    connect(m_seed, &SeedRow::changed, this, &ToolPanel::changed);
    connect(m_negative, &QPlainTextEdit::textChanged, this, [this] {
        m_usualNegative->setVisible(m_negative->toPlainText() != usualNegative());
        Q_EMIT changed();
    });
    connect(m_usualNegative, &QPushButton::clicked, this, [this] { m_negative->setPlainText(usualNegative()); });
    fillSizes();
    retranslate();
}

QComboBox* AnimatePanel::addChoice(QFormLayout* form, QLabel*& name) {
    name = new QLabel;
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    name->setBuddy(box);
    form->addRow(name, box);
    return box;
}

QSpinBox* AnimatePanel::addNumber(QFormLayout* form, QLabel*& name, int low, int high, int usual) {
    name = new QLabel;
    auto* box = new QSpinBox;
    box->setRange(low, high);
    box->setValue(usual);
    name->setBuddy(box);
    form->addRow(name, box);
    return box;
}

namespace {

QFormLayout* formIn(QVBoxLayout* column) {
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    if (column) column->addLayout(form);
    return form;
}

QVBoxLayout* columnOf(QWidget* part) {
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    return column;
}

}  // namespace

QWidget* AnimatePanel::makeCamera() {
    auto* part = new QWidget;
    QVBoxLayout* column = columnOf(part);
    column->addWidget(m_motion = new SliderRow({0.1, 2, 1, 0.1, 1}));
    column->addWidget(m_seconds = new SliderRow({1, 20, 3, 0.5, 1}));
    m_fps = addChoice(formIn(column), m_fpsName);
    for (int fps : {8, 12, 16, 24, 25, 30, 60}) m_fps->addItem(QLocale().toString(fps), fps);
    m_fps->setCurrentIndex(m_fps->findData(24));
    return part;
}

QWidget* AnimatePanel::makeModel() {
    auto* part = new QWidget;
    QVBoxLayout* column = columnOf(part);
    m_negativeName = new QLabel;
    m_negative = new QPlainTextEdit(usualNegative());
    m_negative->setTabChangesFocus(true);
    m_negative->setFixedHeight(QFontMetrics(m_negative->font()).lineSpacing() * 4 + 12);
    m_negativeName->setBuddy(m_negative);
    m_usualNegative = new QPushButton;
    m_usualNegative->setProperty("role", "link");
    m_usualNegative->hide();
    auto* words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(m_negativeName);
    words->addWidget(m_negative);
    words->addWidget(m_usualNegative);
    column->addLayout(words);
    QFormLayout* form = formIn(column);
    m_frames = addNumber(form, m_framesName, 2, 64, kTrainedFrames);
    m_motionFps = addNumber(form, m_motionFpsName, 1, 32, 16);
    m_fileFps = addNumber(form, m_fileFpsName, 1, 60, 8);
    m_steps = addNumber(form, m_stepsName, 1, 100, 50);
    column->addWidget(m_guidance = new SliderRow({1, 20, 9, 0.5, 1}));
    column->addWidget(m_seed = new SeedRow);
    return part;
}

QFormLayout* AnimatePanel::makeCommon() {
    QFormLayout* form = formIn(nullptr);
    m_size = addChoice(form, m_sizeName);
    m_shape = addChoice(form, m_shapeName);
    for (const Shape& shape : kShapes) m_shape->addItem(QString::fromLatin1(shape.name), QString::fromLatin1(shape.name));
    m_framing = addChoice(form, m_framingName);
    for (int i = 0; i < 3; ++i) m_framing->addItem(QString(), i);
    m_format = addChoice(form, m_formatName);
    const char* const formats[][2] = {{"MP4", "mp4"}, {"WebM", "webm"}, {"GIF", "gif"}, {"WebP", "webp"}};
    for (const auto& format : formats) m_format->addItem(QLatin1String(format[0]), QLatin1String(format[1]));
    return form;
}

QString AnimatePanel::title() const { return tr("Animate"); }
QString AnimatePanel::modelHint() const { return tr("I2VGen-XL moves what is in the photo"); }
QString AnimatePanel::extension() const { return m_format->currentData().toString(); }
void AnimatePanel::beforeRun() { m_seed->rollUnlessLocked(); }

void AnimatePanel::setEngine(const edits::Need& need) {
    if (m_builtIn == need.builtIn) return;
    m_builtIn = need.builtIn;
    m_camera->setVisible(m_builtIn);
    m_network->setVisible(!m_builtIn);
    fillSizes();
    reshape();
}

void AnimatePanel::setPhotoSize(const Size& size) {
    m_photo = size;
    m_part = {};
    reshape();
}

void AnimatePanel::setPart(const Rect& part) {
    if (part == m_part || !m_inView) return;
    m_part = part;
    Q_EMIT changed();
}

void AnimatePanel::entered() {
    m_inView = true;
    showFraming();
}

void AnimatePanel::left() {
    m_inView = false;
    showFraming();
}

void AnimatePanel::reshape() {
    m_part = {};
    showFraming();
    Q_EMIT changed();
}

edits::Framing AnimatePanel::framing() const { return static_cast<edits::Framing>(std::max(0, m_framing->currentIndex())); }

// A frame on the photo only where something of it is left out or added.
void AnimatePanel::showFraming() {
    const Size clip = clipSize();
    constexpr double kSame = 0.02;
    const double other = clip.empty() ? 0.0 : std::log(static_cast<double>(clip.width) * m_photo.height / (static_cast<double>(clip.height) * m_photo.width));
    const bool wanted = m_inView && std::abs(other) > kSame;
    if (wanted || std::exchange(m_framed, false)) Q_EMIT framingShown(wanted ? clip : Size{}, framing());
    m_framed = wanted;
}

int AnimatePanel::frames() const { return model() ? m_frames->value() : std::max(2, static_cast<int>(std::lround(m_seconds->value() * fps()))); }

double AnimatePanel::fps() const { return model() ? m_fileFps->value() : m_fps->currentData().toInt(); }

Size AnimatePanel::clipSize() const {
    if (m_photo.empty() || m_size->currentIndex() < 0) return {};
    const Shape& shape = kShapes[std::max(0, m_shape->currentIndex())];
    const Size like = shape.width > 0 ? Size{shape.width * 100, shape.height * 100} : m_photo;
    if (model()) {
        const Tier& tier = kTiers[m_size->currentIndex()];
        return edits::tierSize(like, tier.width * tier.height, kSideUnit);
    }
    Size size = fitLongSide(like, std::min(m_size->currentData().toInt(), std::max(64, m_photo.longSide() * 2)));
    size.width = std::max(16, size.width / 2 * 2);
    size.height = std::max(16, size.height / 2 * 2);
    return size;
}

std::optional<edits::Work> AnimatePanel::work(const QString& text) const {
    edits::Animate work;
    work.prompt = text.simplified().toStdString();
    work.motion = m_motion->value();
    work.fps = fps();
    work.frames = frames();
    work.motionFps = model() ? m_motionFps->value() : static_cast<int>(work.fps);
    work.size = clipSize();
    work.framing = framing();
    work.part = m_part;
    work.target = "clip." + extension().toStdString();
    work.loop = m_loop->isChecked() ? video::Loop::Boomerang : video::Loop::None;
    if (m_builtIn) return work;
    work.negative = m_negative->toPlainText().simplified().toStdString();
    work.steps = m_steps->value();
    work.guidance = m_guidance->value();
    work.seed = m_seed->seed();
    return work;
}

bool AnimatePanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Animate>(&work);
    if (!past) return false;
    m_motion->setValue(past->motion);
    m_seconds->setValue(past->fps > 0 ? past->frames / past->fps : 3);
    pickData(m_fps, static_cast<int>(std::lround(past->fps)));
    m_fileFps->setValue(static_cast<int>(std::lround(past->fps)));
    m_frames->setValue(past->frames);
    m_motionFps->setValue(past->motionFps);
    m_steps->setValue(past->steps);
    m_guidance->setValue(past->guidance);
    if (!past->negative.empty()) m_negative->setPlainText(QString::fromStdString(past->negative));
    m_seed->setSeed(past->seed);
    m_seed->setLocked(true);
    m_framing->setCurrentIndex(static_cast<int>(past->framing));
    m_loop->setChecked(past->loop == video::Loop::Boomerang);
    return true;
}

QJsonObject AnimatePanel::values() const {
    return {{QStringLiteral("motion"), m_motion->value()},
            {QStringLiteral("seconds"), m_seconds->value()},
            {QStringLiteral("fps"), m_fps->currentData().toInt()},
            {QStringLiteral("negative"), m_negative->toPlainText()},
            {QStringLiteral("frames"), m_frames->value()},
            {QStringLiteral("motionFps"), m_motionFps->value()},
            {QStringLiteral("fileFps"), m_fileFps->value()},
            {QStringLiteral("steps"), m_steps->value()},
            {QStringLiteral("guidance"), m_guidance->value()},
            {QStringLiteral("size"), kSides[m_chosen[0]]},
            {QStringLiteral("tier"), m_chosen[1]},
            {QStringLiteral("shape"), m_shape->currentData().toString()},
            {QStringLiteral("framing"), m_framing->currentIndex()},
            {QStringLiteral("format"), extension()},
            {QStringLiteral("loop"), m_loop->isChecked()},
            {QStringLiteral("seed"), QString::number(m_seed->seed())},
            {QStringLiteral("locked"), m_seed->locked()}};
}

void AnimatePanel::setValues(const QJsonObject& values) {
    m_motion->setValue(values.value(QStringLiteral("motion")).toDouble(1));
    m_seconds->setValue(values.value(QStringLiteral("seconds")).toDouble(3));
    pickData(m_fps, values.value(QStringLiteral("fps")).toInt(24));
    if (values.contains(QStringLiteral("negative"))) m_negative->setPlainText(values.value(QStringLiteral("negative")).toString());
    m_frames->setValue(values.value(QStringLiteral("frames")).toInt(kTrainedFrames));
    m_motionFps->setValue(values.value(QStringLiteral("motionFps")).toInt(16));
    m_fileFps->setValue(values.value(QStringLiteral("fileFps")).toInt(8));
    m_steps->setValue(values.value(QStringLiteral("steps")).toInt(50));
    m_guidance->setValue(values.value(QStringLiteral("guidance")).toDouble(9));
    const auto* const side = std::find(std::begin(kSides), std::end(kSides), values.value(QStringLiteral("size")).toInt(kSides[kUsualSide]));
    m_chosen[0] = side == std::end(kSides) ? kUsualSide : static_cast<int>(side - std::begin(kSides));
    m_chosen[1] = std::clamp(values.value(QStringLiteral("tier")).toInt(kUsualTier), 0, static_cast<int>(std::size(kTiers)) - 1);
    m_size->setCurrentIndex(m_chosen[model()]);
    pickData(m_shape, values.value(QStringLiteral("shape")).toString());
    m_framing->setCurrentIndex(std::clamp(values.value(QStringLiteral("framing")).toInt(), 0, 2));
    pickData(m_format, values.value(QStringLiteral("format")).toString());
    m_loop->setChecked(values.value(QStringLiteral("loop")).toBool());
    if (!values.value(QStringLiteral("locked")).toBool()) return;
    m_seed->setSeed(values.value(QStringLiteral("seed")).toVariant().toULongLong());
    m_seed->setLocked(true);
}

// The network's sizes are of other kinds than those of a camera move.
void AnimatePanel::fillSizes() {
    const QSignalBlocker quiet(m_size);
    m_size->clear();
    if (model())
        for (std::size_t i = 0; i < std::size(kTiers); ++i) m_size->addItem(QString(), static_cast<int>(i));
    else
        for (const int side : kSides) m_size->addItem(QString(), side);
    m_size->setCurrentIndex(m_chosen[model()]);
    retranslateChoices();
}

void AnimatePanel::updateSummary() {
    const Size size = clipSize();
    const int all = m_loop->isChecked() ? 2 * frames() - 2 : frames();
    QString text = size.empty() ? tr("%n frames", nullptr, all) : tr("%n frames of %1 x %2", nullptr, all).arg(size.width).arg(size.height);
    if (model() && m_frames->value() > kTrainedFrames) text += QLatin1Char('\n') + tr("The network was trained on %1 frames: more may repeat themselves.").arg(kTrainedFrames);
    if (model() && m_steps->value() < 30) text += QLatin1Char('\n') + tr("Fewer than 30 steps make a draft.");
    m_summary->setText(text);
}

void AnimatePanel::retranslateChoices() {
    const QString sides[] = {tr("Draft, 512"), tr("Small, 854"), tr("HD, 1280"), tr("Full HD, 1920")};
    const QString tiers[] = {tr("Tiny"), tr("Draft"), tr("Small"), tr("Medium"), tr("Large"), tr("As it was trained")};
    for (int i = 0; i < m_size->count(); ++i)
        m_size->setItemText(i, model() ? tr("%1, like %2x%3").arg(tiers[i]).arg(kTiers[i].width).arg(kTiers[i].height) : sides[i]);
}

void AnimatePanel::retranslate() {
    m_motion->setTexts(tr("Motion"), tr("How far the camera goes."), tr("still"), tr("strong"));
    m_seconds->setTexts(tr("Length"), tr("Of the clip, before it goes back."));
    m_seconds->setSuffix(tr(" s"));
    m_guidance->setTexts(tr("Follow the text"), tr("How strongly the words act on the clip."), tr("loosely"), tr("closely"));
    m_negativeName->setText(tr("Not to be seen"));
    m_negative->setToolTip(tr("What the network keeps out of the clip, in English."));
    m_usualNegative->setText(tr("Back to the usual words"));
    const auto name = [](QLabel* label, QWidget* part, const QString& text, const QString& tip = {}) {
        label->setText(text);
        label->setToolTip(tip);
        part->setToolTip(tip);
        part->setAccessibleName(text);
    };
    m_negative->setAccessibleName(m_negativeName->text());
    name(m_fpsName, m_fps, tr("Frames a second"));
    name(m_framesName, m_frames, tr("Frames"));
    name(m_motionFpsName, m_motionFps, tr("Motion rate"), tr("The frame rate the network imagines: higher means less happens from frame to frame."));
    name(m_fileFpsName, m_fileFps, tr("Frames a second"), tr("How fast the clip is played; the frames stay the same."));
    name(m_stepsName, m_steps, tr("Steps"), tr("More take longer and look better, up to about 50."));
    name(m_sizeName, m_size, tr("Size"));
    name(m_shapeName, m_shape, tr("Shape"));
    name(m_framingName, m_framing, tr("Framing"), tr("What happens to a photo of another shape."));
    name(m_formatName, m_format, tr("Format"));
    m_shape->setItemText(0, tr("As the photo"));
    const QString framings[] = {tr("Crop"), tr("Black border"), tr("Blurred border")};
    for (int i = 0; i < m_framing->count(); ++i) m_framing->setItemText(i, framings[i]);
    m_loop->setText(tr("Forth and back, as a loop"));
    retranslateChoices();
    updateSummary();
}

}  // namespace tintype::ui
