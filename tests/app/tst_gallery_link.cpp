// Results in the whole window: their folder, clips played in their place, masks kept in files, presets.
#include <QDesktopServices>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QUrl>
#include <QRegularExpression>
#include <QUndoStack>

#include "app/gallery_link.h"
#include "core/image/read.h"
#include "core/video/writer.h"
#include "tests/app/window_fixture.h"
#include "ui/error_strip.h"
#include "ui/gallery/clip_player.h"
#include "ui/gallery/results_strip.h"
#include "ui/instruction_box.h"

using namespace tintype;
using namespace tintype::app;

namespace {

struct Shown : Bench {
    Shown() : link(new GalleryLink(session, window)) {
        openPhoto();
        QVERIFY(QTest::qWaitFor([this] { return !session.photoKey().isEmpty() && strip(); }));
    }
    ui::ResultsStrip* strip() { return window.findChild<ui::ResultsStrip*>(); }
    QListView* list() { return strip()->findChild<QListView*>(); }
    gallery::ItemId add(edits::Output output) {
        edits::Result result{edits::Tool::Animate, "Built-in test", true, {}, 0.1, 0};
        session.gallery().add(session.photoKey(), result, output);
        session.gallery().flush();
        (void)QTest::qWaitFor([this] { return list()->model()->rowCount() > 0; });
        list()->setCurrentIndex(list()->model()->index(0, 0));
        return strip()->selected().at(0);
    }
    gallery::ItemId addPicture() {
        edits::Output output;
        output.picture = session.document().picture();
        return add(output);
    }
    GalleryLink* link;
};

void writeClip(const std::filesystem::path& file, video::Container container) {
    video::WriterOptions options;
    options.rate = {10, 1};
    options.container = container;
    video::Writer writer(file, options);
    for (int i = 0; i < 10; ++i) {
        image::Image frame({64, 48}, 3);
        std::fill_n(frame.mutableData(), frame.byteSize(), std::uint8_t(20 * i));
        writer.add(frame);
    }
    writer.finish();
}

}  // namespace

class TestGalleryLink : public QObject {
    Q_OBJECT

