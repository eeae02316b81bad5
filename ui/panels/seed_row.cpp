#include "ui/panels/seed_row.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>
#include <QToolButton>

#include "ui/icon.h"

namespace tintype::ui {
namespace {

QToolButton* smallButton(const QString& iconName) {
    auto* button = new QToolButton;
    button->setProperty("role", "button");
    button->setIcon(icon(iconName));
    button->setIconSize(QSize(20, 20));
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

SeedRow::SeedRow(QWidget* parent)
    : QWidget(parent), m_name(new QLabel), m_number(new QLineEdit), m_lock(smallButton(QStringLiteral("lock"))),
      m_dice(smallButton(QStringLiteral("dice"))), m_reuse(smallButton(QStringLiteral("reuse"))) {
    m_number->setValidator(new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,20}")), this));
    m_number->setAlignment(Qt::AlignRight);
    m_number->setMinimumWidth(88);
    m_name->setBuddy(m_number);
    m_lock->setCheckable(true);
    m_reuse->setEnabled(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_name);
    row->addWidget(m_number, 1);
    for (QToolButton* button : {m_lock, m_dice, m_reuse}) row->addWidget(button);
    connect(m_number, &QLineEdit::textChanged, this, &SeedRow::changed);
    connect(m_number, &QLineEdit::editingFinished, this, [this] { setSeed(seed()); });
    connect(m_lock, &QToolButton::toggled, this, &SeedRow::changed);
    connect(m_dice, &QToolButton::clicked, this, &SeedRow::roll);
    connect(m_reuse, &QToolButton::clicked, this, [this] {
        setSeed(*m_lastUsed);
        setLocked(true);
    });
    roll();
    retranslate();
}

// What is too large for a seed counts as 0, and is shown so when it was typed.
quint64 SeedRow::seed() const { return m_number->text().toULongLong(); }
bool SeedRow::locked() const { return m_lock->isChecked(); }
void SeedRow::setLocked(bool locked) { m_lock->setChecked(locked); }
void SeedRow::setSeed(quint64 seed) { m_number->setText(QString::number(seed)); }
void SeedRow::roll() { setSeed(QRandomGenerator::global()->bounded(1000000)); }
void SeedRow::rollUnlessLocked() {
    if (!locked()) roll();
}

void SeedRow::setLastUsed(quint64 seed) {
    m_lastUsed = seed;
    m_reuse->setEnabled(true);
    retranslate();
}

void SeedRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void SeedRow::retranslate() {
    m_name->setText(tr("Seed"));
    m_number->setAccessibleName(tr("Seed"));
    m_number->setToolTip(tr("The same seed and settings give the same picture."));
    m_lock->setToolTip(tr("Keep this seed for the next runs"));
    m_dice->setToolTip(tr("Another seed"));
    m_reuse->setToolTip(m_lastUsed ? tr("Use the last result's seed again: %1").arg(*m_lastUsed)
                                   : tr("Use the last result's seed again: there is no result yet"));
    for (QToolButton* button : {m_lock, m_dice, m_reuse}) button->setAccessibleName(button->toolTip());
}

}  // namespace tintype::ui
