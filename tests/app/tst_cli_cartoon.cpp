// DCT-Net through the built program: sizes, faces, styles on one sheet, and model files that are refused.
#include <QTest>

#include "core/image/read.h"
#include "tests/app/program.h"

using namespace tintype;

class TestCliCartoon : public QObject {
    Q_OBJECT

private:
    test::Workplace m_place;

    static QString golden(const QString& name) { return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/") + name; }
    static QStringList exact() { return {"--precision", "fp32", "--device", "cpu", "--threads", "1"}; }
    test::Run draw(const QString& photo, const QStringList& more, const QString& model = golden("dct_net_like_anime")) const {
        return m_place.run(QStringList{"cartoon", photo, "-o", "out.png", "--model", model} + exact() + more);
    }
    Size sizeOfResult() const { return image::read(m_place.path("out.png")).size(); }

private Q_SLOTS:
    void cleanup() { QFile::remove(QString::fromStdString(m_place.path("out.png").string())); }

    void theResultHasThePhotosSize_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("longSide");
        QTest::newRow("odd") << 131 << 90 << 0;
        QTest::newRow("thin") << 8 << 97 << 0;
        QTest::newRow("larger than the network's size") << 1021 << 803 << 0;
        QTest::newRow("a long side") << 131 << 90 << 200;
    }
    void theResultHasThePhotosSize() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, longSide);
        m_place.picture("p.png", {width, height});
        const auto run = draw("p.png", {"--long-side", QString::number(longSide)});
        QVERIFY2(run.status == 0, run.err.constData());
        QCOMPARE(sizeOfResult(), fitLongSide({width, height}, longSide));
    }

    void tooSmallIsRefused() {
        m_place.picture("p.png", {1, 1});
        QCOMPARE(draw("p.png", {}).status, 3);
        QVERIFY(!std::filesystem::exists(m_place.path("out.png")));
    }

    void withoutAFaceTheWholePictureIsDrawn() {
        m_place.picture("p.png", {64, 48});
        const auto run = draw("p.png", {"--strength", "1"});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(run.err.contains("No face to draw was found"), run.err.constData());
        QVERIFY(!image::read(m_place.path("out.png")).samePixels(image::read(m_place.path("p.png"))));
    }

    void aDetectorFindsTheFaces() {
        m_place.picture("p.png", {300, 240});
        const auto run = draw("p.png", {"--strength", "1", "--detector", golden("gpen_small/detector.pth")});
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(!run.err.contains("built-in detector"), run.err.constData());
        QCOMPARE(draw("p.png", {"--detector", golden("gpen_small/parser.pth")}).status, 4);
        QCOMPARE(draw("p.png", {"--detector", "nothing.pth"}).status, 4);
    }

    void otherNetworksAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("empty") << QByteArray() << QByteArray("m.pth");
        QTest::newRow("garbage") << QByteArray(5000, 'x') << QByteArray("m.pth");
        QFile file(golden("gpen_small/generator.pth"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray generator = file.readAll();
        QTest::newRow("another network") << generator << QByteArray("GPEN");
        QTest::newRow("cut off") << generator.left(generator.size() / 2) << QByteArray("m.pth");
        QFile graph(golden("dct_net_like_anime/cartoon_bg.pb"));
        QVERIFY(graph.open(QIODevice::ReadOnly));
        QTest::newRow("a cut graph") << graph.read(60000) << QByteArray("byte");
    }
    void otherNetworksAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, said);
        m_place.put("m.pth", bytes);
        m_place.picture("p.png", {64, 48});
        const auto run = draw("p.png", {}, "m.pth");
        QCOMPARE(run.status, 4);
        QVERIFY2(run.err.contains(said), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("out.png")));
    }

    // Tensors by the names of the PyTorch variant, as safetensors.
    void theTorchVariantIsRefusedBySentence() {
        QByteArray header = "{";
        int place = 0;
        for (const char* name : {"netG.initial_down.0.weight", "netG.down1.0.weight", "netG.res_blocks.0.block.0.weight", "netG.last.2.weight"}) {
            header += (place > 0 ? ",\"" : "\"") + QByteArray(name) + "\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1],\"data_offsets\":[";
            header += QByteArray::number(place) + "," + QByteArray::number(place + 4) + "]}";
            place += 4;
        }
        header += "}";
        QByteArray bytes(8, '\0');
        bytes[0] = static_cast<char>(header.size() & 255), bytes[1] = static_cast<char>(header.size() >> 8);
        m_place.put("final.safetensors", bytes + header + QByteArray(16, '\0'));
        m_place.picture("p.png", {64, 48});
        const auto run = draw("p.png", {}, "final.safetensors");
        QCOMPARE(run.status, 4);
        QVERIFY2(run.err.contains("PyTorch variant of DCT-Net"), run.err.constData());
    }

    void allStylesComeOnOneSheet() {
        for (const char* style : {"anime", "3d"}) {
            const auto folder = m_place.path("styles") / style;
            std::filesystem::create_directories(folder);
            for (const char* graph : {"cartoon_bg.pb", "cartoon_h.pb"}) std::filesystem::copy_file(golden("dct_net_like_anime/").toStdString() + graph, folder / graph);
        }
        m_place.picture("p.png", {120, 90});
        auto run = draw("p.png", {"--all-styles"}, "styles");
        QVERIFY2(run.status == 0, run.err.constData());
        const Size two = sizeOfResult();
        QVERIFY(two.width > 2 * 480 && two.height > 360);

        QProcessEnvironment environment = test::Workplace::headless();
        environment.insert("TINTYPE_MODEL_PATH", QString::fromStdString(m_place.path("styles").string()));
        run = m_place.run(QStringList{"cartoon", "p.png", "-o", "out.png", "--all-styles"} + exact(), environment);
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY(sizeOfResult().height > two.height);  // three cells: the built-in style too

        std::filesystem::create_directories(m_place.path("none"));
        QCOMPARE(draw("p.png", {"--all-styles"}, "none").status, 4);
        std::filesystem::remove_all(m_place.path("styles/3d/cartoon_bg.pb"));
    }

    void aStyleThatIsDamagedIsSaidAndLeftOut() {
        for (const char* graph : {"cartoon_bg.pb", "cartoon_h.pb"}) {
            std::filesystem::create_directories(m_place.path("mixed/good"));
            std::filesystem::copy_file(golden("dct_net_like_anime/").toStdString() + graph, m_place.path("mixed/good") / graph);
        }
        std::filesystem::create_directories(m_place.path("mixed/bad"));
        m_place.put("mixed/bad/cartoon_bg.pb", QByteArray(100, 'x'));
        m_place.picture("p.png", {120, 90});
        const auto run = draw("p.png", {"--all-styles"}, "mixed");
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(run.err.contains("cartoon_bg.pb"), run.err.constData());
        std::filesystem::remove_all(m_place.path("mixed/good"));
        QCOMPARE(draw("p.png", {"--all-styles"}, "mixed").status, 4);
    }
};

QTEST_APPLESS_MAIN(TestCliCartoon)
#include "tst_cli_cartoon.moc"
