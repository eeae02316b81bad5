// What a person chose once for all windows, as values. The preferences dialog edits them; app/settings keeps them.
#pragma once

#include <QColor>
#include <QHash>
#include <QKeySequence>
#include <QString>

namespace tintype::ui {

enum class Language { System, English, Chinese };
enum class Theme { System, Light, Dark, HighContrast };

// What a limit for runs can be.
constexpr quint64 kLeastModelMemory = quint64(256) << 20;
constexpr quint64 kMostModelMemory = quint64(1) << 40;

struct Preferences {
    Language language = Language::System;
    Theme theme = Theme::System;
    quint64 undoMemory = quint64(1) << 30;  // bytes
    quint64 modelMemory = 0;                // bytes a run may use; 0: what is free
    QColor overlay = QColor(229, 57, 53, 128);
    QHash<QString, QKeySequence> shortcuts;  // by action id, only those that differ from the default

    bool operator==(const Preferences&) const = default;
};

}  // namespace tintype::ui
