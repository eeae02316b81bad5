#include "ui/instruction_history.h"

#include <QJsonObject>
#include <algorithm>

namespace tintype::ui {

void InstructionHistory::add(const QString& text, qint64 nowMs) {
    const QString clean = text.simplified();
    if (clean.isEmpty()) return;
    PastInstruction entry{clean, false, nowMs};
    const auto same = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& e) { return e.text == clean; });
    if (same != m_entries.end()) {
        entry.starred = same->starred;
        m_entries.erase(same);
    }
    m_entries.insert(m_entries.begin(), entry);
    Q_EMIT changed();
}

void InstructionHistory::setStarred(const QString& text, bool starred) {
    for (PastInstruction& entry : m_entries)
        if (entry.text == text) entry.starred = starred;
    Q_EMIT changed();
}

void InstructionHistory::remove(const QString& text) {
    std::erase_if(m_entries, [&](const PastInstruction& entry) { return entry.text == text; });
    Q_EMIT changed();
}

std::vector<PastInstruction> InstructionHistory::search(const QString& words) const {
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<PastInstruction> found;
    for (const PastInstruction& entry : m_entries)
        if (std::all_of(parts.begin(), parts.end(),
                        [&](const QString& part) { return entry.text.contains(part, Qt::CaseInsensitive); }))
            found.push_back(entry);
    std::stable_partition(found.begin(), found.end(), [](const PastInstruction& entry) { return entry.starred; });
    return found;
}

QJsonArray InstructionHistory::toJson() const {
    QJsonArray json;
    for (const PastInstruction& entry : m_entries)
        json.append(QJsonObject{{QStringLiteral("text"), entry.text},
                                {QStringLiteral("starred"), entry.starred},
                                {QStringLiteral("used"), entry.usedMs}});
    return json;
}

void InstructionHistory::fromJson(const QJsonArray& json) {
    m_entries.clear();
    for (const QJsonValue& value : json) {
        const QJsonObject entry = value.toObject();
        const QString text = entry.value(QStringLiteral("text")).toString().simplified();
        if (text.isEmpty()) continue;
        m_entries.push_back({text, entry.value(QStringLiteral("starred")).toBool(),
                             static_cast<qint64>(entry.value(QStringLiteral("used")).toDouble())});
    }
    Q_EMIT changed();
}

}  // namespace tintype::ui
