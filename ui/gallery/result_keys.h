// What a key does to the selected results, by the keys the person chose. Used by the strip and the gallery page.
#pragma once

#include <QString>
#include <optional>

class QKeyEvent;

namespace tintype::ui {

class Actions;

struct ResultKey {
    enum class Command { Compare, Rate, Reject, Remove };
    Command command;
    int stars = 0;  // Rate
};

class ResultKeys {
public:
    // Not owned; null: the default keys.
    void setActions(const Actions* actions) { m_actions = actions; }
    std::optional<ResultKey> of(const QKeyEvent& event) const;
    // "Space", for tooltips; id as in Actions.
    QString text(const char* id) const;

private:
    const Actions* m_actions = nullptr;
};

}  // namespace tintype::ui
