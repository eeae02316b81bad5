// PyTorch's archives: what torch.save writes is read; each rule for the archive around it refuses its hostile file.
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/tensor_file.h"
#include "tests/support/pickle_bytes.h"
#include "tests/support/stored_zip.h"

using namespace tintype;
using namespace tintype::checkpoint;
using tests::Bytes;
using tests::onePickledTensor;
using tests::PickleBytes;
using tests::StoredZip;

Q_DECLARE_METATYPE(Bytes)

namespace {

const Bytes kTwoFloats{0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0};

TensorFile read(const Bytes& bytes) { return readTensorFile(MappedFile::fromBytes(bytes, "model.pt")); }

Bytes archive(const Bytes& pickle, const Bytes& data = kTwoFloats) {
    StoredZip zip;
    zip.add("archive/data.pkl", pickle);
    zip.add("archive/data/0", data);
    zip.add("archive/version", {'3', '\n'});
    return zip.bytes();
}

Bytes with(const std::vector<std::pair<std::string, Bytes>>& more) {
    StoredZip zip;
    zip.add("archive/data.pkl", onePickledTensor());
    zip.add("archive/data/0", kTwoFloats);
    for (const auto& [name, bytes] : more) zip.add(name, bytes);
    return zip.bytes();
}

std::size_t find(const Bytes& bytes, std::uint32_t mark, int occurrence = 0) {
    const Bytes wanted{std::uint8_t(mark), std::uint8_t(mark >> 8), std::uint8_t(mark >> 16), std::uint8_t(mark >> 24)};
    auto place = bytes.begin();
    for (int i = 0;; ++i, ++place) {
        place = std::search(place, bytes.end(), wanted.begin(), wanted.end());
        if (i == occurrence || place == bytes.end()) return std::size_t(place - bytes.begin());
    }
}

constexpr std::uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;

// The archive with one number changed, `offset` bytes behind the n-th record of a kind.
Bytes changed(Bytes bytes, std::uint32_t mark, int n, std::size_t offset, std::uint64_t value, int width) {
    const std::size_t place = find(bytes, mark, n) + offset;
    for (int i = 0; i < width; ++i) bytes.at(place + std::size_t(i)) = std::uint8_t(value >> (8 * i));
    return bytes;
}

}  // namespace

