// Screen profiles as an X server holds them: the test starts a server of its own.
#include <QColorSpace>
#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <unistd.h>

#include "tests/support/swapped_profile.h"
#include "ui/screen_profile.h"

#ifdef TINTYPE_HAS_XCB
#include <xcb/xcb.h>
#endif

using namespace tintype;

// Starts Xvfb on a free display and points Qt at it. Nothing happens where there is no Xvfb.
class Server {
public:
    Server() {
        int ends[2];
        if (::pipe(ends) != 0) return;
        m_process.setProcessChannelMode(QProcess::ForwardedChannels);
        m_process.start(QStringLiteral("Xvfb"), {QStringLiteral("-displayfd"), QString::number(ends[1]),
                                                 QStringLiteral("-screen"), QStringLiteral("0"),
                                                 QStringLiteral("640x480x24"), QStringLiteral("-nolisten"),
                                                 QStringLiteral("tcp")});
        const bool started = m_process.waitForStarted();
        ::close(ends[1]);
        char number[16] = {};
        if (started && ::read(ends[0], number, sizeof number - 1) > 0) m_display = ":" + QByteArray(number).trimmed();
        ::close(ends[0]);
        if (m_display.isEmpty()) return;
        qputenv("DISPLAY", m_display);
        qputenv("QT_QPA_PLATFORM", "xcb");
    }
    ~Server() {
        m_process.terminate();
        m_process.waitForFinished();
    }
    bool runs() const { return !m_display.isEmpty(); }
    QByteArray display() const { return m_display; }

private:
    QProcess m_process;
    QByteArray m_display;
};

namespace {

QByteArray display;

}  // namespace

class TestScreenProfile : public QObject {
    Q_OBJECT

#ifdef TINTYPE_HAS_XCB
    // As a colour daemon does, from another connection.
    static void publish(const char* name, const image::Bytes& icc) {
        xcb_connection_t* server = xcb_connect(display.constData(), nullptr);
        const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(server)).data->root;
        xcb_intern_atom_reply_t* atom =
            xcb_intern_atom_reply(server, xcb_intern_atom(server, 0, std::uint16_t(qstrlen(name)), name), nullptr);
        if (icc.empty()) xcb_delete_property(server, root, atom->atom);
        else xcb_change_property(server, XCB_PROP_MODE_REPLACE, root, atom->atom, XCB_ATOM_CARDINAL, 8,
                                 std::uint32_t(icc.size()), icc.data());
        std::free(atom);
        std::free(xcb_get_input_focus_reply(server, xcb_get_input_focus(server), nullptr));  // until it is done
        xcb_disconnect(server);
    }
#endif

private Q_SLOTS:
    void none() {
        ui::ScreenProfiles profiles;
        QVERIFY(profiles.of(QGuiApplication::primaryScreen()).empty());
        QVERIFY(profiles.of(nullptr).empty());
    }

    void aPublishedProfileIsFoundAndFollowed() {
#ifdef TINTYPE_HAS_XCB
        if (QGuiApplication::platformName() != QLatin1String("xcb")) QSKIP("Needs Xvfb.");
        ui::ScreenProfiles profiles;
        QSignalSpy changed(&profiles, &ui::ScreenProfiles::changed);
        QScreen* screen = QGuiApplication::primaryScreen();
        publish("_ICC_PROFILE", swappedProfile());
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(profiles.of(screen), swappedProfile());
        publish("_ICC_PROFILE", {'n', 'o', ' ', 'p', 'r', 'o', 'f', 'i', 'l', 'e'});
        QTRY_COMPARE(changed.count(), 2);
        QVERIFY(profiles.of(screen).empty());
        publish("_ICC_PROFILE", swappedProfile());
        publish("_ICC_PROFILE", {});
        QTRY_COMPARE(changed.count(), 4);
        QVERIFY(profiles.of(screen).empty());
        publish("_SOMETHING_ELSE", {1});
        QTest::qWait(50);
        QCOMPARE(changed.count(), 4);
#else
        QSKIP("Built without xcb.");
#endif
    }
};

int main(int argc, char** argv) {
    Server server;
    display = server.display();
    QGuiApplication application(argc, argv);
    TestScreenProfile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_screen_profile.moc"
