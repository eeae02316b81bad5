#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/safe_file.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/image/samples.h"

using namespace tintype;
using namespace tintype::image;
using namespace tintype::image::samples;

namespace {

constexpr std::string_view kXmp =
    "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:tiff='http://ns.adobe.com/tiff/1.0/' "
    "xmlns:xmp='http://ns.adobe.com/xap/1.0/' tiff:Orientation='6' xmp:Rating='4'>"
    "<dc:creator><rdf:Seq><rdf:li>Ann Author</rdf:li></rdf:Seq></dc:creator>"
    "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Secret title</rdf:li></rdf:Alt></dc:title>"
    "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";

Bytes iptcRecords() {
    Bytes records;
    const auto add = [&records](int dataset, std::string_view text) {
        for (const int byte : {0x1C, 2, dataset, 0, int(text.size())}) records.push_back(static_cast<std::uint8_t>(byte));
        records.insert(records.end(), text.begin(), text.end());
    };
    add(80, "Ann Author");
    add(120, "Secret caption");
    return records;
}

Image described() {
    Image picture = smooth({64, 48});
    picture.attachments.exif = cameraExif(6);
    picture.attachments.xmp.assign(kXmp.begin(), kXmp.end());
    picture.attachments.iptc = iptcRecords();
    return picture;
}

const std::string kRecipe = "{\"tool\":\"look\",\"instruction\":\"make it warm & <bright>, \\\"now\\\"\",\"seed\":7}";
const Format kFormats[]{Format::Png, Format::Jpeg, Format::WebP, Format::Tiff};

// What exiftool, as an independent reader, says about the file.
QString exiftool(const Bytes& file, Format format, const QStringList& options) {
    static const QTemporaryDir folder;
    const QString path = folder.filePath(QString("a.%1").arg(QString(formatName(format)).toLower()));
    writeFileSafely(path.toStdString(), file);
    QProcess process;
    process.start("exiftool", options + QStringList{path});
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}
bool haveExiftool() { return !QStandardPaths::findExecutable("exiftool").isEmpty(); }

}  // namespace

class TestMetadata : public QObject {
    Q_OBJECT

    static void formats() {
        QTest::addColumn<int>("number");
        for (const Format format : kFormats) QTest::addRow("%s", formatName(format)) << int(format);
    }

private Q_SLOTS:
    void allIsKept_data() { formats(); }
    void allIsKept() {
        QFETCH(int, number);
        const Format format = static_cast<Format>(number);
        const Bytes file = encode(described(), {.format = format, .quality = 90, .recipe = kRecipe});
        const Image again = readBytes(file, "a");
        QCOMPARE(again.size(), (Size{64, 48}));
        QVERIFY(contains(again.attachments.exif, "Secret Cam"));
        QVERIFY(contains(again.attachments.xmp, "Secret title"));
        QVERIFY(!contains(again.attachments.xmp, "Orientation=\"6\""));
        QVERIFY(!contains(file, "THUMBNAIL"));
        if (format != Format::WebP) QVERIFY(contains(again.attachments.iptc, "Secret caption"));
        QCOMPARE(embeddedRecipe(file), kRecipe);
        // Saving what was read keeps it all once more, and the recipe only where it is given again.
        const Bytes next = encode(again, {.format = format, .quality = 90});
        QVERIFY(contains(readBytes(next, "a").attachments.exif, "Ann Author"));
        QCOMPARE(embeddedRecipe(next), std::string());
    }

    void creditOnlyHoldsNoSecret_data() { formats(); }
    void creditOnlyHoldsNoSecret() {
        QFETCH(int, number);
        const Format format = static_cast<Format>(number);
        const Bytes file = encode(described(), {.format = format, .metadata = Metadata::CreditOnly, .recipe = kRecipe,
                                                .parameters = "make it warm"});
        QVERIFY(contains(file, "Ann Author"));
        for (const char* secret : {"Secret", "tintype:recipe", "make it warm", "THUMBNAIL", "xmp:Rating"})
            QVERIFY2(!contains(file, secret), secret);
        QCOMPARE(embeddedRecipe(file), std::string());
        const Image again = readBytes(file, "a");
        QVERIFY(contains(again.attachments.exif, "(c) Ann 2020"));
        QVERIFY(contains(again.attachments.exif, "Tintype"));
    }

    void noneHoldsNothing_data() { formats(); }
    void noneHoldsNothing() {
        QFETCH(int, number);
        const Format format = static_cast<Format>(number);
        const Bytes file = encode(described(), {.format = format, .metadata = Metadata::None, .recipe = kRecipe,
                                                .parameters = "make it warm"});
        for (const char* word : {"Ann", "Secret", "tEXt", "iTXt", "zTXt", "eXIf", "EXIF", "XMP", "Tintype", "tintype"})
            QVERIFY2(!contains(file, word), word);
        const Attachments blocks = readBytes(file, "a").attachments;
        QVERIFY(blocks.exif.empty() && blocks.xmp.empty() && blocks.iptc.empty());
    }

