// The guidance grid in the whole window: its job, its cells, stopping it, and the full edit with a chosen cell's values.
#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QSemaphore>
#include <QToolButton>

#include "app/guidance_grid.h"
#include "core/base/error.h"
#include "core/edits/recipe.h"
#include "tests/app/window_fixture.h"
#include "ui/dialogs/guidance_grid_dialog.h"
#include "ui/instruction_box.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/seed_row.h"

using namespace tintype;
using namespace tintype::app;

namespace {

image::Image grey(std::uint8_t value) {
    image::Image picture({32, 24}, 3);
    std::fill_n(picture.mutableData(), picture.byteSize(), value);
    return picture;
}

// Requests as they came, and a runner that makes one plain picture a cell, `cells` of them (all when negative), then waits.
struct Fake {
    std::vector<edits::Request> seen;
    int cells = -1;
    QSemaphore go;
    std::atomic<bool> stopped = false;

    engine::Runner runner() {
        return [this](const edits::Request& request, Progress& progress, const edits::Listener& listener) {
            seen.push_back(request);
            const auto& work = std::get<edits::Instruct>(request.work);
            edits::Result result{edits::Tool::Edit, "Fake", true, {}, 0.1, 0};
            int made = 0;
            const auto add = [&](double text, double image) {
                edits::Output output;
                output.picture = grey(std::uint8_t(text * 10 + image));
                output.seed = work.seed;
                output.engine = "Fake";
                if (!work.grid.empty()) output.guidance = pipelines::Guidance{text, image};
                output.recipe = edits::recipeOf(request, "Fake", work.seed);
                listener.output(output);
                result.outputs.push_back(output);
            };
            if (work.grid.empty()) add(work.textGuidance, work.imageGuidance);
            for (double image : work.grid.image)
                for (double text : work.grid.text) {
                    if (made++ == cells) wait(progress);
                    add(text, image);
                }
            return result;
        };
    }
    void wait(Progress& progress) {
        try {
            while (!go.tryAcquire(1, 5)) progress.check();
        } catch (const Cancelled&) {
            stopped = true;
            throw;
        }
    }
};

struct Grid : Bench {
    explicit Grid(engine::Runner runner) : Bench(std::move(runner)), link(session.engine(), window) {
        openPhoto();
        window.instructionBox()->setText(QStringLiteral("make it warmer"));
        panel().seedRow()->setSeed(77);
    }
    ui::InstructPanel& panel() { return *static_cast<ui::InstructPanel*>(window.sidePanel()->panel(ui::ToolId::Instruct)); }
    void press() {
        for (QPushButton* button : panel().findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Guidance grid...")) QTest::mouseClick(button, Qt::LeftButton);
    }
    ui::GuidanceGridDialog* dialog() {
        for (auto* dialog : window.findChildren<ui::GuidanceGridDialog*>())
            if (dialog->isVisible()) return dialog;
        return nullptr;
    }
    std::vector<QToolButton*> cells(bool enabled = true) {
        std::vector<QToolButton*> found;
        if (dialog())
            for (QToolButton* cell : dialog()->findChildren<QToolButton*>())
                if (cell->isEnabled() == enabled) found.push_back(cell);
        return found;
    }
    QToolButton* cell(const QString& name) {
        for (QToolButton* one : cells())
            if (one->accessibleName() == name) return one;
        return nullptr;
    }
    QString text() {
        QString all;
        for (QLabel* label : dialog()->findChildren<QLabel*>()) all += label->text() + '\n';
        return all;
    }
    GuidanceGrid link;
};

}  // namespace

class TestGuidanceGrid : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneSmallJobFillsTheCellsAndNothingElse() {
        Fake fake;
        fake.cells = 5;
        Grid grid(fake.runner());
        grid.press();
        QVERIFY(grid.dialog());
        QTRY_COMPARE(grid.cells().size(), std::size_t(5));
        QCOMPARE(grid.cells(false).size(), std::size_t(11));
        fake.go.release();
        QTRY_COMPARE(grid.cells().size(), std::size_t(16));
        for (QToolButton* cell : grid.cells()) QVERIFY(!cell->icon().isNull());
        const QToolButton* last = grid.cell(QStringLiteral("Follow the text 11, keep the photo 2"));
        QVERIFY(last);
        QCOMPARE(qRed(last->icon().pixmap(64, 64).toImage().pixel(32, 32)), 112);
        QTRY_VERIFY(!grid.session.engine().busy());

        QCOMPARE(fake.seen.size(), std::size_t(1));
        const auto& work = std::get<edits::Instruct>(fake.seen.front().work);
        QVERIFY(fake.seen.front().purpose == edits::Purpose::Choice);
        QCOMPARE(work.instruction, std::string("make it warmer"));
        QCOMPARE(work.seed, quint64(77));
        QVERIFY(work.steps <= 10 && work.longSide == 256);
        QCOMPARE(grid.session.gallery().count(), 0);
        QVERIFY(!grid.session.document().modified());
    }

