// The gallery as a Qt model: newest first, loaded in pages, thumbnails as they come. Behind the results strip and
// the gallery page.
#pragma once

#include <QAbstractListModel>
#include <vector>

#include "core/gallery/gallery.h"

namespace tintype::ui {

class ItemModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole + 1, StarsRole, RejectedRole, ClipRole, BuiltInRole, AlikeRole };

    explicit ItemModel(QObject* parent = nullptr);

    void setGallery(gallery::Gallery* gallery);  // not owned
    void setFilter(const gallery::Filter& filter);
    const gallery::Filter& filter() const { return m_filter; }
    const gallery::Item& at(int row) const { return m_items[static_cast<std::size_t>(row)]; }
    int rowOf(gallery::ItemId id) const;  // -1: not loaded

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    // Drag out: the files themselves.
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    bool matches(const gallery::Item& item) const;
    QString tip(const gallery::Item& item) const;
    void reload();
    void onAdded(gallery::ItemId id);
    void onChanged(gallery::ItemId id);
    void onRemoved(const std::vector<gallery::ItemId>& ids);
    void removeAt(int row);

    gallery::Gallery* m_gallery = nullptr;
    gallery::Filter m_filter;
    std::vector<gallery::Item> m_items;
    bool m_complete = true;  // everything the filter matches is loaded
};

// What a result is called in the window: "Erase", "make the sky stormy"...
QString itemTitle(const gallery::Item& item);

}  // namespace tintype::ui