    void exiftoolAgrees_data() { formats(); }
    void exiftoolAgrees() {
        if (!haveExiftool()) QSKIP("exiftool is not installed: the independent check was NOT made");
        QFETCH(int, number);
        const Format format = static_cast<Format>(number);
        const QString all = exiftool(encode(described(), {.format = format, .quality = 90, .recipe = kRecipe}), format,
                                     {"-s", "-G1", "-a", "-n"});
        QVERIFY2(all.contains("Secret Cam") && all.contains("Secret title"), qPrintable(all));
        QVERIFY2(all.contains(QRegularExpression("Orientation +: 1\n")), qPrintable(all));
        QVERIFY2(!all.contains(QRegularExpression("Orientation +: [2-8]")), qPrintable(all));
        QVERIFY2(!all.contains("Thumbnail"), qPrintable(all));
        if (format != Format::Tiff) QVERIFY2(all.contains(QRegularExpression("ExifImageWidth +: 64\n")), qPrintable(all));
        const QString none = exiftool(encode(described(), {.format = format, .metadata = Metadata::None}), format,
                                      {"-EXIF:all", "-XMP:all", "-IPTC:all", "-PNG:Comment", "-s"});
        if (format != Format::Tiff) QVERIFY2(none.trimmed().isEmpty(), qPrintable(none));
    }

    void hugeRecipesRoundTrip_data() { formats(); }
    void hugeRecipesRoundTrip() {
        QFETCH(int, number);
        const Format format = static_cast<Format>(number);
        std::string recipe = "{\"mask\":\"";
        while (recipe.size() < 300000) recipe += "QUJDRA+/" + std::to_string(recipe.size());
        recipe += "\"}";
        const Bytes file = encode(described(), {.format = format, .quality = 90, .recipe = recipe});
        QVERIFY(embeddedRecipe(file) == recipe);
        const Image again = readBytes(file, "a");
        QVERIFY(!again.origin.damaged && contains(again.attachments.xmp, "Secret title"));
        if (!haveExiftool()) QSKIP("exiftool is not installed: the independent check was NOT made");
        const QString length = exiftool(file, format, {"-b", format == Format::Png ? "-PNG:all" : "-XMP-tintype:Recipe"});
        QVERIFY2(length.contains(QString::fromStdString(recipe)), qPrintable(length.left(200)));
    }

    void recipesInAnyScript_data() { formats(); }
    void recipesInAnyScript() {
        QFETCH(int, number);
        const std::string recipe = "{\"instruction\":\"\u628A\u5929\u7A7A\u6539\u6210\u65E5\u843D \U0001F305\"}";
        const Bytes file = encode(smooth({20, 20}), {.format = static_cast<Format>(number), .recipe = recipe});
        QCOMPARE(embeddedRecipe(file), recipe);
    }

    void parametersStandInPng() {
        const Bytes file = encode(smooth({20, 20}), {.format = Format::Png, .recipe = "{}", .parameters = "warm, Steps: 4"});
        using namespace std::string_view_literals;
        QVERIFY(contains(file, "tEXtparameters\0warm, Steps: 4"sv));
    }

    void orientationIsAppliedOnce() {
        const Bytes plain = encode(smooth({40, 24}), {.format = Format::Jpeg, .quality = 95});
        const Image stored = readBytes(plain, "a.jpg");
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const Bytes file = withExif(plain, cameraExif(orientation));
            QCOMPARE(readHeader(file, "a.jpg").orientation, orientation);
            QCOMPARE(readHeader(file, "a.jpg").size, (Size{40, 24}));
            const Image shown = readBytes(file, "a.jpg");
            QCOMPARE(shown.size(), orientation >= 5 ? (Size{24, 40}) : (Size{40, 24}));
            const Image again = readBytes(encode(shown, {.format = Format::Png}), "a.png");
            QVERIFY(again.samePixels(shown));
        }
    }

    void brokenBlocksAreNoError() {
        Image picture = smooth({20, 20});
        for (const Bytes& broken : {Bytes{1}, Bytes(1000, 0xFF), Bytes{'I', 'I', '*', 0, 255, 255, 255, 255}}) {
            picture.attachments = {broken, broken, broken, broken};
            for (const Format format : kFormats)
                for (const Metadata metadata : {Metadata::All, Metadata::CreditOnly, Metadata::None})
                    QCOMPARE(readBytes(encode(picture, {.format = format, .metadata = metadata}), "a").size(), (Size{20, 20}));
        }
    }
};

QTEST_GUILESS_MAIN(TestMetadata)
#include "tst_metadata.moc"
