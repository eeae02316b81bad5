// Every sentence of the window is translated, and each translation keeps its places. Read from the .ts files.
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Entry {
    QString context;
    QString source;
    QString translation;
    bool finished = true;
};

QList<Entry> entriesOf(const QString& path) {
    QList<Entry> entries;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return entries;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QLatin1String("name")) context = xml.readElementText();
        else if (xml.name() == QLatin1String("source")) entries.append({context, xml.readElementText(), {}, true});
        else if (xml.name() == QLatin1String("translation")) {
            entries.last().finished = xml.attributes().value(QLatin1String("type")).isEmpty();
            entries.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return entries;
}

QStringList placesOf(const QString& text) {
    static const QRegularExpression place(QStringLiteral("%(L?[0-9]|n)"));
    QStringList places;
    auto found = place.globalMatch(text);
    while (found.hasNext()) places << found.next().captured();
    places.sort();
    places.removeDuplicates();
    return places;
}

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private:
    // English needs no more than its plurals.
    static bool english() {
        QFETCH_GLOBAL(QString, file);
        return file.endsWith(QStringLiteral("_en.ts"));
    }
    const QDir m_root{QStringLiteral(TINTYPE_SOURCE_DIR)};

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("file");
        for (const QString& name : QDir(m_root.filePath("translations")).entryList({"*.ts"}))
            QTest::newRow(qPrintable(name)) << m_root.filePath("translations/" + name);
    }

    void everythingIsTranslatedAndKeepsItsPlaces() {
        QFETCH_GLOBAL(QString, file);
        const QList<Entry> entries = entriesOf(file);
        QVERIFY(entries.size() > (english() ? 5 : 500));
        for (const Entry& entry : entries) {
            QVERIFY2(entry.finished && !entry.translation.isEmpty(), qPrintable(entry.context + ": " + entry.source));
            QVERIFY2(placesOf(entry.source) == placesOf(entry.translation), qPrintable(entry.source + " -> " + entry.translation));
        }
    }

    void nothingInTheSourcesIsMissing() {
        QFETCH_GLOBAL(QString, file);
        const QString tool = QStandardPaths::findExecutable(QStringLiteral("lupdate"), {QStringLiteral("/usr/lib/qt6/bin")});
        if (tool.isEmpty()) QSKIP("lupdate is not installed: install qt6-tools-dev-tools");
        QTemporaryDir folder;
        const QString fresh = folder.filePath(QStringLiteral("fresh_zh_CN.ts"));
        QProcess process;
        process.setWorkingDirectory(m_root.path());
        process.start(tool, QStringList{"-silent", "-locations", "none", "-I", ".", "-tr-function-alias", "QT_TRANSLATE_NOOP+=TINTYPE_NOOP", "core", "ui", "app", "-ts", fresh} + (english() ? QStringList{"-pluralonly"} : QStringList()));
        QVERIFY(process.waitForFinished(120000));
        QSet<QString> known;
        for (const Entry& entry : entriesOf(file)) known.insert(entry.context + '|' + entry.source);
        QStringList missing;
        for (const Entry& entry : entriesOf(fresh))
            if (!known.contains(entry.context + '|' + entry.source)) missing << entry.context + ": " + entry.source;
        QVERIFY2(missing.isEmpty(), qPrintable("run ninja update_translations and translate:\n" + missing.join('\n')));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
