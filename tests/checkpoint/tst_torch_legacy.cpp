// PyTorch files from before 1.6: four pickles and the data one after the other; each lie about the data is refused.
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/tensor_file.h"
#include "tests/support/pickle_bytes.h"

using namespace tintype;
using namespace tintype::checkpoint;
using tests::Bytes;
using tests::PickleBytes;

Q_DECLARE_METATYPE(Bytes)

namespace {

// ("storage", torch.FloatStorage, key, "cpu", elements, view)
PickleBytes& storage(PickleBytes& pickle, const std::string& key, std::int64_t elements, const std::string& type, const std::string& view) {
    return pickle.raw("(").text("storage").global("torch", type).text(key).text("cpu").integer(elements).raw(view + "tQ");
}

struct Parts {
    std::string endian = "\x88";
    std::int64_t elements = 2;
    std::string view = "N";
    std::vector<std::string> keys{"7"};
    std::uint64_t counted = 2;
    Bytes data = Bytes(8);
    Bytes rest{};
    std::string secondType{};
};

Bytes file(const Parts& parts) {
    Bytes bytes{0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e, 0x80, 0x02, 0x4d, 0xe9, 0x03, 0x2e};
    const auto add = [&bytes](const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); };
    add(PickleBytes().raw("}").text("little_endian").raw(parts.endian + "s").stop());
    PickleBytes object;
    object.raw("}").text("w").global("torch._utils", "_rebuild_tensor_v2").raw("(");
    storage(object, "7", parts.elements, "FloatStorage", parts.view).integer(0).integers({2}).integers({1}).raw("\x89}tRs");
    if (!parts.secondType.empty()) {
        object.text("v").global("torch._utils", "_rebuild_tensor_v2").raw("(");
        storage(object, "7", parts.elements, parts.secondType, "N").integer(0).integers({2}).integers({1}).raw("\x89}tRs");
    }
    add(object.stop());
    PickleBytes keys;
    keys.raw("](");
    for (const std::string& key : parts.keys) keys.text(key);
    add(keys.raw("e").stop());
    for (std::size_t i = 0; i < parts.keys.size(); ++i) {
        for (int b = 0; b < 8; ++b) bytes.push_back(std::uint8_t(parts.counted >> (8 * b)));
        add(parts.data);
    }
    add(parts.rest);
    return bytes;
}

TensorFile read(const Bytes& bytes) { return readTensorFile(MappedFile::fromBytes(bytes, "old.pth")); }

}  // namespace

class TestTorchLegacy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPyTorchWrote() {
        const TensorFile found = read(file({}));
        QCOMPARE(found.format, FileFormat::TorchLegacy);
        QCOMPARE(found.tensors.at("w").offset + 8, found.file->size());
    }

    void aSliceOfAStorageIsFound() {
        Parts parts;
        parts.elements = 6;
        parts.counted = 6;
        parts.data = Bytes(24);
        const Bytes encoded = PickleBytes().raw("(").text("9").integer(4).integer(2).raw("t").stop();
        parts.view = std::string(encoded.begin() + 2, encoded.end() - 1);
        const TensorFile found = read(file(parts));
        QCOMPARE(found.tensors.at("w").offset + 8, found.file->size());
    }

    void everyTruncationIsRefused() {
        const Bytes whole = file({});
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY_THROWS_EXCEPTION(Error, read(Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(size))));
    }

    void liesAreRefused_data() {
        QTest::addColumn<Bytes>("bytes");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const Parts& parts, const char* reason) { QTest::newRow(name) << file(parts) << QString(reason); };
        row("big-endian", {.endian = "\x89"}, "big-endian");
        row("fewer elements than the object says", {.elements = 3, .data = Bytes(8)}, "shorter than its tensors say");
        row("impossible size", {.counted = std::uint64_t(1) << 63}, "impossible size");
        row("size past the end", {.counted = 1000}, "ends at byte");
        row("key missing", {.keys = {}}, "is missing");
        row("unknown key", {.keys = {"8"}}, "no tensor uses");
        row("key twice", {.keys = {"7", "7"}}, "twice");
        row("bytes behind the end", {.rest = {1, 2}}, "belong to no tensor");
        row("two types", {.secondType = "IntStorage"}, "used with two types");
        Bytes version = file({});
        version[18] = 0xe8;
        QTest::newRow("unknown version") << version << QString("unknown version");
    }
    void liesAreRefused() {
        QFETCH(Bytes, bytes);
        QFETCH(QString, reason);
        try {
            read(bytes);
            QFAIL("the file was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason) && QString(error.what()).contains("old.pth"), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(TestTorchLegacy)
#include "tst_torch_legacy.moc"
