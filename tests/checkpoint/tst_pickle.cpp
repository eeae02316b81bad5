// Pickles are data: hostile ones are refused by name, unknown classes stay inert, tensors come out as strided views.
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/pickle.h"

using namespace tintype;
using namespace tintype::checkpoint;

namespace {

Pickle read(const QByteArray& bytes) {
    return readPickle({reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())}, "model.ckpt");
}

QString reasonOf(const QByteArray& bytes) {
    try {
        read(bytes);
    } catch (const Error& error) {
        return error.kind() == ErrorKind::BadModel ? QString(error.what()) : QString();
    }
    return {};
}

// torch.save({'w': tensor([1, -2])}), its data.pkl, byte by byte as PyTorch writes it.
const QByteArray kSaved = QByteArray::fromHex(
    "80027d7100580100000077710163746f7263682e5f7574696c730a5f72656275696c645f74656e736f725f76320a71022828580700000073746f72616765"
    "710363746f7263680a466c6f617453746f726167650a71045801000000307105580300000063707571064b02747107514b004b028571084b018571098963"
    "636f6c6c656374696f6e730a4f726465726564446963740a710a2952710b74710c52710d732e");

}  // namespace

class TestPickle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPyTorchWrites() {
        const Pickle pickle = read(kSaved);
        QCOMPARE(pickle.root->kind, Node::Kind::Dict);
        QCOMPARE(pickle.root->items.at(0)->text, std::string("w"));
        const PickledTensor& tensor = pickle.root->items.at(1)->tensor;
        QCOMPARE(tensor.sizes, (std::vector<std::int64_t>{2}));
        QCOMPARE(tensor.storage.key, std::string("0"));
        QCOMPARE(pickle.consumed, std::size_t(kSaved.size()));
        QVERIFY(pickle.inertClasses.empty());
    }

    void everyTruncationIsRefused() {
        for (int size = 0; size < kSaved.size(); ++size) QVERIFY(!reasonOf(kSaved.left(size)).isEmpty());
    }

    void programsInDisguiseAreRefusedByName_data() {
        QTest::addColumn<QByteArray>("global");
        for (const char* name : {"os\nsystem", "posix\nsystem", "nt\nsystem", "subprocess\nPopen", "builtins\neval", "builtins\nexec",
                                 "__builtin__\ngetattr", "runpy\nrun_path", "importlib\nimport_module", "socket\nsocket", "shutil\nrmtree",
                                 "operator\nattrgetter", "marshal\nloads", "pty\nspawn", "_posixsubprocess\nfork_exec"})
            QTest::newRow(name) << QByteArray(name);
    }
    void programsInDisguiseAreRefusedByName() {
        QFETCH(QByteArray, global);
        const QByteArray attack = QByteArray("\x80\x02" "c") + global + "\n" + QByteArray("X\x02\x00\x00\x00ls\x85R.", 11);
        const QString reason = reasonOf(attack);
        QVERIFY2(reason.contains(QString::fromLatin1(global).replace('\n', '.')), qPrintable(reason));
        QVERIFY(reason.contains("Nothing in it was run"));
    }

    void unknownClassesStayInert() {
        // A Lightning-like argparse.Namespace() with a state, then STOP.
        const Pickle pickle = read(QByteArray("\x80\x02" "cargparse\nNamespace\n)\x81}X\x01\x00\x00\x00kK\x01sb.", 36));
        QCOMPARE(pickle.root->kind, Node::Kind::Object);
        QCOMPARE(pickle.inertClasses, (std::vector<std::string>{"argparse.Namespace"}));
    }

    void brokenMachinesAreRefused_data() {
        QTest::addColumn<QByteArray>("pickle");
        const auto row = [](const char* name, const char* bytes, int size) { QTest::newRow(name) << QByteArray(bytes, size); };
        row("empty", "", 0);
        row("stop on an empty stack", "\x80\x02.", 3);
        row("two values left", "\x80\x02NN.", 5);
        row("tuple without a mark", "\x80\x02t.", 4);
        row("unset memo", "\x80\x02h\x05.", 5);
        row("set an item of a number", "\x80\x02K\x01K\x02K\x03s.", 10);
        row("append to a tuple", "\x80\x02)Na.", 6);
        row("build a number", "\x80\x02K\x01}b.", 7);
        row("call a number", "\x80\x02K\x01)R.", 7);
        row("odd items", "\x80\x02}(Nu.", 7);
        row("forbidden opcode", "\x80\x02Np.", 5);
        row("protocol 9", "\x80\x09N.", 4);
        row("huge text", "\x80\x02X\xff\xff\xff\xff.", 8);
        row("long integer", "\x80\x02\x8a\xff.", 5);
        row("open mark", "\x80\x02(N.", 5);
        row("pop below a mark", "\x80\x02N(0.", 6);
        row("unknown reference", "\x80\x02NQ.", 5);
    }
    void brokenMachinesAreRefused() {
        QFETCH(QByteArray, pickle);
        QVERIFY(reasonOf(pickle).contains("model.ckpt"));
    }

    void billionLaughsStaySmall() {
        // Each tuple holds the one before twice: shared, never copied.
        QByteArray laughs("\x80\x02)q\x00", 5);
        for (int i = 0; i < 200; ++i) laughs += QByteArray("h\x00h\x00\x86q\x00", 7);
        const Pickle pickle = read(laughs.mid(0, 5) + "0" + laughs.mid(5).replace(QByteArray("q\x00", 2), QByteArray("q\x00" "0", 3)) + QByteArray("h\x00.", 3));
        QVERIFY(pickle.nodes.size() < 1000);
    }

    // Cheap bytes that ask for much memory: each is stopped by a count, long before it is taken.
    void memoBombsAreRefused_data() {
        QTest::addColumn<QByteArray>("pickle");
        const QByteArray start("\x80\x02", 2);
        // A list of 1,000 values as torch.Size, again and again: each call would copy it.
        QByteArray copies = start + "(" + QByteArray(1000, 'N') + QByteArray("tq\x00" "0", 4) + "ctorch\nSize\n" + QByteArray("q\x01" "0", 3) + "](";
        for (int i = 0; i < 5000; ++i) copies += QByteArray("h\x01h\x00\x85R", 6);
        QTest::newRow("copied lists") << copies + "e.";
        QByteArray grown = start + "]" + QByteArray("q\x00", 2) + "(" + QByteArray(1000, 'N') + QByteArray("tq\x01" "0", 4);
        QByteArray thousand = "(";
        for (int i = 0; i < 1000; ++i) thousand += QByteArray("h\x01", 2);
        for (int i = 0; i < 5000; ++i) grown += thousand + "e";
        QTest::newRow("long lists") << grown + ".";
        QTest::newRow("many values") << start + "(" + QByteArray(1'100'000, 'N') + "t.";
        QTest::newRow("many marks") << start + QByteArray(1'100'000, '(') + "N.";
        QTest::newRow("long class") << start + "cm\n" + QByteArray(600, 'x') + "\n.";
        QTest::newRow("long class from texts") << start + QByteArray("X\x00\x10\x00\x00", 5) + QByteArray(4096, 'x') + QByteArray("q\x00h\x00\x93.", 6);
        QTest::newRow("endless line") << start + "c" + QByteArray(2000, 'x');
    }
    void memoBombsAreRefused() {
        QFETCH(QByteArray, pickle);
        QVERIFY(!reasonOf(pickle).isEmpty());
    }

    void deepTuplesCostNoStack() {
        const Pickle pickle = read(QByteArray("\x80\x02)", 3) + QByteArray(500'000, '\x85') + ".");
        QCOMPARE(pickle.nodes.size(), std::size_t(500'001));
    }

    void programsInOtherClothesAreRefused_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const char* bytes, int size, const char* reason) { QTest::newRow(name) << QByteArray(bytes, size) << QString(reason); };
        row("by two texts", "\x80\x04\x8c\x02os\x8c\x06system\x93.", 16, "os.system");
        row("INST", "\x80\x02(ios\nsystem\n.", 15, "0x69");
        row("OBJ", "\x80\x02(Noo.", 7, "0x6f");
        row("EXT1", "\x80\x02\x82\x01.", 5, "0x82");
        row("NEWOBJ_EX", "\x80\x02N))\x92.", 7, "0x92");
        row("DUP", "\x80\x02N2.", 5, "0x32");
        row("whole module", "\x80\x02(X\x06\x00\x00\x00moduleNNNtQ.", 20, "whole pickled program module");
        row("BUILD on a class", "\x80\x02" "ctorch\nSize\n}b.", 17, "gives a state");
    }
    void programsInOtherClothesAreRefused() {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, reason);
        QVERIFY2(reasonOf(pickle).contains(reason), qPrintable(reasonOf(pickle)));
    }

    void viewsOutsideTheirStorageAreRefused() {
        QByteArray tooLong = kSaved;
        // The size (2,) becomes (3,): one element more than the storage has.
        const int at = int(tooLong.indexOf(QByteArray::fromHex("4b0028")) >= 0 ? 0 : tooLong.indexOf(QByteArray::fromHex("4b004b02857108")));
        QVERIFY(at > 0);
        tooLong[at + 3] = 3;
        QVERIFY(reasonOf(tooLong).contains("outside its storage"));
    }
};

QTEST_APPLESS_MAIN(TestPickle)
#include "tst_pickle.moc"
