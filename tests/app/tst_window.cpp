#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "tests/app/window_fixture.h"
#include "app/gallery_link.h"
#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/mask_bar.h"
#include "ui/gallery/results_strip.h"
#include "ui/instruction_box.h"
#include "ui/job_strip.h"
#include "ui/panels/adjust_panel.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/run_box.h"
#include "ui/panels/seed_row.h"
#include "ui/panels/slider_row.h"
#include "ui/theme.h"
#include "ui/tool_rail.h"

using namespace tintype;
using namespace tintype::app;

class TestWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runSaysWhyItCannot() {
        Bench bench;
        QTRY_VERIFY(!bench.run()->isEnabled());
        QVERIFY(bench.run()->toolTip().contains(QStringLiteral("Open a photo")));
        bench.openPhoto();
        QTRY_VERIFY(bench.run()->toolTip().contains(QStringLiteral("Type what")));
        bench.window.instructionBox()->setText(QStringLiteral("make it warmer"));
        QTRY_VERIFY(bench.run()->isEnabled());
        bench.window.setTool(ui::ToolId::Erase);
        QTRY_VERIFY(!bench.run()->isEnabled());
        QVERIFY(bench.run()->toolTip().contains(QStringLiteral("Paint over")));
    }

    void typeAndReturnChangesThePhoto() {
        Bench bench;
        bench.openPhoto();
        auto* edit = bench.window.instructionBox()->findChild<QPlainTextEdit*>();
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("make it black and white"));
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(bench.session.document().modified(), 30000);
        const image::Image& picture = bench.session.document().picture();
        QVERIFY(std::abs(picture.row(10)[30] - picture.row(10)[31]) <= 2);
        QTRY_COMPARE_WITH_TIMEOUT(bench.session.gallery().count(), 4, 30000);
        bench.window.actions().at("edit.undo")->trigger();
        QVERIFY(!bench.session.document().modified());
    }

    void eachToolHasAPanelThatFits() {
        Bench bench;
        bench.openPhoto();
        bench.window.resize(1024, 700);
        for (auto tool : {ui::ToolId::Instruct, ui::ToolId::Erase, ui::ToolId::Restore, ui::ToolId::Cartoon,
                          ui::ToolId::Animate, ui::ToolId::Crop, ui::ToolId::Adjust}) {
            bench.window.setTool(tool);
            QCoreApplication::processEvents();
            ui::ToolPanel* panel = bench.window.sidePanel()->current();
            QVERIFY(panel->isVisible());
            for (const QWidget* part : panel->findChildren<QWidget*>()) {
                if (!part->isVisible() || part->parentWidget() != panel) continue;
                QVERIFY2(part->width() >= part->minimumSizeHint().width(), part->metaObject()->className());
            }
            QVERIFY(bench.window.width() <= 1024);
        }
    }

    void fitsASmallScreen_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("a laptop at scale 2") << QSize(720, 420);
        QTest::newRow("the smallest") << QSize(640, 400);
        QTest::newRow("1024") << QSize(1024, 700);
    }
    void fitsASmallScreen() {
        QFETCH(QSize, size);
        Bench bench;
        new GalleryLink(bench.session, bench.window);
        bench.openPhoto();
        QTRY_VERIFY(bench.window.findChild<ui::ResultsStrip*>());
        bench.window.resize(size);
        for (auto tool : {ui::ToolId::Instruct, ui::ToolId::Erase, ui::ToolId::Restore, ui::ToolId::Cartoon,
                          ui::ToolId::Animate, ui::ToolId::Crop, ui::ToolId::Adjust}) {
            bench.window.setTool(tool);
            QTest::qWait(20);
            QCOMPARE(bench.window.size(), size);
            QVERIFY(bench.window.canvas()->height() >= 80 && bench.window.canvas()->width() >= 240);
            QVERIFY(bench.window.maskBar()->isHidden() || bench.window.maskBar()->width() <= bench.window.canvas()->width());
            const QWidget* strip = bench.window.findChild<ui::ResultsStrip*>();
            QVERIFY(strip->mapTo(&bench.window, QPoint(0, strip->height())).y() <= size.height() - bench.window.jobStrip()->height());
        }
        const QWidget* rail = bench.window.findChild<ui::ToolRail*>();
        for (const QToolButton* button : rail->findChildren<QToolButton*>()) {
            QVERIFY2(button->height() >= button->minimumSizeHint().height(), qPrintable(button->text()));
            QVERIFY(button->width() >= button->minimumSizeHint().width());
            QVERIFY(!button->toolTip().isEmpty());
        }
    }

    void everyControlHasAName() {
        Bench bench;
        bench.openPhoto();
        for (auto tool : {ui::ToolId::Instruct, ui::ToolId::Erase, ui::ToolId::Restore, ui::ToolId::Cartoon,
                          ui::ToolId::Animate, ui::ToolId::Crop, ui::ToolId::Adjust})
            bench.window.setTool(tool);
        int seen = 0;
        for (QWidget* part : bench.window.findChildren<QWidget*>()) {
            if (!(part->focusPolicy() & Qt::TabFocus) || part->objectName().startsWith(QStringLiteral("qt_"))) continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(part);
            if (!face || part->inherits("QMenuBar") || part->inherits("QMenu") || part->inherits("QComboBoxListView")) continue;
            ++seen;
            const QString where = QStringLiteral("%1 in %2").arg(QLatin1String(part->metaObject()->className()),
                                                                 QLatin1String(part->parentWidget()->metaObject()->className()));
            QVERIFY2(!face->text(QAccessible::Name).isEmpty(), qPrintable(where));
        }
        QVERIFY(seen > 40);
    }

    void adjustShowsAndApplies() {
        Bench bench;
        bench.openPhoto();
        bench.window.setTool(ui::ToolId::Adjust);
        auto* panel = bench.window.sidePanel()->current();
        panel->findChild<ui::SliderRow*>()->setValue(40);
        QPushButton* apply = nullptr;
        for (QPushButton* button : panel->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Apply")) apply = button;
        QVERIFY(apply->isEnabled());
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(bench.session.document().modified());
        QCOMPARE(static_cast<ui::AdjustPanel*>(panel)->adjustment(), image::Adjustment{});
    }

    void theMemoryLimitReachesRunsAndTheirForecast() {
        std::uint64_t limit = 1;
        Bench bench([&limit](const edits::Request& request, Progress&, const edits::Listener&) {
            limit = request.options.memoryLimit;
            return edits::Result{edits::Tool::Edit, "Fake", true, {}, 0.1, 0};
        });
        bench.openPhoto();
        bench.window.instructionBox()->setText(QStringLiteral("make it warmer"));
        QTRY_VERIFY(bench.run()->isEnabled());
        bench.run()->click();
        QTRY_COMPARE(limit, std::uint64_t(0));
        ui::Preferences chosen;
        chosen.modelMemory = quint64(777) << 20;
        bench.window.setPreferences(chosen);
        const auto forecast = [&bench] {
            for (QLabel* label : bench.window.sidePanel()->runBox()->findChildren<QLabel*>())
                if (label->text().contains(QLocale().formattedDataSize(qint64(777) << 20, 1))) return true;
            return false;
        };
        QTRY_VERIFY(forecast());
        bench.run()->click();
        QTRY_COMPARE(limit, std::uint64_t(777) << 20);
    }

    // By Tab alone: every part of the editor once, left to right and top to bottom, and round again.
    void tabWalksTheWholeWindow() {
        Bench bench;
        bench.openPhoto();
        bench.window.instructionBox()->setText(QStringLiteral("make it warmer"));
        QTRY_VERIFY(bench.run()->isEnabled());
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        bench.window.canvas()->setFocus();
        std::vector<QWidget*> order;
        for (int i = 0; i < 120; ++i) {
            QWidget* now = QApplication::focusWidget();
            QVERIFY(now);
            if (!order.empty() && now == order.front()) break;
            QVERIFY2(std::find(order.begin(), order.end(), now) == order.end(), now->metaObject()->className());
            QVERIFY(now->isVisible() && now->isEnabled());
            order.push_back(now);
            QTest::keyClick(now, Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), order.front());
        const auto at = [&order](const QWidget* part) {
            for (std::size_t i = 0; i < order.size(); ++i)
                if (part == order[i] || part->isAncestorOf(order[i])) return static_cast<int>(i);
            return -1;
        };
        // Canvas, then the line below it, then the panel with Run at its end, then the strips.
        const int text = at(bench.window.instructionBox()), panel = at(bench.window.sidePanel()->current()), run = at(bench.run());
        QVERIFY2(0 < text && text < panel && panel < run, qPrintable(QStringLiteral("%1 %2 %3").arg(text).arg(panel).arg(run)));
        QVERIFY(at(bench.window.maskBar()) >= 0);
        QVERIFY(at(bench.window.findChild<ui::ToolRail*>()) >= 0);
    }

    void rotateFromTheKeyboard() {
        Bench bench;
        bench.openPhoto();
        bench.window.actions().at("edit.rotateLeft")->trigger();
        QTRY_COMPARE(bench.session.document().picture().size(), (Size{240, 320}));
        QVERIFY(bench.window.actions().at("edit.undo")->text().contains(QStringLiteral("Rotate")));
    }

    void escapeLeavesTheToolFirst() {
        Bench bench;
        bench.openPhoto();
        bench.window.setTool(ui::ToolId::Crop);
        QCOMPARE(bench.window.canvas()->tool(), ui::CanvasTool::Crop);
        bench.window.actions().at("run.cancel")->trigger();
        QVERIFY(bench.window.sidePanel()->tool() == ui::ToolId::Instruct);
        QVERIFY(bench.window.canvas()->tool() != ui::CanvasTool::Crop);
    }

    void panelsKeepTheirValues() {
        Bench bench;
        bench.window.setTool(ui::ToolId::Erase);
        bench.window.sidePanel()->current()->findChild<ui::SliderRow*>()->setValue(11);
        const QJsonObject values = bench.window.sidePanel()->values();
        Bench other;
        other.window.sidePanel()->setValues(values);
        other.window.setTool(ui::ToolId::Erase);
        QCOMPARE(other.window.sidePanel()->current()->findChild<ui::SliderRow*>()->value(), 11.0);
    }

    void everySeedCanBeUsedAgain() {
        constexpr quint64 kLargest = 18446744073709551615u;
        Bench bench;
        bench.openPhoto();
        edits::Instruct past;
        past.instruction = "make it warmer";
        past.seed = kLargest;
        bench.window.reuse({past, {}});
        auto* panel = static_cast<ui::InstructPanel*>(bench.window.sidePanel()->panel(ui::ToolId::Instruct));
        QCOMPARE(std::get<edits::Instruct>(*panel->work(QStringLiteral("x"))).seed, kLargest);
        QVERIFY(panel->seedRow()->locked());
        Bench other;
        other.window.sidePanel()->setValues(bench.window.sidePanel()->values());
        auto* again = static_cast<ui::InstructPanel*>(other.window.sidePanel()->panel(ui::ToolId::Instruct));
        QCOMPARE(again->seedRow()->seed(), kLargest);
        // What is no seed is not taken.
        auto* field = again->seedRow()->findChild<QLineEdit*>();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("-1x2.5"));
        QCOMPARE(again->seedRow()->seed(), quint64(125));
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("99999999999999999999"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(field->text(), QStringLiteral("0"));
    }

    void whatGoesToTheTrashCanComeBack() {
        Bench bench;
        new GalleryLink(bench.session, bench.window);
        bench.openPhoto();
        bench.window.instructionBox()->setText(QStringLiteral("make it warmer"));
        QTRY_VERIFY(bench.run()->isEnabled());
        bench.run()->click();
        QTRY_COMPARE_WITH_TIMEOUT(bench.session.gallery().count(), 4, 30000);
        auto* list = bench.window.findChild<ui::ResultsStrip*>()->findChild<QListView*>();
        list->setCurrentIndex(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(bench.session.gallery().count(), 3);
        QPushButton* undo = nullptr;
        for (QPushButton* button : bench.window.errorStrip()->findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Undo")) undo = button;
        QVERIFY(undo);
        undo->click();
        QTRY_COMPARE(bench.session.gallery().count(), 4);
    }

    void themesAreReadable_data() {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(ui::Theme::Light);
        QTest::newRow("dark") << int(ui::Theme::Dark);
        QTest::newRow("contrast") << int(ui::Theme::HighContrast);
    }
    void themesAreReadable() {
        QFETCH(int, theme);
        const QPalette p = ui::paletteOf(static_cast<ui::Theme>(theme));
        const auto luminance = [](const QColor& c) {
            const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
            return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
        };
        const auto contrast = [&](QPalette::ColorRole a, QPalette::ColorRole b) {
            const double x = luminance(p.color(a)), y = luminance(p.color(b));
            return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
        };
        QVERIFY(contrast(QPalette::WindowText, QPalette::Window) >= 7);
        QVERIFY(contrast(QPalette::Text, QPalette::Base) >= 7);
        QVERIFY(contrast(QPalette::WindowText, QPalette::Dark) >= 4.5);  // the chosen tool, pressed buttons
        QVERIFY(contrast(QPalette::ButtonText, QPalette::Button) >= 7);
        QVERIFY(contrast(QPalette::Shadow, QPalette::Window) >= 4.5);  // quiet text
        QVERIFY(contrast(QPalette::HighlightedText, QPalette::Highlight) >= 4.5);
        QVERIFY(contrast(QPalette::Link, QPalette::Window) >= 4.5);
    }
};

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
