#include "ui/panels/erase_panel.h"

#include <QLabel>
#include <QPushButton>
#include <cmath>

#include "core/document/document.h"

namespace tintype::ui {

ErasePanel::ErasePanel(document::Document& document, QWidget* parent)
    : ToolPanel(parent), m_document(document), m_advice(new QLabel), m_grow(new SliderRow({0, 64, 4, 1, 0})),
      m_feather(new SliderRow({0, 64, 6, 1, 0})), m_others(new QPushButton), m_rights(new QLabel) {
    m_advice->setWordWrap(true);
    m_rights->setWordWrap(true);
    m_rights->setProperty("role", "quiet");
    column()->addWidget(m_advice);
    column()->addWidget(m_grow);
    column()->addWidget(m_feather);
    column()->addWidget(m_others);
    column()->addStretch(1);
    column()->addWidget(m_rights);
    connect(m_grow, &SliderRow::valueChanged, this, &ToolPanel::changed);
    connect(m_feather, &SliderRow::valueChanged, this, &ToolPanel::changed);
    connect(m_others, &QPushButton::clicked, this, &ErasePanel::markRequested);
    const auto follow = [this] { m_others->setEnabled(m_document.isOpen() && obstacle({}).isEmpty()); };
    connect(&m_document, &document::Document::maskChanged, this, follow);
    connect(&m_document, &document::Document::opened, this, follow);
    follow();
    retranslate();
}

QString ErasePanel::title() const { return tr("Erase"); }
QString ErasePanel::modelHint() const { return tr("LaMa fills large areas better"); }

std::optional<edits::Work> ErasePanel::work(const QString&) const {
    edits::Erase work;
    work.grow = static_cast<int>(std::lround(m_grow->value()));
    work.feather = static_cast<int>(std::lround(m_feather->value()));
    return work;
}

QString ErasePanel::obstacle(const QString&) const {
    if (!m_document.isOpen()) return {};
    return m_document.mask().null() || m_document.mask().bounds().empty()
               ? tr("Paint over what should go first.") : QString();
}

bool ErasePanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Erase>(&work);
    if (!past) return false;
    m_grow->setValue(past->grow);
    m_feather->setValue(past->feather);
    return true;
}

QJsonObject ErasePanel::values() const {
    return {{QStringLiteral("grow"), m_grow->value()}, {QStringLiteral("feather"), m_feather->value()}};
}

void ErasePanel::setValues(const QJsonObject& values) {
    m_grow->setValue(values.value(QStringLiteral("grow")).toDouble(4));
    m_feather->setValue(values.value(QStringLiteral("feather")).toDouble(6));
}

void ErasePanel::retranslate() {
    m_advice->setText(tr("Paint over a thing, a stain or a watermark, then run."));
    m_grow->setTexts(tr("Grow the mask"), tr("Fills this far beyond what you painted, so that no rim stays."));
    m_feather->setTexts(tr("Soft edge"), tr("Mixes the fill into the photo over this width."));
    m_grow->setSuffix(tr(" px"));
    m_feather->setSuffix(tr(" px"));
    m_others->setText(tr("Same mark in other photos..."));
    m_others->setToolTip(tr("Looks for what you painted over in photos you choose, and shows each place before anything is changed."));
    m_rights->setText(tr("Only for photos you own or have a licence for."));
}

}  // namespace tintype::ui
