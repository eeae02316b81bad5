#include "ui/dialogs/shortcut_editor.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTreeWidget>
#include <algorithm>

#include "ui/actions.h"

namespace tintype::ui {
namespace {

QString textOf(const ActionSpec& spec) {
    return Actions::plainText(QCoreApplication::translate("Actions", spec.text));
}

}  // namespace

ShortcutEditor::ShortcutEditor(const QHash<QString, QKeySequence>& changed, QWidget* parent)
    : QWidget(parent), m_changed(changed), m_search(new QLineEdit), m_list(new QTreeWidget),
      m_edit(new QKeySequenceEdit), m_reset(new QPushButton(tr("Default"))), m_resetAll(new QPushButton(tr("All defaults"))),
      m_message(new QLabel) {
    m_search->setPlaceholderText(tr("Search commands"));
    m_search->setAccessibleName(tr("Search commands"));
    m_search->setClearButtonEnabled(true);
    m_list->setColumnCount(2);
    m_list->setHeaderLabels({tr("Command"), tr("Key")});
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setStretchLastSection(false);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_edit->setAccessibleName(tr("New key"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_edit, 1);
    row->addWidget(m_reset);
    row->addWidget(m_resetAll);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addLayout(row);
    column->addWidget(m_message);
    fill();
    connect(m_search, &QLineEdit::textChanged, this, &ShortcutEditor::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutEditor::selected);
    connect(m_edit, &QKeySequenceEdit::editingFinished, this, &ShortcutEditor::keyEdited);
    connect(m_reset, &QPushButton::clicked, this, &ShortcutEditor::reset);
    connect(m_resetAll, &QPushButton::clicked, this, [this] {
        m_changed.clear();
        fill();
    });
    selected();
}

void ShortcutEditor::fill() {
    const QString before = m_list->currentItem() ? m_list->currentItem()->data(0, Qt::UserRole).toString() : QString();
    m_list->clear();
    QTreeWidgetItem* group = nullptr;
    const char* name = nullptr;
    for (const ActionSpec& spec : Actions::specs()) {
        if (spec.group != name) {
            name = spec.group;
            group = new QTreeWidgetItem(m_list, {Actions::groupText(name)});
            group->setFirstColumnSpanned(true);
            group->setExpanded(true);
        }
        const QString id = QLatin1String(spec.id);
        auto* item = new QTreeWidgetItem(group, {textOf(spec), key(id).toString(QKeySequence::NativeText)});
        item->setData(0, Qt::UserRole, id);
        if (id == before) m_list->setCurrentItem(item);
    }
    filter(m_search->text());
}

void ShortcutEditor::filter(const QString& words) {
    for (int g = 0; g < m_list->topLevelItemCount(); ++g) {
        QTreeWidgetItem* group = m_list->topLevelItem(g);
        bool any = false;
        for (int i = 0; i < group->childCount(); ++i) {
            QTreeWidgetItem* item = group->child(i);
            const bool fits = item->text(0).contains(words, Qt::CaseInsensitive) || item->text(1).contains(words, Qt::CaseInsensitive);
            item->setHidden(!fits);
            any |= fits;
        }
        group->setHidden(!any);
    }
}

QKeySequence ShortcutEditor::key(const QString& id) const {
    return m_changed.contains(id) ? m_changed.value(id) : Actions::defaultKey(id);
}

QString ShortcutEditor::owner(const QKeySequence& key, const QString& except) const {
    const auto& specs = Actions::specs();
    const auto at = std::find_if(specs.begin(), specs.end(), [&](const ActionSpec& s) { return QLatin1String(s.id) == except; });
    if (key.isEmpty() || at == specs.end()) return {};
    for (const ActionSpec& spec : specs) {
        const QString id = QLatin1String(spec.id);
        if (id != except && Actions::collide(spec, *at) && this->key(id) == key) return textOf(spec);
    }
    return {};
}

bool ShortcutEditor::assign(const QString& id, const QKeySequence& key) {
    if (const QString other = owner(key, id); !other.isEmpty()) {
        m_message->setText(tr("%1 already belongs to \"%2\". Give that command another key first.")
                               .arg(key.toString(QKeySequence::NativeText), other));
        return false;
    }
    m_message->clear();
    if (key == Actions::defaultKey(id)) m_changed.remove(id);
    else m_changed.insert(id, key);
    fill();
    return true;
}

QString ShortcutEditor::conflict() const { return m_message->text(); }

void ShortcutEditor::selected() {
    const QTreeWidgetItem* item = m_list->currentItem();
    const QString id = item ? item->data(0, Qt::UserRole).toString() : QString();
    const QSignalBlocker quiet(m_edit);
    m_edit->setEnabled(!id.isEmpty());
    m_reset->setEnabled(!id.isEmpty());
    m_edit->setToolTip(id.isEmpty() ? tr("Choose a command first.") : tr("Press the new key"));
    m_edit->setKeySequence(id.isEmpty() ? QKeySequence() : key(id));
    m_message->clear();
}

void ShortcutEditor::keyEdited() {
    const QTreeWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const QString id = item->data(0, Qt::UserRole).toString();
    // One key each: what follows the first is dropped.
    const QKeySequence wanted = m_edit->keySequence().isEmpty() ? QKeySequence() : QKeySequence(m_edit->keySequence()[0]);
    if (!id.isEmpty() && wanted != key(id) && !assign(id, wanted)) {
        const QSignalBlocker quiet(m_edit);
        m_edit->setKeySequence(key(id));
    }
}

void ShortcutEditor::reset() {
    const QTreeWidgetItem* item = m_list->currentItem();
    if (!item) return;
    const QString id = item->data(0, Qt::UserRole).toString();
    if (assign(id, Actions::defaultKey(id))) m_edit->setKeySequence(key(id));
}

}  // namespace tintype::ui