    void aClickEditsInFullWithTheCellsValues() {
        Fake fake;
        Grid grid(fake.runner());
        grid.press();
        QTRY_COMPARE(grid.cells().size(), std::size_t(16));
        // What was typed and chosen meanwhile is not what the cell shows.
        grid.window.instructionBox()->setText(QStringLiteral("something else"));
        grid.panel().seedRow()->setSeed(5);
        grid.window.setTool(ui::ToolId::Cartoon);
        QTest::mouseClick(grid.cell(QStringLiteral("Follow the text 3, keep the photo 1.2")), Qt::LeftButton);
        QTRY_COMPARE(fake.seen.size(), std::size_t(2));
        const auto& work = std::get<edits::Instruct>(fake.seen.back().work);
        QVERIFY(work.grid.empty() && fake.seen.back().purpose == edits::Purpose::Result);
        QCOMPARE(work.textGuidance, 3.0);
        QCOMPARE(work.imageGuidance, 1.2);
        QCOMPARE(work.seed, quint64(77));
        QCOMPARE(work.variations, 1);
        QCOMPARE(work.longSide, -1);
        QCOMPARE(work.instruction, std::string("make it warmer"));
        QTRY_COMPARE(grid.session.gallery().count(), 1);
        QVERIFY(!grid.dialog());
        QVERIFY(grid.window.sidePanel()->tool() == ui::ToolId::Instruct);
    }

    void theKeyboardChoosesToo() {
        Fake fake;
        Grid grid(fake.runner());
        grid.press();
        QTRY_COMPARE(grid.cells().size(), std::size_t(16));
        QToolButton* cell = grid.cell(QStringLiteral("Follow the text 5, keep the photo 1"));
        cell->setFocus();
        QTest::keyClick(cell, Qt::Key_Return);
        QTRY_COMPARE(fake.seen.size(), std::size_t(2));
        QCOMPARE(std::get<edits::Instruct>(fake.seen.back().work).textGuidance, 5.0);
    }

    void closingStopsTheJob() {
        Fake fake;
        fake.cells = 2;
        Grid grid(fake.runner());
        grid.press();
        QTRY_COMPARE(grid.cells().size(), std::size_t(2));
        QTest::keyClick(grid.dialog(), Qt::Key_Escape);
        QTRY_VERIFY(fake.stopped);
        QTRY_VERIFY(!grid.session.engine().busy());
        QVERIFY(!grid.dialog());
        QCOMPARE(grid.session.gallery().count(), 0);
    }

    void aStoppedGridKeepsItsCells() {
        Fake fake;
        fake.cells = 3;
        Grid grid(fake.runner());
        grid.press();
        QTRY_COMPARE(grid.cells().size(), std::size_t(3));
        grid.session.engine().cancelAll();
        QTRY_VERIFY(grid.text().contains(QStringLiteral("The grid was stopped.")));
        QTest::mouseClick(grid.cells().front(), Qt::LeftButton);
        QTRY_COMPARE(fake.seen.size(), std::size_t(2));
    }

    void aSecondGridTakesTheFirstsPlace() {
        Fake fake;
        fake.cells = 1;
        Grid grid(fake.runner());
        grid.press();
        QTRY_COMPARE(grid.cells().size(), std::size_t(1));
        fake.cells = -1;
        grid.press();
        QTRY_VERIFY(fake.stopped);
        QTRY_COMPARE(grid.cells().size(), std::size_t(16));
        QCOMPARE(fake.seen.size(), std::size_t(2));
    }

    void failuresAreSentences() {
        Grid grid([](const edits::Request&, Progress&, const edits::Listener&) -> edits::Result {
            throw Error(ErrorKind::BadModel, "The file x is broken.", {});
        });
        grid.press();
        QTRY_VERIFY(grid.text().contains(QStringLiteral("The file x is broken.")));
        QVERIFY(grid.cells().empty());
    }

    void itsWindowFitsASmallScreen() {
        Fake fake;
        Grid grid(fake.runner());
        grid.press();
        QTRY_COMPARE(grid.cells().size(), std::size_t(16));
        grid.dialog()->resize(640, 380);
        QCoreApplication::processEvents();
        QVERIFY(grid.dialog()->height() <= 400 && grid.dialog()->width() <= 720);
        QVERIFY(grid.dialog()->findChild<QDialogButtonBox*>()->geometry().bottom() <= grid.dialog()->height());
    }

    void theBuiltInEngineFillsIt() {
        Grid grid({});
        grid.press();
        QTRY_COMPARE_WITH_TIMEOUT(grid.cells().size(), std::size_t(16), 60000);
        QTest::mouseClick(grid.cell(QStringLiteral("Follow the text 11, keep the photo 1")), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(grid.session.gallery().count(), 1, 30000);
        const auto item = grid.session.gallery().items().front();
        const auto work = std::get<edits::Instruct>(edits::requestOf(item.recipe.toStdString()).work);
        QCOMPARE(work.textGuidance, 11.0);
        QCOMPARE(work.imageGuidance, 1.0);
        QCOMPARE(item.seed, quint64(77));
        QCOMPARE(grid.session.document().picture().size(), (Size{320, 240}));
    }
};

QTEST_MAIN(TestGuidanceGrid)
#include "tst_guidance_grid.moc"
