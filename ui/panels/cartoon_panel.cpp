#include "ui/panels/cartoon_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>

namespace tintype::ui {

CartoonPanel::CartoonPanel(QWidget* parent)
    : ToolPanel(parent), m_strength(new SliderRow({0.1, 1, 0.8, 0.05, 2})), m_live(new QLabel),
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
    column()->addWidget(m_strength);
    column()->addWidget(m_live);
    column()->addLayout(size);
    column()->addStretch(1);
    connect(m_strength, &SliderRow::valueChanged, this, &ToolPanel::changed);
    connect(m_strength, &SliderRow::valueChanged, this, &CartoonPanel::strengthChanged);
    connect(m_strength, &SliderRow::settled, this, &CartoonPanel::strengthSettled);
    connect(m_size, &QComboBox::currentIndexChanged, this, &ToolPanel::changed);
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

bool CartoonPanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Cartoon>(&work);
    if (!past) return false;
    m_strength->setValue(past->strength);
    m_size->setCurrentIndex(std::max(0, m_size->findData(past->longSide)));
    return true;
}

QJsonObject CartoonPanel::values() const {
    return {{QStringLiteral("strength"), m_strength->value()}, {QStringLiteral("longSide"), m_size->currentData().toInt()}};
}

void CartoonPanel::setValues(const QJsonObject& values) {
    m_strength->setValue(values.value(QStringLiteral("strength")).toDouble(0.8));
    m_size->setCurrentIndex(std::max(0, m_size->findData(values.value(QStringLiteral("longSide")).toInt())));
}

void CartoonPanel::setLive(bool live) { m_live->setVisible(live); }

void CartoonPanel::retranslate() {
    m_strength->setTexts(tr("Strength"), tr("How much of the cartoon is mixed into the photo, edges first."),
                         tr("a touch"), tr("full"));
    m_live->setText(tr("Move the slider to mix this cartoon anew: no run is needed."));
    m_sizeName->setText(tr("Long side"));
    m_size->setItemText(0, tr("As the photo"));
    m_size->setAccessibleName(tr("Long side of the result"));
}

}  // namespace tintype::ui
