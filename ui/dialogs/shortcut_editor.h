// A list of all commands with their keys: choose one, press the new key. A key that is taken is refused until
// the other command gives it up. Used by the preferences dialog.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace tintype::ui {

class ShortcutEditor : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutEditor(const QHash<QString, QKeySequence>& changed, QWidget* parent = nullptr);
    // Only the keys that differ from their defaults.
    QHash<QString, QKeySequence> changed() const { return m_changed; }
    QKeySequence key(const QString& id) const;
    // False, and nothing changes, when another command has that key; conflict() then names it.
    bool assign(const QString& id, const QKeySequence& key);
    QString conflict() const;

private:
    void fill();
    void filter(const QString& words);
    void selected();
    void keyEdited();
    void reset();
    QString owner(const QKeySequence& key, const QString& except) const;

    QHash<QString, QKeySequence> m_changed;
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QKeySequenceEdit* m_edit;
    QPushButton* m_reset;
    QPushButton* m_resetAll;
    QLabel* m_message;
};

}  // namespace tintype::ui
