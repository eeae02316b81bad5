#include <QTemporaryDir>
#include <QTest>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "core/base/error.h"
#include "core/base/safe_file.h"

using namespace tintype;
namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytesOf(const std::string& text) { return {text.begin(), text.end()}; }

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

int entriesIn(const fs::path& folder) {
    return static_cast<int>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// The sentence of the Error of that kind; empty when none was thrown.
template <typename Work>
std::string refusal(ErrorKind kind, Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error.kind() == kind ? error.message().english() : "another kind: " + error.message().english();
    }
    return {};
}

// Exit status of `work` run in a process of its own.
template <typename Work>
int inChild(Work work) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

class TestSafeFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;
    fs::path m_folder;

private Q_SLOTS:
    void init() {
        m_folder = fs::path(m_temporary.path().toStdString()) / QTest::currentTestFunction();
        fs::create_directories(m_folder);
    }

    // Qt cannot remove names that are not UTF-8.
    void cleanup() { fs::remove_all(m_folder); }

    void writesAndReplaces() {
        const fs::path target = m_folder / "a.bin";
        writeFileSafely(target, bytesOf("first"));
        writeFileSafely(target, bytesOf("second"));
        QCOMPARE(contentOf(target), std::string("second"));
        QCOMPARE(entriesIn(m_folder), 1);
        writeFileSafely(target, {});
        QCOMPARE(fs::file_size(target), std::uintmax_t(0));
    }

    void keepsPermissionsElseTheUmask() {
        const fs::path target = m_folder / "a.bin";
        const mode_t before = ::umask(027);
        writeFileSafely(target, bytesOf("x"));
        ::umask(before);
        QCOMPARE(int(fs::status(target).permissions()), 0640);
        fs::permissions(target, fs::perms(0604));
        writeFileSafely(target, bytesOf("y"));
        QCOMPARE(int(fs::status(target).permissions()), 0604);
    }

    void followsALinkAndKeepsIt() {
        fs::create_directory(m_folder / "elsewhere");
        const fs::path real = m_folder / "elsewhere" / "real.bin";
        writeFileSafely(real, bytesOf("old"));
        fs::create_symlink("elsewhere/real.bin", m_folder / "link");
        fs::create_symlink("link", m_folder / "link2");
        writeFileSafely(m_folder / "link2", bytesOf("new"));
        QVERIFY(fs::is_symlink(m_folder / "link") && fs::is_symlink(m_folder / "link2"));
        QCOMPARE(contentOf(real), std::string("new"));
        fs::create_symlink("elsewhere/made.bin", m_folder / "dangling");
        writeFileSafely(m_folder / "dangling", bytesOf("made"));
        QVERIFY(fs::is_symlink(m_folder / "dangling"));
        QCOMPARE(contentOf(m_folder / "elsewhere" / "made.bin"), std::string("made"));
    }

    void refusesWhatIsNoFile() {
        fs::create_directory(m_folder / "dir");
        ::mkfifo((m_folder / "pipe").c_str(), 0600);
        fs::create_symlink("loop", m_folder / "loop");
        fs::create_symlink("/dev/null", m_folder / "null");
        fs::create_symlink("dir", m_folder / "to dir");
        const int before = entriesIn(m_folder);
        for (const char* name : {"dir", "pipe", "loop", "null", "to dir", "dir/", "missing/a.bin", "."}) {
            const std::string why = refusal(ErrorKind::Disk, [&] { writeFileSafely(m_folder / name, bytesOf("x")); });
            QVERIFY2(why.find(fs::path(name).parent_path().filename().string()) != std::string::npos, why.c_str());
            QVERIFY2(why.ends_with('.') && why.find("could not be saved") != std::string::npos, (name + why).c_str());
            QCOMPARE(refusal(ErrorKind::Disk, [&] { checkWritable(m_folder / name); }), why);
        }
        QVERIFY(!refusal(ErrorKind::Disk, [&] { writeFileSafely("/dev/null", bytesOf("x")); }).empty());
        QVERIFY(!refusal(ErrorKind::Disk, [&] { writeFileSafely("", bytesOf("x")); }).empty());
        QVERIFY(fs::is_character_file("/dev/null"));
        QCOMPARE(entriesIn(m_folder), before);
    }

    void namesOfAnyBytes() {
        for (const std::string& name : {std::string("\xE5\x9B\xBE \xF0\x9F\x98\x80.png"), std::string("caf\xE9.png"),
                                        std::string("-rf"), std::string("a\nb\"c"), std::string(255, 'n')}) {
            writeFileSafely(m_folder / name, bytesOf(name));
            QCOMPARE(readFile(m_folder / name, 1000), bytesOf(name));
            PartFile part(m_folder / name);
            std::ofstream(part.path()) << "by part";
            part.commit();
            QCOMPARE(contentOf(m_folder / name), std::string("by part"));
        }
        QCOMPARE(entriesIn(m_folder), 5);
        const std::string why = refusal(ErrorKind::Disk, [&] { checkWritable(m_folder / std::string(256, 'n')); });
        QVERIFY2(why.find("name is too long") != std::string::npos, why.c_str());
    }

    void fullDiskKeepsTheOldFile() {
        // A file size limit fails a write in the same place a full disk does, without root.
        const fs::path target = m_folder / "a.bin";
        writeFileSafely(target, bytesOf("old"));
        const int status = inChild([&] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{4096, 4096};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            return refusal(ErrorKind::Disk, [&] { writeFileSafely(target, Bytes(100000, 1)); }).empty() ? 1 : 0;
        });
        QCOMPARE(status, 0);
        QCOMPARE(contentOf(target), std::string("old"));
        QCOMPARE(entriesIn(m_folder), 1);
    }

    void fullFileSystemSaysSo() {
        const fs::path mount = m_folder / "small";
        fs::create_directory(mount);
        if (::mount("none", mount.c_str(), "tmpfs", 0, "size=64k") != 0) QSKIP("mounting a small disk needs root");
        writeFileSafely(mount / "a.bin", bytesOf("old"));
        const std::string why = refusal(ErrorKind::Disk, [&] { writeFileSafely(mount / "a.bin", Bytes(100000, 1)); });
        const std::string kept = contentOf(mount / "a.bin");
        const int entries = entriesIn(mount);
        ::umount(mount.c_str());
        QVERIFY2(why.find("a.bin could not be saved because the disk is full.") != std::string::npos, why.c_str());
        QCOMPARE(kept, std::string("old"));
        QCOMPARE(entries, 1);
    }

    void readOnlyPlacesAreRefused() {
        const fs::path target = m_folder / "a.bin";
        writeFileSafely(target, bytesOf("old"));
        fs::permissions(m_folder, fs::perms(0555));
        const int folder = inChild([&] {
            if (::geteuid() == 0 && (::setegid(65534) != 0 || ::seteuid(65534) != 0)) return 2;
            const std::string why = refusal(ErrorKind::Disk, [&] { writeFileSafely(m_folder / "b.bin", bytesOf("x")); });
            return why.find("not permitted") != std::string::npos ? 0 : 1;
        });
        fs::permissions(m_folder, fs::perms(0777));
        fs::permissions(target, fs::perms(0444));
        const int file = inChild([&] {
            if (::geteuid() == 0 && ::seteuid(65534) != 0) return 2;
            return refusal(ErrorKind::Disk, [&] { writeFileSafely(target, bytesOf("x")); }).empty() ? 1 : 0;
        });
        // The folders above belong to their maker alone, so another user is refused either way.
        QCOMPARE(folder, 0);
        QCOMPARE(file, 0);
        QCOMPARE(contentOf(target), std::string("old"));
    }

    void partFileAppearsOnlyWhenCommitted() {
        const fs::path target = m_folder / "clip.mp4";
        writeFileSafely(target, bytesOf("old"));
        {
            PartFile part(target);
            QCOMPARE(part.path().parent_path(), m_folder);
            QVERIFY(part.path().native().ends_with(".part"));
            std::ofstream(part.path()) << "half";
        }
        QCOMPARE(contentOf(target), std::string("old"));
        QCOMPARE(entriesIn(m_folder), 1);
        PartFile one(target), two(target);
        QVERIFY(one.path() != two.path());
        std::ofstream(one.path()) << "whole";
        one.commit();
        QCOMPARE(contentOf(target), std::string("whole"));
        QVERIFY(!fs::exists(one.path()));
        QVERIFY(!refusal(ErrorKind::Disk, [&] { PartFile part(m_folder / "missing" / "a.mp4"); }).empty());
    }

    void readsRegularFilesOnly() {
        ::mkfifo((m_folder / "pipe").c_str(), 0600);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{AF_UNIX, {}};
        const std::string place = (m_folder / "socket").native();
        if (place.size() < sizeof address.sun_path) place.copy(address.sun_path, place.size());
        ::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::close(socket);
        writeFileSafely(m_folder / "empty", {});
        writeFileSafely(m_folder / "large", Bytes(101, 1));
        const auto why = [&](const fs::path& path) {
            return refusal(ErrorKind::BadInput, [&] { readFile(path, 100); });
        };
        QVERIFY(why(m_folder / "missing").ends_with("missing does not exist."));
        QVERIFY(why(m_folder / "empty").ends_with("empty is empty."));
        QVERIFY(why(m_folder / "large").ends_with("large is too large: it has 101 B and the limit is 100 B."));
        QVERIFY(why(m_folder).ends_with(" is a folder, not a file."));
        QVERIFY(why(m_folder / "pipe").ends_with("pipe is a device or a pipe, not a file."));
        QVERIFY(why(m_folder / "socket").ends_with("socket is a device or a pipe, not a file."));
        QVERIFY(why("/dev/zero").ends_with("/dev/zero is a device or a pipe, not a file."));
        QVERIFY(!why(fs::path(std::string("a\0b", 3))).empty());
        QVERIFY(!why(m_folder / std::string(300, 'n')).empty());
        QCOMPARE(readFile(m_folder / "large", 101).size(), std::size_t(101));
    }

    void displayNamesAreUtf8() {
        QCOMPARE(displayName("\xE5\x9B\xBE.png"), std::string("\xE5\x9B\xBE.png"));
        QCOMPARE(displayName("caf\xE9.png"), std::string("caf\xEF\xBF\xBD.png"));
        QCOMPARE(displayName("\xED\xA0\x80"), std::string("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));  // a surrogate
        QCOMPARE(displayName("\xC0\xAF"), std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));                 // overlong
        QCOMPARE(displayName("a\xF0\x9F\x98"), std::string("a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));
    }
};

QTEST_APPLESS_MAIN(TestSafeFile)
#include "tst_safe_file.moc"