    std::vector<QUrl> m_opened;

public Q_SLOTS:
    void desktopOpens(const QUrl& url) { m_opened.push_back(url); }

private Q_SLOTS:
    void theFolderOfAResultOpens() {
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "desktopOpens");
        Shown shown;
        const auto id = shown.addPicture();
        Q_EMIT shown.strip()->folderRequested(id);
        QCOMPARE(m_opened.size(), std::size_t(1));
        QCOMPARE(m_opened.front().toLocalFile().toStdString(), shown.session.gallery().item(id)->file.parent_path().string());
        Q_EMIT shown.strip()->folderRequested(id + 1000);
        QCOMPARE(m_opened.size(), std::size_t(1));
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    }

    void clipsPlayInTheirPlace_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("container");
        QTest::newRow("gif") << "gif" << int(video::Container::Gif);
        QTest::newRow("mp4") << "mp4" << int(video::Container::Mp4);
        QTest::newRow("webp") << "webp" << int(video::Container::WebP);
    }
    void clipsPlayInTheirPlace() {
        QFETCH(QString, extension);
        QFETCH(int, container);
        Shown shown;
        edits::Output output;
        output.clip = shown.session.gallery().clipTarget(extension);
        writeClip(output.clip, static_cast<video::Container>(container));
        shown.add(output);
        QTest::keyClick(shown.list(), Qt::Key_Return);
        auto* player = qobject_cast<ui::ClipPlayer*>(shown.window.currentPage());
        QVERIFY(player);
        QTRY_VERIFY(player->isPlaying() && !player->frame().isNull());
        QCOMPARE(player->frame().size(), QSize(64, 48));
        const int first = qGray(player->frame().pixel(10, 10));
        QTRY_VERIFY(std::abs(qGray(player->frame().pixel(10, 10)) - first) > 60);
        QTest::keyClick(player, Qt::Key_Escape);
        QTRY_VERIFY(!shown.window.currentPage());
        QVERIFY(!player->isPlaying());
    }

    void aDraggedResultIsItsFile() {
        Shown shown;
        const auto id = shown.addPicture();
        QVERIFY(shown.list()->dragEnabled());
        const std::unique_ptr<QMimeData> data(shown.list()->model()->mimeData(shown.list()->selectionModel()->selectedIndexes()));
        QCOMPARE(data->urls().size(), 1);
        const std::filesystem::path file = data->urls().front().toLocalFile().toStdString();
        QCOMPARE(file, shown.session.gallery().item(id)->file);
        QCOMPARE(image::read(file).size(), (Size{320, 240}));
    }

    void masksGoToFilesAndComeBack() {
        Shown shown;
        document::Document& document = shown.session.document();
        image::Mask mask({320, 240});
        for (int y = 50; y < 90; ++y)
            for (int x = 100; x < 180; ++x) mask.mutableRow(y)[x] = std::uint8_t(x);
        document.replaceMask(mask, QStringLiteral("Paint"));
        const auto file = shown.root() / "mask.png";
        Q_EMIT shown.window.intents().exportMask(file);
        QTRY_VERIFY(std::filesystem::exists(file));
        QCOMPARE(image::read(file).size(), (Size{320, 240}));
        document.replaceMask(image::Mask({320, 240}), QStringLiteral("Clear"));
        Q_EMIT shown.window.intents().importMask(file);
        QTRY_VERIFY(document.mask() == mask);
        QCOMPARE(document.undoStack().undoText(), QStringLiteral("Import mask"));
        document.undo();
        QTRY_VERIFY(document.mask().bounds().empty());
    }

    void aMaskThatCannotBeReadOrWrittenIsSaid() {
        Shown shown;
        Q_EMIT shown.window.intents().importMask(shown.root() / "none.png");
        QTRY_COMPARE(shown.window.errorStrip()->count(), 1);
        QVERIFY(shown.window.errorStrip()->text().contains(QStringLiteral("none.png")));
        image::write(shown.root() / "other.png", image::Image({64, 300}, 3));
        Q_EMIT shown.window.intents().importMask(shown.root() / "other.png");
        QTRY_COMPARE(shown.window.errorStrip()->count(), 2);
        QVERIFY2(shown.window.errorStrip()->text().contains(QStringLiteral("300")), qPrintable(shown.window.errorStrip()->text()));
        shown.session.document().replaceMask(image::Mask({320, 240}), QStringLiteral("Paint"));
        Q_EMIT shown.window.intents().exportMask(shown.root() / "no folder" / "mask.png");
        QTRY_COMPARE(shown.window.errorStrip()->count(), 3);
        QVERIFY(shown.session.document().mask().bounds().empty());
    }

    void presetsGoIntoTheInstruction() {
        Shown shown;
        ui::InstructionBox* box = shown.window.instructionBox();
        QMenu* menu = nullptr;
        for (QToolButton* button : box->findChildren<QToolButton*>())
            if (button->menu()) menu = button->menu();
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().size() >= 4);
        std::vector<QAction*> phrases;
        for (QAction* category : menu->actions()) {
            QVERIFY(category->menu());
            for (QAction* phrase : category->menu()->actions()) phrases.push_back(phrase);
        }
        const auto named = [&phrases](const QString& text) {
            const auto at = std::find_if(phrases.begin(), phrases.end(), [&](QAction* action) { return action->text() == text; });
            return at == phrases.end() ? nullptr : *at;
        };
        // The three strong templates come with their place to fill in.
        for (const char* pattern : {"Change X to Y", "Put X on Y", "Make X look Y"}) {
            QAction* action = named(QLatin1String(pattern));
            QVERIFY2(action, pattern);
            box->setText(QStringLiteral("anything"));
            action->trigger();
            QCOMPARE(box->text(), QLatin1String(pattern));
            auto* edit = box->findChild<QPlainTextEdit*>();
            QCOMPARE(edit->textCursor().selectedText(), QStringLiteral("X"));
        }
        // Others follow what is there already, and run.
        QAction* plain = nullptr;
        for (QAction* phrase : phrases)
            if (!phrase->text().contains(QLatin1Char('(')) && !phrase->text().contains(QRegularExpression(QStringLiteral("\\b[XYZ]\\b")))) plain = plain ? plain : phrase;
        QVERIFY(plain);
        box->setText(QStringLiteral("make it warmer"));
        plain->trigger();
        QCOMPARE(box->text(), QStringLiteral("make it warmer, ") + plain->text());
        QTRY_VERIFY(shown.run()->isEnabled());
        shown.run()->click();
        QTRY_VERIFY_WITH_TIMEOUT(shown.session.document().modified(), 60000);
    }
};

QTEST_MAIN(TestGalleryLink)
#include "tst_gallery_link.moc"
