// Which file of a published folder is opened, in every spelling the packages have used; what is missing is said.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/component_files.h"
#include "core/checkpoint/config_from_shapes.h"
#include "core/checkpoint/sharded_index.h"

using namespace tintype;
using namespace tintype::checkpoint;

namespace {

void write(const QString& path, const QByteArray& bytes = "x") {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

// A safetensors file with one byte under each name.
QByteArray tensors(const QStringList& names) {
    QByteArray header = "{";
    int place = 0;
    for (const QString& name : names) {
        header += (place ? "," : "") + QByteArray("\"") + name.toUtf8() + "\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[" +
                  QByteArray::number(place) + "," + QByteArray::number(place + 1) + "]}";
        ++place;
    }
    header += "}";
    QByteArray length(8, 0);
    for (int i = 0; i < 8; ++i) length[i] = char(quint64(header.size()) >> (8 * i));
    return length + header + QByteArray(place, 1);
}

}  // namespace

class TestComponentFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    std::filesystem::path folder() const { return m_root.filePath("unet").toStdString(); }

private Q_SLOTS:
    void init() { QVERIFY(QDir(m_root.path()).mkdir("unet")); }
    void cleanup() { QDir(m_root.filePath("unet")).removeRecursively(); }

    void theRightFileIsOpened_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("plain");
        QTest::addColumn<QString>("half");
        const QString d = "diffusion_pytorch_model";
        const auto row = [](const char* name, const QStringList& files, const QString& plain, const QString& half) {
            QTest::newRow(name) << files << plain << half;
        };
        row("published", {d + ".safetensors", d + ".bin", d + ".fp16.safetensors", d + ".fp16.bin"}, d + ".safetensors", d + ".fp16.safetensors");
        row("only bin", {d + ".bin"}, d + ".bin", d + ".bin");
        row("only half", {d + ".fp16.safetensors"}, d + ".fp16.safetensors", d + ".fp16.safetensors");
        row("half as bin beside plain safetensors", {d + ".fp16.bin", d + ".safetensors"}, d + ".safetensors", d + ".fp16.bin");
        row("transformers", {"model.safetensors", "pytorch_model.bin"}, "model.safetensors", "model.safetensors");
        row("transformers, bin only", {"pytorch_model.bin", "pytorch_model.fp16.bin"}, "pytorch_model.bin", "pytorch_model.fp16.bin");
        row("sharded", {d + ".safetensors.index.json", d + "-00001-of-00002.safetensors"}, d + ".safetensors.index.json", d + ".safetensors.index.json");
        row("sharded half, new style", {d + ".safetensors.index.fp16.json", d + ".fp16-00001-of-00002.safetensors"}, d + ".safetensors.index.fp16.json", d + ".safetensors.index.fp16.json");
        row("sharded half, old style", {d + ".safetensors.fp16.index.json", d + "-00001-of-00002.fp16.safetensors"}, d + ".safetensors.fp16.index.json", d + ".safetensors.fp16.index.json");
        row("sharded transformers", {"model.safetensors.index.json"}, "model.safetensors.index.json", "model.safetensors.index.json");
        row("sharded bin", {"pytorch_model.bin.index.json"}, "pytorch_model.bin.index.json", "pytorch_model.bin.index.json");
        row("whole before sharded", {d + ".safetensors.index.json", d + ".safetensors"}, d + ".safetensors", d + ".safetensors");
        row("another variant", {d + ".non_ema.safetensors"}, d + ".non_ema.safetensors", d + ".non_ema.safetensors");
        row("another variant comes last", {d + ".non_ema.safetensors", d + ".bin"}, d + ".bin", d + ".bin");
    }
    void theRightFileIsOpened() {
        QFETCH(QStringList, files);
        QFETCH(QString, plain);
        QFETCH(QString, half);
        for (const QString& file : files) write(m_root.filePath("unet/" + file));
        QCOMPARE(QString::fromStdString(componentFile(folder(), WantedVariant::Plain).file.filename()), plain);
        QCOMPARE(QString::fromStdString(componentFile(folder(), WantedVariant::Half).file.filename()), half);
    }

    void linksOfADownloadCacheAreFollowed() {
        write(m_root.filePath("blob"));
        QVERIFY(QFile::link(m_root.filePath("blob"), m_root.filePath("unet/model.safetensors")));
        QCOMPARE(componentFile(folder(), WantedVariant::Plain).file, folder() / "model.safetensors");
        QVERIFY(QFile::remove(m_root.filePath("blob")));
        QVERIFY(!findComponentFile(folder(), WantedVariant::Plain));
    }

    void whatIsMissingIsSaid() {
        const auto reason = [this] {
            try {
                componentFile(folder(), WantedVariant::Plain);
            } catch (const Error& error) {
                return error.kind() == ErrorKind::BadModel ? QString(error.what()) : QString();
            }
            return QString();
        };
        QVERIFY(reason().contains("holds no weights") && reason().contains("unet"));
        write(m_root.filePath("unet/model-00001-of-00002.safetensors"));
        QVERIFY(reason().contains("not their index"));
        QDir(m_root.filePath("unet")).removeRecursively();
        QVERIFY(reason().contains("is missing"));
        write(m_root.filePath("unet"));
        QVERIFY(reason().contains("is not a folder"));
        QFile::remove(m_root.filePath("unet"));
    }

    void shardsAreReadTogether() {
        write(m_root.filePath("unet/a.safetensors"), tensors({"x", "y"}));
        write(m_root.filePath("unet/b.safetensors"), tensors({"z"}));
        write(m_root.filePath("unet/m.index.json"), R"({"metadata":{},"weight_map":{"x":"a.safetensors","y":"a.safetensors","z":"b.safetensors"}})");
        QCOMPARE(readTensorFiles(folder() / "m.index.json").size(), std::size_t(2));
    }

    void hostileIndexesAreRefused_data() {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* name, const QByteArray& index, const char* reason) { QTest::newRow(name) << index << QString(reason); };
        row("above", R"({"weight_map":{"x":"../a.safetensors"}})", "outside its own folder");
        row("absolute", R"({"weight_map":{"x":"/etc/passwd"}})", "outside its own folder");
        row("below", R"({"weight_map":{"x":"deeper/a.safetensors"}})", "outside its own folder");
        row("itself", R"({"weight_map":{"x":"m.index.json"}})", "outside its own folder");
        row("the folder", R"({"weight_map":{"x":"."}})", "outside its own folder");
        row("no name", R"({"weight_map":{"x":""}})", "outside its own folder");
        row("zero byte", R"({"weight_map":{"x":"a\u0000b"}})", "outside its own folder");
        row("missing shard", R"({"weight_map":{"x":"a.safetensors","q":"c.safetensors"}})", "There is no file");
        row("absent tensor", R"({"weight_map":{"x":"a.safetensors","q":"a.safetensors"}})", "lacks the tensor \"q\"");
        row("cut shard", R"({"weight_map":{"x":"cut.safetensors"}})", "cut short");
        row("empty shard", R"({"weight_map":{"x":"empty.safetensors"}})", "is empty");
        row("folder as shard", R"({"weight_map":{"x":"folder"}})", "is not a regular file");
        row("loop of links", R"({"weight_map":{"x":"loop"}})", "cannot be opened");
        row("no map", R"({"metadata":{}})", "is not an index");
        row("empty map", R"({"weight_map":{}})", "is not an index");
        row("number", R"({"weight_map":{"x":1}})", "is not an index");
        row("list", R"({"weight_map":[]})", "is not an index");
        row("not JSON", "{\"weight_map\":", "not valid JSON");
        row("key twice", R"({"weight_map":{"x":"a.safetensors","x":"b.safetensors"}})", "appears twice");
        row("depth", QByteArray(100'000, '['), "nested too deeply");
        row("depth in the map", "{\"weight_map\":{\"x\":" + QByteArray("[").repeated(70) + QByteArray("]").repeated(70) + "}}", "nested too deeply");
    }
    void hostileIndexesAreRefused() {
        QFETCH(QByteArray, index);
        QFETCH(QString, reason);
        write(m_root.filePath("unet/a.safetensors"), tensors({"x"}));
        write(m_root.filePath("unet/cut.safetensors"), tensors({"x", "y"}).chopped(1));
        write(m_root.filePath("unet/empty.safetensors"), "");
        QVERIFY(QDir(m_root.filePath("unet")).mkdir("folder"));
        QVERIFY(QFile::link("loop", m_root.filePath("unet/loop")));
        write(m_root.filePath("unet/m.index.json"), index);
        try {
            readTensorFiles(folder() / "m.index.json");
            QFAIL("the index was accepted");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadModel);
            QVERIFY2(QString(error.what()).contains(reason), error.what());
        }
    }

    void aConfigurationThatContradictsTheWeightsIsRefused_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("reason");
        QTest::newRow("agrees") << QByteArray(R"({"in_channels":8,"block_out_channels":[32,64],"layers_per_block":1,"norm_num_groups":8,
            "attention_head_dim":4,"cross_attention_dim":16,"use_linear_projection":false})") << QString();
        QTest::newRow("silent") << QByteArray("{}") << QString();
        QTest::newRow("channels") << QByteArray(R"({"in_channels":4})") << "\"in_channels\" is [4], but the tensors of unet.safetensors say [8]";
        QTest::newRow("widths") << QByteArray(R"({"block_out_channels":[32,64,128]})") << "\"block_out_channels\" is [32,64,128]";
        QTest::newRow("layers") << QByteArray(R"({"layers_per_block":2})") << "\"layers_per_block\" is [2]";
        QTest::newRow("context") << QByteArray(R"({"cross_attention_dim":768})") << "\"cross_attention_dim\" is [768]";
        QTest::newRow("linear") << QByteArray(R"({"use_linear_projection":true})") << "\"use_linear_projection\" is true";
        QTest::newRow("groups") << QByteArray(R"({"norm_num_groups":24})") << "\"norm_num_groups\" is 24, which does not divide";
        QTest::newRow("no groups") << QByteArray(R"({"norm_num_groups":0})") << "\"norm_num_groups\" is 0, which does not divide";
        QTest::newRow("heads") << QByteArray(R"({"attention_head_dim":5})") << "\"attention_head_dim\" is 5, which does not divide";
        QTest::newRow("kind") << QByteArray(R"({"in_channels":"8"})") << "wrong kind";
    }
    void aConfigurationThatContradictsTheWeightsIsRefused() {
        QFETCH(QByteArray, config);
        QFETCH(QString, reason);
        const Shapes shapes{{"conv_in.weight", {32, 8, 3, 3}}, {"conv_out.weight", {4, 32, 3, 3}},
                            {"down_blocks.0.resnets.0.conv1.weight", {32, 32, 3, 3}}, {"down_blocks.1.resnets.0.conv1.weight", {64, 32, 3, 3}},
                            {"down_blocks.0.attentions.0.proj_in.weight", {32, 32, 1, 1}},
                            {"down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k.weight", {32, 16}}};
        try {
            checkConfig(ModelConfig::parse(config.toStdString(), "config.json"), shapes, ComponentKind::Unet, "unet.safetensors");
            QVERIFY2(reason.isEmpty(), "the configuration was accepted");
        } catch (const Error& error) {
            QVERIFY2(!reason.isEmpty() && QString(error.what()).contains(reason), error.what());
            QVERIFY2(QString(error.what()).contains("config.json"), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(TestComponentFiles)
#include "tst_component_files.moc"
