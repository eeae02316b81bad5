#include "ui/instruction_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTextBlock>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "core/builtin/look.h"
#include "core/builtin/pan_zoom.h"
#include "ui/history_popup.h"
#include "ui/icon.h"
#include "ui/instruction_advice.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

constexpr int kNarrow = 480;

QString joined(const std::vector<std::string>& words) {
    QStringList list;
    for (const std::string& word : words) list << QString::fromStdString(word);
    return list.join(InstructionBox::tr(", "));
}

// Selects the first placeholder: a single capital X, Y or Z standing alone.
void selectPlace(QPlainTextEdit* edit) {
    static const QRegularExpression place(QStringLiteral("\\b[XYZ]\\b|(?<![A-Za-z])[XYZ](?![A-Za-z])"));
    const auto match = place.match(edit->toPlainText());
    if (!match.hasMatch()) return;
    QTextCursor cursor = edit->textCursor();
    cursor.setPosition(static_cast<int>(match.capturedStart()));
    cursor.setPosition(static_cast<int>(match.capturedEnd()), QTextCursor::KeepAnchor);
    edit->setTextCursor(cursor);
}

}  // namespace

InstructionBox::InstructionBox(InstructionHistory& history, QWidget* parent)
    : QFrame(parent), m_history(history), m_edit(new QPlainTextEdit), m_presets(new QToolButton),
      m_past(new QToolButton), m_presetMenu(new QMenu(this)), m_hint(new QLabel), m_advice(new InstructionAdvice) {
    setObjectName(QStringLiteral("InstructionBox"));
    m_edit->setTabChangesFocus(true);
    m_edit->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_edit->installEventFilter(this);
    m_presets->setIcon(icon(QStringLiteral("presets")));
    m_presets->setMenu(m_presetMenu);
    m_presets->setPopupMode(QToolButton::InstantPopup);
    m_past->setIcon(icon(QStringLiteral("history")));
    for (QToolButton* button : {m_presets, m_past}) {
        button->setProperty("role", "button");
        button->setIconSize(QSize(20, 20));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_hint->setProperty("role", "quiet");
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_edit, 1);
    row->addWidget(m_presets, 0, Qt::AlignTop);
    row->addWidget(m_past, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_hint);
    column->addWidget(m_advice);
    connect(m_advice, &InstructionAdvice::rewriteRequested, this, &InstructionBox::takeRewrite);
    m_pause.setSingleShot(true);
    m_pause.setInterval(150);
    connect(&m_pause, &QTimer::timeout, this, &InstructionBox::updateHint);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        m_pause.start();
        Q_EMIT textChanged();
    });
    connect(m_presetMenu, &QMenu::aboutToShow, this, &InstructionBox::fillPresets);
    connect(m_past, &QToolButton::clicked, this, &InstructionBox::showHistory);
    retranslate();
    fitHeight();
}

QString InstructionBox::text() const { return m_edit->toPlainText(); }
QString InstructionBox::hint() const { return m_hint->text(); }

void InstructionBox::setText(const QString& text) {
    m_edit->setPlainText(text);
    m_edit->moveCursor(QTextCursor::End);
}

void InstructionBox::focusText() {
    m_edit->setFocus();
    m_edit->selectAll();
}

void InstructionBox::showPresets() { m_presets->showMenu(); }

void InstructionBox::setPurpose(TextPurpose purpose) {
    if (purpose == m_purpose) return;
    m_purpose = purpose;
    const QString next = std::exchange(m_otherText, text());
    setText(next);
    retranslate();
}

