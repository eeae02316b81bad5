#include "ui/instruction_advice.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "core/edits/chinese.h"
#include "core/edits/instruction_lint.h"
#include "ui/qt_text.h"

namespace tintype::ui {

InstructionAdvice::InstructionAdvice(QWidget* parent) : QWidget(parent), m_line(new QLabel), m_rewrite(new QToolButton) {
    m_line->setProperty("role", "quiet");
    m_line->setTextFormat(Qt::RichText);
    m_line->setWordWrap(true);
    m_rewrite->setProperty("role", "link");  // no taller than the words: the photo above stays where it is
    m_rewrite->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_line, 1);
    row->addWidget(m_rewrite, 0, Qt::AlignTop);
    m_rewrite->setText(tr("Rewrite"));
    connect(m_rewrite, &QToolButton::clicked, this, [this] { Q_EMIT rewriteRequested(m_better); });
    hide();
}

void InstructionAdvice::advise(const QString& instruction) {
    m_instruction = instruction;
    m_english.clear();
    m_better.clear();
    say({}, {});
    if (edits::hasChinese(instruction.toStdString())) showTranslation(instruction);
    else showHints(instruction);
    m_rewrite->setVisible(!m_better.isEmpty());
    setVisible(!m_line->text().isEmpty());
}

void InstructionAdvice::showTranslation(const QString& instruction) {
    const edits::Translation translation = edits::toEnglish(instruction.toStdString());
    m_english = QString::fromStdString(translation.english());
    QString marked;
    for (const edits::TranslatedPart& part : translation.parts) {
        const QString text = QString::fromStdString(part.text).toHtmlEscaped();
        marked += part.known ? text : QStringLiteral("<b><u>%1</u></b>").arg(text);
    }
    QString html = tr("The model reads: %1.").arg(marked);
    QString plain = tr("The model reads: %1.").arg(m_english);
    if (!translation.complete()) {
        QStringList unknown;
        for (const std::string& word : translation.unknown()) unknown << QString::fromStdString(word);
        const QString rest = tr("Not translated: %1.").arg(unknown.join(QStringLiteral(", ")));
        html += QLatin1Char(' ') + rest.toHtmlEscaped();
        plain += QLatin1Char(' ') + rest;
    }
    say(html, plain);
    m_better = m_english;
    m_rewrite->setText(tr("Use the English"));
    m_rewrite->setToolTip(tr("Puts the English into the line, where it can be changed. Undo brings the Chinese back."));
}

void InstructionAdvice::showHints(const QString& instruction) {
    const std::string text = instruction.toStdString();
    QStringList hints;
    for (const edits::InstructionHint& hint : edits::lint(text)) hints << translated(hint.message);
    if (hints.isEmpty()) return;
    const std::string better = edits::rewritten(text);
    if (better != text) m_better = QString::fromStdString(better);
    const QString words = hints.join(QLatin1Char(' '));
    say(words.toHtmlEscaped(), words);
    m_rewrite->setText(tr("Rewrite"));
    m_rewrite->setToolTip(m_better.isEmpty() ? QString() : tr("Say it as: %1").arg(m_better));
}

void InstructionAdvice::say(const QString& html, const QString& plain) {
    m_line->setText(html);
    m_line->setAccessibleName(plain);
}

void InstructionAdvice::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) advise(m_instruction);
    QWidget::changeEvent(event);
}

}  // namespace tintype::ui
