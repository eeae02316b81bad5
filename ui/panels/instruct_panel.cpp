#include "ui/panels/instruct_panel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>
#include <cmath>

#include "ui/panels/disclosure.h"
#include "ui/panels/seed_row.h"

namespace tintype::ui {

namespace {

// The linked amount runs along these; its middle is the published default.
constexpr double kMiddle = 50;
constexpr double kText[] = {3.0, 7.5, 12.0};
constexpr double kImage[] = {2.5, 1.5, 1.0};

double along(const double (&stops)[3], double amount) {
    const int part = amount < kMiddle ? 0 : 1;
    return stops[part] + (stops[part + 1] - stops[part]) * (amount / kMiddle - part);
}

// Where a value lies on its way from the first stop to the last.
double amountOf(const double (&stops)[3], double value) {
    const double sign = stops[0] < stops[2] ? 1 : -1;
    const int part = sign * value < sign * stops[1] ? 0 : 1;
    const double share = (value - stops[part]) / (stops[part + 1] - stops[part]);
    return std::clamp((part + share) * kMiddle, 0.0, 2 * kMiddle);
}

}  // namespace

InstructPanel::InstructPanel(QWidget* parent)
    : ToolPanel(parent), m_amount(new SliderRow({0, 100, kMiddle, 1, 0})), m_text(new SliderRow({1, 15, 7.5, 0.5, 1})), m_image(new SliderRow({1, 4, 1.5, 0.1, 1})),
      m_variationsName(new QLabel), m_variations(new QSpinBox), m_seed(new SeedRow), m_stepsName(new QLabel),
      m_steps(new QSpinBox), m_samplerName(new QLabel), m_sampler(new QComboBox), m_longSideName(new QLabel),
      m_longSide(new QComboBox), m_grid(new QPushButton) {
    m_variations->setRange(1, 16);
    m_variations->setValue(4);
    m_variationsName->setBuddy(m_variations);
    auto* variations = new QHBoxLayout;
    variations->addWidget(m_variationsName, 1);
    variations->addWidget(m_variations);
    m_more = new Disclosure(makeMore());
    column()->addWidget(m_amount);
    column()->addWidget(m_text);
    column()->addWidget(m_image);
    column()->addLayout(variations);
    column()->addWidget(m_seed);
    column()->addWidget(m_grid);
    column()->addWidget(m_more);
    column()->addStretch(1);
    connect(m_amount, &SliderRow::valueChanged, this, &InstructPanel::setAmount);
    for (SliderRow* row : {m_text, m_image}) {
        connect(row, &SliderRow::valueChanged, this, &InstructPanel::showAmount);
        connect(row, &SliderRow::valueChanged, this, &ToolPanel::changed);
    }
    connect(m_variations, &QSpinBox::valueChanged, this, &ToolPanel::changed);
    connect(m_seed, &SeedRow::changed, this, &ToolPanel::changed);
    connect(m_steps, &QSpinBox::valueChanged, this, &ToolPanel::changed);
    connect(m_sampler, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
    connect(m_longSide, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
    connect(m_grid, &QPushButton::clicked, this, &InstructPanel::gridRequested);
    retranslate();
}

QWidget* InstructPanel::makeMore() {
    auto* more = new QWidget;
    auto* form = new QFormLayout(more);
    form->setContentsMargins(0, 0, 0, 0);
    m_steps->setRange(1, 100);
    m_steps->setValue(20);
    m_sampler->addItems({QString(), QStringLiteral("Euler a"), QStringLiteral("DDIM"), QStringLiteral("DPM++ 2M")});
    m_longSide->addItems({QString(), QStringLiteral("512"), QStringLiteral("768"), QStringLiteral("1024")});
    form->addRow(m_stepsName, m_steps);
    form->addRow(m_samplerName, m_sampler);
    form->addRow(m_longSideName, m_longSide);
    m_stepsName->setBuddy(m_steps);
    m_samplerName->setBuddy(m_sampler);
    m_longSideName->setBuddy(m_longSide);
    for (QWidget* part : {static_cast<QWidget*>(m_steps), static_cast<QWidget*>(m_sampler), static_cast<QWidget*>(m_longSide)})
        part->setEnabled(false);
    return more;
}

void InstructPanel::setModel(bool there) {
    for (QWidget* part : {static_cast<QWidget*>(m_steps), static_cast<QWidget*>(m_sampler), static_cast<QWidget*>(m_longSide)})
        part->setEnabled(there);
    retranslate();
}

void InstructPanel::setEngine(const edits::Need& need) {
    if (m_steps->isEnabled() == need.builtIn) setModel(!need.builtIn);
}

void InstructPanel::setAmount(double amount) {
    const QSignalBlocker text(m_text), image(m_image);
    setGuidance(along(kText, amount), along(kImage, amount));
    Q_EMIT changed();
}

void InstructPanel::showAmount() {
    const QSignalBlocker quiet(m_amount);
    m_amount->setValue(std::round((amountOf(kText, m_text->value()) + amountOf(kImage, m_image->value())) / 2));
}

void InstructPanel::setGuidance(double text, double image) {
    m_text->setValue(text);
    m_image->setValue(image);
}

QString InstructPanel::title() const { return tr("Instruct"); }
QString InstructPanel::modelHint() const { return tr("InstructPix2Pix can do more"); }

std::optional<edits::Work> InstructPanel::work(const QString& text) const {
    edits::Instruct work;
    work.instruction = text.simplified().toStdString();
    work.textGuidance = m_text->value();
    work.imageGuidance = m_image->value();
    work.variations = m_variations->value();
    work.seed = m_seed->seed();
    if (!m_steps->isEnabled()) return work;
    work.steps = m_steps->value();
    work.sampler = static_cast<edits::Sampler>(m_sampler->currentIndex());
    if (m_longSide->currentIndex() > 0) work.longSide = m_longSide->currentText().toInt();
    return work;
}

QString InstructPanel::obstacle(const QString& text) const {
    return text.trimmed().isEmpty() ? tr("Type what should change first, or pick a preset.") : QString();
}

void InstructPanel::beforeRun() { m_seed->rollUnlessLocked(); }

bool InstructPanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Instruct>(&work);
    if (!past) return false;
    m_text->setValue(past->textGuidance);
    m_image->setValue(past->imageGuidance);
    m_variations->setValue(past->variations);
    m_steps->setValue(past->steps);
    m_sampler->setCurrentIndex(static_cast<int>(past->sampler));
    m_seed->setSeed(past->seed);
    m_seed->setLocked(true);
    return true;
}

QJsonObject InstructPanel::values() const {
    return {{QStringLiteral("text"), m_text->value()},
            {QStringLiteral("image"), m_image->value()},
            {QStringLiteral("variations"), m_variations->value()},
            {QStringLiteral("steps"), m_steps->value()},
            {QStringLiteral("sampler"), m_sampler->currentIndex()},
            {QStringLiteral("longSide"), m_longSide->currentIndex()},
            {QStringLiteral("seed"), QString::number(m_seed->seed())},
            {QStringLiteral("locked"), m_seed->locked()}};
}

void InstructPanel::setValues(const QJsonObject& values) {
    m_text->setValue(values.value(QStringLiteral("text")).toDouble(7.5));
    m_image->setValue(values.value(QStringLiteral("image")).toDouble(1.5));
    m_variations->setValue(values.value(QStringLiteral("variations")).toInt(4));
    m_steps->setValue(values.value(QStringLiteral("steps")).toInt(20));
    m_sampler->setCurrentIndex(std::clamp(values.value(QStringLiteral("sampler")).toInt(), 0, m_sampler->count() - 1));
    m_longSide->setCurrentIndex(std::clamp(values.value(QStringLiteral("longSide")).toInt(), 0, m_longSide->count() - 1));
    if (!values.value(QStringLiteral("locked")).toBool()) return;
    m_seed->setSeed(values.value(QStringLiteral("seed")).toVariant().toULongLong());
    m_seed->setLocked(true);
}

void InstructPanel::retranslate() {
    m_amount->setTexts(tr("Change amount"), tr("Moves the two below together: closer to the words, further from the photo."), tr("subtle"), tr("strong"));
    m_text->setTexts(tr("Follow the text"), tr("How strongly the words act on the picture."), tr("loosely"), tr("closely"));
    m_image->setTexts(tr("Keep the photo"), tr("How much of the photo stays as it was."), tr("change more"), tr("keep more"));
    m_variationsName->setText(tr("Variations"));
    m_variations->setAccessibleName(tr("Variations"));
    m_variations->setToolTip(tr("How many results one run makes, each from the next seed."));
    m_stepsName->setText(tr("Steps"));
    m_sampler->setItemText(0, tr("As the model says"));
    m_grid->setText(tr("Guidance grid..."));
    m_grid->setToolTip(tr("Small versions at several strengths, to choose from."));
    m_samplerName->setText(tr("Sampler"));
    m_longSideName->setText(tr("Working size"));
    m_longSide->setItemText(0, tr("Automatic"));
    const QString why = m_steps->isEnabled() ? QString() : tr("Needs InstructPix2Pix: the built-in engine has no steps and works at the photo's own size.");
    for (QWidget* part : {static_cast<QWidget*>(m_steps), static_cast<QWidget*>(m_sampler),
                          static_cast<QWidget*>(m_longSide), static_cast<QWidget*>(m_stepsName),
                          static_cast<QWidget*>(m_samplerName), static_cast<QWidget*>(m_longSideName)})
        part->setToolTip(why);
    m_steps->setAccessibleName(tr("Steps"));
    m_sampler->setAccessibleName(tr("Sampler"));
    m_longSide->setAccessibleName(tr("Working size"));
    m_more->setText(tr("More"));
}

}  // namespace tintype::ui