void InstructionBox::fillPresets() {
    if (m_book.empty()) m_book = loadPhrasebook();
    const bool chinese = locale().language() == QLocale::Chinese;
    m_presetMenu->clear();
    for (const PhraseCategory& category : m_book) {
        QMenu* menu = m_presetMenu->addMenu(category.name(chinese));
        for (const Phrase& phrase : category.phrases) {
            const QString text = phrase.text(chinese);
            QString shown = phrase.builtIn || phrase.pattern ? text : tr("%1 (needs a model)").arg(text);
            QAction* action = menu->addAction(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
            connect(action, &QAction::triggered, this, [this, text, pattern = phrase.pattern] { takePhrase(text, pattern); });
        }
    }
    if (m_book.empty()) m_presetMenu->addAction(tr("There are no presets."))->setEnabled(false);
}

void InstructionBox::takePhrase(const QString& text, bool pattern) {
    const QString before = this->text().trimmed();
    setText(pattern || before.isEmpty() || m_purpose == TextPurpose::CameraMove ? text : before + QStringLiteral(", ") + text);
    m_edit->setFocus();
    if (pattern) selectPlace(m_edit);
}

void InstructionBox::showHistory() {
    if (!m_popup) {
        m_popup = new HistoryPopup(m_history, this);
        connect(m_popup, &HistoryPopup::chosen, this, [this](const QString& text) {
            setText(text);
            m_edit->setFocus();
        });
    }
    m_popup->showAbove(m_past);
}

void InstructionBox::fitHeight() {
    constexpr int kMostLines = 3;
    int lines = 0;
    for (QTextBlock block = m_edit->document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.layout()->lineCount());
    const int around = static_cast<int>(2 * m_edit->document()->documentMargin()) + 2 * m_edit->frameWidth() + 8;
    m_edit->setFixedHeight(std::clamp(lines, 1, kMostLines) * m_edit->fontMetrics().lineSpacing() + around);
}

void InstructionBox::setReader(TextReader reader) {
    if (reader == m_reader) return;
    m_reader = reader;
    updateHint();
}

// Typed over, so that undo brings the old words back.
void InstructionBox::takeRewrite(const QString& text) {
    QTextCursor cursor = m_edit->textCursor();
    cursor.select(QTextCursor::Document);
    cursor.insertText(text);
    m_edit->setFocus();
    m_pause.stop();
    updateHint();
}

void InstructionBox::updateHint() {
    const bool advises = m_reader == TextReader::Model && m_purpose == TextPurpose::Instruction;
    m_advice->advise(advises ? text().simplified() : QString());
    const bool advised = advises && !m_advice->isHidden();
    m_hint->setVisible(!advised);
    // A line in any case: the photo above does not move while somebody types.
    if (advises && !text().simplified().isEmpty()) return m_hint->setText(tr("Return runs."));
    const std::string words = text().simplified().toStdString();
    std::vector<std::string> unknown;
    QString understood;
    if (words.empty()) {
        m_hint->setText(m_purpose == TextPurpose::Instruction
                            ? tr("Light, colour, weather and focus work without a model. Return runs.")
                            : tr("Say where the camera goes, or leave it empty for a slow zoom in."));
        return;
    }
    if (m_purpose == TextPurpose::Instruction) {
        builtin::Understanding meaning = builtin::understand(words);
        unknown = std::exchange(meaning.unknown, {});  // said in a sentence of its own
        QStringList clauses;
        for (const Message& clause : builtin::describeClauses(meaning)) clauses << translated(clause);
        understood = clauses.join(tr("; "));
    } else {
        builtin::cameraMove(words, &unknown);
    }
    QStringList parts;
    if (!understood.isEmpty()) parts << tr("Understood: %1.").arg(understood);
    if (!unknown.empty()) parts << tr("The built-in engine does not know: %1.").arg(joined(unknown));
    if (parts.isEmpty()) parts << tr("Understood.");
    m_hint->setText(parts.join(QLatin1Char(' ')));
}

void InstructionBox::retranslate() {
    const bool instruction = m_purpose == TextPurpose::Instruction;
    m_edit->setPlaceholderText(instruction ? tr("What should change? For example: make the sky stormy")
                                           : tr("How should the camera move? For example: zoom in slowly, pan left"));
    m_edit->setAccessibleName(instruction ? tr("Instruction") : tr("Camera move"));
    m_presets->setText(tr("Presets"));
    m_presets->setToolTip(tr("Instructions to start from, by category"));
    m_past->setText(tr("History"));
    m_past->setToolTip(tr("Instructions you ran before"));
    m_presets->setVisible(instruction);
    updateHint();
}

void InstructionBox::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::FontChange) fitHeight();
    QFrame::changeEvent(event);
}

// In a narrow window the buttons give their words' room to the text.
void InstructionBox::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    const auto style = width() < kNarrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    for (QToolButton* button : {m_presets, m_past})
        if (button->toolButtonStyle() != style) button->setToolButtonStyle(style);
}

bool InstructionBox::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_edit && event->type() == QEvent::Resize) fitHeight();
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && key->modifiers() == Qt::NoModifier) {
            Q_EMIT submitted();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace tintype::ui
