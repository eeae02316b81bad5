#include "core/gallery/index.h"

#include <QDateTime>
#include <QFile>
#include <QSqlError>
#include <QUuid>
#include <QVariant>

namespace tintype::gallery {

namespace {

namespace fs = std::filesystem;

constexpr int kSchema = 1;
constexpr const char* kFileName = "index.sqlite";
constexpr const char* kColumns =
    "id, photo_key, file, clip, width, height, tool, engine, built_in, instruction, seed, changed, stars, rejected, "
    "created, recipe";

QString sqliteName(const fs::path& file) {
    // SQLite takes a URI with percent-encoded bytes; a QString could not carry every path.
    const std::string& native = file.native();
    const QByteArray encoded = QByteArray(native.data(), static_cast<qsizetype>(native.size())).toPercentEncoding("/");
    return QStringLiteral("file:") + QString::fromLatin1(encoded);
}

QString whereOf(const Filter& filter) {
    QString where = QStringLiteral(" WHERE trashed = 0");
    if (!filter.photoKey.isEmpty()) where += QStringLiteral(" AND photo_key = :key");
    if (!filter.tool.isEmpty()) where += QStringLiteral(" AND tool = :tool");
    if (!filter.text.isEmpty()) where += QStringLiteral(" AND instruction LIKE :text ESCAPE '\\'");
    if (filter.minStars > 0) where += QStringLiteral(" AND stars >= :stars");
    if (!filter.showRejected) where += QStringLiteral(" AND rejected = 0");
    return where;
}

// SQLite takes the id from the row that has the maximum. Recipes are long: only the rows that are shown are read whole.
QString newestOfEach(const Filter& filter) {
    return QStringLiteral("(SELECT id AS newest, COUNT(*) AS alike, MAX(created * 1000000 + id) FROM items%1 GROUP BY photo_key)"
                          " JOIN items ON items.id = newest").arg(whereOf(filter));
}

QString likePattern(QString text) {
    for (const char special : {'\\', '%', '_'})
        text.replace(QLatin1Char(special), QStringLiteral("\\") + QLatin1Char(special));
    return QLatin1Char('%') + text + QLatin1Char('%');
}

void bind(QSqlQuery& query, const Filter& filter) {
    if (!filter.photoKey.isEmpty()) query.bindValue(QStringLiteral(":key"), filter.photoKey);
    if (!filter.tool.isEmpty()) query.bindValue(QStringLiteral(":tool"), filter.tool);
    if (!filter.text.isEmpty()) query.bindValue(QStringLiteral(":text"), likePattern(filter.text));
    if (filter.minStars > 0) query.bindValue(QStringLiteral(":stars"), filter.minStars);
}

}  // namespace

Index::Index(fs::path root) : m_root(std::move(root)), m_connection(QUuid::createUuid().toString()) {
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    const fs::path file = m_root / kFileName;
    std::error_code error;
    const bool existed = fs::exists(file, error) && fs::file_size(file, error) > 0;
    if (open(sqliteName(file)) && sound() && prepareSchema()) {
        m_state = existed ? IndexState::Opened : IndexState::Created;
        return;
    }
    m_database.close();
    if (existed) setAside();
    if (open(sqliteName(file)) && prepareSchema()) return;
    m_database.close();
    m_state = IndexState::InMemory;
    open(QStringLiteral(":memory:"));
    prepareSchema();
}

Index::~Index() {
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_connection);
}

bool Index::open(const QString& name) {
    m_database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"));
    m_database.setDatabaseName(name);
    if (!m_database.open()) return false;
    query(QStringLiteral("PRAGMA journal_mode = WAL"));
    query(QStringLiteral("PRAGMA synchronous = NORMAL"));
    return true;
}

bool Index::sound() {
    QSqlQuery check = query(QStringLiteral("PRAGMA quick_check(1)"));
    return check.next() && check.value(0).toString() == QLatin1String("ok");
}

bool Index::prepareSchema() {
    QSqlQuery version = query(QStringLiteral("PRAGMA user_version"));
    if (!version.next() || version.value(0).toInt() > kSchema) return false;
    version.finish();
    const QStringList statements{
        QStringLiteral("CREATE TABLE IF NOT EXISTS items (id INTEGER PRIMARY KEY AUTOINCREMENT, photo_key TEXT NOT NULL,"
                       " file TEXT NOT NULL, clip INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
                       " tool TEXT NOT NULL, engine TEXT NOT NULL, built_in INTEGER NOT NULL, instruction TEXT NOT NULL,"
                       " seed INTEGER NOT NULL, changed REAL NOT NULL, stars INTEGER NOT NULL DEFAULT 0,"
                       " rejected INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL,"
                       " trashed INTEGER NOT NULL DEFAULT 0, recipe TEXT NOT NULL)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS items_created ON items (created DESC, id DESC)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS items_photo ON items (photo_key, created DESC, id DESC)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS items_file ON items (file)"),
        QStringLiteral("PRAGMA user_version = %1").arg(kSchema)};
    for (const QString& statement : statements)
        if (!query(statement).isActive()) return false;
    QSqlQuery usable = query(QStringLiteral("SELECT %1, trashed FROM items LIMIT 1").arg(QLatin1String(kColumns)));
    return usable.isActive();
}

// Kept under another name, with its journal: it may still be of use to somebody.
void Index::setAside() {
    const QByteArray mark = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")).toLatin1();
    m_state = IndexState::SetAside;
    m_setAside = m_root / ("index-damaged-" + mark.toStdString() + ".sqlite");
    std::error_code ignored;
    fs::rename(m_root / kFileName, m_setAside, ignored);
    for (const char* suffix : {"-wal", "-shm"}) {
        fs::path from = m_root / kFileName;
        fs::path to = m_setAside;
        fs::rename(from += suffix, to += suffix, ignored);
    }
}

