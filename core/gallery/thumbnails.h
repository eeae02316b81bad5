// Thumbnails of results: in memory, on disk in the user's cache, or made by two background threads, those asked
// for last first. Lives on the UI thread; used by the Gallery.
#pragma once

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <filesystem>
#include <mutex>
#include <vector>

#include "core/gallery/gallery.h"

namespace tintype::gallery {

constexpr int kThumbnailSide = 256;  // pixels, the longer side

// 8-bit sRGB, long side at most kThumbnailSide.
QImage thumbnailOf(const image::Image& picture);

class Thumbnails : public QObject {
    Q_OBJECT

public:
    // cacheFolder: made when first needed.
    Thumbnails(std::filesystem::path cacheFolder, std::filesystem::path galleryFolder);
    ~Thumbnails() override;

    // The thumbnail, or an empty picture; then ready() follows unless the result cannot be shown.
    QImage thumbnail(const Item& item);
    bool atHand(ItemId id) const { return m_memory.contains(id); }
    QImage fromMemory(ItemId id) const;
    // Keeps one that was made elsewhere on disk. From any thread.
    void store(const Item& item, const QImage& thumbnail) const;
    void forget(ItemId id);
    void flush();

Q_SIGNALS:
    void ready(tintype::gallery::ItemId id);

private:
    void request(const Item& item);
    void makeNext();
    void arrived(ItemId id, const QImage& thumbnail);
    std::filesystem::path cacheFile(const Item& item) const;
    QImage load(const Item& item) const;

    std::filesystem::path m_cacheFolder;
    std::filesystem::path m_galleryFolder;
    mutable QCache<ItemId, QImage> m_memory;
    QSet<ItemId> m_failed;
    QSet<ItemId> m_requested;
    std::mutex m_mutex;
    std::vector<Item> m_stack;  // the last is the next to be made
    QThreadPool m_pool;
};

}  // namespace tintype::gallery
