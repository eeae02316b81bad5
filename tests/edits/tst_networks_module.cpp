// The part for networks is taken only when it was built together with the program.
#include <QTest>

#include "core/base/error.h"
#include "core/edits/networks_module.h"

using namespace tintype;
using namespace tintype::edits;

class TestNetworksModule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void foreignPartsAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"networks_other_interface.so", "networks_other_version.so", "networks_nothing.so"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void foreignPartsAreRefused() {
        QFETCH(QString, name);
        const QString file = QCoreApplication::applicationDirPath() + '/' + name;
        QVERIFY(QFile::exists(file));
        try {
            NetworksModule module(file.toStdString());
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(error.kind() == ErrorKind::Unsupported);
            const QString said = QString::fromStdString(error.what());
            QVERIFY2(said.contains(name) && said.contains("built together"), qPrintable(said));
        }
    }

    void textIsNoPart() {
        const QString file = QCoreApplication::applicationDirPath() + "/networks_text.so";
        QFile text(file);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("not a library");
        text.close();
        QVERIFY_EXCEPTION_THROWN(NetworksModule(file.toStdString()), Error);
    }

    void itsOwnIsTaken() {
        const NetworksModule module;
        QVERIFY(module.functions().instruct != nullptr);
    }
};

QTEST_GUILESS_MAIN(TestNetworksModule)
#include "tst_networks_module.moc"
