// One hostile graph for every rule of the reader, each refused with its own sentence; odd but legal graphs are read.
#include <QTest>
#include <cstring>

#include "core/base/error.h"
#include "core/checkpoint/graph_def.h"

using namespace tintype;
using namespace tintype::checkpoint;

namespace {

QByteArray varint(quint64 value) {
    QByteArray bytes;
    for (; value >= 0x80; value >>= 7) bytes.append(char(value | 0x80));
    return bytes.append(char(value));
}
QByteArray number(int field, quint64 value) { return varint(quint64(field) << 3) + varint(value); }
QByteArray message(int field, const QByteArray& bytes) { return varint(quint64(field) << 3 | 2) + varint(quint64(bytes.size())) + bytes; }
QByteArray real(int field, float value) {
    QByteArray bytes(4, 0);
    std::memcpy(bytes.data(), &value, 4);
    return varint(quint64(field) << 3 | 5) + bytes;
}
QByteArray node(const QByteArray& name, const QByteArray& op, const QByteArray& rest = {}) { return message(1, message(1, name) + message(2, op) + rest); }
QByteArray attribute(const QByteArray& key, const QByteArray& value) { return message(5, message(1, key) + message(2, value)); }
QByteArray shape(const QList<qint64>& sizes) {
    QByteArray bytes;
    for (const qint64 size : sizes) bytes += message(2, number(1, quint64(size)));
    return message(2, bytes);
}
// A Const node whose tensor is float32 and has this in its message.
QByteArray constant(const QByteArray& tensor) { return node("c", "Const", attribute("value", message(8, number(1, 1) + tensor))); }

GraphDef read(const QByteArray& bytes) {
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.constData());
    return GraphDef::read(MappedFile::fromBytes({data, std::size_t(bytes.size())}, "cartoon.pb"));
}

QList<float> values(const GraphDef& graph) {
    const GraphConstant& tensor = graph.find("c")->attribute("value", GraphAttribute::Kind::Tensor)->tensor;
    QList<float> result(tensor.elements());
    if (!result.isEmpty()) std::memcpy(result.data(), tensor.bytes().data(), tensor.bytes().size());
    return result;
}

}  // namespace

