// Every verb on pictures: what comes out, where, and what is kept.
#include <QTest>
#include <sys/stat.h>

#include "tests/app/program.h"

using namespace tintype;
using namespace tintype::test;

class TestCliPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void formatsThatCannotHoldAllAreNoted() {
        const Workplace work;
        work.picture("in.png", {160, 120}, 4, image::Depth::U16);
        const Run jpeg = work.run({"edit", "in.png", "-o", "out.jpg", "--instruction", "darker"});
        QCOMPARE(jpeg.status, 0);
        QVERIFY2(jpeg.err.contains("out.jpg is saved with 8 bits a channel"), jpeg.err);
        const Run png = work.run({"edit", "in.png", "-o", "out.png", "--instruction", "darker"});
        QVERIFY2(!png.err.contains("is saved"), png.err);
    }

    void versionAndHelpAreQuick() {
        const Workplace work;
        QElapsedTimer timer;
        timer.start();
        const Run run = work.run({"--version"});
        QVERIFY2(timer.elapsed() < 2000, "starting takes far too long");
        QCOMPARE(run.status, 0);
        QCOMPARE(run.out, QByteArray("tintype " TINTYPE_VERSION "\n"));
        QCOMPARE(work.run({"--help"}).status, 0);
        for (const char* verb : {"edit", "erase", "cartoon", "restore", "animate", "interpolate", "models", "bench",
                                 "info", "replay"}) {
            const Run help = work.run({verb, "--help"});
            QCOMPARE(help.status, 0);
            QVERIFY(help.out.contains(QByteArray("tintype ") + verb));
        }
    }

    void editChangesThePhoto() {
        const Workplace work;
        work.picture("in.png");
        const Run run = work.run({"edit", "in.png", "-o", "out.png", "--instruction", "make it darker"});
        QVERIFY2(run.status == 0, run.err);
        QCOMPARE(run.out, QByteArray("out.png\n"));
        QVERIFY(run.err.contains("Built-in look"));
        const image::Image before = image::read(work.path("in.png"));
        const image::Image after = image::read(work.path("out.png"));
        QCOMPARE(after.size(), before.size());
        QVERIFY(!after.samePixels(before));
    }

    void outsideTheMaskNothingChanges() {
        const Workplace work;
        work.picture("in.png");
        work.mask("mask.png");
        const image::Mask mask = boxMask({160, 120}, {60, 40, 30, 20});
        QCOMPARE(work.run({"edit", "in.png", "-o", "edit.png", "--instruction", "black and white", "--mask",
                           "mask.png"}).status, 0);
        QCOMPARE(work.run({"erase", "in.png", "-o", "erase.png", "--mask", "mask.png", "--grow", "0", "--feather",
                           "0"}).status, 0);
        const image::Image before = image::read(work.path("in.png"));
        for (const char* name : {"edit.png", "erase.png"}) {
            const image::Image after = image::read(work.path(name));
            QVERIFY(!after.samePixels(before));
            QCOMPARE(changedOutside(before, after, mask, 0), 0);
        }
    }

    void variationsGetNumbers() {
        const Workplace work;
        work.picture("in.png");
        QCOMPARE(work.run({"edit", "in.png", "-o", "out.png", "--instruction", "make it snow", "--variations", "2",
                           "--seed", "18446744073709551615"}).status, 0);
        QVERIFY(!std::filesystem::exists(work.path("out.png")));
        QVERIFY(!image::read(work.path("out_1.png")).samePixels(image::read(work.path("out_2.png"))));
    }

    void formatsAndDepthsAreKept() {
        const Workplace work;
        work.picture("deep.png", {160, 120}, 4, image::Depth::U16);
        QCOMPARE(work.run({"cartoon", "deep.png", "-o", "out.png"}).status, 0);
        const image::Image deep = image::read(work.path("out.png"));
        QVERIFY(deep.depth() == image::Depth::U16 && deep.hasAlpha());
        image::WriteOptions options;
        options.quality = 71;
        image::write(work.path("in.jpg"), scene({160, 120}), options);
        QCOMPARE(work.run({"cartoon", "in.jpg", "-o", "out.jpg"}).status, 0);
        QCOMPARE(image::read(work.path("out.jpg")).origin.jpegQuality, 71);
        for (const char* name : {"out.webp", "out.tif", "out.bmp"}) {
            QCOMPARE(work.run({"cartoon", "in.jpg", "-o", name, "--long-side", "80"}).status, 0);
            QCOMPARE(image::read(work.path(name)).size(), (Size{80, 60}));
        }
    }

    void metadataGoesAlongAsAsked() {
        const Workplace work;
        image::Image photo = scene({160, 120});
        const std::string xmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:subject><rdf:Bag><rdf:li>beach</rdf:li></rdf:Bag></dc:subject></rdf:Description></rdf:RDF></x:xmpmeta>";
        photo.attachments.xmp.assign(xmp.begin(), xmp.end());
        image::write(work.path("in.jpg"), photo);
        QCOMPARE(work.run({"cartoon", "in.jpg", "-o", "all.jpg"}).status, 0);
        QCOMPARE(work.run({"cartoon", "in.jpg", "-o", "none.jpg", "--metadata", "none"}).status, 0);
        QVERIFY(work.bytes("all.jpg").contains("beach"));
        QVERIFY(work.run({"info", "all.jpg"}).out.contains("Tool: cartoon"));
        QVERIFY(!work.bytes("none.jpg").contains("beach"));
        QVERIFY(!work.run({"info", "none.jpg"}).out.contains("Tool: cartoon"));
    }

    void strangeNamesWork() {
        const Workplace work;
        for (const char* name : {"照片 ☀️.png", "[a,b].png", "-dash.png", "a b'\"$.png"}) work.picture(name);
        for (const char* name : {"照片 ☀️.png", "[a,b].png", "a b'\"$.png"})
            QCOMPARE(work.run({"cartoon", QString::fromUtf8(name), "-o", QString::fromUtf8("出.png"), "--long-side", "64"}).status, 0);
        QCOMPARE(work.run({"cartoon", "-o", "out.png", "--long-side", "64", "--", "-dash.png"}).status, 0);
        // Not UTF-8: only a shell can pass such bytes on.
        work.picture("plain.png");
        const std::string folder = "cd '" + work.root().string() + "' && ";
        const std::string tool = Workplace::program().toStdString();
        std::filesystem::rename(work.path("plain.png"), work.path("b\xff\xfe.png"));
        QCOMPARE(std::system((folder + tool + " cartoon b\xff\xfe.png -o c\xff.png --long-side 64 --json > lines 2> /dev/null").c_str()), 0);
        QVERIFY(std::filesystem::exists(work.path("c\xff.png")));
        // Qt cannot remove such names.
        std::filesystem::remove(work.path("b\xff\xfe.png"));
        std::filesystem::remove(work.path("c\xff.png"));
        QVERIFY(!events(work.bytes("lines")).isEmpty());
    }

    void anInputIsNeverOverwritten() {
        const Workplace work;
        work.picture("in.png");
        work.mask("mask.png");
        std::filesystem::create_symlink("in.png", work.path("link.png"));
        std::filesystem::create_hard_link(work.path("in.png"), work.path("hard.png"));
        const QByteArray before = work.bytes("in.png");
        for (const char* target : {"in.png", "./in.png", "link.png", "hard.png", "mask.png"})
            QCOMPARE(work.run({"erase", "in.png", "-o", target, "--mask", "mask.png"}).status, 2);
        QCOMPARE(work.bytes("in.png"), before);
    }

    void theUmaskHolds() {
        const Workplace work;
        work.picture("in.png");
        const std::string command = "cd '" + work.root().string() + "' && umask 027 && " +
                                    Workplace::program().toStdString() + " cartoon in.png -o out.png --quiet";
        QCOMPARE(std::system(command.c_str()), 0);
        struct stat status {};
        QCOMPARE(stat(work.path("out.png").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, mode_t(0640));
    }

    void jsonLinesTellTheStory() {
        const Workplace work;
        work.picture("in.png");
        const Run run = work.run({"cartoon", "in.png", "-o", "out.png", "--json"});
        const QList<QJsonObject> list = events(run.out);
        QVERIFY(list.size() >= 4);
        QCOMPARE(list.first()["event"].toString(), QString("start"));
        QCOMPARE(list[1]["event"].toString(), QString("plan"));
        QVERIFY(list[1]["predicted_memory"].toDouble() > 1e6);
        double fraction = 0.0;
        for (const QJsonObject& event : list) {
            if (event["event"].toString() != "progress") continue;
            QVERIFY(event["fraction"].toDouble() >= fraction);
            fraction = event["fraction"].toDouble();
            QVERIFY(event.contains("stage") && event.contains("done") && event.contains("total") && event.contains("eta"));
        }
        QCOMPARE(fraction, 1.0);
        QCOMPARE(list.last()["event"].toString(), QString("done"));
        QCOMPARE(list.last()["outputs"].toArray().at(0).toString(), QString("out.png"));
        QVERIFY(list.last()["seconds"].toDouble() > 0);
        QVERIFY(list.last()["peak_memory"].toDouble() > 1e6);
    }

    void quietSaysNothing() {
        const Workplace work;
        work.picture("in.png");
        const Run run = work.run({"cartoon", "in.png", "-o", "out.png", "--quiet"});
        QCOMPARE(run.status, 0);
        QVERIFY(run.out.isEmpty() && run.err.isEmpty());
        QVERIFY(!work.run({"cartoon", "none.png", "-o", "out.png", "--quiet"}).err.isEmpty());
    }

    void picturesBetweenTwo() {
        const Workplace work;
        work.picture("a.png");
        work.picture("b.png");
        QCOMPARE(work.run({"interpolate", "a.png", "b.png", "-o", "mid.png", "--at", "0.5"}).status, 0);
        QVERIFY(image::read(work.path("mid.png")).samePixels(image::read(work.path("a.png"))));
        QCOMPARE(work.run({"interpolate", "a.png", "b.png", "-o", "between.png"}).status, 0);  // in the middle
        QVERIFY(image::read(work.path("between.png")).samePixels(image::read(work.path("mid.png"))));
        QCOMPARE(work.run({"interpolate", "a.png", "-o", "mid.mp4"}).status, 2);
        QCOMPARE(work.run({"interpolate", "a.png", "b.png", "-o", "mid.png", "--at", "1.5"}).status, 2);
    }

    void replayGivesTheSameBytes() {
        const Workplace work;
        work.picture("in.png");
        work.mask("mask.png");
        QCOMPARE(work.run({"edit", "in.png", "-o", "a.png", "--instruction", "make it snow", "--seed", "9", "--mask",
                           "mask.png"}).status, 0);
        QCOMPARE(work.run({"erase", "in.png", "-o", "b.png", "--mask", "mask.png", "--grow", "2"}).status, 0);
        QCOMPARE(work.run({"cartoon", "in.png", "-o", "c.png", "--long-side", "100"}).status, 0);
        for (const char* name : {"a.png", "b.png", "c.png"}) {
            QCOMPARE(work.run({"replay", name, "in.png", "-o", "again.png"}).status, 0);
            QCOMPARE(work.bytes("again.png"), work.bytes(name));
        }
        for (const char* quality : {"35", "100"}) {
            QCOMPARE(work.run({"cartoon", "in.png", "-o", "q.jpg", "--quality", QString::fromLatin1(quality)}).status, 0);
            QCOMPARE(work.run({"replay", "q.jpg", "in.png", "-o", "again.jpg"}).status, 0);
            QCOMPARE(work.bytes("again.jpg"), work.bytes("q.jpg"));
            QCOMPARE(work.run({"replay", "q.jpg", "in.png", "-o", "other.jpg", "--quality", "60"}).status, 0);
            QVERIFY(work.bytes("other.jpg") != work.bytes("q.jpg"));
        }
        work.put("odd.json", "{\"tintype\":1,\"tool\":\"cartoon\",\"output\":{\"quality\":400}}");
        QCOMPARE(work.run({"replay", "odd.json", "in.png", "-o", "x.jpg"}).status, 3);
        const QJsonObject info = events(work.run({"info", "b.png", "--json"}).out).value(0);
        QCOMPARE(info["width"].toInt(), 160);
        work.put("recipe.json", QJsonDocument(info["recipe"].toObject()).toJson());
        QCOMPARE(work.run({"replay", "recipe.json", "in.png", "-o", "again.png"}).status, 0);
        QVERIFY(image::read(work.path("again.png")).samePixels(image::read(work.path("b.png"))));
        QCOMPARE(work.run({"replay", "in.png", "in.png", "-o", "x.png"}).status, 3);
        work.put("bad.json", "{\"tintype\":1,\"tool\":\"erase\",\"parameters\":{\"grow\":-4}}");
        QCOMPARE(work.run({"replay", "bad.json", "in.png", "-o", "x.png"}).status, 3);
    }
};

QTEST_GUILESS_MAIN(TestCliPictures)
#include "tst_cli_pictures.moc"
