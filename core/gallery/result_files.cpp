#include "core/gallery/result_files.h"

#include <QDate>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "core/video/reader.h"

namespace tintype::gallery {

namespace {

namespace fs = std::filesystem;

constexpr int kKeyLetters = 12;
constexpr const char* kKeyFile = "photo.key";
constexpr const char* kNoPhoto = "clips";
constexpr auto kLongestClaim = std::chrono::hours(24 * 7);  // a job that waited longer will not make its clip
constexpr std::uint64_t kLargestResult = std::uint64_t(2) << 30;

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
    throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 cannot be written: %2."), {displayName(file), reason});
}

// Letters that are safe in a file name, whatever the tool is called.
std::string plain(const QString& text) {
    std::string out;
    for (const QChar letter : text)
        if (letter.unicode() < 128 && letter.isLetterOrNumber()) out += static_cast<char>(letter.toLatin1());
    return out.empty() ? "result" : out;
}

std::string stem(const QString& tool) {
    return QDate::currentDate().toString(Qt::ISODate).toStdString() + "_" + plain(tool) + "_";
}

void makeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) refuse(folder, error.message());
}

void noteKey(const fs::path& folder, const QString& photoKey) {
    const fs::path file = folder / kKeyFile;
    std::error_code error;
    if (photoKey.isEmpty() || fs::exists(file, error)) return;
    const std::string text = photoKey.toStdString();
    writeFileSafely(file, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

fs::path ratingFile(const fs::path& file) { return file.parent_path() / ("." + file.filename().native() + ".rating"); }

QString text(const QJsonValue& value) { return value.isString() ? value.toString() : QString(); }

}  // namespace

ResultFiles::ResultFiles(fs::path root) : m_root(std::move(root)) {}

fs::path ResultFiles::folderOf(const QString& photoKey) const {
    return m_root / "results" / (photoKey.isEmpty() ? kNoPhoto : plain(photoKey.left(kKeyLetters)));
}

fs::path ResultFiles::claimPicture(const QString& photoKey, const QString& tool) const {
    const fs::path folder = folderOf(photoKey);
    makeFolder(folder);
    noteKey(folder, photoKey);
    for (int n = 1;; ++n) {
        fs::path file = folder / (stem(tool) + std::to_string(n) + ".png");
        const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (descriptor >= 0) {
            ::close(descriptor);
            return file;
        }
        if (errno != EEXIST) refuse(file, std::strerror(errno));
    }
}

fs::path ResultFiles::freeClipName(const QString& photoKey, const QString& tool, const QString& extension) const {
    const fs::path folder = folderOf(photoKey);
    makeFolder(folder);
    noteKey(folder, photoKey);
    // Claimed by a mark that outlives this call, since the clip itself is made much later.
    const fs::path marks = claims();
    makeFolder(marks);
    for (int n = 1;; ++n) {
        const std::string name = stem(tool) + std::to_string(n) + "." + plain(extension);
        const fs::path mark = marks / (folder.filename().native() + "_" + name);
        std::error_code error;
        if (fs::exists(folder / name, error)) continue;
        const int descriptor = ::open(mark.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (descriptor < 0 && errno == EEXIST) continue;
        if (descriptor < 0) refuse(mark, std::strerror(errno));
        ::close(descriptor);
        return folder / name;
    }
}

bool ResultFiles::inside(const fs::path& file) const {
    const fs::path relative = file.lexically_relative(m_root);
    return !relative.empty() && *relative.begin() != fs::path("..");
}

fs::path ResultFiles::trashedName(ItemId id, const fs::path& file) const {
    return m_root / ".trash" / file.parent_path().filename() /
           (std::to_string(id) + "_" + file.filename().native());
}

bool ResultFiles::trash(ItemId id, const fs::path& file) const {
    std::error_code error;
    if (!inside(file) || !fs::exists(fs::symlink_status(file, error))) return true;
    const fs::path target = trashedName(id, file);
    fs::create_directories(target.parent_path(), error);
    fs::rename(file, target, error);
    return !error;
}

std::optional<fs::path> ResultFiles::restore(ItemId id, const fs::path& file) const {
    const fs::path from = trashedName(id, file);
    std::error_code error;
    if (!inside(file) || !fs::exists(from, error)) return file;
    fs::path target = file;
    for (int n = 2; fs::exists(target, error); ++n)
        target = file.parent_path() / (file.stem().native() + "_" + std::to_string(n) + file.extension().native());
    fs::create_directories(target.parent_path(), error);
    fs::rename(from, target, error);
    if (error) return std::nullopt;
    return target;
}

void ResultFiles::deleteTrashed(ItemId id, const fs::path& file) const {
    if (!inside(file)) return;
    std::error_code ignored;
    const fs::path trashed = trashedName(id, file);
    fs::remove(trashed, ignored);
    fs::remove(ratingFile(trashed), ignored);
}

void ResultFiles::noteRating(const fs::path& file, const Rating& rating) const {
    if (!inside(file)) return;
    const fs::path beside = ratingFile(file);
    std::error_code ignored;
    if (rating.stars == 0 && !rating.rejected) {
        fs::remove(beside, ignored);
        return;
    }
    const QByteArray text = QJsonDocument(QJsonObject{{QStringLiteral("stars"), rating.stars},
                                                      {QStringLiteral("rejected"), rating.rejected}}).toJson();
    writeFileSafely(beside, {reinterpret_cast<const std::uint8_t*>(text.constData()), static_cast<std::size_t>(text.size())});
}

ResultFiles::Rating ResultFiles::ratingOf(const fs::path& file) const {
    try {
        const auto bytes = readFile(ratingFile(file), 4096);
        const QByteArray text(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        const QJsonObject json = QJsonDocument::fromJson(text).object();
        return {std::clamp(json[QLatin1String("stars")].toInt(), 0, 5), json[QLatin1String("rejected")].toBool()};
    } catch (const Error&) {
        return {};
    }
}

std::vector<ResultFiles::Trashed> ResultFiles::allTrashed() const {
    std::vector<Trashed> found;
    std::error_code error;
    fs::recursive_directory_iterator entries(m_root / ".trash", fs::directory_options::skip_permission_denied, error);
    for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        std::error_code ignored;
        const fs::path& file = entries->path();
        const std::string name = file.filename().native();
        const std::size_t digits = name.find_first_not_of("0123456789");
        const bool ours = digits != 0 && digits != std::string::npos && name[digits] == '_' && digits + 1 < name.size();
        if (!ours || !entries->is_regular_file(ignored)) continue;
        found.push_back({file, m_root / "results" / file.parent_path().filename() / name.substr(digits + 1)});
    }
    return found;
}

void ResultFiles::adoptTrashed(ItemId id, const Trashed& trashed) const {
    std::error_code ignored;
    const fs::path name = trashedName(id, trashed.before);
    fs::rename(trashed.now, name, ignored);
    fs::rename(ratingFile(trashed.now), ratingFile(name), ignored);
}

void ResultFiles::sweepClaims() const {
    std::error_code error;
    const auto longAgo = fs::file_time_type::clock::now() - kLongestClaim;
    for (fs::directory_iterator entries(claims(), error); !error && entries != fs::directory_iterator();
         entries.increment(error)) {
        const std::string name = entries->path().filename().native();
        const std::size_t folder = name.find('_');
        if (folder == std::string::npos) continue;
        std::error_code ignored;
        const bool made = fs::exists(m_root / "results" / name.substr(0, folder) / name.substr(folder + 1), ignored);
        const auto since = entries->last_write_time(ignored);
        if (made || (!ignored && since < longAgo)) fs::remove(entries->path(), ignored);
    }
}

std::vector<fs::path> ResultFiles::all(const std::function<bool()>& stop) const {
    std::vector<fs::path> files;
    std::error_code error;
    fs::recursive_directory_iterator entries(m_root / "results", fs::directory_options::skip_permission_denied, error);
    for (; !error && entries != fs::recursive_directory_iterator() && !stop(); entries.increment(error)) {
        std::error_code ignored;
        if (!entries->is_regular_file(ignored) || entries->file_size(ignored) == 0) continue;
        const fs::path& file = entries->path();
        const bool picture = image::formatOfExtension(file) != image::Format::Unknown;
        if (picture || video::looksLikeClip(file)) files.push_back(file);
    }
    return files;
}

QString ResultFiles::photoKeyOf(const fs::path& file) const {
    try {
        const auto bytes = readFile(file.parent_path() / kKeyFile, 1024);
        return QString::fromLatin1(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    } catch (const Error&) {
        const fs::path folder = file.parent_path().filename();
        return folder == kNoPhoto ? QString() : QString::fromStdString(folder.native());
    }
}

void readRecipe(Item& item) {
    const QJsonObject recipe = QJsonDocument::fromJson(item.recipe.toUtf8()).object();
    const QJsonObject parameters = recipe[QLatin1String("parameters")].toObject();
    if (item.tool.isEmpty()) item.tool = text(recipe[QLatin1String("tool")]);
    if (item.engine.isEmpty()) item.engine = text(recipe[QLatin1String("engine")]);
    if (item.photoKey.isEmpty())
        item.photoKey = text(recipe[QLatin1String("source")].toObject()[QLatin1String("sha256")]);
    item.instruction = text(parameters[QLatin1String("instruction")]);
    if (item.instruction.isEmpty()) item.instruction = text(parameters[QLatin1String("prompt")]);
}

namespace {

void readPicture(Item& item) {
    const auto bytes = readFile(item.file, kLargestResult);
    item.recipe = QString::fromStdString(image::embeddedRecipe(bytes));
    item.size = image::readHeader(bytes, item.file).size;
}

void readClip(Item& item) {
    const video::Reader reader(item.file);
    item.recipe = QString::fromStdString(reader.header().recipe);
    item.size = reader.header().size;
}

// Numbers above 2^53 only survive as integers, which QJsonValue keeps up to 2^63.
quint64 seedOf(const QString& recipe) {
    const QJsonValue seed = QJsonDocument::fromJson(recipe.toUtf8()).object()[QLatin1String("seed")];
    if (seed.isString()) return seed.toString().toULongLong();
    const qint64 whole = seed.toInteger(-1);
    return whole >= 0 ? static_cast<quint64>(whole) : static_cast<quint64>(std::max(0.0, seed.toDouble()));
}

}  // namespace

std::optional<Item> itemOfFile(const fs::path& file, const QString& photoKey) {
    Item item;
    item.file = file;
    item.photoKey = photoKey;
    item.clip = video::looksLikeClip(file);
    try {
        item.clip ? readClip(item) : readPicture(item);
    } catch (const std::exception&) {
        return std::nullopt;
    }
    readRecipe(item);
    item.seed = seedOf(item.recipe);
    item.builtIn = QJsonDocument::fromJson(item.recipe.toUtf8()).object()[QLatin1String("model")].isNull();
    struct stat status {};
    if (::stat(file.c_str(), &status) == 0) item.createdMs = qint64(status.st_mtime) * 1000;
    return item;
}

}  // namespace tintype::gallery
