// The desktop's light or dark scheme, from a portal that the test plays on a bus of its own.
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include "ui/desktop_scheme.h"

using namespace tintype;

class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    // The value stands in a variant in a variant, as real portals send it.
    QDBusVariant Read(const QString& group, const QString& key) {
        const bool known = group == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme : 99)));
    }
};

class TestDesktopScheme : public QObject {
    Q_OBJECT

    QProcess m_daemon;
    Portal m_portal;
    const QString m_name = QStringLiteral("portal");

    void tell(const char* key, uint scheme) {
        QDBusMessage signal = QDBusMessage::createSignal(QStringLiteral("/org/freedesktop/portal/desktop"),
                                                         QStringLiteral("org.freedesktop.portal.Settings"),
                                                         QStringLiteral("SettingChanged"));
        signal << QStringLiteral("org.freedesktop.appearance") << QString::fromLatin1(key)
               << QVariant::fromValue(QDBusVariant(scheme));
        QDBusConnection(m_name).send(signal);
    }

private Q_SLOTS:
    void initTestCase() {
        m_daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                                       QStringLiteral("--print-address")});
        if (!m_daemon.waitForReadyRead(5000)) QSKIP("Needs dbus-daemon.");
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readLine().trimmed());
        QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLocal8Bit(qgetenv("DBUS_SESSION_BUS_ADDRESS")), m_name);
        QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), &m_portal, QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }
    void cleanupTestCase() {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    void isAskedAtTheStart_data() {
        QTest::addColumn<uint>("scheme");
        QTest::addColumn<int>("dark");  // -1: not known
        QTest::newRow("none") << 0u << -1;
        QTest::newRow("dark") << 1u << 1;
        QTest::newRow("light") << 2u << 0;
        QTest::newRow("unheard of") << 7u << -1;
    }
    void isAskedAtTheStart() {
        QFETCH(uint, scheme);
        QFETCH(int, dark);
        m_portal.scheme = scheme;
        ui::DesktopScheme desktop;
        QSignalSpy changed(&desktop, &ui::DesktopScheme::changed);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(desktop.dark() ? int(*desktop.dark()) : -1, dark);
    }

    void isFollowed() {
        m_portal.scheme = 2;
        ui::DesktopScheme desktop;
        QSignalSpy changed(&desktop, &ui::DesktopScheme::changed);
        QTRY_COMPARE(changed.count(), 1);
        tell("color-scheme", 1);
        QTRY_COMPARE(desktop.dark(), std::optional(true));
        tell("accent-color", 2);
        tell("color-scheme", 0);
        QTRY_COMPARE(desktop.dark(), std::optional(false));
        QCOMPARE(changed.count(), 3);
    }
};

QTEST_GUILESS_MAIN(TestDesktopScheme)
#include "tst_desktop_scheme.moc"
