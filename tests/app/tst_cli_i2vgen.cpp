// I2VGen-XL through the built program: tiny pipelines of the published packages must give their frames.
#include <QTest>

#include "core/video/reader.h"
#include "tests/app/program.h"

using namespace tintype;

namespace {

QString golden(const QString& model) { return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/i2vgen_") + model; }

// `frame` against the part of the strip that starts at row `top`.
int largestDifference(const image::Image& frame, const image::Image& strip, int top) {
    if (frame.width() != strip.width() || top + frame.height() > strip.height()) return 255;
    int largest = 0;
    for (int y = 0; y < frame.height(); ++y)
        for (int x = 0; x < frame.width(); ++x)
            for (int c = 0; c < 3; ++c)
                largest = std::max(largest, std::abs(frame.row(y)[x * frame.channels() + c] - strip.row(top + y)[x * strip.channels() + c]));
    return largest;
}

std::vector<image::Image> framesIn(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<image::Image> frames;
    for (const auto& file : files) frames.push_back(image::read(file));
    return frames;
}

void copyFolder(const std::filesystem::path& from, const std::filesystem::path& to) {
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

}  // namespace

class TestCliI2vgen : public QObject {
    Q_OBJECT

private:
    test::Workplace m_place;

    QProcessEnvironment environment(const char* state = "state") const {
        QProcessEnvironment result = test::Workplace::headless();
        result.insert("XDG_STATE_HOME", QString::fromStdString(m_place.path(state).string()));
        return result;
    }
    static QStringList parity(const QString& model) { return {"--model", golden(model) + "/model", "--precision", "fp32", "--device", "cpu"}; }
    static QStringList shortClip(const QString& model) {
        return QStringList{"animate", golden(model) + "/wide.png", "--size", "48x32", "--frames", "3", "--steps", "3", "--prompt", "the sky"} + parity(model);
    }

    // Until so many progress lines of a stage were said; then no signal it could answer.
    void killAt(const QStringList& arguments, const char* state, const char* stage, int times) const {
        QProcess process;
        m_place.start(process, arguments, environment(state));
        QByteArray said;
        for (int i = 0; i < 4000 && said.count(stage) < times && process.state() != QProcess::NotRunning; ++i) {
            process.waitForReadyRead(50);
            said += process.readAllStandardOutput();
        }
        process.kill();
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        QVERIFY2(said.count(stage) >= times, said.constData());
    }

private Q_SLOTS:
    void sameFramesAsTheReference_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("number");
        for (const char* model : {"like_published", "unlike_published"})
            for (int number = 0; number < 5; ++number) QTest::addRow("%s %d", model ? model : "", number) << QString(model) << number;
    }
    void sameFramesAsTheReference() {
        QFETCH(QString, model);
        QFETCH(int, number);
        QFile file(golden(model) + "/clips.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject clip = QJsonDocument::fromJson(file.readAll()).array()[number].toObject();
        const QJsonArray size = clip["size"].toArray();
        const std::string name = model.toStdString() + std::to_string(number);
        const auto run = m_place.run(
            QStringList{"animate", golden(model) + '/' + clip["photo"].toString() + ".png", "-o", QString::fromStdString(name + ".mp4"), "--frames-dir",
                        QString::fromStdString(name), "--raw", "--prompt", clip["prompt"].toString(), "--negative", clip["negative"].toString(), "--frames",
                        QString::number(clip["frames"].toInt()), "--motion-fps", QString::number(clip["fps"].toInt()), "--steps",
                        QString::number(clip["steps"].toInt()), "--guidance", QString::number(clip["guidance"].toDouble()), "--seed",
                        QString::number(clip["seed"].toInteger()), "--size", QString("%1x%2").arg(size[0].toInt()).arg(size[1].toInt())} +
                parity(model),
            environment());
        QVERIFY2(run.status == 0, run.err.constData());
        const image::Image strip = image::read((golden(model) + QString("/clip_%1.png").arg(number)).toStdString());
        const auto frames = framesIn(m_place.path(name));
        QCOMPARE(static_cast<int>(frames.size()), clip["frames"].toInt());
        for (std::size_t k = 0; k < frames.size(); ++k) {
            QCOMPARE(frames[k].size(), (Size{size[0].toInt(), size[1].toInt()}));
            const int difference = largestDifference(frames[k], strip, static_cast<int>(k) * frames[k].height());
            QVERIFY2(difference <= 1, qPrintable(QString("frame %1: %2").arg(k).arg(difference)));
        }
        QVERIFY(std::filesystem::file_size(m_place.path(name + ".mp4")) > 0);
    }

    void theClipStartsAtThePhoto() {
        const auto run = m_place.run(shortClip("like_published") + QStringList{"-o", "anchored.mp4", "--frames-dir", "anchored"}, environment());
        QVERIFY2(run.status == 0, run.err.constData());
        const auto frames = framesIn(m_place.path("anchored"));
        QCOMPARE(frames.size(), std::size_t(3));
        const auto raw = m_place.run(shortClip("like_published") + QStringList{"-o", "raw.mp4", "--frames-dir", "raw", "--raw"}, environment());
        QVERIFY2(raw.status == 0, raw.err.constData());
        const auto published = framesIn(m_place.path("raw"));
        const image::Image photo = image::read((golden("like_published") + "/wide.png").toStdString());
        const auto mean = [](const image::Image& picture) {
            double sum = 0;
            for (int y = 0; y < picture.height(); ++y)
                for (int x = 0; x < picture.width() * 3; ++x) sum += picture.row(y)[x];
            return sum / (3.0 * static_cast<double>(picture.size().area()));
        };
        QVERIFY2(std::abs(mean(frames[0]) - mean(photo)) < 4.0, qPrintable(QString::number(mean(frames[0]))));
        QVERIFY(largestDifference(frames[0], published[0], 0) > 40);
    }

    void aFinishedClipIsOnlyPaintedAgain() {
        const QStringList asked = shortClip("like_published") + QStringList{"--seed", "11", "--raw"};
        const auto first = m_place.run(asked + QStringList{"-o", "again_1.mp4", "--frames-dir", "again_1"}, environment());
        QVERIFY2(first.status == 0 && !first.err.contains("painted again"), first.err.constData());
        const auto second = m_place.run(asked + QStringList{"-o", "again_2.gif", "--fps", "12", "--frames-dir", "again_2"}, environment());
        QVERIFY2(second.status == 0 && second.err.contains("painted again"), second.err.constData());
        const auto before = framesIn(m_place.path("again_1"));
        const auto after = framesIn(m_place.path("again_2"));
        QCOMPARE(after.size(), before.size());
        for (std::size_t k = 0; k < before.size(); ++k) QVERIFY(before[k].samePixels(after[k]));
        const auto other = m_place.run(shortClip("like_published") + QStringList{"--seed", "12", "--raw", "-o", "again_3.mp4"}, environment());
        QVERIFY2(other.status == 0 && !other.err.contains("painted again"), other.err.constData());
    }

    void anInterruptedClipGoesOn() {
        const QStringList asked{"animate", golden("like_published") + "/wide.png", "--size", "32x32", "--frames", "2", "--steps", "30", "--raw", "--json", "--threads", "1"};
        QProcess process;
        m_place.start(process, asked + parity("like_published") + QStringList{"-o", "stopped.mp4"}, environment("stopped"));
        QByteArray said;
        const auto steps = [&] {  // so many of the sampler's were reported
            said += process.readAllStandardOutput();
            return said.count("Making the frames move");
        };
        for (int i = 0; i < 1200 && steps() < 4 && process.state() != QProcess::NotRunning; ++i) process.waitForReadyRead(100);
        process.terminate();
        QVERIFY(process.waitForFinished(60000));
        QVERIFY2(process.exitCode() == 6, process.readAllStandardError().constData());
        QVERIFY(!std::filesystem::exists(m_place.path("stopped.mp4")));
        const auto rest = m_place.run(asked + parity("like_published") + QStringList{"-o", "rest.mp4", "--frames-dir", "rest"}, environment("stopped"));
        QVERIFY2(rest.status == 0 && rest.out.contains("continued after step"), rest.out.constData());
        const auto whole = m_place.run(asked + parity("like_published") + QStringList{"-o", "whole.mp4", "--frames-dir", "whole"}, environment("whole_state"));
        QVERIFY2(whole.status == 0 && !whole.out.contains("continued after step"), whole.out.constData());
        const auto joined = framesIn(m_place.path("rest"));
        const auto uncut = framesIn(m_place.path("whole"));
        QCOMPARE(joined.size(), std::size_t(2));
        for (std::size_t k = 0; k < joined.size(); ++k) QVERIFY(joined[k].samePixels(uncut[k]));
    }

    void aClipIsDecodedAgain_data() {
        QTest::addColumn<int>("chunk");
        for (const int chunk : {1, 2, 5, 64}) QTest::addRow("%d together", chunk) << chunk;
    }
    void aClipIsDecodedAgain() {
        QFETCH(int, chunk);
        const std::string name = "decoded_" + std::to_string(chunk);
        const QStringList asked{"animate", golden("like_published") + "/wide.png", "--size", "48x32", "--frames", "5", "--steps", "2", "--seed", "31"};
        const auto first = m_place.run(asked + parity("like_published") + QStringList{"-o", QString::fromStdString(name) + ".mp4", "--frames-dir", QString::fromStdString(name)},
                                       environment());
        QVERIFY2(first.status == 0, first.err.constData());
        const QString again = QString::fromStdString(name) + "_again";
        const auto second = m_place.run({"decode", QString::fromStdString(name) + ".mp4", "-o", again + ".gif", "--fps", "12.5", "--loop", "boomerang", "--decode-chunk",
                                         QString::number(chunk), "--frames-dir", again, "--device", "cpu", "--json"},
                                        environment());
        QVERIFY2(second.status == 0, second.out.constData() + second.err);
        QVERIFY2(!second.out.contains("Making the frames move") && second.out.contains("Painting the frames"), second.out.constData());
        const auto before = framesIn(m_place.path(name)), after = framesIn(m_place.path(again.toStdString()));
        QCOMPARE(before.size(), std::size_t(5));
        QCOMPARE(after.size(), before.size());
        // Frames painted together may differ in the last bit of a float, never by more than a rounding.
        for (std::size_t k = 0; k < before.size(); ++k) QVERIFY2(largestDifference(after[k], before[k], 0) <= (chunk == 1 ? 0 : 1), qPrintable(QString::number(k)));
        const video::Reader reader(m_place.path(again.toStdString() + ".gif"));
        QCOMPARE(reader.header().rate.perSecond(), 12.5);
        const QJsonObject recipe = QJsonDocument::fromJson(QByteArray::fromStdString(reader.header().recipe)).object();
        QCOMPARE(recipe["parameters"].toObject()["fps"].toDouble(), 12.5);
        QCOMPARE(recipe["parameters"].toObject()["loop"].toString(), QString("boomerang"));
        QCOMPARE(recipe["source"].toObject()["name"].toString(), QString("wide.png"));
        QCOMPARE(recipe["seed"].toInt(), 31);
        // What was painted again is found by its own recipe too.
        const auto third = m_place.run({"decode", again + ".gif", "-o", again + ".webm", "--device", "cpu"}, environment());
        QVERIFY2(third.status == 0, third.err.constData());
        QCOMPARE(video::Reader(m_place.path(again.toStdString() + ".webm")).header().rate.perSecond(), 8.0);
    }

    // Killed without warning while steps are computed: what was reached is painted, and the job itself goes on from there.
    void aKilledClipIsFinished() {
        const QStringList asked = QStringList{"animate", golden("like_published") + "/wide.png", "--size", "32x32", "--frames", "2", "--steps", "40", "--json", "--threads", "1"} +
                                  parity("like_published");
        killAt(asked + QStringList{"-o", "killed.mp4"}, "killed_state", "Making the frames move", 6);
        QVERIFY(!std::filesystem::exists(m_place.path("killed.mp4")));
        const auto list = m_place.run({"decode", "--list", "--json"}, environment("killed_state"));
        const auto clips = test::events(list.out);
        QCOMPARE(clips.size(), 1);
        const int reached = clips[0]["step"].toInt();
        QVERIFY2(reached >= 4 && reached < 40, list.out.constData());
        const auto painted = m_place.run({"decode", "-o", "as_it_was.mp4", "--frames-dir", "as_it_was", "--device", "cpu"}, environment("killed_state"));
        QVERIFY2(painted.status == 0 && painted.err.contains("is not finished"), painted.err.constData());
        const auto rest = m_place.run(asked + QStringList{"-o", "killed.mp4", "--frames-dir", "killed"}, environment("killed_state"));
        QVERIFY2(rest.status == 0 && rest.out.contains("continued after step"), rest.out.constData());
        const auto whole = m_place.run(asked + QStringList{"-o", "unkilled.mp4", "--frames-dir", "unkilled"}, environment("unkilled_state"));
        QVERIFY2(whole.status == 0, whole.err.constData());
        const auto joined = framesIn(m_place.path("killed")), uncut = framesIn(m_place.path("unkilled"));
        QCOMPARE(joined.size(), std::size_t(2));
        for (std::size_t k = 0; k < joined.size(); ++k) QVERIFY(joined[k].samePixels(uncut[k]));
    }

    // The same while frames are painted: not one step is computed again.
    void aClipKilledWhilePaintedIsFinished() {
        const QStringList asked = QStringList{"animate", golden("like_published") + "/wide.png", "--size", "64x48", "--frames", "12", "--steps", "1", "--json", "--threads", "1"} +
                                  parity("like_published");
        killAt(asked + QStringList{"-o", "torn.mp4"}, "torn_state", "Painting the frames", 3);
        QVERIFY(!std::filesystem::exists(m_place.path("torn.mp4")));
        const auto rest = m_place.run({"decode", "-o", "torn.mp4", "--frames-dir", "torn", "--json", "--device", "cpu"}, environment("torn_state"));
        QVERIFY2(rest.status == 0 && !rest.out.contains("Making the frames move") && !rest.out.contains("is not finished"), rest.out.constData());
        const auto whole = m_place.run(asked + QStringList{"-o", "untorn.mp4", "--frames-dir", "untorn"}, environment("untorn_state"));
        QVERIFY2(whole.status == 0, whole.err.constData());
        const auto finished = framesIn(m_place.path("torn")), uncut = framesIn(m_place.path("untorn"));
        QCOMPARE(finished.size(), std::size_t(12));
        for (std::size_t k = 0; k < finished.size(); ++k) QVERIFY(finished[k].samePixels(uncut[k]));
    }

    void decodeRefusesWhatIsNotKept() {
        const auto none = m_place.run({"decode", "-o", "none.mp4"}, environment("empty_state"));
        QVERIFY2(none.status == 3 && none.err.contains("No clip"), none.err.constData());
        const auto listed = m_place.run({"decode", "--list"}, environment("empty_state"));
        QVERIFY2(listed.status == 0 && listed.out.contains("No clip"), listed.out.constData());
        m_place.picture("still.png");
        const auto still = m_place.run({"decode", "still.png", "-o", "none.mp4"}, environment());
        QVERIFY2(still.status == 3 && still.err.contains("still.png"), still.err.constData());
        const auto made = m_place.run({"animate", "still.png", "-o", "moved.mp4", "--frames", "3", "--engine", "builtin"}, environment());
        QCOMPARE(made.status, 0);
        const auto builtIn = m_place.run({"decode", "moved.mp4", "-o", "none.mp4"}, environment());
        QVERIFY2(builtIn.status == 3 && builtIn.err.contains("not kept"), builtIn.err.constData());
        m_place.put("rubbish.latents", "TTCLIP02" + QByteArray(8, '\xff') + "{}");
        const auto rubbish = m_place.run({"decode", "rubbish.latents", "-o", "none.mp4"}, environment());
        QVERIFY2(rubbish.status == 3 && rubbish.err.contains("rubbish.latents"), rubbish.err.constData());
        QCOMPARE(m_place.run({"decode"}, environment()).status, 2);
        QCOMPARE(m_place.run({"decode", "--list", "-o", "x.mp4"}, environment()).status, 2);
        QVERIFY(!std::filesystem::exists(m_place.path("none.mp4")));
    }

    // Every cut and every turned byte of the heading: refused or read, never a crash.
    void damagedLatentsAreRefused() {
        const auto made = m_place.run(shortClip("like_published") + QStringList{"--seed", "77", "-o", "whole_latents.mp4"}, environment("cut_state"));
        QVERIFY2(made.status == 0, made.err.constData());
        std::filesystem::path file;
        for (const auto& entry : std::filesystem::directory_iterator(m_place.path("cut_state") / "tintype/clips")) file = entry.path();
        QFile source(QString::fromStdString(file.string()));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray whole = source.readAll();
        for (const qsizetype size : {qsizetype(0), qsizetype(7), qsizetype(15), qsizetype(40), whole.size() / 2, whole.size() - 1, whole.size() + 4}) {
            m_place.put("cut.latents", size > whole.size() ? whole + QByteArray(4, 'x') : whole.left(size));
            const auto run = m_place.run({"decode", "cut.latents", "-o", "cut.mp4", "--device", "cpu"}, environment("cut_state"));
            QVERIFY2(run.status == 3 && run.err.contains("cut.latents"), qPrintable(QString::number(size) + run.err));
        }
        QByteArray other = whole;
        other.replace("\"frames\":3", "\"frames\":9");
        m_place.put("cut.latents", other);
        QCOMPARE(m_place.run({"decode", "cut.latents", "-o", "cut.mp4", "--device", "cpu"}, environment("cut_state")).status, 3);
        QVERIFY(!std::filesystem::exists(m_place.path("cut.mp4")));
    }

    void worksWithNowhereToKeepSteps() {
        m_place.put("no_folder", "x");
        const auto run = m_place.run(shortClip("like_published") + QStringList{"-o", "unsaved.mp4"}, environment("no_folder"));
        QVERIFY2(run.status == 0 && run.err.contains("cannot be continued"), run.err.constData());
    }

    void badRequestsAreNamed_data() {
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QString>("named");
        QTest::newRow("one frame") << QStringList{"--frames", "1"} << "at least 2 frames";
        QTest::newRow("odd size") << QStringList{"--size", "50x34"} << "multiples of 8";
        QTest::newRow("smaller than a latent") << QStringList{"--size", "16x18"} << "multiples of 8";
    }
    void badRequestsAreNamed() {
        QFETCH(QStringList, more);
        QFETCH(QString, named);
        QStringList asked{"animate", golden("like_published") + "/wide.png", "-o", "no.mp4"};
        const auto run = m_place.run(asked + more + parity("like_published"), environment());
        QVERIFY2(run.status == 3 && QString(run.err).contains(named), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("no.mp4")));
    }

    void damagedModelsAreNamed_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("named");
        QTest::newRow("no image encoder") << "image_encoder/model.safetensors" << "remove" << "image_encoder";
        QTest::newRow("no scheduler") << "scheduler/scheduler_config.json" << "remove" << "scheduler_config.json";
        QTest::newRow("cut short") << "unet/diffusion_pytorch_model.safetensors" << "truncate" << "diffusion_pytorch_model.safetensors";
        QTest::newRow("no json") << "feature_extractor/preprocessor_config.json" << "text" << "preprocessor_config.json";
        QTest::newRow("other head size") << "unet/config.json" << "heads" << "attention_head_dim";
        QTest::newRow("other projection") << "image_encoder/config.json" << "projection" << "projection_dim";
    }
    void damagedModelsAreNamed() {
        QFETCH(QString, file);
        QFETCH(QString, change);
        QFETCH(QString, named);
        const auto model = m_place.path("model_" + std::to_string(qHash(file + change)));
        copyFolder((golden("like_published") + "/model").toStdString(), model);
        const QString path = QString::fromStdString(model.string()) + '/' + file;
        if (change == "remove") {
            QVERIFY(QFile::remove(path));
        } else {
            QFile target(path);
            QVERIFY(target.open(QIODevice::ReadWrite));
            QByteArray content = target.readAll();
            if (change == "truncate") content.truncate(content.size() / 2);
            if (change == "text") content = "hello";
            if (change == "heads") content.replace("\"attention_head_dim\": 4", "\"attention_head_dim\": 64");
            if (change == "projection") content.replace("\"projection_dim\": 16", "\"projection_dim\": 24");
            target.resize(0);
            target.seek(0);
            target.write(content);
        }
        const auto run = m_place.run(QStringList{"animate", golden("like_published") + "/wide.png", "-o", "no.mp4", "--model", QString::fromStdString(model.string()),
                                                 "--size", "32x32", "--steps", "1"},
                                     environment());
        QVERIFY2(run.status == 4, qPrintable(QString::number(run.status) + run.err));
        QVERIFY2(QString(run.err).contains(named), run.err.constData());
        QVERIFY(!std::filesystem::exists(m_place.path("no.mp4")));
    }
};

QTEST_GUILESS_MAIN(TestCliI2vgen)
#include "tst_cli_i2vgen.moc"
