#include "core/gallery/gallery.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QStandardPaths>
#include <QThreadPool>
#include <QtEndian>
#include <array>
#include <atomic>
#include <deque>
#include <mutex>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/gallery/index.h"
#include "core/gallery/result_files.h"
#include "core/gallery/thumbnails.h"
#include "core/image/write.h"

namespace tintype::gallery {

namespace {

namespace fs = std::filesystem;

constexpr qint64 kTrashDays = 30;
constexpr qint64 kDayMs = qint64(24) * 3600 * 1000;

fs::path thumbnailFolder() {
    const QByteArray cache = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation).toLocal8Bit();
    return fs::path(cache.toStdString()) / "tintype" / "thumbnails";
}

Item describe(const QString& photoKey, const edits::Result& result, const edits::Output& output) {
    Item item;
    item.photoKey = photoKey;
    item.clip = !output.clip.empty();
    item.file = output.clip;
    item.size = output.picture.size();
    item.tool = QString::fromLatin1(edits::toolName(result.tool));
    item.engine = QString::fromStdString(result.engine);
    item.builtIn = result.builtIn;
    item.seed = output.seed;
    item.changed = output.changed;
    item.createdMs = QDateTime::currentMSecsSinceEpoch();
    item.recipe = QString::fromStdString(output.recipe);
    readRecipe(item);
    return item;
}

// Saves the picture under a name of its own; on failure the name is free again.
void savePicture(const ResultFiles& files, Item& item, const edits::Output& output) {
    item.file = files.claimPicture(item.photoKey, item.tool);
    image::WriteOptions options;
    options.recipe = output.recipe;
    try {
        if (!output.recipe.empty()) options.parameters = edits::parametersLine(output.recipe);
        image::write(item.file, output.picture, options);
    } catch (...) {
        std::error_code ignored;
        fs::remove(item.file, ignored);
        throw;
    }
}

}  // namespace

struct Gallery::State {
    explicit State(fs::path root)
        : folder(std::move(root)), files(folder), index(folder), thumbnails(thumbnailFolder(), folder) {
        pool.setMaxThreadCount(1);
    }

    fs::path folder;
    ResultFiles files;
    Index index;
    Thumbnails thumbnails;
    std::vector<std::vector<ItemId>> removals;
    std::mutex mutex;
    // From the background thread, not in the index yet. trashed.now empty: not in the trash.
    struct Found {
        Item item;
        ResultFiles::Trashed trashed;
    };
    std::deque<Found> saved;
    std::deque<Message> failures;
    std::atomic<bool> closing = false;
    QThreadPool pool;               // last: its thread uses the others
};

Gallery::Gallery(fs::path folder, QObject* parent) : QObject(parent) {
    qRegisterMetaType<ItemId>("tintype::gallery::ItemId");
    qRegisterMetaType<std::vector<ItemId>>("std::vector<tintype::gallery::ItemId>");
    std::error_code ignored;
    folder = fs::absolute(folder, ignored).lexically_normal();
    if (!folder.has_filename()) folder = folder.parent_path();
    fs::create_directories(folder, ignored);
    m_state = std::make_unique<State>(std::move(folder));
    connect(&m_state->thumbnails, &Thumbnails::ready, this, &Gallery::thumbnailReady);
    if (m_state->index.state() != IndexState::Opened) rebuildLater();
    m_state->pool.start([this] { m_state->files.sweepClaims(); });
    purgeTrash(QDateTime::currentMSecsSinceEpoch() - kTrashDays * kDayMs);
}

Gallery::~Gallery() {
    m_state->closing = true;
    m_state->pool.waitForDone();
    blockSignals(true);
    takeIn();
}

const fs::path& Gallery::folder() const { return m_state->folder; }

QString Gallery::photoKeyOf(const image::Image& photo) {
    // As in recipes, so that a clip's recipe leads to its photo: sizes as 32 bits little-endian, then two bytes.
    std::array<char, 10> shape{};
    qToLittleEndian(quint32(photo.width()), shape.data());
    qToLittleEndian(quint32(photo.height()), shape.data() + 4);
    shape[8] = static_cast<char>(photo.channels());
    shape[9] = static_cast<char>(photo.depth());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(shape.data(), shape.size()));
    hash.addData(QByteArrayView(reinterpret_cast<const char*>(photo.data()), static_cast<qsizetype>(photo.byteSize())));
    return QString::fromLatin1(hash.result().toHex());
}

void Gallery::add(const QString& photoKey, const edits::Result& result, const edits::Output& output) {
    Item item = describe(photoKey, result, output);
    m_state->pool.start([this, item = std::move(item), output]() mutable {
        try {
            if (!item.clip) savePicture(m_state->files, item, output);
            m_state->thumbnails.store(item, thumbnailOf(output.picture));
            const std::lock_guard lock(m_state->mutex);
            m_state->saved.push_back({std::move(item), {}});
        } catch (const Error& error) {
            noteFailure(error.message());
        } catch (const std::exception& error) {
            noteFailure({TINTYPE_NOOP("core", "The result could not be saved: %1"), {error.what()}});
        }
        QMetaObject::invokeMethod(this, &Gallery::takeIn, Qt::QueuedConnection);
    });
}

void Gallery::noteFailure(const Message& message) {
    const std::lock_guard lock(m_state->mutex);
    m_state->failures.push_back(message);
}

