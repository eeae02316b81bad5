// What is kept between starts, as one JSON file in the configuration folder: preferences, recent photos, the
// window's place, each panel's values and the instruction history. Written by app/settings_writer.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <filesystem>
#include <vector>

#include "ui/preferences.h"

namespace tintype::app {

// Folders by the XDG rules, made when missing.
struct Places {
    std::filesystem::path config;  // settings.json
    std::filesystem::path data;    // gallery
    std::filesystem::path state;   // recovery, queue journal
};
Places standardPlaces();

class Settings {
public:
    // Reads the file; a damaged one is set aside as settings.json.damaged and the defaults hold.
    explicit Settings(const std::filesystem::path& folder);

    ui::Preferences preferences;
    QByteArray geometry;
    QJsonObject panels;
    QJsonArray history;

    // Newest first, each once, at most ten.
    const std::vector<std::filesystem::path>& recent() const { return m_recent; }
    void addRecent(const std::filesystem::path& file);
    void clearRecent() { m_recent.clear(); }

    // Throws Error(Disk).
    void save() const;

    // The same in two parts, for a thread of its own.
    const std::filesystem::path& file() const { return m_file; }
    QByteArray toBytes() const;
    static void write(const std::filesystem::path& file, const QByteArray& bytes);

private:
    void read(const QJsonObject& json);
    QJsonObject toJson() const;

    std::filesystem::path m_file;
    std::vector<std::filesystem::path> m_recent;
};

}  // namespace tintype::app
