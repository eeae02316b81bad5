#include "app/settings.h"

#include <QJsonDocument>
#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::app {
namespace {

constexpr std::size_t kMostRecent = 10;
constexpr std::uint64_t kLargestFile = std::uint64_t(64) << 20;

std::filesystem::path xdg(const char* variable, const char* below) {
    const char* set = std::getenv(variable);
    std::filesystem::path folder = set && *set == '/' ? std::filesystem::path(set)
                                                      : std::filesystem::path(std::getenv("HOME") ? std::getenv("HOME") : "/tmp") / below;
    folder /= "tintype";
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
    return folder;
}

// Paths are bytes: percent-encoded, so that names that are no UTF-8 survive JSON.
QString encoded(const std::filesystem::path& path) {
    return QString::fromLatin1(QByteArray::fromStdString(path.string()).toPercentEncoding("/"));
}
std::filesystem::path decoded(const QString& text) {
    return QByteArray::fromPercentEncoding(text.toLatin1()).toStdString();
}

template <class E>
E choice(const QJsonObject& json, const char* key, int count) {
    const int value = json.value(QLatin1String(key)).toInt();
    return value >= 0 && value < count ? static_cast<E>(value) : E{};
}

QJsonObject preferencesJson(const ui::Preferences& p) {
    QJsonObject keys;
    for (auto it = p.shortcuts.begin(); it != p.shortcuts.end(); ++it)
        keys.insert(it.key(), it.value().toString(QKeySequence::PortableText));
    return {{QStringLiteral("language"), static_cast<int>(p.language)},
            {QStringLiteral("theme"), static_cast<int>(p.theme)},
            {QStringLiteral("undoMemory"), static_cast<qint64>(p.undoMemory)},
            {QStringLiteral("modelMemory"), static_cast<qint64>(p.modelMemory)},
            {QStringLiteral("overlay"), p.overlay.name(QColor::HexArgb)},
            {QStringLiteral("shortcuts"), keys}};
}

ui::Preferences preferencesOf(const QJsonObject& json) {
    ui::Preferences p;
    p.language = choice<ui::Language>(json, "language", 3);
    p.theme = choice<ui::Theme>(json, "theme", 4);
    const double undo = json.value(QStringLiteral("undoMemory")).toDouble(static_cast<double>(p.undoMemory));
    p.undoMemory = static_cast<quint64>(std::clamp(undo, 64.0 * (1 << 20), 64.0 * (1 << 30)));
    const double model = json.value(QStringLiteral("modelMemory")).toDouble();
    p.modelMemory = model >= 1 ? static_cast<quint64>(std::clamp(model, 1.0 * ui::kLeastModelMemory, 1.0 * ui::kMostModelMemory)) : 0;
    const QColor overlay(json.value(QStringLiteral("overlay")).toString());
    if (overlay.isValid()) p.overlay = overlay;
    const QJsonObject keys = json.value(QStringLiteral("shortcuts")).toObject();
    for (auto it = keys.begin(); it != keys.end(); ++it)
        p.shortcuts.insert(it.key(), QKeySequence(it.value().toString(), QKeySequence::PortableText));
    return p;
}

}  // namespace

Places standardPlaces() {
    return {xdg("XDG_CONFIG_HOME", ".config"), xdg("XDG_DATA_HOME", ".local/share"), xdg("XDG_STATE_HOME", ".local/state")};
}

Settings::Settings(const std::filesystem::path& folder) : m_file(folder / "settings.json") {
    std::error_code error;
    if (!std::filesystem::exists(m_file, error)) return;
    try {
        const std::vector<std::uint8_t> bytes = readFile(m_file, kLargestFile);
        QJsonParseError parse;
        const auto json = QJsonDocument::fromJson(QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())), &parse);
        if (parse.error == QJsonParseError::NoError && json.isObject()) {
            read(json.object());
            return;
        }
    } catch (const Error&) {
    }
    std::filesystem::rename(m_file, folder / "settings.json.damaged", error);
}

void Settings::read(const QJsonObject& json) {
    preferences = preferencesOf(json.value(QStringLiteral("preferences")).toObject());
    geometry = QByteArray::fromBase64(json.value(QStringLiteral("geometry")).toString().toLatin1());
    panels = json.value(QStringLiteral("panels")).toObject();
    history = json.value(QStringLiteral("history")).toArray();
    for (const QJsonValue& file : json.value(QStringLiteral("recent")).toArray())
        if (m_recent.size() < kMostRecent && !file.toString().isEmpty()) m_recent.push_back(decoded(file.toString()));
}

QJsonObject Settings::toJson() const {
    QJsonArray recent;
    for (const auto& file : m_recent) recent.append(encoded(file));
    return {{QStringLiteral("preferences"), preferencesJson(preferences)},
            {QStringLiteral("geometry"), QString::fromLatin1(geometry.toBase64())},
            {QStringLiteral("panels"), panels},
            {QStringLiteral("history"), history},
            {QStringLiteral("recent"), recent}};
}

void Settings::addRecent(const std::filesystem::path& named) {
    std::error_code error;
    std::filesystem::path file = std::filesystem::absolute(named, error);  // the next start may be from elsewhere
    if (error) file = named;
    std::erase(m_recent, file);
    m_recent.insert(m_recent.begin(), file);
    if (m_recent.size() > kMostRecent) m_recent.resize(kMostRecent);
}

QByteArray Settings::toBytes() const { return QJsonDocument(toJson()).toJson(); }

void Settings::write(const std::filesystem::path& file, const QByteArray& bytes) {
    writeFileSafely(file, {reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())});
}

void Settings::save() const { write(m_file, toBytes()); }

}  // namespace tintype::app
