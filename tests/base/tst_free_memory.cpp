// What is free, told from made-up /proc and /sys trees.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/free_memory.h"

using namespace tintype;

class TestFreeMemory : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    void put(const QString& name, const QByteArray& text) const {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    std::uint64_t freeHere() const { return freeMemory(m_folder.path().toStdString()); }

private Q_SLOTS:
    void nothingIsKnown() { QCOMPARE(freeHere(), std::uint64_t(0)); }

    void theSystemsFigure() {
        put("proc/meminfo", "MemTotal:       16384000 kB\nMemAvailable:    8192000 kB\n");
        QCOMPARE(freeHere(), std::uint64_t(8192000) * 1024);
    }

    // A group without a limit does not count; one above it with a limit does.
    void theGroupAboveCounts() {
        put("proc/self/cgroup", "0::/outer/inner\n");
        put("sys/fs/cgroup/outer/inner/memory.max", "max\n");
        put("sys/fs/cgroup/outer/inner/memory.current", "100\n");
        QCOMPARE(freeHere(), std::uint64_t(8192000) * 1024);
        put("sys/fs/cgroup/outer/memory.max", "1000000\n");
        put("sys/fs/cgroup/outer/memory.current", "700000\n");
        put("sys/fs/cgroup/outer/memory.stat", "anon 500000\ninactive_file 200000\n");
        QCOMPARE(freeHere(), std::uint64_t(500000));
    }

    void aFullGroupLeavesNothing() {
        put("sys/fs/cgroup/outer/memory.current", "1300000\n");
        QCOMPARE(freeHere(), std::uint64_t(0));
    }

    void theOlderHierarchyCounts() {
        put("sys/fs/cgroup/outer/memory.max", "max\n");
        put("sys/fs/cgroup/memory/memory.limit_in_bytes", "4000\n");
        put("sys/fs/cgroup/memory/memory.usage_in_bytes", "1000\n");
        QCOMPARE(freeHere(), std::uint64_t(3000));
    }

    void thisProcessHoldsSomething() { QVERIFY(heldMemory() > 100000); }
};

QTEST_APPLESS_MAIN(TestFreeMemory)
#include "tst_free_memory.moc"
