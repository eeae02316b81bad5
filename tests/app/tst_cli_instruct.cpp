// InstructPix2Pix through the built program: tiny pipelines of the published packages must give their pictures.
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/safe_file.h"
#include "core/image/mask.h"
#include "core/image/read.h"
#include "core/image/write.h"

using namespace tintype;

namespace {

struct Ran {
    int status = -1;
    QString said;
    QString answered;
};

Ran run(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(TINTYPE_BINARY_DIR "/tintype"), arguments);
    process.waitForFinished(120000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAllStandardError()),
            QString::fromUtf8(process.readAllStandardOutput())};
}

int largestDifference(const image::Image& a, const image::Image& b) {
    if (a.size() != b.size()) return 255;
    int largest = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            for (int c = 0; c < 3; ++c)
                largest = std::max(largest, std::abs(a.row(y)[x * a.channels() + c] - b.row(y)[x * b.channels() + c]));
    return largest;
}

}  // namespace

class TestCliInstruct : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QString golden(const QString& name) { return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/instruct_") + name; }
    QString out(const QString& name) const { return m_folder.filePath(name); }
    static QStringList parity(const QString& model) {
        return {"--model", golden(model) + "/model", "--precision", "fp32", "--device", "cpu", "--long-side", "0"};
    }
    static QByteArray bytesOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QStringList asked() { return {"--instruction", "make the sky stormy"}; }
    static void copyFolder(const QString& from, const QString& to) {
        QDir().mkpath(to);
        for (const QFileInfo& entry : QDir(from).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            if (entry.isDir()) copyFolder(entry.filePath(), to + '/' + entry.fileName());
            else QFile::copy(entry.filePath(), to + '/' + entry.fileName());
        }
    }

private Q_SLOTS:
    void samePictureAsTheReference_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("number");
        for (const char* model : {"like_sd", "unlike_sd"})
            for (int number = 0; number < 6; ++number) QTest::addRow("%s %d", model ? model : "", number) << QString(model) << number;
    }
    void samePictureAsTheReference() {
        QFETCH(QString, model);
        QFETCH(int, number);
        QFile file(golden(model) + "/edits.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject edit = QJsonDocument::fromJson(file.readAll()).array()[number].toObject();
        QStringList arguments{"edit", golden(model) + "/photo.png", "-o", out("edit.png")};
        arguments << parity(model) << asked() << "--seed" << QString::number(edit["seed"].toInt()) << "--steps" << QString::number(edit["steps"].toInt())
                  << "--text-guidance" << QString::number(edit["text"].toDouble()) << "--image-guidance" << QString::number(edit["image"].toDouble());
        if (!edit["sampler"].toString().isEmpty()) arguments << "--sampler" << edit["sampler"].toString();
        const Ran ran = run(arguments);
        QVERIFY2(ran.status == 0, qPrintable(ran.said));
        const image::Image made = image::read(out("edit.png").toStdString());
        const image::Image expected = image::read((golden(model) + QString("/edit_%1.png").arg(number)).toStdString());
        QVERIFY2(largestDifference(made, expected) <= 1, qPrintable(QString::number(largestDifference(made, expected))));
    }

    void outsideTheMaskEveryBitStays() {
        const image::Image photo = image::read((golden("like_sd") + "/photo.png").toStdString());
        image::Mask mask(photo.size());
        for (int y = 4; y < 28; ++y)
            for (int x = 10; x < 34; ++x) mask.mutableRow(y)[x] = 255;
        image::WriteOptions options;
        options.format = image::Format::Png;
        image::write(out("mask.png").toStdString(), image::maskToImage(mask), options);
        const Ran ran = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("masked.png"), "--mask", out("mask.png"), "--steps", "3"} +
                            parity("like_sd") + asked());
        QVERIFY2(ran.status == 0, qPrintable(ran.said));
        const image::Image made = image::read(out("masked.png").toStdString());
        int inside = 0;
        for (int y = 0; y < photo.height(); ++y)
            for (int x = 0; x < photo.width(); ++x)
                for (int c = 0; c < 3; ++c) {
                    const bool same = made.row(y)[3 * x + c] == photo.row(y)[3 * x + c];
                    if (mask.row(y)[x] == 0) QVERIFY(same);
                    else inside += !same;
                }
        QVERIFY(inside > 300);
    }

    void halfPrecisionIsSaidAndClose() {
        const Ran ran = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("half.png"), "--seed", "1", "--steps", "4", "--model", golden("like_sd") + "/model",
                                        "--precision", "bf16", "--device", "cpu", "--long-side", "0"} + asked());
        QVERIFY2(ran.status == 0, qPrintable(ran.said));
        QVERIFY2(ran.said.contains("bf16"), qPrintable(ran.said));
        const image::Image made = image::read(out("half.png").toStdString());
        const image::Image expected = image::read((golden("like_sd") + "/edit_0.png").toStdString());
        double sum = 0.0;
        for (std::size_t i = 0; i < made.byteSize(); ++i) sum += std::abs(made.data()[i] - expected.data()[i]);
        QVERIFY2(sum / static_cast<double>(made.byteSize()) < 12.0, qPrintable(QString::number(sum / static_cast<double>(made.byteSize()))));
    }

    void variationsAreTheirSeeds() {
        const Ran several = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("v.png"), "--seed", "7", "--steps", "2", "--variations", "2"} +
                                parity("like_sd") + asked());
        QVERIFY2(several.status == 0, qPrintable(several.said));
        const Ran one = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("one.png"), "--seed", "8", "--steps", "2"} + parity("like_sd") + asked());
        QVERIFY2(one.status == 0, qPrintable(one.said));
        QCOMPARE(largestDifference(image::read(out("v_2.png").toStdString()), image::read(out("one.png").toStdString())), 0);
        QVERIFY(largestDifference(image::read(out("v_1.png").toStdString()), image::read(out("one.png").toStdString())) > 3);
    }

    void longInstructionIsCutAndSaid() {
        const Ran ran = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("long.png"), "--steps", "1", "--instruction", QString(10000, 'x')} +
                            parity("like_sd"));
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.said.contains("77 tokens") && ran.said.contains("cut after"), qPrintable(ran.said));
    }

    void chineseGivesThePictureOfItsEnglish() {
        const auto edit = [&](const char* file, const char* instruction) {
            return run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out(file), "--steps", "2", "--seed", "3", "--instruction", instruction} +
                       parity("like_sd"));
        };
        const Ran chinese = edit("zh.png", "把天空变成红色"), english = edit("en.png", "Change the sky to red"), part = edit("part.png", "把麒麟变成狗");
        QVERIFY2(chinese.status == 0 && english.status == 0 && part.status == 0, qPrintable(chinese.said + part.said));
        const image::Image a = image::read(out("zh.png").toStdString()), b = image::read(out("en.png").toStdString());
        QCOMPARE(a.size(), b.size());
        for (int y = 0; y < a.height(); ++y) QVERIFY(std::equal(a.row(y), a.row(y) + a.width() * a.channels(), b.row(y)));
        QVERIFY2(chinese.said.contains("Change the sky to red"), qPrintable(chinese.said));
        QVERIFY2(part.said.contains(QString::fromUtf8("Not translated: 麒麟")), qPrintable(part.said));
    }

    void replayTellsTheModelTheSameEnglish() {
        const Ran first = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("zh1.png"), "--steps", "2", "--seed", "3", "--instruction", "把天空变成红色"} +
                              parity("like_sd"));
        QVERIFY2(first.status == 0, qPrintable(first.said));
        const Ran info = run({"info", out("zh1.png")});
        QVERIFY2(info.answered.contains("English: Change the sky to red"), qPrintable(info.answered));
        const auto replay = [&](const QString& recipe, const char* file) {
            return run({"replay", recipe, golden("like_sd") + "/photo.png", "-o", out(file), "--model", golden("like_sd") + "/model"});
        };
        const Ran same = replay(out("zh1.png"), "zh2.png");
        QVERIFY2(same.status == 0, qPrintable(same.said));
        QCOMPARE(bytesOf(out("zh2.png")), bytesOf(out("zh1.png")));

        // A later dictionary may translate otherwise: what was told then is told again.
        std::string recipe = image::embeddedRecipe(readFile(out("zh1.png").toStdString(), 1 << 20));
        const std::string told = "Change the sky to red", other = "make it a photo of a cat, watercolor";
        QVERIFY(recipe.find(told) != std::string::npos);
        recipe.replace(recipe.find(told), told.size(), other);
        QFile file(out("told.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(recipe.c_str());
        file.close();
        const Ran again = replay(out("told.json"), "zh3.png");
        QVERIFY2(again.status == 0 && again.said.contains(QString::fromStdString(other)), qPrintable(again.said));
        QVERIFY(largestDifference(image::read(out("zh3.png").toStdString()), image::read(out("zh1.png").toStdString())) > 0);
    }

    void comesBackAtThePhotosOwnSize() {
        image::Image photo({203, 151}, 3, image::Depth::U16);
        for (int y = 0; y < photo.height(); ++y)
            for (int x = 0; x < photo.width() * 3; ++x) reinterpret_cast<std::uint16_t*>(photo.mutableRow(y))[x] = static_cast<std::uint16_t>(x * 97 + y * 211);
        image::WriteOptions options;
        options.format = image::Format::Png;
        image::write(out("large.png").toStdString(), photo, options);
        const Ran ran = run(QStringList{"edit", out("large.png"), "-o", out("large_edit.png"), "--steps", "1", "--model", golden("like_sd") + "/model",
                                        "--precision", "fp32", "--long-side", "64"} + asked());
        QVERIFY2(ran.status == 0, qPrintable(ran.said));
        const image::Image made = image::read(out("large_edit.png").toStdString());
        QCOMPARE(made.size(), photo.size());
        QCOMPARE(made.depth(), image::Depth::U16);
        QVERIFY2(ran.said.contains("64x48"), qPrintable(ran.said));
    }

    void replayGivesTheSameBytes() {
        const Ran first = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("first.png"), "--seed", "11", "--steps", "2"} + parity("like_sd") + asked());
        QVERIFY2(first.status == 0, qPrintable(first.said));
        const Ran info = run({"info", out("first.png"), "--json"});
        QVERIFY2(info.answered.contains("sha256") && info.answered.contains("fp32"), qPrintable(info.answered));
        const Ran again = run({"replay", out("first.png"), golden("like_sd") + "/photo.png", "-o", out("again.png"), "--model", golden("like_sd") + "/model"});
        QVERIFY2(again.status == 0, qPrintable(again.said));
        QFile a(out("first.png"));
        QFile b(out("again.png"));
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        QCOMPARE(a.readAll(), b.readAll());
    }

    void oddSizesAtTheirOwnSizeAreRefused() {
        image::WriteOptions options;
        options.format = image::Format::Png;
        image::write(out("odd.png").toStdString(), image::Image({41, 33}, 3), options);
        const Ran ran = run(QStringList{"edit", out("odd.png"), "-o", out("no.png")} + parity("like_sd") + asked());
        QCOMPARE(ran.status, 3);
        QVERIFY2(ran.said.contains("multiples of 2"), qPrintable(ran.said));
        QVERIFY(!QFile::exists(out("no.png")));
    }

    void spacesOnlyAreNoInstruction() {
        const Ran ran = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("no.png"), "--instruction", "  \t "} + parity("like_sd"));
        QCOMPARE(ran.status, 3);
    }

    void damagedModelsAreNamed_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("named");
        QTest::newRow("no unet") << "unet/diffusion_pytorch_model.safetensors" << "remove" << "unet";
        QTest::newRow("no vocabulary") << "tokenizer/vocab.json" << "remove" << "tokenizer";
        QTest::newRow("cut short") << "vae/diffusion_pytorch_model.safetensors" << "truncate" << "diffusion_pytorch_model.safetensors";
        QTest::newRow("no config") << "text_encoder/config.json" << "remove" << "config.json";
        QTest::newRow("no json") << "scheduler/scheduler_config.json" << "text" << "scheduler_config.json";
        QTest::newRow("other widths") << "unet/config.json" << "widths" << "contradicts the weights";
    }
    void damagedModelsAreNamed() {
        QFETCH(QString, file);
        QFETCH(QString, change);
        QFETCH(QString, named);
        const QString model = out("model_" + QString::number(qHash(file + change)));
        copyFolder(golden("like_sd") + "/model", model);
        const QString path = model + '/' + file;
        if (change == "remove") {
            QVERIFY(QFile::remove(path));
        } else {
            QFile target(path);
            QVERIFY(target.open(QIODevice::ReadWrite));
            if (change == "truncate") QVERIFY(target.resize(target.size() / 2));
            if (change == "text") {
                target.resize(0);
                target.write("hello");
            }
            if (change == "widths") {
                const QByteArray json = target.readAll().replace("    32\n", "    40\n");
                target.resize(0);
                target.seek(0);
                target.write(json);
            }
        }
        const Ran ran = run(QStringList{"edit", golden("like_sd") + "/photo.png", "-o", out("no.png"), "--model", model} + asked());
        QVERIFY2(ran.status == 4, qPrintable(QString::number(ran.status) + ran.said));
        QVERIFY2(ran.said.contains(named), qPrintable(ran.said));
        QVERIFY(!QFile::exists(out("no.png")));
    }
};

QTEST_GUILESS_MAIN(TestCliInstruct)
#include "tst_cli_instruct.moc"
