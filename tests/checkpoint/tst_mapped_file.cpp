// Only regular files with something in them are opened; nothing else hangs, follows for ever or is read.
#include <sys/stat.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/mapped_file.h"

using namespace tintype;
using namespace tintype::checkpoint;

class TestMappedFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;

private Q_SLOTS:
    void whatIsNoFileIsRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QFile empty(m_root.filePath("empty"));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link("loop", m_root.filePath("loop")));
        QVERIFY(QFile::link("absent", m_root.filePath("dangling")));
        QCOMPARE(mkfifo(qPrintable(m_root.filePath("fifo")), 0600), 0);
        QTest::newRow("empty") << m_root.filePath("empty") << "is empty";
        QTest::newRow("folder") << m_root.path() << "is not a regular file";
        QTest::newRow("fifo") << m_root.filePath("fifo") << "is not a regular file";
        QTest::newRow("device") << "/dev/zero" << "is not a regular file";
        QTest::newRow("loop") << m_root.filePath("loop") << "cannot be opened";
        QTest::newRow("dangling") << m_root.filePath("dangling") << "There is no file";
        QTest::newRow("absent") << m_root.filePath("absent") << "There is no file";
        QTest::newRow("long name") << m_root.filePath(QString(300, 'x')) << "cannot be opened";
    }
    void whatIsNoFileIsRefused() {
        QFETCH(QString, name);
        QFETCH(QString, reason);
        try {
            MappedFile::open(name.toStdString());
            QFAIL("it was opened");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

    void bytesOutsideTheFileAreRefused() {
        const std::uint8_t bytes[] = {1, 2, 3};
        const auto file = MappedFile::fromBytes(bytes, "x");
        QCOMPARE(file->bytes(3, 0).size(), std::size_t(0));
        QVERIFY_THROWS_EXCEPTION(Error, file->bytes(2, 2));
        QVERIFY_THROWS_EXCEPTION(Error, file->bytes(4, 0));
        QVERIFY_THROWS_EXCEPTION(Error, file->bytes(1, std::numeric_limits<std::uint64_t>::max()));
    }

    void namesThatAreNoUtf8Open() {
        const std::string name = m_root.path().toStdString() + "/\xff\xfe";
        QFile source(m_root.filePath("plain"));
        QVERIFY(source.open(QIODevice::WriteOnly) && source.write("x") == 1);
        source.close();
        std::filesystem::rename(m_root.filePath("plain").toStdString(), name);
        QCOMPARE(MappedFile::open(name)->size(), std::uint64_t(1));
    }
};

QTEST_APPLESS_MAIN(TestMappedFile)
#include "tst_mapped_file.moc"
