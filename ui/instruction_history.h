// Every instruction that was run: newest first, searchable, with stars. app/settings keeps it between starts.
#pragma once

#include <QJsonArray>
#include <QObject>
#include <QString>
#include <vector>

namespace tintype::ui {

struct PastInstruction {
    QString text;
    bool starred = false;
    qint64 usedMs = 0;
    bool operator==(const PastInstruction&) const = default;
};

class InstructionHistory : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void add(const QString& text, qint64 nowMs);  // the same text again moves to the top and keeps its star
    void setStarred(const QString& text, bool starred);
    void remove(const QString& text);
    const std::vector<PastInstruction>& entries() const { return m_entries; }
    // Starred first, then newest; every word of `words` must occur.
    std::vector<PastInstruction> search(const QString& words) const;
    QJsonArray toJson() const;
    void fromJson(const QJsonArray& json);

Q_SIGNALS:
    void changed();

private:
    std::vector<PastInstruction> m_entries;
};

}  // namespace tintype::ui
