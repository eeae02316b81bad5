#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "app/settings.h"
#include "core/base/error.h"

using namespace tintype;
using namespace tintype::app;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack() {
        QTemporaryDir folder;
        const std::filesystem::path place = folder.path().toStdString();
        Settings settings(place);
        settings.preferences = {ui::Language::Chinese, ui::Theme::HighContrast, quint64(3) << 30, quint64(6) << 30, QColor(1, 2, 3, 99),
                                {{QStringLiteral("view.gallery"), QKeySequence(QStringLiteral("Ctrl+G"))}}};
        settings.geometry = QByteArray("\x01\x02\xff", 3);
        settings.panels = {{QStringLiteral("erase"), QJsonObject{{QStringLiteral("grow"), 9}}}};
        settings.addRecent(std::string("/tmp/\xff\xfe odd \xe7\x85\xa7.jpg"));
        settings.save();
        const Settings again(place);
        QVERIFY(again.preferences == settings.preferences);
        QCOMPARE(again.geometry, settings.geometry);
        QCOMPARE(again.panels, settings.panels);
        QVERIFY(again.recent() == settings.recent());
    }

    void recentIsShortNewestFirstAndOnce() {
        QTemporaryDir folder;
        Settings settings(folder.path().toStdString());
        for (int i = 0; i < 15; ++i) settings.addRecent("/p/" + std::to_string(i));
        settings.addRecent("/p/9");
        QCOMPARE(settings.recent().size(), std::size_t(10));
        QCOMPARE(settings.recent().front(), std::filesystem::path("/p/9"));
        QCOMPARE(std::count(settings.recent().begin(), settings.recent().end(), std::filesystem::path("/p/9")), 1);
    }

    void aRelativeNameIsKeptAbsolute() {
        QTemporaryDir folder;
        Settings settings(folder.path().toStdString());
        settings.addRecent("photo.jpg");
        QCOMPARE(settings.recent().front(), std::filesystem::current_path() / "photo.jpg");
        settings.addRecent(std::filesystem::current_path() / "photo.jpg");
        QCOMPARE(settings.recent().size(), std::size_t(1));
    }

    void aDamagedFileIsSetAside_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("garbage") << QByteArray("\x00\xff{{{", 5);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("an array") << QByteArray("[1,2]");
        QTest::newRow("cut") << QByteArray("{\"preferences\": {\"theme\": 2");
    }
    void aDamagedFileIsSetAside() {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        const std::filesystem::path place = folder.path().toStdString();
        std::ofstream(place / "settings.json", std::ios::binary).write(bytes.constData(), bytes.size());
        const Settings settings(place);
        QVERIFY(settings.preferences == ui::Preferences{});
        QVERIFY(std::filesystem::exists(place / "settings.json.damaged"));
    }

    void valuesOutOfRangeBecomeDefaults() {
        QTemporaryDir folder;
        const std::filesystem::path place = folder.path().toStdString();
        std::ofstream(place / "settings.json")
            << R"({"preferences":{"theme":99,"language":-4,"undoMemory":-1,"modelMemory":-5,"overlay":"nonsense"},"recent":[5,"",null,"/a"]})";
        const Settings settings(place);
        QVERIFY(settings.preferences.theme == ui::Theme::System);
        QVERIFY(settings.preferences.language == ui::Language::System);
        QVERIFY(settings.preferences.undoMemory >= (quint64(64) << 20));
        QCOMPARE(settings.preferences.modelMemory, quint64(0));
        QVERIFY(settings.preferences.overlay.isValid());
        QCOMPARE(settings.recent().size(), std::size_t(1));
    }

    void aFolderThatCannotBeWrittenSaysSo() {
        Settings settings("/proc/tintype-no-such-folder");
        QVERIFY_EXCEPTION_THROWN(settings.save(), Error);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
