// GPEN through the built program: tiny files of every published container must give the pictures of the authors' own tool.
#include <QTest>

#include "core/image/read.h"
#include "tests/app/program.h"

using namespace tintype;

namespace {

int largestDifference(const image::Image& a, const image::Image& b) {
    if (a.size() != b.size()) return 255;
    int largest = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < 3 * a.width(); ++x) largest = std::max(largest, std::abs(a.row(y)[x] - b.row(y)[x]));
    return largest;
}

}  // namespace

class TestCliRestore : public QObject {
    Q_OBJECT

private:
    test::Workplace m_place;

    static QString golden(const QString& name) {
        QFETCH_GLOBAL(QString, model);
        return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/gpen_") + model + '/' + name;
    }
    static QStringList exact() { return {"--precision", "fp32", "--device", "cpu", "--threads", "1"}; }
    static QStringList files() {
        return {"--model", golden("generator.pth"), "--detector", golden("detector.pth"), "--parser", golden("parser.pth")};
    }
    // The picture made with every file named, of this row's model.
    static QString reference() {
        QFETCH_GLOBAL(QString, model);
        return "named_" + model + ".png";
    }
    int difference(const std::string& made, const QString& expected) const {
        return largestDifference(image::read(m_place.path(made)), image::read(golden(expected).toStdString()));
    }

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("strength");
        QTest::newRow("small") << "small" << "0.75";
        QTest::newRow("wide") << "wide" << "0.6";
    }

    void samePictureAsTheAuthors() {
        QFETCH_GLOBAL(QString, strength);
        for (const int number : {0, 1}) {
            const auto run = m_place.run(QStringList{"restore", golden(QString("photo_%1.png").arg(number)), "-o", "out.png", "--strength",
                                                     number == 0 ? "1" : strength} + files() + exact());
            QVERIFY2(run.status == 0, run.err.constData());
            QVERIFY2(difference("out.png", QString("result_%1.png").arg(number)) <= 1, qPrintable(QString::number(difference("out.png", QString("result_%1.png").arg(number)))));
            QFile::remove(QString::fromStdString(m_place.path("out.png").string()));
        }
    }

    void alignedFaceAsTheAuthors() {
        const auto run = m_place.run(QStringList{"restore", golden("aligned.png"), "-o", "face.png", "--aligned", "--strength", "1", "--model", golden("generator.pth")} + exact());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(difference("face.png", "aligned_result.png") <= 1, qPrintable(QString::number(difference("face.png", "aligned_result.png"))));
    }

    // A strength that was asked for is kept, unless a likeness was asked for too.
    void theGuardSaysWhatItLowered() {
        const auto run = m_place.run(QStringList{"restore", golden("photo_0.png"), "-o", "guarded.png", "--strength", "1", "--likeness", "0.9"} + files() + exact());
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(run.err.contains("lowered"), run.err.constData());
    }

    // Detector and parser lie beside the model: the same picture as with both named.
    void companionsAreFoundBesideTheModel() {
        const auto named = m_place.run(QStringList{"restore", golden("photo_1.png"), "-o", reference(), "--strength", "1"} + files() + exact());
        QVERIFY2(named.status == 0, named.err.constData());
        for (const QString& model : {golden("generator.pth"), golden("")}) {
            const auto found = m_place.run(QStringList{"restore", golden("photo_1.png"), "-o", "found.png", "--strength", "1", "--model", model} + exact());
            QVERIFY2(found.status == 0, found.err.constData());
            QVERIFY2(!found.err.contains("no face"), found.err.constData());
            QVERIFY(image::read(m_place.path("found.png")).samePixels(image::read(m_place.path(reference().toStdString()))));
        }
    }

    void installedCompanionsAreFound() {
        QProcessEnvironment environment = test::Workplace::headless();
        environment.insert("TINTYPE_MODEL_PATH", QString::fromStdString(m_place.path("installed").string()));
        for (const char* name : {"alone", "installed/gpen", "installed/faces"}) std::filesystem::create_directories(m_place.path(name));
        const auto copy = [&](const char* file, const char* folder) {
            std::filesystem::copy_file(golden(file).toStdString(), m_place.path(folder) / file, std::filesystem::copy_options::overwrite_existing);
        };
        copy("generator.pth", "alone");
        const QStringList lonely{"restore", golden("photo_1.png"), "-o", "alone.png", "--model", "alone/generator.pth"};
        QVERIFY(m_place.run(lonely + exact()).err.contains("face detector file"));
        copy("generator.pth", "installed/gpen");
        copy("detector.pth", "installed/faces");
        copy("parser.pth", "installed/gpen");
        const auto run = m_place.run(QStringList{"restore", golden("photo_1.png"), "-o", "vault.png", "--strength", "1"} + exact(), environment);
        QVERIFY2(run.status == 0, run.err.constData());
        QVERIFY2(!run.err.contains("There is no face"), run.err.constData());
        QVERIFY(image::read(m_place.path("vault.png")).samePixels(image::read(m_place.path(reference().toStdString()))));
        const auto cartoon = m_place.run(QStringList{"cartoon", golden("photo_1.png"), "-o", "toon.png", "--model", QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/dct_net_like_anime")} + exact(), environment);
        QVERIFY2(cartoon.status == 0, cartoon.err.constData());
        QVERIFY2(!cartoon.err.contains("There is no face detector"), cartoon.err.constData());
    }

    // Nobody in an even grey: no detector of random numbers is asked.
    void noFaceIsBadInput() {
        m_place.picture("grey.png", {40, 30});
        std::filesystem::create_directories(m_place.path("lone"));
        std::filesystem::copy_file(golden("generator.pth").toStdString(), m_place.path("lone/generator.pth"), std::filesystem::copy_options::overwrite_existing);
        const auto run = m_place.run(QStringList{"restore", "grey.png", "-o", "none.png", "--model", "lone/generator.pth"} + exact());
        QCOMPARE(run.status, 3);
        QVERIFY2(run.err.contains("No face was found"), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("none.png")));
    }

    void aSinglePixelIsRefused() {
        m_place.picture("one.png", {1, 1});
        for (const QStringList& more : {QStringList{}, QStringList{"--aligned"}})
            QCOMPARE(m_place.run(QStringList{"restore", "one.png", "-o", "none.png"} + files() + exact() + more).status, 3);
    }

    void damagedFilesAreBadModels_data() {
        QTest::addColumn<QString>("option");
        QTest::addColumn<int>("kept");
        for (const char* option : {"--model", "--detector", "--parser"})
            for (const int kept : {0, 900, -900}) QTest::newRow(qPrintable(QString("%1 %2").arg(option).arg(kept))) << QString(option) << kept;
    }
    void damagedFilesAreBadModels() {
        QFETCH(QString, option);
        QFETCH(int, kept);
        QStringList arguments = files();
        const int place = static_cast<int>(arguments.indexOf(option)) + 1;
        QFile file(arguments[place]);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        m_place.put("damaged.pth", kept < 0 ? bytes.chopped(-kept) : bytes.left(kept));
        arguments[place] = "damaged.pth";
        const auto run = m_place.run(QStringList{"restore", golden("photo_0.png"), "-o", "none.png"} + arguments + exact());
        QCOMPARE(run.status, 4);
        QVERIFY2(run.err.contains("damaged.pth"), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("none.png")));
    }

    void anotherFileIsABadModel() {
        const auto run = m_place.run(QStringList{"restore", golden("photo_0.png"), "-o", "none.png", "--model", golden("parser.pth"), "--detector",
                                                 golden("detector.pth")} + exact());
        QCOMPARE(run.status, 4);
        QVERIFY2(run.err.contains("ecd0.0.0.weight"), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("none.png")));
    }
};

QTEST_APPLESS_MAIN(TestCliRestore)
#include "tst_cli_restore.moc"