class TestTorchZip : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPyTorchWrites() {
        const TensorFile file = read(archive(onePickledTensor()));
        QCOMPARE(file.format, FileFormat::TorchZip);
        const StoredTensor& tensor = file.tensors.at("w");
        QCOMPARE(file.file->data()[tensor.offset + 2], std::uint8_t(0x80));
        QCOMPARE(tensor.span(), std::uint64_t(8));
    }

    void viewsShareTheirStorage() {
        const Bytes pickle = PickleBytes().raw("}").text("whole").tensor("0", 6, {0, {2, 3}, {3, 1}}).raw("s").text("turned").tensor("0", 6, {0, {3, 2}, {1, 3}})
                                 .raw("s").text("part").tensor("0", 6, {4, {2}, {1}}).raw("s").stop();
        const TensorFile file = read(archive(pickle, Bytes(24)));
        QVERIFY(file.tensors.at("whole").contiguous());
        QVERIFY(!file.tensors.at("turned").contiguous());
        QCOMPARE(file.tensors.at("part").offset, file.tensors.at("whole").offset + 16);
    }

    void scriptsAreReadAsData() {
        StoredZip zip;
        const Bytes pickle = PickleBytes().global("__torch__", "Net").raw(")\x81}").text("w").tensor("0", 2, {}).raw("sb").stop();
        zip.add("net/data.pkl", pickle);
        zip.add("net/constants.pkl", {0x80, 2, ')', '.'});
        zip.add("net/data/0", kTwoFloats);
        zip.add("net/code/__torch__.py", {'i', 'm', 'p', 'o', 'r', 't', ' ', 'o', 's'});
        const TensorFile file = read(zip.bytes());
        QCOMPARE(file.format, FileFormat::TorchScript);
        QCOMPARE(file.tensors.count("w"), std::size_t(1));
    }

    void everyTruncationIsRefused() {
        const Bytes whole = archive(onePickledTensor());
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY_THROWS_EXCEPTION(Error, read(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(size))));
    }

    void hostileArchivesAreRefused_data() {
        QTest::addColumn<Bytes>("file");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const Bytes& file, const char* reason) { QTest::newRow(name) << file << QString(reason); };
        const Bytes good = archive(onePickledTensor());
        Bytes junk = good;
        junk.insert(junk.end(), {1, 2, 3});
        row("bytes behind the end", junk, "has no end");
        row("comment longer than the file", changed(good, kEnd, 0, 20, 5, 2), "has no end");
        row("several disks", changed(good, kEnd, 0, 4, 1, 2), "several parts");
        row("entry on another disk", changed(good, kCentral, 1, 34, 1, 2), "several parts");
        row("fewer entries than counted", changed(good, kEnd, 0, 10, 9, 2), "directory is damaged");
        row("more entries than counted", changed(good, kEnd, 0, 10, 1, 2), "another length");
        row("directory elsewhere", changed(good, kEnd, 0, 16, 3, 4), "not where it should be");
        row("encrypted", changed(good, kCentral, 1, 8, 1, 2), "is encrypted");
        row("strongly encrypted", changed(good, kCentral, 1, 8, 0x40, 2), "is encrypted");
        row("unknown compression", changed(good, kCentral, 1, 10, 12, 2), "unknown way");
        row("method differs", changed(good, kLocal, 1, 8, 8, 2), "two different ways");
        row("size differs", changed(good, kLocal, 1, 18, 4, 4), "two different ways");
        row("name differs", changed(good, kLocal, 1, 30, 'b', 1), "two different ways");
        row("checksum differs", changed(good, kLocal, 1, 14, 1, 4), "two different ways");
        row("no local header", changed(good, kCentral, 1, 42, 3, 4), "not where the archive's directory says");
        row("two sizes", changed(good, kCentral, 1, 24, 4, 4), "has two sizes");
        row("pickle with a wrong checksum", changed(changed(good, kCentral, 0, 16, 7, 4), kLocal, 0, 14, 7, 4), "wrong checksum");
        row("compressed pickle", changed(changed(good, kCentral, 0, 10, 8, 2), kLocal, 0, 8, 8, 2), "is compressed");
        row("compressed data", changed(changed(good, kCentral, 1, 10, 8, 2), kLocal, 1, 8, 8, 2), "is compressed");
        const Bytes deflated = changed(changed(good, kCentral, 1, 10, 8, 2), kLocal, 1, 8, 8, 2);
        row("bomb", changed(deflated, kCentral, 1, 24, 1'000'000'000, 4), "ZIP bomb");
        row("overlap", changed(changed(changed(good, kCentral, 1, 20, 12, 4), kCentral, 1, 24, 12, 4), kLocal, 1, 18, 12, 4), "overlap");
        row("past the end", changed(changed(changed(good, kCentral, 2, 20, 9999, 4), kCentral, 2, 24, 9999, 4), kLocal, 2, 18, 9999, 4), "does not fit");
        row("absolute name", with({{"/archive/x", {}}}), "unsafe name");
        row("name above", with({{"archive/../x", {}}}), "unsafe name");
        row("zero byte in a name", with({{std::string("archive/a\0b", 11), {}}}), "unsafe name");
        row("backslash", with({{"archive\\x", {}}}), "unsafe name");
        row("not UTF-8", with({{"archive/\xff", {}}}), "unsafe name");
        row("twice", with({{"archive/DATA.PKL", {}}}), "twice");
        row("outside the folder", with({{"other/x", {}}}), "outside the folder");
        row("two pickles", with({{"other/data.pkl", onePickledTensor()}}), "two data.pkl");
        row("big-endian", with({{"archive/byteorder", {'b', 'i', 'g'}}}), "big-endian");
        StoredZip plain;
        plain.add("readme.txt", {'x'});
        row("no model", plain.bytes(), "not one that PyTorch saved");
        StoredZip old;
        old.add("net/model.json", {'{', '}'});
        row("old script", old.bytes(), "older than PyTorch 1.4");
        StoredZip dataless;
        dataless.add("archive/data.pkl", onePickledTensor());
        row("data missing", dataless.bytes(), "the data \"0\" is missing");
        row("data too short", archive(onePickledTensor(), Bytes(4)), "shorter than its tensors say");
        row("data too long", archive(onePickledTensor(), Bytes(16)), "longer than its tensors say");
        const Bytes twoTypes = PickleBytes().raw("}").text("a").tensor("0", 2, {}).raw("s").text("b").tensor("0", 2, {}, "IntStorage").raw("s").stop();
        row("two types", archive(twoTypes), "used with two types");
        row("storage overflow", archive(onePickledTensor({}, (std::int64_t(1) << 62) + 2)), "shorter than its tensors say");
        row("no tensors", archive(PickleBytes().raw("}").stop()), "holds no tensors");
        Bytes tar(600);
        std::copy_n("ustar", 5, tar.begin() + 257);
        row("old tar", tar, "old tar format");
        row("something else", Bytes(600, 'x'), "is not a model file");
    }
    void hostileArchivesAreRefused() {
        QFETCH(Bytes, file);
        QFETCH(QString, reason);
        try {
            read(file);
            QFAIL("the file was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
            QVERIFY2(QString(error.what()).contains("model.pt"), error.what());
        }
    }

    void viewsOutsideTheirStorageAreRefused_data() {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<std::vector<std::int64_t>>("sizes");
        QTest::addColumn<std::vector<std::int64_t>>("strides");
        using Numbers = std::vector<std::int64_t>;
        constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
        const auto row = [](const char* name, qint64 offset, const Numbers& sizes, const Numbers& strides) { QTest::newRow(name) << offset << sizes << strides; };
        row("one too many", 0, {3}, {1});
        row("offset", 1, {2}, {1});
        row("negative offset", -1, {1}, {1});
        row("stride", 0, {2}, {2});
        row("negative stride", 1, {2}, {-1});
        row("negative size", 0, {-1}, {1});
        row("more strides than sizes", 0, {2}, {1, 1});
        row("nine dimensions", 0, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1});
        row("size overflow", 0, {kHuge, kHuge}, {0, 0});
        row("stride overflow", 0, {2, 2}, {kHuge, kHuge});
        row("expanded to a terabyte", 0, {std::int64_t(1) << 38}, {0});
        row("offset overflow", kHuge, {2}, {1});
    }
    void viewsOutsideTheirStorageAreRefused() {
        QFETCH(qint64, offset);
        QFETCH(std::vector<std::int64_t>, sizes);
        QFETCH(std::vector<std::int64_t>, strides);
        QVERIFY_THROWS_EXCEPTION(Error, read(archive(onePickledTensor({offset, sizes, strides}))));
    }
};

QTEST_APPLESS_MAIN(TestTorchZip)
#include "tst_torch_zip.moc"
