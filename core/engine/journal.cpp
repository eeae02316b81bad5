#include "core/engine/journal.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>
#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "core/base/process_mark.h"
#include "core/base/safe_file.h"
#include "core/engine/journal_entry.h"
#include "core/image/read.h"
#include "core/image/snapshot.h"

namespace tintype::engine {

namespace {

namespace fs = std::filesystem;

constexpr const char* kOrderFile = "order.json";
constexpr std::uint64_t kLargestEntry = std::uint64_t(256) << 20;

void write(const fs::path& file, const QByteArray& bytes) {
    writeFileSafely(file, {reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                           static_cast<std::size_t>(bytes.size())});
}

QByteArray read(const fs::path& file) {
    const auto bytes = readFile(file, kLargestEntry);
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

std::string entryName(JobId id) { return "job-" + std::to_string(id) + ".json"; }

// 0: not the name of an entry.
JobId idOf(const fs::path& file) {
    const std::string name = file.filename().native();
    if (!name.starts_with("job-") || !name.ends_with(".json")) return 0;
    return QByteArray::fromStdString(name.substr(4, name.size() - 9)).toULongLong();
}

// The photo's own file, when what it holds is exactly this picture.
bool isUnmodified(const image::Image& photo) {
    if (photo.origin.path.empty()) return false;
    try {
        const image::Image file = image::read(photo.origin.path);
        return file.samePixels(photo) && file.attachments == photo.attachments;
    } catch (const std::exception&) {
        return false;
    }
}

void removeIfIdle(const fs::path& folder) {
    std::error_code ignored;
    bool jobs = false;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const fs::path name = entry.path().filename();
        jobs |= name != kOrderFile && name.extension() != ".snapshot";
    }
    if (!jobs) fs::remove_all(folder, ignored);
}

}  // namespace

struct Journal::State {
    struct Photo {
        image::Image picture;  // keeps the pixels, and so their address, alive
        PhotoPlace place;
        int users = 0;
    };

    fs::path folder;
    // Of the background thread only.
    std::map<const void*, Photo> photos;
    std::map<JobId, std::vector<const void*>> used;
    std::vector<JobId> order;
    JobId running = 0;
    int lastSnapshot = 0;
    // Shared.
    std::mutex mutex;
    std::set<JobId> ended;  // before their entry was written
    QThreadPool pool;

    template <class Work>
    void later(Work work) {
        pool.start([work = std::move(work)]() mutable {
            try {
                work();
            } catch (const std::exception&) {
                // A journal that cannot be written must not stop the work it protects.
            }
        });
    }
    bool hasEnded(JobId id) {
        const std::lock_guard lock(mutex);
        return ended.contains(id);
    }
    PhotoPlace keep(const image::Image& photo);
    void release(const void* pixels);
    void writeEntry(JobId id, const edits::Request& request);
    void writeOrder();
    void removeEntry(JobId id);
};

PhotoPlace Journal::State::keep(const image::Image& photo) {
    Photo& kept = photos[photo.data()];
    if (kept.users++ > 0) return kept.place;
    kept.picture = photo;
    if (isUnmodified(photo)) {
        kept.place = {photo.origin.path, true, pixelHash(photo)};
        return kept.place;
    }
    const fs::path name = "photo-" + std::to_string(++lastSnapshot) + ".snapshot";
    writeFileSafely(folder / name, image::snapshotOf(photo));
    kept.place = {name, false, {}};
    return kept.place;
}

void Journal::State::release(const void* pixels) {
    const auto found = photos.find(pixels);
    if (found == photos.end() || --found->second.users > 0) return;
    std::error_code ignored;
    if (!found->second.place.own) fs::remove(folder / found->second.place.file, ignored);
    photos.erase(found);
}

void Journal::State::writeEntry(JobId id, const edits::Request& request) {
    if (hasEnded(id)) return;
    fs::create_directories(folder);
    fs::permissions(folder, fs::perms::owner_all);
    std::vector<PhotoPlace> places;
    std::vector<const void*>& pixels = used[id];
    for (const image::Image& photo : photosOf(request)) {
        if (photo.empty()) return;
        pixels.push_back(photo.data());
        places.push_back(keep(photo));
    }
    write(folder / entryName(id), entryOf(request, places));
    order.push_back(id);
    writeOrder();
}

void Journal::State::writeOrder() {
    QJsonArray ids;
    for (const JobId id : order) ids.append(QString::number(id));
    const QJsonObject json{{QStringLiteral("order"), ids}, {QStringLiteral("running"), QString::number(running)}};
    write(folder / kOrderFile, QJsonDocument(json).toJson());
}

void Journal::State::removeEntry(JobId id) {
    std::error_code ignored;
    fs::remove(folder / entryName(id), ignored);
    for (const void* pixels : used[id]) release(pixels);
    used.erase(id);
    std::erase(order, id);
    if (running == id) running = 0;
    const std::lock_guard lock(mutex);
    ended.erase(id);
}

Journal::Journal(fs::path root) : m_state(std::make_unique<State>()) {
    m_state->folder = std::move(root) / processMark();
    m_state->pool.setMaxThreadCount(1);
}

Journal::~Journal() {
    flush();
    removeIfIdle(m_state->folder);
}

void Journal::flush() { m_state->pool.waitForDone(); }

void Journal::record(JobId id, const edits::Request& request) {
    m_state->later([state = m_state.get(), id, request] { state->writeEntry(id, request); });
}

void Journal::noteStarted(JobId id) {
    m_state->later([state = m_state.get(), id] {
        if (state->hasEnded(id)) return;
        state->running = id;
        state->writeOrder();
    });
}

void Journal::setOrder(std::vector<JobId> order) {
    m_state->later([state = m_state.get(), order = std::move(order)]() mutable {
        std::erase_if(order, [&](JobId id) { return !state->used.contains(id); });
        state->order = std::move(order);
        state->writeOrder();
    });
}

void Journal::forget(JobId id) {
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->ended.insert(id);
    }
    m_state->later([state = m_state.get(), id] { state->removeEntry(id); });
}

