// Published models are known by their tensors' names and shapes, whatever their files are called.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/vault/recognise.h"
#include "tests/support/sparse_model.h"

using namespace tintype;
using namespace tintype::vault;
using tests::NamedShape;
using Tensors = std::vector<NamedShape>;

Q_DECLARE_METATYPE(Tensors)

namespace {

std::string s(std::int64_t number) { return std::to_string(number); }

Tensors gpen(int size, const std::string& prefix = "") {
    Tensors tensors{{prefix + "generator.input.input", {1, 512, 4, 4}}, {prefix + "final_linear.0.weight", {512, 8192}}, {prefix + "ecd0.0.0.weight", {64, 3, 1, 1}}};
    for (int i = 1; (8 << i) <= 2 * size; ++i) tensors.push_back({prefix + "ecd" + s(i) + ".0.1.weight", {512, 512, 3, 3}});
    return tensors;
}

Tensors lama(const std::string& prefix, int blocks) {
    Tensors tensors{{prefix + "model.1.ffc.convl2l.weight", {64, 4, 7, 7}}};
    for (int i = 0; i < blocks; ++i) tensors.push_back({prefix + "model." + s(5 + i) + ".conv1.ffc.convl2l.weight", {128, 128, 3, 3}});
    return tensors;
}

// width, input channels of block 0, maps of its last convolution (-1: a plain one), blocks, width of the last block
Tensors rife(std::int64_t c, std::int64_t in, std::int64_t maps, int blocks, std::int64_t last, const char* encoder = "", int groups = 1) {
    Tensors tensors;
    for (int i = 0; i < blocks; ++i) {
        const std::string block = "module.block" + s(i);
        const std::int64_t width = i + 1 == blocks ? last : c;
        tensors.push_back({block + ".conv0.0.0.weight", {width / 2, in, 3, 3}});
        tensors.push_back({block + ".convblock.0.conv.weight", {width, width / groups, 3, 3}});
        if (maps > 0) {
            tensors.push_back({block + ".lastconv.0.weight", {width, maps, 4, 4}});
            tensors.push_back({block + ".lastconv.0.bias", {maps}});
        } else {
            tensors.push_back({block + ".lastconv.weight", {width, 5, 4, 4}});
        }
        if (in == 7 && maps == -2) tensors.push_back({block + ".conv0.0.1.weight", {width / 2}});
    }
    if (*encoder) tensors.push_back({std::string("module.encode.") + encoder + ".weight", {16, 3, 3, 3}});
    return tensors;
}

Tensors unet(std::int64_t channels) {
    return {{"conv_in.weight", {32, channels, 3, 3}}, {"conv_out.weight", {4, 32, 3, 3}}, {"time_embedding.linear_1.weight", {128, 32}},
            {"mid_block.resnets.0.conv1.weight", {64, 64, 3, 3}}, {"down_blocks.0.resnets.0.conv1.weight", {32, 32, 3, 3}}};
}

Tensors compVis(const QString& list, std::int64_t channels, bool averaged) {
    QFile file(QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/compvis/%1.tsv").arg(list));
    Tensors tensors;
    if (!file.open(QIODevice::ReadOnly)) return tensors;
    while (!file.atEnd()) {
        const QStringList columns = QString::fromUtf8(file.readLine()).trimmed().split('\t');
        NamedShape tensor{columns[0].toStdString(), {}};
        for (const QString& side : columns[3].split(',')) tensor.shape.push_back(side.toLongLong());
        if (tensor.name == "model.diffusion_model.input_blocks.0.0.weight") tensor.shape[1] = channels;
        tensors.push_back(tensor);
        if (!averaged || !columns[0].startsWith("model.diffusion_model.")) continue;
        tensor.name = "model_ema." + columns[0].mid(6).remove('.').toStdString();
        tensors.push_back(tensor);
    }
    return tensors;
}

}  // namespace

class TestRecognise : public QObject {
    Q_OBJECT

    QTemporaryDir m_root;
    std::filesystem::path at(const QString& name) const { return m_root.filePath(name).toStdString(); }

