// Models are imported as copies of their own, listed, found by kind and moved to the trash; nothing half-done is left.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/vault/import_record.h"
#include "core/vault/installed.h"
#include "tests/support/sparse_model.h"

using namespace tintype;
using namespace tintype::vault;

class TestInstalled : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_root;
    Progress m_progress;

    std::filesystem::path at(const QString& name) const { return m_root->filePath(name).toStdString(); }
    QString lama(const QString& name) const {
        const QString path = m_root->filePath(name);
        tests::writeSparseModel(path, {{"model.1.ffc.convl2l.weight", {2, 4, 7, 7}}, {"model.5.conv1.ffc.convl2l.weight", {2, 2, 3, 3}}});
        return path;
    }
    QStringList left() const { return QDir(m_root->filePath("data/tintype/models")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }

private Q_SLOTS:
    void init() {
        m_root = std::make_unique<QTemporaryDir>();
        qputenv("XDG_DATA_HOME", m_root->filePath("data").toUtf8());
        qunsetenv("TINTYPE_MODEL_PATH");
    }

    void aFileIsImportedListedAndRemoved() {
        const auto model = importModel(lama("anything.pt").toStdString(), ownModelFolder(), m_progress);
        QCOMPARE(model.id, std::string("lama-with-1-blocks"));
        QCOMPARE(model.path, ownModelFolder() / model.id / "anything.pt");
        const auto listed = installedModels(modelFolders());
        QCOMPARE(listed.size(), std::size_t(1));
        QCOMPARE(listed[0].kind, ModelKind::Lama);
        QVERIFY(listed[0].problem.empty());
        QCOMPARE(installedModel(ModelKind::Lama, modelFolders()), std::optional(model.path));
        QVERIFY(!installedModel(ModelKind::Rife, modelFolders()));

        const auto record = readImportRecord(model.place);
        QFile file(m_root->filePath("anything.pt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QCOMPARE(record->sums.at("anything.pt"), sha256({reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())}));
        QCOMPARE(record->licence, std::string("Apache-2.0"));

        const auto trash = removeModel(model.id);
        QVERIFY(std::filesystem::exists(trash / "anything.pt"));
        QVERIFY(QFile::exists(m_root->filePath("data/Trash/info/lama-with-1-blocks.trashinfo")));
        QVERIFY(installedModels(modelFolders()).empty());
        QVERIFY(QFile::exists(m_root->filePath("anything.pt")));
    }

    void aFolderBringsOnlyWhatTheModelNeeds() {
        const std::filesystem::path source = std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden/instruct_like_sd/model";
        std::filesystem::copy(source, at("m"), std::filesystem::copy_options::recursive);
        QVERIFY(QFile::copy(m_root->filePath("m/unet/config.json"), m_root->filePath("m/notes.txt")));
        const auto model = importModel(at("m"), ownModelFolder(), m_progress);
        QCOMPARE(model.path, model.place);
        QVERIFY(!std::filesystem::exists(model.place / "notes.txt"));
        QVERIFY(std::filesystem::exists(model.place / "tokenizer/merges.txt"));
        QVERIFY(installedModels(modelFolders())[0].problem.empty());
        QCOMPARE(left(), QStringList{"instruct-pix2pix"});
    }

    void aSingleFileBringsItsWordLists() {
        const std::filesystem::path source = std::filesystem::path(TINTYPE_SOURCE_DIR) / "tests/golden/instruct_like_sd/model/tokenizer";
        std::filesystem::create_directories(at("one"));
        std::filesystem::copy(source, at("one/tokenizer"), std::filesystem::copy_options::recursive);
        std::vector<tests::NamedShape> tensors;
        QFile list(QStringLiteral(TINTYPE_SOURCE_DIR "/tests/golden/compvis/small.tsv"));
        QVERIFY(list.open(QIODevice::ReadOnly));
        while (!list.atEnd()) {
            const QStringList columns = QString::fromUtf8(list.readLine()).trimmed().split('\t');
            tests::NamedShape tensor{columns[0].toStdString(), {}};
            for (const QString& side : columns[3].split(',')) tensor.shape.push_back(side.toLongLong());
            tensors.push_back(tensor);
        }
        QVERIFY(tests::writeSparseModel(m_root->filePath("one/x.safetensors"), tensors));
        const auto model = importModel(at("one/x.safetensors"), ownModelFolder(), m_progress);
        QCOMPARE(model.path, model.place / "x.safetensors");
        QVERIFY(std::filesystem::exists(model.place / "tokenizer/vocab.json"));
    }

    void theSameModelIsNotTakenTwice() {
        importModel(lama("a.pt").toStdString(), ownModelFolder(), m_progress);
        QVERIFY_THROWS_EXCEPTION(Error, importModel(at("a.pt"), ownModelFolder(), m_progress));
        QCOMPARE(left(), QStringList{"lama-with-1-blocks"});
    }

    void otherWeightsOfOneKindGetANameOfTheirOwn() {
        importModel(lama("a.pt").toStdString(), ownModelFolder(), m_progress);
        QFile other(lama("b.pt"));
        QVERIFY(other.open(QIODevice::ReadWrite) && other.seek(other.size() - 1) && other.write("x") == 1);
        other.close();
        QCOMPARE(importModel(at("b.pt"), ownModelFolder(), m_progress).id, std::string("lama-with-1-blocks-2"));
    }

    void whatCannotBeUsedIsNotImported() {
        tests::writeSparseModel(m_root->filePath("x.pt"), {{"a", {1}}});
        QVERIFY_THROWS_EXCEPTION(Error, importModel(at("x.pt"), ownModelFolder(), m_progress));
        QVERIFY(left().isEmpty());
    }

    void aStopLeavesNothing() {
        std::stop_source stop;
        stop.request_stop();
        Progress progress(stop.get_token(), [](const Tick&) {});
        QVERIFY_THROWS_EXCEPTION(Cancelled, importModel(lama("a.pt").toStdString(), ownModelFolder(), progress));
        QVERIFY(left().isEmpty());
    }

    void filesPutThereByHandAreListed() {
        QVERIFY(QDir().mkpath(m_root->filePath("data/tintype/models")));
        lama("data/tintype/models/mine.pt");
        QFile broken(m_root->filePath("data/tintype/models/broken.ckpt"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no model") > 0);
        broken.close();
        const auto models = installedModels(modelFolders());
        QCOMPARE(models.size(), std::size_t(2));
        QVERIFY(!models[0].problem.empty());
        QCOMPARE(models[1].kind, ModelKind::Lama);
    }

    void aRecordCannotPointOutside() {
        QVERIFY(QDir().mkpath(m_root->filePath("data/tintype/models/evil")));
        QFile record(m_root->filePath("data/tintype/models/evil/model.json"));
        QVERIFY(record.open(QIODevice::WriteOnly) && record.write(R"({"entry":"../../../a.pt"})") > 0);
        record.close();
        lama("a.pt");
        const auto models = installedModels(modelFolders());
        QVERIFY(QString::fromStdString(models[0].problem.english()).contains("damaged"));
    }

    void whatIsNotOursIsNotRemoved() {
        for (const char* id : {"none", "", "..", ".", "../models", "/etc"}) QVERIFY_THROWS_EXCEPTION(Error, removeModel(id));
        QVERIFY(QDir().mkpath(m_root->filePath("system")));
        lama("system/theirs.pt");
        qputenv("TINTYPE_MODEL_PATH", m_root->filePath("system").toUtf8());
        QCOMPARE(installedModels(modelFolders()).size(), std::size_t(1));
        QVERIFY_THROWS_EXCEPTION(Error, removeModel("theirs.pt"));
        QVERIFY(QFile::exists(m_root->filePath("system/theirs.pt")));
    }
};

QTEST_APPLESS_MAIN(TestInstalled)
#include "tst_installed.moc"