namespace {

struct Left {
    JobId id = 0;
    fs::path file;
};

// The entries in a dead process's folder, in its order.
std::vector<Left> entriesIn(const fs::path& folder, JobId& running) {
    std::vector<Left> entries;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const JobId id = idOf(entry.path())) entries.push_back({id, entry.path()});
    std::map<JobId, int> place;
    try {
        const QJsonObject json = QJsonDocument::fromJson(read(folder / kOrderFile)).object();
        running = json[QLatin1String("running")].toString().toULongLong();
        for (const QJsonValue& id : json[QLatin1String("order")].toArray())
            place.emplace(id.toString().toULongLong(), static_cast<int>(place.size()));
    } catch (const std::exception&) {
        running = 0;
    }
    std::sort(entries.begin(), entries.end(), [&](const Left& a, const Left& b) {
        const auto rank = [&](JobId id) { return place.contains(id) ? place[id] : static_cast<int>(place.size()); };
        return std::pair(rank(a.id), a.id) < std::pair(rank(b.id), b.id);
    });
    return entries;
}

void readEntry(const Left& left, bool wasRunning, std::vector<Pending>& out) {
    try {
        out.push_back({requestOfEntry(read(left.file), left.file.parent_path()), wasRunning, left.file});
    } catch (...) {
        std::error_code ignored;
        fs::path aside = left.file;
        fs::rename(left.file, aside += ".damaged", ignored);
    }
}

}  // namespace

std::vector<Pending> Journal::pending(const fs::path& root) {
    std::vector<Pending> all;
    std::error_code ignored;
    for (const auto& folder : fs::directory_iterator(root, ignored)) {
        if (!folder.is_directory(ignored) || processRuns(folder.path().filename().native())) continue;
        JobId running = 0;
        for (const Left& left : entriesIn(folder.path(), running)) readEntry(left, left.id == running, all);
        removeIfIdle(folder.path());
    }
    return all;
}

void Journal::discard(const Pending& pending) {
    m_state->later([file = pending.file] {
        const fs::path folder = file.parent_path();
        std::error_code ignored;
        std::set<fs::path> needed;
        std::vector<fs::path> own;
        try {
            own = snapshotsOf(read(file));
        } catch (const std::exception&) {
        }
        fs::remove(file, ignored);
        for (const auto& entry : fs::directory_iterator(folder, ignored))
            if (idOf(entry.path()) != 0)
                for (const fs::path& name : snapshotsOf(read(entry.path()))) needed.insert(name);
        for (const fs::path& name : own)
            if (!needed.contains(name)) fs::remove(folder / name, ignored);
        removeIfIdle(folder);
    });
}

}  // namespace tintype::engine
