#include "ui/gallery/item_model.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QMimeData>
#include <QUrl>

#include "ui/qt_text.h"

namespace tintype::ui {

namespace {
constexpr int kPage = 200;
}

QString itemTitle(const gallery::Item& item) {
    return item.instruction.isEmpty() ? toolTitle(item.tool) : item.instruction;
}

ItemModel::ItemModel(QObject* parent) : QAbstractListModel(parent) {}

void ItemModel::setGallery(gallery::Gallery* gallery) {
    if (m_gallery) disconnect(m_gallery, nullptr, this, nullptr);
    m_gallery = gallery;
    if (m_gallery) {
        connect(m_gallery, &gallery::Gallery::added, this, &ItemModel::onAdded);
        connect(m_gallery, &gallery::Gallery::changed, this, &ItemModel::onChanged);
        connect(m_gallery, &gallery::Gallery::removed, this, &ItemModel::onRemoved);
        connect(m_gallery, &gallery::Gallery::thumbnailReady, this, [this](gallery::ItemId id) {
            const int row = rowOf(id);
            if (row >= 0) Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
        });
    }
    reload();
}

void ItemModel::setFilter(const gallery::Filter& filter) {
    m_filter = filter;
    reload();
}

void ItemModel::reload() {
    beginResetModel();
    m_items.clear();
    if (m_gallery) m_items = m_gallery->items(m_filter, kPage, 0);
    m_complete = m_items.size() < kPage;
    endResetModel();
}

int ItemModel::rowOf(gallery::ItemId id) const {
    for (std::size_t row = 0; row < m_items.size(); ++row)
        if (m_items[row].id == id) return static_cast<int>(row);
    return -1;
}

int ItemModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant ItemModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const gallery::Item& item = at(index.row());
    switch (role) {
        case Qt::DisplayRole: return itemTitle(item);
        case Qt::DecorationRole: return m_gallery ? m_gallery->thumbnail(item.id) : QImage();
        case Qt::ToolTipRole: return tip(item);
        case Qt::AccessibleTextRole:
            if (item.alike > 1) return tr("%1 and %n more of this photo", nullptr, item.alike - 1).arg(itemTitle(item));
            return tr("%1, %n star(s)", nullptr, item.stars).arg(itemTitle(item));
        case IdRole: return item.id;
        case StarsRole: return item.stars;
        case RejectedRole: return item.rejected;
        case ClipRole: return item.clip;
        case BuiltInRole: return item.builtIn;
        case AlikeRole: return item.alike;
        default: return {};
    }
}

// Shown as plain text: the instruction may hold anything.
QString ItemModel::tip(const gallery::Item& item) const {
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(item.createdMs), QLocale::ShortFormat);
    const QString text = tr("%1\n%2 · %3\n%4 x %5 · seed %6")
                             .arg(itemTitle(item), engineTitle(item.engine), when)
                             .arg(item.size.width)
                             .arg(item.size.height)
                             .arg(item.seed);
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
}

Qt::ItemFlags ItemModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

bool ItemModel::canFetchMore(const QModelIndex& parent) const { return !parent.isValid() && !m_complete; }

void ItemModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent) || !m_gallery) return;
    const int loaded = rowCount();
    auto more = m_gallery->items(m_filter, kPage, loaded);
    m_complete = more.size() < kPage;
    if (more.empty()) return;
    beginInsertRows({}, loaded, loaded + static_cast<int>(more.size()) - 1);
    m_items.insert(m_items.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    endInsertRows();
}

QStringList ItemModel::mimeTypes() const { return {QStringLiteral("text/uri-list")}; }

QMimeData* ItemModel::mimeData(const QModelIndexList& indexes) const {
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes) urls << QUrl::fromLocalFile(toQString(at(index.row()).file));
    auto* data = new QMimeData;
    data->setUrls(urls);
    return data;
}

bool ItemModel::matches(const gallery::Item& item) const {
    return (m_filter.photoKey.isEmpty() || m_filter.photoKey == item.photoKey) &&
           (m_filter.tool.isEmpty() || m_filter.tool == item.tool) && item.stars >= m_filter.minStars &&
           (m_filter.showRejected || !item.rejected) &&
           (m_filter.text.isEmpty() || item.instruction.contains(m_filter.text, Qt::CaseInsensitive));
}

void ItemModel::onAdded(gallery::ItemId id) {
    if (m_filter.listing == gallery::Listing::Stacks) return reload();
    const auto item = m_gallery->item(id);
    if (!item || !matches(*item) || rowOf(id) >= 0) return;
    // Usually the newest; one that comes back from the trash returns to its place.
    int row = 0;
    while (row < rowCount() && at(row).createdMs > item->createdMs) ++row;
    if (row == rowCount() && !m_complete) return;
    beginInsertRows({}, row, row);
    m_items.insert(m_items.begin() + row, *item);
    endInsertRows();
}

void ItemModel::onChanged(gallery::ItemId id) {
    if (m_filter.listing == gallery::Listing::Stacks) return reload();
    const int row = rowOf(id);
    const auto item = m_gallery->item(id);
    if (row < 0 && item) {
        onAdded(id);
    } else if (row >= 0 && (!item || !matches(*item))) {
        removeAt(row);
    } else if (row >= 0) {
        m_items[static_cast<std::size_t>(row)] = *item;
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void ItemModel::onRemoved(const std::vector<gallery::ItemId>& ids) {
    if (m_filter.listing == gallery::Listing::Stacks) return reload();
    for (const gallery::ItemId id : ids) {
        const int row = rowOf(id);
        if (row >= 0) removeAt(row);
    }
}

void ItemModel::removeAt(int row) {
    beginRemoveRows({}, row, row);
    m_items.erase(m_items.begin() + row);
    endRemoveRows();
}

}  // namespace tintype::ui
