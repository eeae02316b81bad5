#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <sys/resource.h>
#include <sys/stat.h>
#include <zlib.h>

#include <fstream>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/image/samples.h"

using namespace tintype;
using namespace tintype::image;
using namespace tintype::image::samples;

namespace {

using namespace std::string_view_literals;

void appendBig(Bytes& to, std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

void appendChunk(Bytes& png, std::string_view name, const Bytes& data) {
    appendBig(png, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = png.size();
    png.insert(png.end(), name.begin(), name.end());
    png.insert(png.end(), data.begin(), data.end());
    appendBig(png, static_cast<std::uint32_t>(crc32(0, png.data() + start, static_cast<unsigned>(png.size() - start))));
}

// A PNG of any kind whose rows all hold `value`; extra: chunks between the header and the data.
Bytes plainPng(Size size, int bits, int colourType, std::size_t rowBytes, std::uint8_t value,
               const std::vector<std::pair<std::string, Bytes>>& extra = {}) {
    Bytes png{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    Bytes header;
    appendBig(header, static_cast<std::uint32_t>(size.width));
    appendBig(header, static_cast<std::uint32_t>(size.height));
    for (const int byte : {bits, colourType, 0, 0, 0}) header.push_back(static_cast<std::uint8_t>(byte));
    appendChunk(png, "IHDR", header);
    for (const auto& [name, data] : extra) appendChunk(png, name, data);
    Bytes rows;
    for (int y = 0; y < size.height; ++y) {
        rows.push_back(0);
        rows.insert(rows.end(), rowBytes, value);
    }
    uLongf packed = compressBound(rows.size());
    Bytes data(packed);
    compress2(data.data(), &packed, rows.data(), rows.size(), 9);
    data.resize(packed);
    appendChunk(png, "IDAT", data);
    appendChunk(png, "IEND", {});
    return png;
}

// The pixel at 0, 0 as numbers.
std::vector<int> firstPixel(const Image& picture) {
    std::vector<int> values;
    for (int c = 0; c < picture.channels(); ++c)
        values.push_back(picture.depth() == Depth::U16 ? values16(picture)[c] : picture.data()[c]);
    return values;
}

std::string refusalOf(const Bytes& bytes, const char* name, std::uint64_t budget = 0) {
    try {
        readBytes(bytes, name, {.memoryBudget = budget});
    } catch (const Error& error) {
        return error.kind() == ErrorKind::BadInput ? error.message().english() : "of another kind";
    }
    return {};
}

long peakKibibytes() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

// Opened or refused by an Error; anything else is a failure of its own.
bool survives(const Bytes& bytes) {
    try {
        readBytes(bytes, "hostile", {.memoryBudget = std::uint64_t(64) << 20});
        embeddedRecipe(bytes);
    } catch (const Error& error) {
        return error.message().english().find("hostile") != std::string::npos;
    }
    return true;
}

// A 4 x 2 GIF: red, green, blue and a transparent pixel in both rows.
Bytes smallGif() {
    const auto head = "GIF89a\x04\0\x02\0\x81\0\0\xFF\0\0\0\xFF\0\0\0\xFF\1\1\1"
                      "!\xF9\x04\x01\0\0\x03\0,\0\0\0\0\x04\0\x02\0\0\x02"sv;
    Bytes file(head.begin(), head.end());
    unsigned long long bits = 0;
    int count = 0;
    for (const unsigned long long code : {4, 0, 1, 4, 2, 3, 4, 0, 1, 4, 2, 3, 5}) bits |= code << 3 * count++;
    file.push_back(5);
    for (int i = 0; i < 5; ++i) file.push_back(static_cast<std::uint8_t>(bits >> 8 * i));
    for (const char byte : {'\0', ';'}) file.push_back(static_cast<std::uint8_t>(byte));
    return file;
}

}  // namespace

class TestRead : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;

    std::filesystem::path place(const std::string& name) { return m_temporary.path().toStdString() + "/" + name; }
    std::string refusalOfFile(const std::filesystem::path& path) {
        try {
            read(path);
        } catch (const Error& error) {
            return error.message().english();
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase() {
        // Once, so that the libraries' own start does not count as growth below.
        for (const Format format : {Format::Png, Format::Jpeg, Format::WebP, Format::Tiff})
            readBytes(encode(smooth({8, 8}), {.format = format}), "a");
    }

    void aBombIsRefusedFromItsHeader() {
        const Bytes bomb = plainPng({30000, 30000}, 1, 0, 3750, 0);
        const long before = peakKibibytes();
        QElapsedTimer timer;
        timer.start();
        const std::string why = refusalOf(bomb, "bomb.png");
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(peakKibibytes() - before < 50 * 1024);
        QVERIFY2(why.find("bomb.png is too large") == 0 && why.find("30000 x 30000") != std::string::npos, why.c_str());
        QCOMPARE(readHeader(bomb, "bomb.png").size, (Size{30000, 30000}));
    }

    void aLyingHeaderCostsNoMemory() {
        Bytes lie = plainPng({20000, 10000}, 8, 2, 0, 0);
        lie.resize(60);
        const long before = peakKibibytes();
        QVERIFY(!refusalOf(lie, "lie.png").empty());
        Bytes gif = smallGif();
        gif[6] = gif[8] = gif[38] = gif[40] = 0x20, gif[7] = gif[9] = gif[39] = gif[41] = 0x4E;
        QVERIFY(!refusalOf(gif, "lie.gif").empty());
        QVERIFY(peakKibibytes() - before < 50 * 1024);
    }

    void theBudgetCounts() {
        const Bytes file = encode(smooth({200, 100}), {.format = Format::Png});
        QVERIFY(refusalOf(file, "a.png", 200 * 100 * 3 * 4).empty());
        const std::string why = refusalOf(file, "a.png", 200 * 100 * 3 * 4 - 1);
        QVERIFY2(why.find("a.png is too large") == 0, why.c_str());
    }

    void everyRefusalNamesTheFile() {
        std::ofstream(place("empty.png"));
        std::ofstream(place("text.png")) << "this is no picture\n";
        std::filesystem::create_directory(place("folder.png"));
        ::mkfifo(place("pipe.png").c_str(), 0600);
        std::vector<std::string> seen;
        for (const char* name : {"empty.png", "text.png", "folder.png", "pipe.png", "missing.png"}) {
            const std::string why = refusalOfFile(place(name));
            QVERIFY2(why.find(name) != std::string::npos && why.ends_with('.'), why.c_str());
            QCOMPARE(std::count(why.begin(), why.end(), '\n'), 0);
            seen.push_back(why.substr(why.find(name) + std::string(name).size()));
        }
        std::sort(seen.begin(), seen.end());
        QVERIFY(std::unique(seen.begin(), seen.end()) == seen.end());
    }

    void contentCountsNotTheExtension() {
        const std::filesystem::path path = place("\xE5\x9B\xBE caf\xE9.png");
        write(place("a.jpg"), smooth({30, 20}), {});
        std::filesystem::rename(place("a.jpg"), path);
        const Image picture = read(path);
        QCOMPARE(picture.origin.format, Format::Jpeg);
        QCOMPARE(picture.origin.path, path);
        std::filesystem::remove(path);
    }

    void everyKindOfPng() {
        const Bytes palette{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120};
        for (const int bits : {1, 2, 4, 8}) {
            const Image picture = readBytes(plainPng({9, 3}, bits, 0, (9 * static_cast<std::size_t>(bits) + 7) / 8, 0xFF), "a");
            QCOMPARE(firstPixel(picture), (std::vector{255, 255, 255}));
            QVERIFY(picture.origin.grey);
        }
        QCOMPARE(firstPixel(readBytes(plainPng({9, 3}, 2, 3, 3, 0x55, {{"PLTE", palette}}), "a")), (std::vector{40, 50, 60}));
        QCOMPARE(firstPixel(readBytes(plainPng({9, 3}, 2, 3, 3, 0x55, {{"PLTE", palette}, {"tRNS", {1, 2, 3}}}), "a")),
                 (std::vector{40, 50, 60, 2}));
        QCOMPARE(firstPixel(readBytes(plainPng({2, 3}, 8, 4, 4, 7), "a")), (std::vector{7, 7, 7, 7}));
        QCOMPARE(firstPixel(readBytes(plainPng({2, 3}, 16, 0, 4, 7), "a")), (std::vector{0x707, 0x707, 0x707}));
        QCOMPARE(firstPixel(readBytes(plainPng({2, 3}, 16, 6, 16, 9), "a")), (std::vector{0x909, 0x909, 0x909, 0x909}));
        QCOMPARE(firstPixel(readBytes(plainPng({1, 1}, 8, 2, 3, 5), "a")), (std::vector{5, 5, 5}));
    }

    void gifShowsItsFirstFrame() {
        const Image picture = readBytes(smallGif(), "a.gif");
        QCOMPARE(picture.size(), (Size{4, 2}));
        QCOMPARE(picture.channels(), 4);
        QCOMPARE(picture.origin.multipleFrames, false);
        const std::uint8_t expected[]{255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0};
        for (const int y : {0, 1}) QVERIFY(std::equal(std::begin(expected), std::end(expected), picture.row(y)));
        Bytes twice = smallGif();
        const Bytes frame(twice.begin() + 25, twice.end());
        twice.pop_back();
        twice.insert(twice.end(), frame.begin(), frame.end());
        QVERIFY(readBytes(twice, "a.gif").origin.multipleFrames);
    }

    void tinyAndThinPicturesWork() {
        for (const Size size : {Size{1, 1}, Size{1, 3000}, Size{3000, 1}})
            for (const Format format : {Format::Png, Format::Jpeg, Format::WebP, Format::Tiff, Format::Bmp}) {
                const Image picture = readBytes(encode(pattern(size, 4, Depth::U8), {.format = format}), "a");
                QCOMPARE(picture.size(), size);
                QCOMPARE(picture.origin.format, format);
            }
    }

    void losslessFormatsKeepEveryPixel() {
        for (const int channels : {3, 4}) {
            const Image picture = pattern({53, 37}, channels, Depth::U8);
            for (const Format format : {Format::Png, Format::WebP, Format::Tiff, Format::Bmp}) {
                const Bytes file = encode(picture, {.format = format, .lossless = true});
                QVERIFY2(readBytes(file, "a").samePixels(picture), formatName(format));
            }
            const Image deep = pattern({300, 400}, channels, Depth::U16);
            QVERIFY(readBytes(encode(deep, {.format = Format::Tiff}), "a").samePixels(deep));
            QVERIFY(readBytes(encode(deep, {.format = Format::Bmp}), "a").samePixels(toDepth8(deep)));
        }
    }

    void tooLargeForTheFormatIsSaid() {
        try {
            encode(Image({16384, 1}, 3), {.format = Format::WebP});
            QFAIL("WebP took 16384 pixels");
        } catch (const Error& error) {
            QVERIFY(error.kind() == ErrorKind::Media);
            QVERIFY(error.message().english().find("16383") != std::string::npos);
        }
        QVERIFY_EXCEPTION_THROWN(encode(Image({1, 65501}, 3), {.format = Format::Jpeg}), Error);
        QVERIFY_EXCEPTION_THROWN(encode(Image(), {.format = Format::Png}), Error);
        QVERIFY_EXCEPTION_THROWN(write(place("a.xyz"), Image({1, 1}, 3), {}), Error);
        QVERIFY_EXCEPTION_THROWN(write(place("a.heic"), Image({1, 1}, 3), {}), Error);
    }

    void cutAndBentFilesNeverCrash_data() {
        QTest::addColumn<QByteArray>("file");
        const auto add = [](const char* name, const Bytes& file) {
            QTest::addRow("%s", name) << QByteArray(reinterpret_cast<const char*>(file.data()), qsizetype(file.size()));
        };
        Image picture = smooth({60, 40});
        picture.attachments.exif = cameraExif(6);
        for (const Format format : {Format::Png, Format::Jpeg, Format::WebP, Format::Tiff, Format::Bmp})
            add(formatName(format), encode(picture, {.format = format, .recipe = "{}"}));
        add("GIF", smallGif());
        add("EXIF", withExif(encode(smooth({16, 16}), {.format = Format::Jpeg}), cameraExif(6)));
    }
    void cutAndBentFilesNeverCrash() {
        QFETCH(QByteArray, file);
        const Bytes whole(file.begin(), file.end());
        const std::size_t step = std::max<std::size_t>(1, whole.size() / 200);
        for (std::size_t cut = 1; cut < whole.size(); cut += step) {
            const Bytes part(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut));
            QVERIFY2(survives(part), qPrintable(QString("cut at %1").arg(cut)));
        }
        std::mt19937 random(42);
        for (int round = 0; round < 400; ++round) {
            Bytes bent = whole;
            const std::size_t reach = round % 2 ? whole.size() : std::min<std::size_t>(whole.size(), 200);
            for (int flip = 0; flip <= round % 5; ++flip) bent[random() % reach] ^= static_cast<std::uint8_t>(1u << random() % 8);
            QVERIFY2(survives(bent), qPrintable(QString("round %1").arg(round)));
        }
    }
};

QTEST_APPLESS_MAIN(TestRead)
#include "tst_read.moc"
