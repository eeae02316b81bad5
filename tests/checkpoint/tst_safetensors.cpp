// One hostile file for every rule of the format, each refused with its own sentence; odd but legal files are read.
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"

using namespace tintype;
using namespace tintype::checkpoint;

namespace {

QByteArray fileOf(const QByteArray& header, const QByteArray& data, qint64 claimed = -1) {
    QByteArray length(8, 0);
    const quint64 size = claimed < 0 ? quint64(header.size()) : quint64(claimed);
    for (int i = 0; i < 8; ++i) length[i] = char(size >> (8 * i));
    return length + header + data;
}

TensorFile read(const QByteArray& bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.constData());
    return readTensorFile(MappedFile::fromBytes({data, std::size_t(bytes.size())}, "model.safetensors"));
}

const QByteArray kTwoFloats = QByteArray::fromHex("0000803f000000c0");

}  // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheSmallestFile() {
        const Checkpoint checkpoint = Checkpoint::of(read(fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  )", kTwoFloats)));
        QCOMPARE(checkpoint.tensor("a")[1].item<float>(), -2.0F);
        QVERIFY(checkpoint.unread().empty());
    }

    void oddButLegalFilesAreRead_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("data");
        QTest::newRow("scalar") << QByteArray(R"({"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}})") << QByteArray(4, 0);
        QTest::newRow("empty tensor") << QByteArray(R"({"a":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]}})") << QByteArray();
        QTest::newRow("metadata") << QByteArray(R"({"__metadata__":{"format":"pt"},"a":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}})") << QByteArray(1, 0);
        QTest::newRow("float8") << QByteArray(R"({"a":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}})") << QByteArray(2, 0);
        QTest::newRow("nothing but metadata") << QByteArray(R"({"__metadata__":{"a":"b"},"x":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})") << QByteArray();
        QTest::newRow("empty beside huge sides") << QByteArray(R"({"a":{"dtype":"U8","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}})") << QByteArray();
        QTest::newRow("other order") << QByteArray(R"({"b":{"data_offsets":[1,2],"shape":[1],"dtype":"U8"},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})") << QByteArray(2, 0);
    }
    void oddButLegalFilesAreRead() {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, data);
        QVERIFY(!read(fileOf(header, data)).tensors.empty());
    }

    void hostileFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("reason");
        const auto one = [](const char* name, const char* header, const QByteArray& data, const char* reason) {
            QTest::newRow(name) << fileOf(header, data) << QString(reason);
        };
        QTest::newRow("header past the end") << fileOf(R"({"a":1})", {}, 1000) << "its header is longer than the file";
        QTest::newRow("huge header") << fileOf(R"({"a":1})", {}, 100'000'001) << "claims a header of";
        one("not json", R"({"a":)", {}, "not valid JSON");
        one("twice", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})", {}, "appears twice");
        one("key twice", R"({"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}})", {}, "appears twice");
        one("unknown type", R"({"a":{"dtype":"F4","shape":[0],"data_offsets":[0,0]}})", {}, "not supported");
        one("missing field", R"({"a":{"dtype":"F32","shape":[0]}})", {}, "lacks its");
        one("float offset", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0.0]}})", {}, "non-negative integer");
        one("negative shape", R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}})", {}, "non-negative integer");
        one("three offsets", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0,0]}})", {}, "exactly two");
        one("backwards", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", QByteArray(1, 0), "ends before it begins");
        one("shape overflow", R"({"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", {}, "larger than any file");
        one("too few bytes", R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", kTwoFloats, "needs 12 bytes");
        one("overlap", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})", QByteArray(3, 0), "overlaps");
        one("hole", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", QByteArray(2, 0), "belong to no tensor");
        one("rest", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", QByteArray(9, 0), "belong to no tensor");
        one("cut short", R"({"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}})", QByteArray(8, 0), "cut short");
        one("rank 9", R"({"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}})", QByteArray(1, 0), "more than 8 dimensions");
        one("metadata number", R"({"__metadata__":{"a":1}})", {}, "wrong kind");
        one("nested", R"({"a":{"dtype":{"x":1}}})", {}, "an object where none may be");
        one("array in array", R"({"a":{"shape":[[1]]}})", {}, "wrong kind");
        one("value at the top", R"({"a":"x"})", {}, "wrong kind");
        one("field that is not known", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"more":"x"}})", {}, "wrong kind");
        one("empty tensor inside another", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[0],"data_offsets":[1,1]}})", QByteArray(2, 0), "overlaps");
        one("offset past 64 bits", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,18446744073709551616]}})", {}, "non-negative integer");
        one("exponent", R"({"a":{"dtype":"U8","shape":[1e0],"data_offsets":[0,1]}})", QByteArray(1, 0), "non-negative integer");
        one("offsets at the end of 64 bits", R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[18446744073709551614,18446744073709551615]}})", {}, "belong to no tensor");
        one("two documents", R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}{})", {}, "not valid JSON");
        one("metadata as a list", R"({"__metadata__":["x"]})", {}, "wrong kind");
        one("metadata in metadata", R"({"__metadata__":{"a":{"b":"c"}}})", {}, "an object where none may be");
        QTest::newRow("depth bomb") << fileOf("{\"a\":" + QByteArray(200'000, '['), {}) << "wrong kind";
        QTest::newRow("depth bomb of objects") << fileOf(QByteArray("{\"a\":").repeated(100'000), {}) << "an object where none may be";
        QTest::newRow("long name") << fileOf("{\"" + QByteArray(5000, 'x') + "\":{}}", {}) << "longer than 4096 bytes";
        QByteArray many = "{";
        for (int i = 0; i < 100'002; ++i) many += (i ? ",\"" : "\"") + QByteArray::number(i) + "\":{}";
        QTest::newRow("many tensors") << fileOf(many + "}", {}) << "more than 100000 tensors";
        QTest::newRow("space in front") << fileOf(" {}", {}) << "is not a model file";
        one("zero byte in a name", R"({"a\u0000b":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})", {}, "zero byte");
        one("invalid UTF-8", "{\"a\xff\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", {}, "not valid JSON");
    }
    void hostileFilesAreRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QString, reason);
        try {
            read(file);
            QFAIL("the file was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
            QVERIFY2(QString(error.what()).contains("model.safetensors"), error.what());
        }
    }

    void everyTruncationIsRefused() {
        const QByteArray whole = fileOf(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  )", kTwoFloats);
        for (int size = 0; size < whole.size(); ++size) QVERIFY_EXCEPTION_THROWN(read(whole.left(size)), Error);
    }
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
