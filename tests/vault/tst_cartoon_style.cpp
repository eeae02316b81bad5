// The names of cartoon styles, told from files and folders as they are published, imported and put anywhere.
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/vault/cartoon_style.h"

using namespace tintype;
namespace fs = std::filesystem;

class TestCartoonStyle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStyleHasAName_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("graph");
        QTest::addColumn<QString>("name");
        QTest::newRow("as published") << "cv_unet_person-image-cartoon-3d_compound-models" << "cartoon_bg.pb" << "3d";
        QTest::newRow("the first that was published") << "cv_unet_person-image-cartoon_compound-models" << "cartoon_bg.pb" << "anime";
        QTest::newRow("named by the file") << "mine" << "cartoon_handdrawn_bg.pb" << "handdrawn";
        QTest::newRow("imported") << "dct-net-sketch" << "cartoon_bg.pb" << "sketch";
        QTest::newRow("named by nothing else") << "dct-net" << "cartoon_bg.pb" << "dct-net";
    }
    void aStyleHasAName() {
        QFETCH(QString, folder);
        QFETCH(QString, graph);
        QFETCH(QString, name);
        const QTemporaryDir place;
        const fs::path model = fs::path(place.path().toStdString()) / folder.toStdString();
        fs::create_directories(model);
        std::ofstream(model / graph.toStdString()) << "x";
        for (const fs::path& named : {model, model / ""}) {
            const auto styles = vault::cartoonStylesIn(named);
            QCOMPARE(styles.size(), std::size_t(1));
            QCOMPARE(QString::fromStdString(styles[0].name), name);
        }
        QVERIFY(!vault::cartoonStylesIn(model / graph.toStdString()).at(0).name.empty());
    }
};

QTEST_APPLESS_MAIN(TestCartoonStyle)
#include "tst_cartoon_style.moc"
