// Every command of the window as one QAction with an id, a text in the window's language and a rebindable key.
// Menus, panels and the shortcut sheet take them from here; commands_*.cpp say what they do.
#pragma once

#include <QAction>
#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <vector>

#include "ui/preferences.h"

namespace tintype::ui {

enum class ActionKind {
    Push,
    Check,
    Hold,    // works while the key is down
    Results  // works on selected results, where they have the keyboard: see ui/gallery/result_keys.h
};

struct ActionSpec {
    const char* id;     // "file.open"
    const char* text;   // English, with mnemonic
    const char* keys;   // default, portable text
    const char* group;  // heading in the shortcut sheet
    ActionKind kind = ActionKind::Push;
};

class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QWidget* window);  // the actions belong to the window and work in it

    static const std::vector<ActionSpec>& specs();
    QAction* at(const char* id) const;  // must exist
    QKeySequence key(const QString& id) const;
    static QKeySequence defaultKey(const QString& id);
    // Whether one key for both would leave open which is meant. Commands for results have a place of their own.
    static bool collide(const ActionSpec& a, const ActionSpec& b);
    void setShortcuts(const QHash<QString, QKeySequence>& changed);
    void retranslate();

    // The text without mnemonic and dots, for sheets and accessible names.
    static QString plainText(const QString& text);
    static QString groupText(const char* group);

private:
    QHash<QString, QAction*> m_actions;
    QHash<QString, QKeySequence> m_keys;
};

}  // namespace tintype::ui
