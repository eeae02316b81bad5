// Every result ever made, stacked under its photo: files in one folder, an SQLite index beside them that can be
// rebuilt from the recipes in the files. Thumbnails are made off the UI thread.
#pragma once

#include <QImage>
#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/edits/result.h"
#include "core/image/image.h"

namespace tintype::gallery {

using ItemId = qint64;

struct Item {
    ItemId id = 0;
    QString photoKey;            // SHA-256 of the photo's pixels: what a stack is keyed by
    std::filesystem::path file;  // picture or clip
    bool clip = false;
    Size size;
    QString tool;                // "edit", "erase", ...
    QString engine;
    bool builtIn = true;
    QString instruction;         // instruction or prompt, may be empty
    quint64 seed = 0;
    double changed = 0.0;
    int stars = 0;               // 0..5
    bool rejected = false;
    qint64 createdMs = 0;
    QString recipe;              // JSON
    int alike = 1;               // in a list of stacks: results of its photo that the filter matches
};

// Whether it is a clip made with a model, whose frames may be painted again (core/edits/saved_clips.h).
inline bool canDecodeAgain(const Item& item) { return item.clip && !item.builtIn && item.tool == QLatin1String("animate"); }

// Stacks: only the newest result of each photo.
enum class Listing { Every, Stacks };

struct Filter {
    QString photoKey;      // empty: all
    QString tool;          // empty: all
    QString text;          // in the instruction; empty: all
    int minStars = 0;
    bool showRejected = false;
    Listing listing = Listing::Every;
};

class Gallery : public QObject {
    Q_OBJECT

public:
    // folder: made when missing. A damaged index is set aside and rebuilt from the files.
    explicit Gallery(std::filesystem::path folder, QObject* parent = nullptr);
    ~Gallery() override;

    const std::filesystem::path& folder() const;
    // About 0.2 s for 24 megapixels: for a background thread.
    static QString photoKeyOf(const image::Image& photo);
    // Saves the output in the background and emits added(). Clips already lie in clipTarget()'s folder.
    void add(const QString& photoKey, const edits::Result& result, const edits::Output& output);
    // A free name for a clip that is about to be made, beside the photo's other results where the photo is given.
    // Throws Error(Disk) when the folder cannot be made.
    std::filesystem::path clipTarget(const QString& extension = QStringLiteral("mp4"), const QString& photoKey = {},
                                     const QString& tool = QStringLiteral("animate"));

    std::vector<Item> items(const Filter& filter = {}, int limit = -1, int offset = 0) const;  // newest first
    int count(const Filter& filter = {}) const;  // of results, in stacks or not
    std::optional<Item> item(ItemId id) const;
    void setStars(ItemId id, int stars);
    void setRejected(ItemId id, bool rejected);
    // To the trash, and back. The files stay until emptyTrash() or 30 days.
    void remove(const std::vector<ItemId>& ids);
    bool undoRemove();
    void emptyTrash();

    // The thumbnail if it is at hand; else an empty picture, and thumbnailReady() comes later.
    QImage thumbnail(ItemId id);
    // Waits for pending saves. For closing and tests.
    void flush();

Q_SIGNALS:
    void added(tintype::gallery::ItemId id);
    void changed(tintype::gallery::ItemId id);
    void removed(const std::vector<tintype::gallery::ItemId>& ids);
    void thumbnailReady(tintype::gallery::ItemId id);
    void failed(const tintype::Message& message);  // a result could not be saved

private:
    void noteFailure(const Message& message);
    void takeIn();
    void rated(ItemId id);
    void keepRating(const Item& item, const std::filesystem::path& place, const std::filesystem::path& before = {});
    void rebuildLater();
    void purgeTrash(qint64 olderThanMs);

    struct State;
    std::unique_ptr<State> m_state;
};

// One picture with all of them, captioned: for export and try.sh. columns 0: chosen by the count.
image::Image contactSheet(const std::vector<image::Image>& pictures, const std::vector<std::string>& captions,
                          int columns = 0);

}  // namespace tintype::gallery
