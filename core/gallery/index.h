// The gallery's SQLite table: which results there are, under which photo, how they were rated. Lives on the UI
// thread; several programs may have one open at the same time. Files are not its business.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/gallery/gallery.h"

namespace tintype::gallery {

// What was found where the index should be.
enum class IndexState { Opened, Created, SetAside, InMemory };

struct TrashedItem {
    ItemId id = 0;
    std::filesystem::path file;  // where it was
    qint64 trashedMs = 0;
};

class Index {
public:
    // root: the gallery's folder; paths are kept relative to it where they lie below. A damaged file is renamed
    // and kept; where nothing can be written the index lives in memory only.
    explicit Index(std::filesystem::path root);
    ~Index();
    Index(const Index&) = delete;
    Index& operator=(const Index&) = delete;

    IndexState state() const { return m_state; }
    const std::filesystem::path& setAsideFile() const { return m_setAside; }

    // Returns the new id, 0 when it could not be stored. trashedMs 0: not in the trash.
    ItemId insert(const Item& item, qint64 trashedMs = 0);
    bool knows(const std::filesystem::path& file) const;
    std::vector<Item> items(const Filter& filter, int limit, int offset) const;
    int count(const Filter& filter) const;
    std::optional<Item> item(ItemId id) const;
    bool setStars(ItemId id, int stars);
    bool setRejected(ItemId id, bool rejected);
    bool setTrashed(ItemId id, qint64 trashedMs);
    bool setFile(ItemId id, const std::filesystem::path& file);
    void erase(ItemId id);
    std::vector<TrashedItem> trashed() const;

private:
    bool open(const QString& name);
    bool sound();
    bool prepareSchema();
    void setAside();
    QSqlQuery query(const QString& sql) const;
    bool change(const QString& sql, const QVariantList& values);
    Item itemOf(const QSqlQuery& row) const;
    QByteArray encoded(const std::filesystem::path& file) const;
    std::filesystem::path decoded(const QByteArray& text) const;

    std::filesystem::path m_root;
    QString m_connection;
    QSqlDatabase m_database;
    IndexState m_state = IndexState::Opened;
    std::filesystem::path m_setAside;
};

}  // namespace tintype::gallery
