#include "core/document/recovery_file.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/snapshot.h"

namespace tintype::document {

namespace {

namespace fs = std::filesystem;

constexpr int kVersion = 1;
constexpr std::size_t kKeptGenerations = 2;
constexpr std::uint64_t kLargestState = 1 << 20;
constexpr std::uint64_t kLargestSnapshot = std::uint64_t(16) << 30;

std::string stateName(int generation) { return "state-" + std::to_string(generation) + ".json"; }

// 0: not the name of a generation's state.
int generationOf(const fs::path& file) {
    const std::string name = file.filename().native();
    if (!name.starts_with("state-") || !name.ends_with(".json")) return 0;
    return QByteArray::fromStdString(name.substr(6, name.size() - 11)).toInt();
}

std::vector<int> generationsIn(const fs::path& folder) {
    std::vector<int> generations;
    std::error_code error;
    for (fs::directory_iterator entries(folder, error); !error && entries != fs::directory_iterator();
         entries.increment(error))
        if (const int generation = generationOf(entries->path()); generation > 0) generations.push_back(generation);
    std::sort(generations.rbegin(), generations.rend());
    return generations;
}

QString sumOf(const QJsonObject& json) {
    QJsonObject bare = json;
    bare.remove(QLatin1String("sum"));
    const QByteArray text = QJsonDocument(bare).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
}

QString encoded(const fs::path& path) {
    const std::string& native = path.native();
    return QString::fromLatin1(QByteArray(native.data(), static_cast<qsizetype>(native.size())).toPercentEncoding("/"));
}

image::Bytes readSnapshot(const fs::path& folder, const QJsonValue& name) {
    const fs::path file = name.toString().toStdString();
    if (file.empty() || file != file.filename())
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The saved picture is damaged or incomplete."), {});
    return readFile(folder / file, kLargestSnapshot);
}

Recovered readState(const fs::path& folder, int generation) {
    const auto bytes = readFile(folder / stateName(generation), kLargestState);
    const QByteArray text(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    if (json[QLatin1String("recovery")].toInt() != kVersion || json[QLatin1String("sum")].toString() != sumOf(json))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The saved picture is damaged or incomplete."), {});
    Recovered recovered;
    recovered.folder = folder;
    recovered.source =
        QByteArray::fromPercentEncoding(json[QLatin1String("source")].toString().toLatin1()).toStdString();
    recovered.onPurpose = json[QLatin1String("onPurpose")].toBool();
    recovered.savedAtMs = json[QLatin1String("savedAtMs")].toString().toLongLong();
    recovered.picture = image::imageOfSnapshot(readSnapshot(folder, json[QLatin1String("picture")]));
    recovered.mask = image::maskOfSnapshot(readSnapshot(folder, json[QLatin1String("mask")]));
    if (recovered.mask.size() != recovered.picture.size()) recovered.mask = image::Mask(recovered.picture.size());
    return recovered;
}

bool samePicture(const image::Image& a, const image::Image& b) {
    return a.data() == b.data() && a.attachments == b.attachments;
}

}  // namespace

std::string RecoveryWriter::keep(const std::string& name, const image::Bytes& snapshot) {
    std::string file = name + "-" + std::to_string(m_generation) + ".snapshot";
    writeFileSafely(m_folder / file, snapshot);
    return file;
}

void RecoveryWriter::write(const Moment& moment) {
    fs::create_directories(m_folder);
    fs::permissions(m_folder, fs::perms::owner_all);
    ++m_generation;
    if (!m_last || !samePicture(m_last->picture, moment.picture))
        m_picture = keep("picture", image::snapshotOf(moment.picture));
    if (!m_last || !m_last->mask.sharesAll(moment.mask)) m_mask = keep("mask", image::snapshotOf(moment.mask));
    QJsonObject json{{QStringLiteral("recovery"), kVersion},
                     {QStringLiteral("picture"), QString::fromStdString(m_picture)},
                     {QStringLiteral("mask"), QString::fromStdString(m_mask)},
                     {QStringLiteral("source"), encoded(moment.source)},
                     {QStringLiteral("onPurpose"), moment.onPurpose},
                     {QStringLiteral("savedAtMs"), QString::number(moment.savedAtMs)}};
    json[QLatin1String("sum")] = sumOf(json);
    const QByteArray text = QJsonDocument(json).toJson();
    const std::string state = stateName(m_generation);
    writeFileSafely(m_folder / state,
                    {reinterpret_cast<const std::uint8_t*>(text.constData()), static_cast<std::size_t>(text.size())});
    m_last = moment;
    m_used.push_back({state, m_picture, m_mask});
    if (m_used.size() > kKeptGenerations) m_used.erase(m_used.begin());
    sweep();
}

void RecoveryWriter::sweep() {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(m_folder, error)) {
        const auto uses = [name = entry.path().filename().native()](const std::vector<std::string>& files) {
            return std::find(files.begin(), files.end(), name) != files.end();
        };
        std::error_code ignored;
        if (std::none_of(m_used.begin(), m_used.end(), uses)) fs::remove(entry.path(), ignored);
    }
}

void RecoveryWriter::removeAll() {
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
    m_last.reset();
    m_used.clear();
}

bool holdsAGeneration(const fs::path& folder) { return !generationsIn(folder).empty(); }

std::optional<Recovered> readGeneration(const fs::path& folder) {
    for (const int generation : generationsIn(folder)) {
        try {
            return readState(folder, generation);
        } catch (const std::exception&) {
            // Damaged: the one before it may be whole.
        }
    }
    return std::nullopt;
}

}  // namespace tintype::document