class TestGraphDef : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsNodesAndAttributes() {
        const QByteArray strides = message(1, message(3, varint(1) + varint(2)) + number(3, 7));  // packed and single
        const GraphDef graph = read(node("x", "Placeholder") + node("y", "Conv2D", message(3, "x:0") + message(3, "^x") + message(4, "/gpu:0") +
                                    attribute("padding", message(2, "SAME")) + attribute("strides", strides) + attribute("alpha", real(4, 0.25F)) +
                                    attribute("flag", number(5, 1)) + attribute("i", number(3, quint64(-3))) + attribute("T", number(6, 1))) + message(4, number(1, 27)));
        const GraphNode& conv = *graph.find("y");
        QCOMPARE(conv.op, "Conv2D");
        QCOMPARE(conv.inputs, std::vector<std::string>{"x"});
        QCOMPARE(conv.attribute("padding", GraphAttribute::Kind::Text)->text, "SAME");
        QCOMPARE(conv.attribute("strides", GraphAttribute::Kind::Integers)->integers, (std::vector<std::int64_t>{1, 2, 7}));
        QCOMPARE(conv.attribute("alpha", GraphAttribute::Kind::Real)->real, 0.25);
        QCOMPARE(conv.attribute("flag", GraphAttribute::Kind::Bool)->integer, 1);
        QCOMPARE(conv.attribute("i", GraphAttribute::Kind::Integer)->integer, -3);
        QVERIFY(!conv.attribute("i", GraphAttribute::Kind::Text));
        graph.expectOperators({"Placeholder", "Conv2D"});
        QVERIFY_EXCEPTION_THROWN(graph.expectOperators({"Placeholder"}), Error);
    }

    void constantsAreReadInEveryForm() {
        QCOMPARE(values(read(constant(shape({2}) + message(4, QByteArray::fromHex("0000803f000000c0"))))), (QList<float>{1, -2}));
        QCOMPARE(values(read(constant(shape({4}) + real(5, 3) + real(5, 4)))), (QList<float>{3, 4, 4, 4}));  // the last value repeats
        QCOMPARE(values(read(constant(shape({2}) + message(5, QByteArray::fromHex("0000803f000000c0"))))), (QList<float>{1, -2}));  // packed
        QCOMPARE(values(read(constant(shape({3})))), (QList<float>{0, 0, 0}));
        QCOMPARE(values(read(constant(real(5, 9)))), (QList<float>{9}));  // a scalar
        QCOMPARE(values(read(constant(shape({0, 3})))), QList<float>{});
    }

    void hostileGraphsAreRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("reason");
        const auto one = [](const char* name, const QByteArray& file, const char* reason) { QTest::newRow(name) << file << QString(reason); };
        one("no nodes", number(3, 1), "it has no operators");
        one("saved model", number(1, 1), "SavedModel");
        one("long varint", QByteArray(11, '\xff'), "longer than 10 bytes");
        one("varint without end", QByteArray(3, '\xff'), "has no end");
        one("fixed without end", QByteArray::fromHex("250000"), "has no end");
        one("length past the end", QByteArray::fromHex("0aff01aa"), "255 bytes are claimed at byte 0");
        one("length of 2^63", QByteArray::fromHex("0affffffffffffffff7f00"), "are claimed");
        one("group", QByteArray::fromHex("0b0c"), "unknown kind");
        one("field zero", QByteArray::fromHex("0200"), "no field 0");
        one("name as a number", message(1, number(1, 5)), "wrong kind");
        one("no name", message(1, message(2, "Const")), "no name");
        one("no kind", message(1, message(1, "a")), "no kind");
        one("long name", node(QByteArray(5000, 'n'), "Const"), "longer than 4096");
        one("functions", node("a", "Const") + message(2, message(1, "f")), "functions of its own");
        one("same name", node("a", "Const") + node("a", "Const"), "two operators named");
        one("unknown input", node("a", "Identity", message(3, "b")), "is not in the graph");
        one("itself", node("a", "Identity", message(3, "a")), "a loop at \"a\"");
        one("loop", node("a", "Identity", message(3, "b")) + node("b", "Identity", message(3, "a:0")), "a loop");
        one("attribute twice", node("a", "Const", attribute("k", number(3, 1)) + attribute("k", number(3, 1))), "an attribute twice");
        one("negative side", constant(shape({-1})), "negative side");
        one("shape overflow", constant(shape({1LL << 40, 1LL << 40})), "larger than any file");
        one("no shape", constant(message(2, number(3, 1))), "has no shape");
        one("rank 9", constant(shape({1, 1, 1, 1, 1, 1, 1, 1, 1})), "more than 8 dimensions");
        one("short content", constant(shape({3}) + message(4, QByteArray(8, 0))), "needs 12 bytes");
        one("long content", constant(shape({1}) + message(4, QByteArray(8, 0))), "needs 4 bytes");
        one("more values than elements", constant(shape({1}) + real(5, 1) + real(5, 2)), "more values");
        one("values from nothing", constant(shape({100'000'000}) + real(5, 1)), "not in the file");
        one("odd packed floats", constant(shape({2}) + message(5, QByteArray(7, 0))), "has no end");
        QByteArray inputs, attributes, listed;
        for (int i = 0; i < 1001; ++i) inputs += message(3, "a"), listed += number(3, 1);
        for (int i = 0; i < 101; ++i) attributes += attribute(QByteArray::number(i), number(3, 1));
        one("1001 inputs", node("a", "Const") + node("b", "AddN", inputs), "more than 1000 inputs");
        one("101 attributes", node("a", "Const", attributes), "more than 100 attributes");
        one("long list", node("a", "Const", attribute("l", message(1, listed))), "more than 1000 values");
    }
    void hostileGraphsAreRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QString, reason);
        try {
            read(file);
            QFAIL("the file was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
            QVERIFY2(QString(error.what()).contains("cartoon.pb"), error.what());
        }
    }

    void tooManyNodesAreRefused() {
        QByteArray bytes;
        for (int i = 0; i <= 100'000; ++i) bytes += node(QByteArray::number(i), "NoOp");
        QVERIFY_EXCEPTION_THROWN(read(bytes), Error);
    }

    // Cut anywhere, a graph is either refused or a shorter legal one (the format has no end mark); never more.
    void everyTruncationIsSurvived() {
        const QByteArray whole = node("x", "Placeholder") + constant(shape({4}) + real(5, 3)) + node("y", "Identity", message(3, "c"));
        for (int size = 0; size < whole.size(); ++size) try {
                QVERIFY(read(whole.left(size)).nodes().size() < 3);
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::BadModel);
            }
    }
};

QTEST_APPLESS_MAIN(TestGraphDef)
#include "tst_graph_def.moc"