    void copyFolder(const QString& from, const QString& to) const {
        QDir().mkpath(to);
        const QDir folder(from);
        for (const QString& file : folder.entryList(QDir::Files)) QFile::copy(folder.filePath(file), to + '/' + file);
        for (const QString& inner : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) copyFolder(folder.filePath(inner), to + '/' + inner);
    }
    QString pipeline() const { return QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/instruct_like_sd/model"); }

private Q_SLOTS:
    void cleanup() {
        for (const QString& name : QDir(m_root.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot)) {
            QDir(m_root.filePath(name)).removeRecursively();
            QFile::remove(m_root.filePath(name));
        }
    }

    void singleNetworksAreKnown_data() {
        QTest::addColumn<Tensors>("tensors");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("title");
        QTest::addColumn<bool>("usable");
        const auto row = [](const char* name, const Tensors& tensors, const char* id, const char* title, bool usable = true) {
            QTest::newRow(name) << tensors << QString(id) << QString(title) << usable;
        };
        for (const int size : {256, 512, 1024, 2048}) row(qPrintable(QString("GPEN %1").arg(size)), gpen(size), "gpen", qPrintable(QString("GPEN %1").arg(size)));
        row("GPEN in training", gpen(512, "g_ema."), "gpen", "GPEN 512");
        row("LaMa", lama("generator.", 18), "lama", "LaMa (big-lama)");
        row("LaMa from to_jit", lama("model.generator.", 18), "lama", "LaMa (big-lama)");
        row("LaMa of a wrapper", lama("model.", 18), "lama", "LaMa (big-lama)");
        row("LaMa bare", lama("", 9), "lama", "LaMa with 9 blocks");
        row("LaMa in Lightning", lama("state_dict.generator.", 18), "lama", "LaMa (big-lama)");
        row("RetinaFace", {{"module.body.layer1.0.conv1.weight", {64, 64, 1, 1}}, {"module.fpn.output1.0.weight", {256, 512, 1, 1}}, {"module.ssh1.conv3X3.0.weight", {128, 256, 3, 3}}}, "retinaface", "RetinaFace with ResNet-50 (face detector)");
        row("RetinaFace, MobileNet", {{"body.stage1.0.0.weight", {8, 3, 3, 3}}, {"fpn.output1.0.weight", {64, 64, 1, 1}}, {"ssh1.conv3X3.0.weight", {32, 64, 3, 3}}}, "retinaface", "RetinaFace with MobileNet (face detector)", false);
        row("ParseNet", {{"encoder.0.conv2d.weight", {64, 3, 3, 3}}, {"out_mask_conv.conv2d.weight", {19, 64, 3, 3}}}, "parsenet", "ParseNet (face parser)");
        row("ParseNet of other classes", {{"encoder.0.conv2d.weight", {64, 3, 3, 3}}, {"out_mask_conv.conv2d.weight", {11, 64, 3, 3}}}, "parsenet", "ParseNet (face parser)", false);
        row("RIFE 4.0", rife(192, 7, -2, 4, 64), "rife", "RIFE 4.0, 4.1");
        row("RIFE 4.2", rife(192, 7, -1, 4, 64), "rife", "RIFE 4.2 to 4.4");
        row("RIFE 4.5", rife(192, 7, 20, 4, 64), "rife", "RIFE 4.5");
        row("RIFE 4.6", rife(192, 7, 24, 4, 64), "rife", "RIFE 4.6");
        row("RIFE 4.7", rife(192, 15, 24, 4, 64, "0"), "rife", "RIFE 4.7 to 4.9");
        row("RIFE 4.10", rife(192, 23, 24, 4, 64, "0"), "rife", "RIFE 4.10 to 4.12");
        row("RIFE 4.15", rife(192, 23, 24, 4, 64, "cnn0"), "rife", "RIFE 4.13 to 4.19, 4.24");
        row("RIFE 4.20", rife(384, 23, 24, 4, 48, "cnn0"), "rife", "RIFE 4.20");
        row("RIFE 4.22", rife(256, 23, 52, 4, 48, "cnn0"), "rife", "RIFE 4.21 to 4.23");
        row("RIFE 4.22 lite", rife(192, 15, 52, 4, 32, "cnn0"), "rife", "RIFE 4.22 lite");
        row("RIFE 4.25", rife(192, 15, 52, 5, 32, "cnn0"), "rife", "RIFE 4.25, 4.26");
        row("RIFE 4.25 lite", rife(192, 15, 52, 5, 24, "cnn0"), "rife", "RIFE 4.25 lite");
        row("RIFE 4.25 heavy", rife(384, 15, 52, 5, 64, "cnn0"), "rife", "RIFE 4.25 heavy");
        row("RIFE 4.26 heavy", rife(192, 39, 52, 5, 32, "cnn0"), "rife", "RIFE 4.26 heavy");
        row("RIFE 4.12 lite", rife(128, 15, 24, 4, 48, "0"), "rife", "RIFE 4.12 lite, 4.13 lite");
        row("RIFE 4.14 lite", rife(192, 23, 24, 4, 64, "cnn0", 2), "rife", "RIFE 4.14 lite");
        row("RIFE 4.16 lite", rife(128, 15, 24, 4, 48, "cnn0"), "rife", "RIFE 4.15 to 4.17 lite");
        row("RIFE 3", {{"block0.conv0.0.0.weight", {120, 6, 3, 3}}, {"block0.convblock0.0.0.weight", {240, 240, 3, 3}}}, "rife-old", "RIFE before 4.0", false);
        row("Real-ESRNet", {{"params_ema.conv_first.weight", {32, 12, 3, 3}}, {"params_ema.body.0.rdb1.conv1.weight", {32, 32, 3, 3}}}, "real-esrnet", "Real-ESRNet (enlarging)", false);
        row("DCT-Net in PyTorch", {{"netG.initial_down.0.weight", {32, 3, 7, 7}}, {"netG.res_blocks.0.block.0.weight", {128, 128, 3, 3}}}, "dct-net-pytorch", "DCT-Net, PyTorch variant", false);
        row("U-Net alone", unet(8), "component", "The U-Net of InstructPix2Pix", false);
        row("plain Stable Diffusion's U-Net", unet(4), "stable-diffusion", "Stable Diffusion", false);
        row("inpainting U-Net", unet(9), "stable-diffusion-inpainting", "Stable Diffusion inpainting", false);
        row("depth U-Net", unet(5), "diffusion", "A diffusion model of another kind", false);
        row("text encoder", {{"text_model.embeddings.token_embedding.weight", {100, 8}}}, "component", "A CLIP text encoder", false);
        row("image encoder", {{"vision_model.embeddings.class_embedding", {8}}}, "component", "A CLIP image encoder", false);
        row("something else", {{"a.weight", {3, 3}}}, "unknown", "A model of an unknown kind", false);
        row("single file", compVis("small", 8, true), "instruct-pix2pix", "InstructPix2Pix");
        row("plain Stable Diffusion's single file", compVis("small", 4, false), "stable-diffusion", "Stable Diffusion", false);
        row("inpainting's single file", compVis("small", 9, false), "stable-diffusion-inpainting", "Stable Diffusion inpainting", false);
    }
    void singleNetworksAreKnown() {
        QFETCH(Tensors, tensors);
        QFETCH(QString, id);
        QFETCH(QString, title);
        QFETCH(bool, usable);
        QVERIFY(tests::writeSparseModel(m_root.filePath("any.name"), tensors));
        const Model model = recognise(at("any.name"));
        QCOMPARE(QString(factsOf(model.kind).id), id);
        QCOMPARE(QString::fromStdString(model.title), title);
        QCOMPARE(model.usable(), usable);
        QVERIFY(!model.components.empty() && model.tensors() > 0);
        if (!usable) QVERIFY2(QString::fromStdString(model.refusal.english()).contains("any.name"), model.refusal.english().c_str());
    }

    void thePublishedSingleFileIsCounted() {
        QVERIFY(tests::writeSparseModel(m_root.filePath("x"), compVis("published", 8, true)));
        const Model model = recognise(at("x"));
        QCOMPARE(model.components.size(), std::size_t(3));
        QCOMPARE(model.components[0].parameters, std::int64_t(859'532'484));
        QCOMPARE(model.components[0].tensors, std::int64_t(686));
        QCOMPARE(model.components[1].parameters, std::int64_t(83'653'863));
        QCOMPARE(model.components[1].tensors, std::int64_t(248));
        QCOMPARE(QString::fromStdString(model.precision()), QString("float32"));
        QCOMPARE(model.notes.size(), std::size_t(2));  // the averaged copy, and no word lists beside it
        QVERIFY(model.usable());
    }

    void aFolderIsKnownByItsUnet() {
        for (const char* name : {"instruct_like_sd", "instruct_unlike_sd"}) {
            const Model model = recognise(std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden" / name / "model");
            QVERIFY2(model.usable(), model.problems.empty() ? "" : model.problems.front().english().c_str());
            QCOMPARE(model.kind, ModelKind::InstructPix2Pix);
            QCOMPARE(model.components.size(), std::size_t(3));
            QCOMPARE(QString::fromStdString(model.layout), QString("diffusers folder"));
        }
    }

    void whatIsMissingIsNamed_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("reason");
        QTest::newRow("weights") << "unet/diffusion_pytorch_model.safetensors" << "unet holds no weights";
        QTest::newRow("vae") << "vae/diffusion_pytorch_model.safetensors" << "vae holds no weights";
        QTest::newRow("config") << "text_encoder/config.json" << "text_encoder/config.json";
        QTest::newRow("merges") << "tokenizer/merges.txt" << "tokenizer/merges.txt is missing";
        QTest::newRow("scheduler") << "scheduler/scheduler_config.json" << "scheduler/scheduler_config.json is missing";
    }
    void whatIsMissingIsNamed() {
        QFETCH(QString, file);
        QFETCH(QString, reason);
        copyFolder(pipeline(), m_root.filePath("m"));
        QFile::remove(m_root.filePath("m/tokenizer/tokenizer.json"));
        QVERIFY(QFile::remove(m_root.filePath("m/" + file)));
        const Model model = recognise(at("m"));
        QCOMPARE(model.kind, ModelKind::InstructPix2Pix);
        QVERIFY(!model.usable());
        QVERIFY2(QString::fromStdString(model.problems.front().english()).contains(reason), model.problems.front().english().c_str());
        QVERIFY_THROWS_EXCEPTION(Error, requireUsable(model));
    }

    void aDamagedComponentIsNamedAndTheOthersTold() {
        copyFolder(pipeline(), m_root.filePath("m"));
        QFile weights(m_root.filePath("m/vae/diffusion_pytorch_model.safetensors"));
        QVERIFY(weights.resize(weights.size() - 1));
        const Model model = recognise(at("m"));
        QCOMPARE(model.components.size(), std::size_t(2));
        QCOMPARE(model.problems.size(), std::size_t(1));
        QVERIFY(QString::fromStdString(model.problems[0].english()).contains("cut short"));
    }

    void aConfigurationThatLiesIsAProblem() {
        copyFolder(pipeline(), m_root.filePath("m"));
        QFile config(m_root.filePath("m/unet/config.json"));
        QVERIFY(config.open(QIODevice::ReadWrite));
        QByteArray text = config.readAll();
        text.replace("\"in_channels\": 8", "\"in_channels\": 9");
        config.resize(0);
        config.write(text);
        config.close();
        const Model model = recognise(at("m"));
        QVERIFY(!model.usable());
        QVERIFY2(QString::fromStdString(model.problems[0].english()).contains("\"in_channels\" is [9]"), model.problems[0].english().c_str());
    }

    void halfVariantsAreNoted() {
        copyFolder(pipeline(), m_root.filePath("m"));
        QVERIFY(QFile::copy(m_root.filePath("m/unet/diffusion_pytorch_model.safetensors"), m_root.filePath("m/unet/diffusion_pytorch_model.fp16.safetensors")));
        const Model model = recognise(at("m"));
        QCOMPARE(model.variants.size(), std::size_t(1));
        QCOMPARE(model.notes.size(), std::size_t(1));
        QVERIFY(model.usable());
    }

    void foldersOfOtherLayouts() {
        QVERIFY(QDir(m_root.path()).mkpath("big-lama/models"));
        QVERIFY(tests::writeSparseModel(m_root.filePath("big-lama/models/best.ckpt"), lama("state_dict.generator.", 18)));
        QCOMPARE(recognise(at("big-lama")).kind, ModelKind::Lama);
        QVERIFY(QDir(m_root.path()).mkpath("faces"));
        QVERIFY(tests::writeSparseModel(m_root.filePath("faces/a.pth"), gpen(512)));
        QVERIFY(tests::writeSparseModel(m_root.filePath("faces/b.pth"), {{"encoder.0.conv2d.weight", {64, 3, 3, 3}}, {"out_mask_conv.conv2d.weight", {19, 64, 3, 3}}}));
        const Model faces = recognise(at("faces"));
        QCOMPARE(faces.kind, ModelKind::Gpen);
        QCOMPARE(faces.components.size(), std::size_t(2));
        QVERIFY(tests::writeSparseModel(m_root.filePath("faces/c.pkl"), rife(192, 7, 24, 4, 64)));
        QVERIFY_THROWS_EXCEPTION(Error, recognise(at("faces")));
    }

    void whatIsNoModelIsRefused() {
        QVERIFY(QDir(m_root.path()).mkpath("empty"));
        QFile text(m_root.filePath("text.safetensors"));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write("only words") > 0);
        text.close();
        QVERIFY(QFile(m_root.filePath("zero.ckpt")).open(QIODevice::WriteOnly));
        QVERIFY(QFile::link("loop", m_root.filePath("loop")));
        for (const char* name : {"absent", "empty", "text.safetensors", "zero.ckpt", "loop"}) {
            try {
                recognise(at(name));
                QFAIL(name);
            } catch (const Error& error) {
                QCOMPARE(error.kind(), ErrorKind::BadModel);
                QVERIFY2(QString(error.what()).contains(name), error.what());
            }
        }
        QVERIFY_THROWS_EXCEPTION(Error, recognise("/dev/null"));
    }
};

QTEST_APPLESS_MAIN(TestRecognise)
#include "tst_recognise.moc"
