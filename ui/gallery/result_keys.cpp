#include "ui/gallery/result_keys.h"

#include <QKeyEvent>

#include "ui/actions.h"

namespace tintype::ui {

namespace {

struct Entry {
    const char* id;
    ResultKey key;
};

using enum ResultKey::Command;
constexpr Entry kEntries[] = {{"results.compare", {Compare}}, {"results.star0", {Rate, 0}}, {"results.star1", {Rate, 1}},
                              {"results.star2", {Rate, 2}},   {"results.star3", {Rate, 3}}, {"results.star4", {Rate, 4}},
                              {"results.star5", {Rate, 5}},   {"results.reject", {Reject}}, {"results.remove", {Remove}}};

QKeySequence keyOf(const Actions* actions, const char* id) {
    return actions ? actions->key(QLatin1String(id)) : Actions::defaultKey(QLatin1String(id));
}

}  // namespace

std::optional<ResultKey> ResultKeys::of(const QKeyEvent& event) const {
    const QKeySequence pressed(QKeyCombination(event.modifiers() & ~Qt::KeypadModifier, Qt::Key(event.key())));
    for (const Entry& entry : kEntries)
        if (keyOf(m_actions, entry.id) == pressed) return entry.key;
    return std::nullopt;
}

QString ResultKeys::text(const char* id) const { return keyOf(m_actions, id).toString(QKeySequence::NativeText); }

}  // namespace tintype::ui
