#include "ui/panels/cartoon_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

// What a style is remembered by.
QString keyOf(const std::filesystem::path& model) { return model.empty() ? QStringLiteral("builtin") : toQString(model); }

}  // namespace

CartoonPanel::CartoonPanel(Background& background, QWidget* parent)
    : ToolPanel(parent), m_background(background), m_styleName(new QLabel), m_style(new QComboBox), m_sheet(new QPushButton), m_strength(new SliderRow({0.1, 1, 0.8, 0.05, 2})), m_live(new QLabel),
      m_sizeName(new QLabel), m_size(new QComboBox) {
    m_live->setWordWrap(true);
    m_live->setProperty("role", "quiet");
    m_live->hide();
    m_size->addItem(QString(), 0);
    for (int side : {512, 1024, 2048}) m_size->addItem(QLocale().toString(side), side);
    m_sizeName->setBuddy(m_size);
    auto* size = new QHBoxLayout;
    size->addWidget(m_sizeName, 1);
    size->addWidget(m_size);
    auto* style = new QHBoxLayout;
    style->addWidget(m_styleName);
    style->addWidget(m_style, 1);
    m_styleName->setBuddy(m_style);
    m_style->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_style->setMinimumContentsLength(8);
    column()->addLayout(style);
    column()->addWidget(m_sheet);
    column()->addWidget(m_strength);
    column()->addWidget(m_live);
    column()->addLayout(size);
    column()->addStretch(1);
    connect(m_strength, &SliderRow::valueChanged, this, &ToolPanel::changed);
    connect(m_strength, &SliderRow::valueChanged, this, &CartoonPanel::strengthChanged);
    connect(m_strength, &SliderRow::settled, this, &CartoonPanel::strengthSettled);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
    connect(m_style, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
    connect(m_sheet, &QPushButton::clicked, this, &CartoonPanel::sheetRequested);
    setStyles({});
    retranslate();
}

QString CartoonPanel::title() const { return tr("Cartoon"); }
QString CartoonPanel::modelHint() const { return tr("DCT-Net draws people better"); }

std::optional<edits::Work> CartoonPanel::work(const QString&) const {
    edits::Cartoon work;
    work.strength = m_strength->value();
    work.longSide = m_size->currentData().toInt();
    return work;
}

std::filesystem::path CartoonPanel::style() const {
    const auto index = static_cast<std::size_t>(std::max(0, m_style->currentIndex()));
    return index < m_styles.size() ? m_styles[index].model : std::filesystem::path();
}

// Where no model is installed nothing is chosen, so that one that is installed later runs at once.
void CartoonPanel::choose(edits::RunOptions& options) const {
    if (m_styles.size() < 2) return;
    options.model = style();
    if (options.model.empty()) options.engine = edits::Engine::BuiltIn;
}

void CartoonPanel::entered() {
    m_background.run(this, [] { return vault::installedCartoonStyles(); }, [this](Outcome<std::vector<vault::CartoonStyle>> outcome) {
        if (outcome.value) setStyles(std::move(*outcome.value));
    });
}

void CartoonPanel::setStyles(std::vector<vault::CartoonStyle> installed) {
    const QString shown = m_wanted.isEmpty() && m_styles.size() > 1 ? keyOf(style()) : m_wanted;
    installed.push_back({{}, {}});
    m_styles = std::move(installed);
    const bool choice = m_styles.size() > 1;
    m_style->blockSignals(true);
    m_style->clear();
    for (const vault::CartoonStyle& style : m_styles) m_style->addItem(QString::fromStdString(style.name), keyOf(style.model));
    m_style->setItemText(m_style->count() - 1, tr("Built-in"));
    m_style->setCurrentIndex(std::max(0, m_style->findData(shown)));
    m_style->blockSignals(false);
    for (QWidget* part : {static_cast<QWidget*>(m_styleName), static_cast<QWidget*>(m_style), static_cast<QWidget*>(m_sheet)}) part->setVisible(choice);
    if (choice) m_wanted.clear();
    Q_EMIT changed();
}

void CartoonPanel::setStyle(const std::filesystem::path& model) {
    const int index = m_style->findData(keyOf(model));
    if (index >= 0) m_style->setCurrentIndex(index);
}

bool CartoonPanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Cartoon>(&work);
    if (!past) return false;
    m_strength->setValue(past->strength);
    m_size->setCurrentIndex(std::max(0, m_size->findData(past->longSide)));
    return true;
}

QJsonObject CartoonPanel::values() const {
    return {{QStringLiteral("strength"), m_strength->value()}, {QStringLiteral("longSide"), m_size->currentData().toInt()},
            {QStringLiteral("style"), m_styles.size() > 1 ? keyOf(style()) : m_wanted}};
}

void CartoonPanel::setValues(const QJsonObject& values) {
    m_strength->setValue(values.value(QStringLiteral("strength")).toDouble(0.8));
    m_size->setCurrentIndex(std::max(0, m_size->findData(values.value(QStringLiteral("longSide")).toInt())));
    m_wanted = values.value(QStringLiteral("style")).toString();
}

void CartoonPanel::setLive(bool live) { m_live->setVisible(live); }

void CartoonPanel::retranslate() {
    m_strength->setTexts(tr("Strength"), tr("How much of the cartoon is mixed into the photo, edges first."),
                         tr("a touch"), tr("full"));
    m_live->setText(tr("Move the slider to mix this cartoon anew: no run is needed."));
    m_styleName->setText(tr("Style"));
    m_style->setAccessibleName(tr("Style"));
    m_style->setItemText(m_style->count() - 1, tr("Built-in"));
    m_sheet->setText(tr("All styles..."));
    m_sheet->setToolTip(tr("This photo in every style, small, to choose from."));
    m_sizeName->setText(tr("Long side"));
    m_size->setItemText(0, tr("As the photo"));
    m_size->setAccessibleName(tr("Long side of the result"));
}

}  // namespace tintype::ui
