#include "ui/gallery/details_pane.h"

#include <QDateTime>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/edits/recipe.h"
#include "ui/gallery/item_model.h"
#include "ui/qt_text.h"

namespace tintype::ui {

namespace {

// A damaged recipe must not take the gallery down with it.
QString summaryOf(const QString& recipe) {
    try {
        return QString::fromStdString(edits::recipeSummary(recipe.toStdString()));
    } catch (const Error&) {
        return recipe.left(2000);
    }
}

}  // namespace

DetailsPane::DetailsPane(QWidget* parent)
    : QWidget(parent), m_picture(new QLabel(this)), m_title(new QLabel(this)), m_facts(new QLabel(this)),
      m_recipe(new QPlainTextEdit(this)), m_stack(new QPushButton(this)), m_open(new QPushButton(this)), m_reuse(new QPushButton(this)), m_decode(new QPushButton(this)),
      m_folder(new QPushButton(this)), m_remove(new QPushButton(this)) {
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setMinimumHeight(200);
    for (QLabel* label : {m_title, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_recipe->setReadOnly(true);
    m_recipe->setTabChangesFocus(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    for (QWidget* widget : {static_cast<QWidget*>(m_picture), static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_facts)})
        layout->addWidget(widget);
    layout->addWidget(m_recipe, 1);
    layout->addStretch();
    for (QPushButton* button : {m_stack, m_open, m_reuse, m_decode, m_folder, m_remove}) layout->addWidget(button);
    connect(m_stack, &QPushButton::clicked, this, &DetailsPane::stackRequested);
    connect(m_open, &QPushButton::clicked, this, &DetailsPane::openRequested);
    connect(m_reuse, &QPushButton::clicked, this, &DetailsPane::reuseRequested);
    connect(m_folder, &QPushButton::clicked, this, &DetailsPane::folderRequested);
    connect(m_decode, &QPushButton::clicked, this, &DetailsPane::decodeRequested);
    connect(m_remove, &QPushButton::clicked, this, &DetailsPane::removeRequested);
    retranslate();
    show(std::nullopt, {});
}

void DetailsPane::retranslate() {
    m_recipe->setAccessibleName(tr("Recipe"));
    m_reuse->setText(tr("Use these settings again"));
    m_decode->setText(tr("Decode again..."));
    m_decode->setToolTip(tr("At another rate or in another format, without computing the motion anew."));
    m_decode->setVisible(m_item && gallery::canDecodeAgain(*m_item));
    m_folder->setText(tr("Show in its folder"));
    m_stack->setText(m_item ? tr("Show all %1 results").arg(m_item->alike) : QString());
    m_remove->setText(stacked() ? tr("Move this one to the trash") : tr("Move to the trash"));
    m_open->setText(m_item && m_item->clip ? tr("Play") : tr("Use as the photo"));
}

QString DetailsPane::factsOf(const gallery::Item& item) const {
    const QLocale locale;
    QStringList lines;
    if (stacked()) lines << tr("The newest of %1 results of this photo. Ratings and the trash act on this one alone.").arg(item.alike);
    lines << engineTitle(item.engine);
    lines << tr("%1 x %2 pixels").arg(item.size.width).arg(item.size.height);
    lines << locale.toString(QDateTime::fromMSecsSinceEpoch(item.createdMs), QLocale::ShortFormat);
    if (!item.clip) lines << tr("%1 of the pixels changed").arg(locale.toString(item.changed * 100.0, 'f', 1) + locale.percent());
    return lines.join(QLatin1Char('\n'));
}

void DetailsPane::show(const std::optional<gallery::Item>& item, const QImage& thumbnail) {
    m_item = item;
    m_picture->setPixmap(QPixmap::fromImage(thumbnail));
    m_picture->setVisible(item.has_value());
    m_title->setText(item ? itemTitle(*item) : tr("Select a result to see how it was made."));
    m_facts->setText(item ? factsOf(*item) : QString());
    m_recipe->setPlainText(item ? summaryOf(item->recipe) : QString());
    m_recipe->setVisible(item.has_value());
    for (QPushButton* button : {m_open, m_reuse, m_folder, m_remove}) button->setVisible(item.has_value());
    m_stack->setVisible(stacked());
    retranslate();
}

void DetailsPane::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (m_item) m_facts->setText(factsOf(*m_item));
        else m_title->setText(tr("Select a result to see how it was made."));
    }
    QWidget::changeEvent(event);
}

}  // namespace tintype::ui