QSqlQuery Index::query(const QString& sql) const {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    query.exec(sql);
    return query;
}

bool Index::change(const QString& sql, const QVariantList& values) {
    QSqlQuery query(m_database);
    query.prepare(sql);
    for (const QVariant& value : values) query.addBindValue(value);
    return query.exec() && query.numRowsAffected() > 0;
}

QByteArray Index::encoded(const fs::path& file) const {
    const fs::path relative = file.lexically_relative(m_root);
    const bool inside = !relative.empty() && *relative.begin() != fs::path("..");
    const std::string native = inside ? relative.native() : file.native();
    return QByteArray(native.data(), static_cast<qsizetype>(native.size())).toPercentEncoding("/");
}

fs::path Index::decoded(const QByteArray& text) const {
    const fs::path path = QByteArray::fromPercentEncoding(text).toStdString();
    return path.is_absolute() ? path : m_root / path;
}

ItemId Index::insert(const Item& item, qint64 trashedMs) {
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("INSERT INTO items (photo_key, file, clip, width, height, tool, engine, built_in,"
                                 " instruction, seed, changed, stars, rejected, created, trashed, recipe)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    const auto text = [](const QString& value) { return value.isNull() ? QStringLiteral("") : value; };
    const QVariantList values{text(item.photoKey), QString::fromLatin1(encoded(item.file)), item.clip, item.size.width,
                              item.size.height, text(item.tool), text(item.engine), item.builtIn,
                              text(item.instruction), static_cast<qint64>(item.seed), item.changed, item.stars,
                              item.rejected, item.createdMs, trashedMs, text(item.recipe)};
    for (const QVariant& value : values) query.addBindValue(value);
    return query.exec() ? query.lastInsertId().toLongLong() : 0;
}

bool Index::knows(const fs::path& file) const {
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT 1 FROM items WHERE file = ?"));
    query.addBindValue(QString::fromLatin1(encoded(file)));
    return query.exec() && query.next();
}

Item Index::itemOf(const QSqlQuery& row) const {
    Item item;
    item.id = row.value(0).toLongLong();
    item.photoKey = row.value(1).toString();
    item.file = decoded(row.value(2).toString().toLatin1());
    item.clip = row.value(3).toBool();
    item.size = {row.value(4).toInt(), row.value(5).toInt()};
    item.tool = row.value(6).toString();
    item.engine = row.value(7).toString();
    item.builtIn = row.value(8).toBool();
    item.instruction = row.value(9).toString();
    item.seed = static_cast<quint64>(row.value(10).toLongLong());
    item.changed = row.value(11).toDouble();
    item.stars = row.value(12).toInt();
    item.rejected = row.value(13).toBool();
    item.createdMs = row.value(14).toLongLong();
    item.recipe = row.value(15).toString();
    return item;
}

std::vector<Item> Index::items(const Filter& filter, int limit, int offset) const {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    const bool stacks = filter.listing == Listing::Stacks;
    const QString from = stacks ? newestOfEach(filter) : QStringLiteral("items") + whereOf(filter);
    query.prepare(QStringLiteral("SELECT %1%2 FROM %3 ORDER BY created DESC, id DESC LIMIT :limit OFFSET :offset")
                      .arg(QLatin1String(kColumns), stacks ? QStringLiteral(", alike") : QString(), from));
    bind(query, filter);
    query.bindValue(QStringLiteral(":limit"), limit);
    query.bindValue(QStringLiteral(":offset"), offset);
    std::vector<Item> items;
    query.exec();
    while (query.next()) {
        items.push_back(itemOf(query));
        if (stacks) items.back().alike = query.value(16).toInt();
    }
    return items;
}

int Index::count(const Filter& filter) const {
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT COUNT(*) FROM items") + whereOf(filter));
    bind(query, filter);
    return query.exec() && query.next() ? query.value(0).toInt() : 0;
}

std::optional<Item> Index::item(ItemId id) const {
    QSqlQuery query(m_database);
    query.prepare(QStringLiteral("SELECT %1 FROM items WHERE id = ? AND trashed = 0").arg(QLatin1String(kColumns)));
    query.addBindValue(id);
    if (!query.exec() || !query.next()) return std::nullopt;
    return itemOf(query);
}

bool Index::setStars(ItemId id, int stars) {
    return change(QStringLiteral("UPDATE items SET stars = ? WHERE id = ?"), {stars, id});
}

bool Index::setRejected(ItemId id, bool rejected) {
    return change(QStringLiteral("UPDATE items SET rejected = ? WHERE id = ?"), {rejected, id});
}

bool Index::setTrashed(ItemId id, qint64 trashedMs) {
    return change(QStringLiteral("UPDATE items SET trashed = ? WHERE id = ?"), {trashedMs, id});
}

bool Index::setFile(ItemId id, const fs::path& file) {
    return change(QStringLiteral("UPDATE items SET file = ? WHERE id = ?"), {QString::fromLatin1(encoded(file)), id});
}

void Index::erase(ItemId id) { change(QStringLiteral("DELETE FROM items WHERE id = ?"), {id}); }

std::vector<TrashedItem> Index::trashed() const {
    QSqlQuery rows = query(QStringLiteral("SELECT id, file, trashed FROM items WHERE trashed > 0"));
    std::vector<TrashedItem> items;
    while (rows.next())
        items.push_back({rows.value(0).toLongLong(), decoded(rows.value(1).toString().toLatin1()),
                         rows.value(2).toLongLong()});
    return items;
}

}  // namespace tintype::gallery
