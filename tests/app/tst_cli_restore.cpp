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

    void noFaceIsBadInput() {
        m_place.picture("grey.png", {40, 30});
        const auto run = m_place.run(QStringList{"restore", "grey.png", "-o", "none.png", "--model", golden("generator.pth")} + exact());
        QCOMPARE(run.status, 3);
        QVERIFY2(run.err.contains("No face was found"), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("none.png")));
    }

    void aSinglePixelIsRefused() {
        m_place.picture("one.png", {1, 1});
        for (const QStringList& more : {QStringList{}, QStringList{"--aligned"}})
            QCOMPARE(m_place.run(QStringList{"restore", "one.png", "-o", "none.png"} + files() + exact() + more).status, 3);
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
