// The first authors' single file gives the same components as diffusers' folder: names and shapes against a list that
// diffusers' own converter has confirmed, for the published size and for a small one of another depth.
#include <QFile>
#include <QTest>

#include "core/base/error.h"
#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/compvis_keys.h"

using namespace tintype;
using namespace tintype::checkpoint;

namespace {

struct Line {
    QString original, component, name;
    std::vector<std::int64_t> originalShape, shape;
};

std::vector<std::int64_t> shapeOf(const QString& text) {
    std::vector<std::int64_t> shape;
    for (const QString& side : text.split(',', Qt::SkipEmptyParts)) shape.push_back(side.toLongLong());
    return shape;
}

std::vector<Line> lines(const QString& list) {
    QFile file(QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/compvis/%1.tsv").arg(list));
    std::vector<Line> result;
    if (!file.open(QIODevice::ReadOnly)) return result;
    while (!file.atEnd()) {
        const QStringList columns = QString::fromUtf8(file.readLine()).trimmed().split('\t');
        result.push_back({columns[0], columns[1], columns[2], shapeOf(columns[3]), shapeOf(columns[4])});
    }
    return result;
}

// A file with the listed tensors; the offset tells them apart. Everything a published file holds besides is there too.
TensorFile fileWith(const std::vector<Line>& lines, const std::string& prefix) {
    TensorFile file;
    file.file = MappedFile::fromBytes({}, "model.ckpt");
    std::uint64_t place = 1;
    const auto add = [&](const std::string& name, const std::vector<std::int64_t>& sizes) {
        file.tensors.emplace(prefix + name, StoredTensor{ElementType::Float32, sizes, contiguousStrides(sizes), place++});
    };
    for (const Line& line : lines) {
        const std::string name = line.original.toStdString();
        add(name, line.originalShape);
        if (name.starts_with("model.diffusion_model.")) add("model_ema." + line.original.mid(6).remove('.').toStdString(), line.originalShape);
    }
    add("betas", {1000});
    add("model_ema.decay", {});
    add("cond_stage_model.transformer.text_model.embeddings.position_ids", {1, 77});
    return file;
}

}  // namespace

class TestCompVisKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("prefix");
        QTest::newRow("published") << "published" << "";
        QTest::newRow("small, in a Lightning checkpoint") << "small" << "state_dict.";
    }

    void everyTensorHasItsNameAndShape() {
        QFETCH_GLOBAL(QString, list);
        QFETCH_GLOBAL(QString, prefix);
        const auto expected = lines(list);
        QVERIFY(expected.size() > 400);
        const TensorFile file = fileWith(expected, prefix.toStdString());
        QVERIFY(isCompVis(file));
        const std::map<QString, TensorFile> parts{{"unet", compVisPart(file, CompVisPart::Unet)},
                                                  {"vae", compVisPart(file, CompVisPart::Autoencoder)},
                                                  {"text_encoder", compVisPart(file, CompVisPart::TextEncoder)}};
        std::size_t found = 0;
        for (const auto& [name, part] : parts) found += part.tensors.size();
        QCOMPARE(found, expected.size());
        for (const Line& line : expected) {
            const auto& tensors = parts.at(line.component).tensors;
            const auto tensor = tensors.find(line.name.toStdString());
            QVERIFY2(tensor != tensors.end(), qPrintable(line.name));
            QCOMPARE(tensor->second.sizes, line.shape);
            QCOMPARE(tensor->second.strides.size(), line.shape.size());
            QCOMPARE(tensor->second.offset, file.tensors.at((prefix + line.original).toStdString()).offset);
        }
    }

    void theAveragedUnetCanBeAskedFor() {
        QFETCH_GLOBAL(QString, list);
        QFETCH_GLOBAL(QString, prefix);
        const TensorFile file = fileWith(lines(list), prefix.toStdString());
        QVERIFY(hasAveragedUnet(file));
        const TensorFile unet = compVisPart(file, CompVisPart::Unet, UnetCopy::Averaged);
        const std::string name = prefix.toStdString() + "model_ema.diffusion_modelinput_blocks00weight";
        QCOMPARE(unet.tensors.at("conv_in.weight").offset, file.tensors.at(name).offset);
        QCOMPARE(unet.tensors.size(), compVisPart(file, CompVisPart::Unet).tensors.size());
    }

    void theConfigurationIsReadOffTheShapes() {
        QFETCH_GLOBAL(QString, list);
        QFETCH_GLOBAL(QString, prefix);
        const TensorFile file = fileWith(lines(list), prefix.toStdString());
        const bool published = list == "published";
        using Numbers = std::vector<std::int64_t>;
        const ModelConfig unet = compVisConfig(compVisPart(file, CompVisPart::Unet), CompVisPart::Unet);
        QCOMPARE(unet.integers("block_out_channels", {}), published ? (Numbers{320, 640, 1280, 1280}) : (Numbers{32, 64, 64}));
        QCOMPARE(unet.integer("layers_per_block", 0), published ? 2 : 1);
        QCOMPARE(unet.integer("cross_attention_dim", 0), published ? 768 : 64);
        QCOMPARE(unet.integer("in_channels", 0), 8);
        QCOMPARE(unet.integer("attention_head_dim", 0), 8);
        QCOMPARE(unet.flag("use_linear_projection", true), false);
        const std::size_t levels = published ? 4 : 3;
        auto blocks = std::vector<std::string>(levels, "CrossAttnDownBlock2D");
        blocks.back() = "DownBlock2D";
        QCOMPARE(unet.texts("down_block_types", {}), blocks);
        const ModelConfig vae = compVisConfig(compVisPart(file, CompVisPart::Autoencoder), CompVisPart::Autoencoder);
        QCOMPARE(vae.integers("block_out_channels", {}), published ? (Numbers{128, 256, 512, 512}) : (Numbers{32, 64}));
        QCOMPARE(vae.number("scaling_factor", 0.0), 0.18215);
        QCOMPARE(vae.integer("latent_channels", 0), 4);
        const ModelConfig text = compVisConfig(compVisPart(file, CompVisPart::TextEncoder), CompVisPart::TextEncoder);
        QCOMPARE(text.integer("num_attention_heads", 0), published ? 12 : 1);
        QCOMPARE(text.integer("num_hidden_layers", 0), 2);
        QCOMPARE(text.text("hidden_act", ""), std::string("quick_gelu"));
    }

    void whatIsMissingIsSaid() {
        QFETCH_GLOBAL(QString, list);
        QFETCH_GLOBAL(QString, prefix);
        TensorFile file = fileWith(lines(list), prefix.toStdString());
        std::erase_if(file.tensors, [](const auto& entry) { return entry.first.find("first_stage_model.") != std::string::npos; });
        std::erase_if(file.tensors, [](const auto& entry) { return entry.first.find("out2bias") != std::string::npos; });
        QVERIFY_THROWS_EXCEPTION(Error, compVisPart(file, CompVisPart::Autoencoder));
        QVERIFY_THROWS_EXCEPTION(Error, compVisPart(file, CompVisPart::Unet, UnetCopy::Averaged));
        file.tensors.emplace(prefix.toStdString() + "model.diffusion_model.label_emb.0.0.weight", StoredTensor{});
        try {
            compVisPart(file, CompVisPart::Unet);
            QFAIL("a tensor of another network was accepted");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("label_emb"), error.what());
        }
    }

    void theBlocksMustBeInOrder() {
        QFETCH_GLOBAL(QString, list);
        QFETCH_GLOBAL(QString, prefix);
        TensorFile file = fileWith(lines(list), prefix.toStdString());
        file.tensors.emplace(prefix.toStdString() + "model.diffusion_model.input_blocks.12.0.in_layers.0.weight", StoredTensor{});
        file.tensors.emplace(prefix.toStdString() + "model.diffusion_model.input_blocks.13.0.in_layers.0.weight", StoredTensor{});
        QVERIFY_THROWS_EXCEPTION(Error, compVisPart(file, CompVisPart::Unet));
    }
};

QTEST_APPLESS_MAIN(TestCompVisKeys)
#include "tst_compvis_keys.moc"
