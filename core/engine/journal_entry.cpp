#include "core/engine/journal_entry.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/image/read.h"
#include "core/image/snapshot.h"

namespace tintype::engine {

namespace {

namespace fs = std::filesystem;

constexpr int kVersion = 1;
constexpr std::uint64_t kLargestSnapshot = std::uint64_t(16) << 30;

[[noreturn]] void refuse() {
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The entry of a waiting job is damaged."), {});
}

QString encoded(const fs::path& path) {
    const std::string& native = path.native();
    return QString::fromLatin1(QByteArray(native.data(), static_cast<qsizetype>(native.size())).toPercentEncoding("/"));
}

fs::path decoded(const QJsonValue& value) {
    return QByteArray::fromPercentEncoding(value.toString().toLatin1()).toStdString();
}

template <class Restore, class Visit>
void visitFiles(Restore& work, Visit visit) {
    visit("detector", work.detector);
    visit("parser", work.parser);
}

// The places in a request that hold paths, by name.
template <class Request, class Visit>
void visitPaths(Request& request, Visit visit) {
    visit("model", request.options.model);
    std::visit(
        [&](auto& work) {
            using Work = std::decay_t<decltype(work)>;
            if constexpr (requires { work.target; }) visit("target", work.target);
            if constexpr (requires { work.framesFolder; }) visit("framesFolder", work.framesFolder);
            if constexpr (requires { work.latents; }) visit("latents", work.latents);
            if constexpr (requires { work.clip; }) visit("clip", work.clip);
            if constexpr (std::is_same_v<Work, edits::Restore>) visitFiles(work, visit);
            if constexpr (std::is_same_v<Work, edits::EditClip>)
                if (auto* restore = std::get_if<edits::Restore>(&work.tool)) visitFiles(*restore, visit);
        },
        request.work);
}

template <class Request, class Visit>
void visitPhotos(Request& request, Visit visit) {
    std::visit(
        [&](auto& work) {
            if constexpr (requires { work.photo; }) visit(work.photo);
            if constexpr (requires { work.first; work.second; }) {
                visit(work.first);
                visit(work.second);
            }
        },
        request.work);
}

struct SeedOf {
    template <class Work>
    std::uint64_t operator()(const Work& work) const {
        if constexpr (requires { work.seed; }) return work.seed;
        else if constexpr (requires { work.tool; }) return std::visit(*this, work.tool);
        else return 0;
    }
};

std::uint64_t seedOf(const edits::Request& request) { return std::visit(SeedOf{}, request.work); }

QJsonObject optionsOf(const edits::RunOptions& options) {
    return {{QStringLiteral("engine"), static_cast<int>(options.engine)},
            {QStringLiteral("device"), QString::fromStdString(options.device)},
            {QStringLiteral("precision"), static_cast<int>(options.precision)},
            {QStringLiteral("memoryLimit"), QString::number(options.memoryLimit)},
            {QStringLiteral("threads"), options.threads}};
}

void readOptions(const QJsonObject& json, edits::RunOptions& options) {
    const int engine = json[QLatin1String("engine")].toInt(-1);
    const int precision = json[QLatin1String("precision")].toInt(-1);
    if (engine < 0 || engine > static_cast<int>(edits::Engine::Model)) refuse();
    if (precision < 0 || precision > static_cast<int>(edits::Precision::BFloat16)) refuse();
    options.engine = static_cast<edits::Engine>(engine);
    options.precision = static_cast<edits::Precision>(precision);
    options.device = json[QLatin1String("device")].toString().toStdString();
    options.memoryLimit = json[QLatin1String("memoryLimit")].toString().toULongLong();
    options.threads = json[QLatin1String("threads")].toInt();
}

image::Image readPhoto(const QJsonObject& json, const fs::path& folder) {
    if (json.contains(QLatin1String("snapshot"))) {
        // A name only: an entry must not lead out of the journal's folder.
        const fs::path name = decoded(json[QLatin1String("snapshot")]).filename();
        return image::imageOfSnapshot(readFile(folder / name, kLargestSnapshot));
    }
    const image::Image photo = image::read(decoded(json[QLatin1String("file")]));
    if (pixelHash(photo) != json[QLatin1String("sha256")].toString().toLatin1()) refuse();
    return photo;
}

// A recipe is about one result; how many were asked for is the job's own.
int variationsOf(const edits::Request& request) {
    const auto* work = std::get_if<edits::Instruct>(&request.work);
    return work ? work->variations : 1;
}

QJsonObject parse(const QByteArray& json) {
    const QJsonObject entry = QJsonDocument::fromJson(json).object();
    if (entry[QLatin1String("journal")].toInt() != kVersion) refuse();
    return entry;
}

}  // namespace

QByteArray pixelHash(const image::Image& picture) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(picture.data()),
                                static_cast<qsizetype>(picture.byteSize())));
    return hash.result().toHex();
}

std::vector<image::Image> photosOf(const edits::Request& request) {
    std::vector<image::Image> photos;
    visitPhotos(request, [&](const image::Image& photo) { photos.push_back(photo); });
    return photos;
}

QByteArray entryOf(const edits::Request& request, const std::vector<PhotoPlace>& photos) {
    QJsonObject paths;
    visitPaths(request, [&](const char* name, const fs::path& path) { paths[QLatin1String(name)] = encoded(path); });
    QJsonArray places;
    for (const PhotoPlace& photo : photos) {
        QJsonObject place{{photo.own ? QStringLiteral("file") : QStringLiteral("snapshot"), encoded(photo.file)}};
        if (photo.own) place[QLatin1String("sha256")] = QString::fromLatin1(photo.sha256);
        places.append(place);
    }
    const QJsonObject entry{
        {QStringLiteral("journal"), kVersion},
        {QStringLiteral("recipe"), QString::fromStdString(edits::recipeOf(request, {}, seedOf(request)))},
        {QStringLiteral("variations"), variationsOf(request)},
        {QStringLiteral("options"), optionsOf(request.options)},
        {QStringLiteral("paths"), paths},
        {QStringLiteral("photos"), places}};
    return QJsonDocument(entry).toJson();
}

edits::Request requestOfEntry(const QByteArray& json, const fs::path& folder) {
    const QJsonObject entry = parse(json);
    edits::Request request = edits::requestOf(entry[QLatin1String("recipe")].toString().toStdString());
    readOptions(entry[QLatin1String("options")].toObject(), request.options);
    if (auto* work = std::get_if<edits::Instruct>(&request.work))
        work->variations = std::max(1, entry[QLatin1String("variations")].toInt());
    const QJsonObject paths = entry[QLatin1String("paths")].toObject();
    visitPaths(request, [&](const char* name, fs::path& path) { path = decoded(paths[QLatin1String(name)]); });
    const QJsonArray photos = entry[QLatin1String("photos")].toArray();
    qsizetype next = 0;
    visitPhotos(request, [&](image::Image& photo) {
        if (next >= photos.size()) refuse();
        photo = readPhoto(photos[next++].toObject(), folder);
    });
    return request;
}

std::vector<fs::path> snapshotsOf(const QByteArray& json) {
    std::vector<fs::path> names;
    const QJsonArray photos = QJsonDocument::fromJson(json).object()[QLatin1String("photos")].toArray();
    for (const QJsonValue& photo : photos)
        if (const fs::path name = decoded(photo.toObject()[QLatin1String("snapshot")]).filename(); !name.empty())
            names.push_back(name);
    return names;
}

}  // namespace tintype::engine
