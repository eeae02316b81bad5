#include "core/gallery/thumbnails.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <algorithm>

#include "core/base/safe_file.h"
#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "core/video/reader.h"

namespace tintype::gallery {

namespace {

constexpr qsizetype kMemoryKiB = 96 * 1024;
constexpr std::size_t kMostRequests = 400;  // more than a screen shows; older ones will be asked for again
constexpr std::uint64_t kLargestThumbnail = 4 << 20;

QImage toQImage(const image::Image& picture) {
    const QImage::Format format = picture.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888;
    return QImage(picture.data(), picture.width(), picture.height(), static_cast<qsizetype>(picture.rowBytes()), format)
        .copy();
}

image::Image posterOf(const std::filesystem::path& clip) {
    video::Reader reader(clip);
    return reader.next().value_or(image::Image());
}

}  // namespace

QImage thumbnailOf(const image::Image& picture) {
    if (picture.empty()) return {};
    const bool small = picture.size().longSide() <= kThumbnailSide;
    const image::Image reduced = small ? picture : image::resized(picture, fitLongSide(picture.size(), kThumbnailSide));
    return toQImage(image::toDepth8(image::toSrgb(reduced)));
}

Thumbnails::Thumbnails(std::filesystem::path cacheFolder, std::filesystem::path galleryFolder)
    : m_cacheFolder(std::move(cacheFolder)), m_galleryFolder(std::move(galleryFolder)), m_memory(kMemoryKiB) {
    m_pool.setMaxThreadCount(2);
}

Thumbnails::~Thumbnails() {
    {
        const std::lock_guard lock(m_mutex);
        m_stack.clear();
    }
    m_pool.clear();
    m_pool.waitForDone();
}

QImage Thumbnails::fromMemory(ItemId id) const {
    const QImage* found = m_memory.object(id);
    return found ? *found : QImage();
}

QImage Thumbnails::thumbnail(const Item& item) {
    if (const QImage* found = m_memory.object(item.id)) return *found;
    if (!m_failed.contains(item.id)) request(item);
    return {};
}

void Thumbnails::request(const Item& item) {
    const std::lock_guard lock(m_mutex);
    const auto same = [&](const Item& other) { return other.id == item.id; };
    const auto found = std::find_if(m_stack.begin(), m_stack.end(), same);
    if (found != m_stack.end()) {
        std::rotate(found, found + 1, m_stack.end());
        return;
    }
    if (m_requested.contains(item.id)) return;  // being made
    m_requested.insert(item.id);
    m_stack.push_back(item);
    if (m_stack.size() > kMostRequests) {
        m_requested.remove(m_stack.front().id);
        m_stack.erase(m_stack.begin());
    }
    m_pool.start([this] { makeNext(); });
}

void Thumbnails::makeNext() {
    Item item;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stack.empty()) return;
        item = std::move(m_stack.back());
        m_stack.pop_back();
    }
    const QImage made = load(item);
    QMetaObject::invokeMethod(this, [this, id = item.id, made] { arrived(id, made); }, Qt::QueuedConnection);
}

void Thumbnails::arrived(ItemId id, const QImage& thumbnail) {
    {
        const std::lock_guard lock(m_mutex);
        m_requested.remove(id);
    }
    if (thumbnail.isNull()) {
        m_failed.insert(id);
        return;
    }
    m_memory.insert(id, new QImage(thumbnail), std::max<qsizetype>(1, thumbnail.sizeInBytes() / 1024));
    Q_EMIT ready(id);
}

void Thumbnails::forget(ItemId id) {
    m_memory.remove(id);
    m_failed.remove(id);
}

void Thumbnails::flush() { m_pool.waitForDone(); }

// A result never changes, so its place and time name it.
std::filesystem::path Thumbnails::cacheFile(const Item& item) const {
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const std::string& gallery = m_galleryFolder.native();
    const std::string& file = item.file.native();
    hash.addData(QByteArrayView(gallery.data(), static_cast<qsizetype>(gallery.size() + 1)));
    hash.addData(QByteArrayView(file.data(), static_cast<qsizetype>(file.size() + 1)));
    hash.addData(QByteArray::number(item.createdMs));
    const std::string name = hash.result().toHex().toStdString();
    return m_cacheFolder / name.substr(0, 2) / (name + ".png");
}

void Thumbnails::store(const Item& item, const QImage& thumbnail) const {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (thumbnail.isNull() || !thumbnail.save(&buffer, "PNG", 90)) return;
    try {
        const std::filesystem::path file = cacheFile(item);
        std::filesystem::create_directories(file.parent_path());
        writeFileSafely(file, {reinterpret_cast<const std::uint8_t*>(bytes.constData()),
                               static_cast<std::size_t>(bytes.size())});
    } catch (const std::exception&) {
        // Without a cache thumbnails are made again next time.
    }
}

QImage Thumbnails::load(const Item& item) const {
    try {
        const auto bytes = readFile(cacheFile(item), kLargestThumbnail);
        const QImage cached = QImage::fromData(bytes.data(), static_cast<int>(bytes.size()), "PNG");
        if (!cached.isNull()) return cached;
    } catch (const std::exception&) {
        // Not in the cache yet.
    }
    try {
        const QImage made = thumbnailOf(item.clip ? posterOf(item.file) : image::read(item.file));
        store(item, made);
        return made;
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace tintype::gallery