// Puts into the index what the background thread has saved or found.
void Gallery::takeIn() {
    std::deque<State::Found> saved;
    std::deque<Message> failures;
    {
        const std::lock_guard lock(m_state->mutex);
        saved.swap(m_state->saved);
        failures.swap(m_state->failures);
    }
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const auto& [item, trashed] : saved) {
        const bool inTrash = !trashed.now.empty();
        if (const ItemId id = m_state->index.insert(item, inTrash ? now : 0)) {
            if (inTrash) m_state->files.adoptTrashed(id, trashed);
            else Q_EMIT added(id);
        } else {
            Q_EMIT failed({TINTYPE_NOOP("core", "%1 was saved, but the gallery's index could not be written."),
                           {displayName(item.file)}});
        }
    }
    for (const Message& message : failures) Q_EMIT failed(message);
}

fs::path Gallery::clipTarget(const QString& extension, const QString& photoKey, const QString& tool) {
    return m_state->files.freeClipName(photoKey, tool, extension);
}

// A new or damaged index learns of the files that are there, how they were rated and what lies in the trash.
void Gallery::rebuildLater() {
    m_state->pool.start([this] {
        State& state = *m_state;
        const auto takeUp = [&state](const fs::path& now, const fs::path& place, const ResultFiles::Trashed& trashed) {
            auto item = itemOfFile(now, state.files.photoKeyOf(place));
            if (!item) return;
            const ResultFiles::Rating rating = state.files.ratingOf(now);
            item->file = place;
            item->stars = rating.stars;
            item->rejected = rating.rejected;
            const std::lock_guard lock(state.mutex);
            state.saved.push_back({std::move(*item), trashed});
        };
        for (const fs::path& file : state.files.all([&] { return state.closing.load(); }))
            if (!state.closing) takeUp(file, file, {});
        for (const ResultFiles::Trashed& trashed : state.files.allTrashed())
            if (!state.closing) takeUp(trashed.now, trashed.before, trashed);
        QMetaObject::invokeMethod(this, &Gallery::takeIn, Qt::QueuedConnection);
    });
}

std::vector<Item> Gallery::items(const Filter& filter, int limit, int offset) const {
    return m_state->index.items(filter, limit, offset);
}

int Gallery::count(const Filter& filter) const { return m_state->index.count(filter); }
std::optional<Item> Gallery::item(ItemId id) const { return m_state->index.item(id); }

void Gallery::setStars(ItemId id, int stars) {
    if (m_state->index.setStars(id, std::clamp(stars, 0, 5))) rated(id);
}

void Gallery::setRejected(ItemId id, bool rejected) {
    if (m_state->index.setRejected(id, rejected)) rated(id);
}

void Gallery::rated(ItemId id) {
    if (const auto found = item(id)) keepRating(*found, found->file);
    Q_EMIT changed(id);
}

// In the order they are asked for: the pool has one thread.
void Gallery::keepRating(const Item& item, const fs::path& place, const fs::path& before) {
    m_state->pool.start([this, place, before, rating = ResultFiles::Rating{item.stars, item.rejected}] {
        try {
            if (!before.empty()) m_state->files.noteRating(before, {});
            m_state->files.noteRating(place, rating);
        } catch (const std::exception&) {
            // The index has it; only a rebuilt one will not.
        }
    });
}

void Gallery::remove(const std::vector<ItemId>& ids) {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    std::vector<ItemId> gone;
    for (const ItemId id : ids) {
        const auto found = item(id);
        if (!found) continue;
        if (m_state->files.trash(id, found->file) && m_state->index.setTrashed(id, now)) {
            keepRating(*found, m_state->files.trashedName(id, found->file), found->file);
            gone.push_back(id);
        } else
            Q_EMIT failed({TINTYPE_NOOP("core", "%1 could not be moved to the trash."), {displayName(found->file)}});
    }
    if (gone.empty()) return;
    m_state->removals.push_back(gone);
    Q_EMIT removed(gone);
}

bool Gallery::undoRemove() {
    if (m_state->removals.empty()) return false;
    const std::vector<ItemId> ids = m_state->removals.back();
    m_state->removals.pop_back();
    bool any = false;
    for (const TrashedItem& trashed : m_state->index.trashed()) {
        if (std::find(ids.begin(), ids.end(), trashed.id) == ids.end()) continue;
        const auto file = m_state->files.restore(trashed.id, trashed.file);
        if (!file) continue;
        if (*file != trashed.file) m_state->index.setFile(trashed.id, *file);
        m_state->index.setTrashed(trashed.id, 0);
        if (const auto back = item(trashed.id))
            keepRating(*back, *file, m_state->files.trashedName(trashed.id, trashed.file));
        any = true;
        Q_EMIT added(trashed.id);
    }
    return any;
}

void Gallery::emptyTrash() {
    m_state->removals.clear();
    purgeTrash(QDateTime::currentMSecsSinceEpoch() + 1);
}

void Gallery::purgeTrash(qint64 olderThanMs) {
    for (const TrashedItem& trashed : m_state->index.trashed()) {
        if (trashed.trashedMs >= olderThanMs) continue;
        m_state->files.deleteTrashed(trashed.id, trashed.file);
        m_state->thumbnails.forget(trashed.id);
        m_state->index.erase(trashed.id);
    }
}

QImage Gallery::thumbnail(ItemId id) {
    if (m_state->thumbnails.atHand(id)) return m_state->thumbnails.fromMemory(id);
    const auto found = item(id);
    return found ? m_state->thumbnails.thumbnail(*found) : QImage();
}

void Gallery::flush() {
    m_state->pool.waitForDone();
    takeIn();
}

}  // namespace tintype::gallery
