// The panels' sliders by mouse and keyboard, the linked change amount, and the preferences' memory limit.
#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

#include "core/document/document.h"
#include "ui/background.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/panels/adjust_panel.h"
#include "ui/panels/cartoon_panel.h"
#include "ui/panels/erase_panel.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/side_panel.h"
#include "ui/panels/slider_row.h"

using namespace tintype;
using namespace tintype::ui;

namespace {

SliderRow* row(const QWidget& panel, const QString& name) {
    for (SliderRow* row : panel.findChildren<SliderRow*>())
        if (row->findChild<QSlider*>()->accessibleName() == name) return row;
    return nullptr;
}

edits::Instruct instructOf(const InstructPanel& panel) { return std::get<edits::Instruct>(*panel.work(QStringLiteral("x"))); }

// A list of many faces is as tall as this.
class TallPanel : public ToolPanel {
public:
    TallPanel() {
        auto* line = new QLabel(QStringLiteral("A line that wraps, so that the height follows the width."));
        line->setWordWrap(true);
        auto* tall = new QWidget;
        tall->setFixedHeight(5000);
        column()->addWidget(line);
        column()->addWidget(tall);
    }
    QString title() const override { return QStringLiteral("Tall"); }

protected:
    void retranslate() override {}
};

}  // namespace

class TestPanels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySliderMovesItsValueAndComesBack() {
        InstructPanel instruct;
        document::Document document;
        ErasePanel erase(document);
        Background background;
        CartoonPanel cartoon(background);
        AdjustPanel adjust;
        int seen = 0;
        for (ToolPanel* panel : {static_cast<ToolPanel*>(&instruct), static_cast<ToolPanel*>(&erase), static_cast<ToolPanel*>(&cartoon),
                                 static_cast<ToolPanel*>(&adjust)}) {
            panel->resize(300, 700);
            panel->show();
            for (SliderRow* one : panel->findChildren<SliderRow*>()) {
                auto* slider = one->findChild<QSlider*>();
                const double before = one->value();
                QSignalSpy changed(one, &SliderRow::valueChanged);
                QTest::keyClick(slider, Qt::Key_Home);
                QCOMPARE(one->value(), one->findChild<QDoubleSpinBox*>()->minimum());
                QTest::keyClick(slider, Qt::Key_End);
                QCOMPARE(one->value(), one->findChild<QDoubleSpinBox*>()->maximum());
                QTest::keyClick(slider, Qt::Key_Left);
                QVERIFY2(one->value() < one->findChild<QDoubleSpinBox*>()->maximum(), qPrintable(slider->accessibleName()));
                QVERIFY(changed.count() >= 2);
                QTest::mouseDClick(one->findChild<QLabel*>(), Qt::LeftButton);
                QCOMPARE(one->value(), before);
                ++seen;
            }
        }
        QVERIFY(seen >= 8);
    }

    void aShortPanelDoesNotScrollAfterATallOne() {
        QAction run;
        document::Document document;
        SidePanel panel(&run, [&](ToolId tool) -> ToolPanel* { return tool == ToolId::Restore ? static_cast<ToolPanel*>(new TallPanel) : new ErasePanel(document); });
        panel.resize(300, 700);
        panel.setTool(ToolId::Restore);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QScrollBar* bar = panel.findChild<QScrollArea*>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 4000);
        panel.setTool(ToolId::Erase);
        QTRY_COMPARE(bar->maximum(), 0);
    }

    void slidersReachTheWork() {
        document::Document document;
        ErasePanel erase(document);
        for (SliderRow* one : erase.findChildren<SliderRow*>()) one->setValue(9);
        const auto work = std::get<edits::Erase>(*erase.work({}));
        QCOMPARE(work.grow, 9);
        QCOMPARE(work.feather, 9);
        Background background;
        CartoonPanel cartoon(background);
        cartoon.findChild<SliderRow*>()->setValue(0.3);
        QCOMPARE(std::get<edits::Cartoon>(*cartoon.work({})).strength, 0.3);
    }

    void theAmountMovesBothGuidancesApart() {
        InstructPanel panel;
        SliderRow* amount = row(panel, QStringLiteral("Change amount"));
        QVERIFY(amount);
        const edits::Instruct standard;
        QCOMPARE(amount->value(), 50.0);
        QCOMPARE(instructOf(panel).textGuidance, standard.textGuidance);
        QCOMPARE(instructOf(panel).imageGuidance, standard.imageGuidance);
        double text = 0, image = 100;
        QSignalSpy changed(&panel, &ToolPanel::changed);
        for (int value = 0; value <= 100; value += 10) {
            const auto count = changed.count();
            amount->setValue(value);
            const edits::Instruct work = instructOf(panel);
            QVERIFY(work.textGuidance > text && work.imageGuidance < image);
            QCOMPARE(amount->value(), double(value));
            QVERIFY(changed.count() == count + 1);
            text = work.textGuidance;
            image = work.imageGuidance;
        }
        QCOMPARE(text, 12.0);
        QCOMPARE(image, 1.0);
        amount->reset();
        QCOMPARE(instructOf(panel).textGuidance, standard.textGuidance);
        QCOMPARE(instructOf(panel).imageGuidance, standard.imageGuidance);
    }

    void theAmountFollowsTheTwo() {
        InstructPanel panel;
        SliderRow* amount = row(panel, QStringLiteral("Change amount"));
        for (int value : {0, 20, 50, 70, 100}) {
            amount->setValue(value);
            const edits::Instruct work = instructOf(panel);
            amount->setValue(100 - value);
            panel.setGuidance(work.textGuidance, work.imageGuidance);
            QVERIFY2(std::abs(amount->value() - value) <= 2, qPrintable(QString::number(value)));
            // Showing it changes nothing.
            QCOMPARE(instructOf(panel).textGuidance, work.textGuidance);
            QCOMPARE(instructOf(panel).imageGuidance, work.imageGuidance);
        }
        row(panel, QStringLiteral("Follow the text"))->setValue(15);
        row(panel, QStringLiteral("Keep the photo"))->setValue(4);
        QCOMPARE(instructOf(panel).textGuidance, 15.0);
        QCOMPARE(instructOf(panel).imageGuidance, 4.0);
        QCOMPARE(amount->value(), 50.0);
    }

    void theMemoryLimitIsAutomaticOrANumber() {
        Preferences before;
        PreferencesDialog dialog(before);
        QCOMPARE(dialog.preferences().modelMemory, quint64(0));
        QSpinBox* limit = nullptr;
        for (QSpinBox* box : dialog.findChildren<QSpinBox*>())
            if (box->accessibleName() == QStringLiteral("Memory for a run")) limit = box;
        QVERIFY(limit);
        QCOMPARE(limit->text(), QStringLiteral("Automatic"));
        dialog.show();
        limit->setFocus();
        limit->selectAll();
        QTest::keyClicks(limit, QStringLiteral("6144"));
        QCOMPARE(dialog.preferences().modelMemory, quint64(6) << 30);
        limit->selectAll();
        QTest::keyClick(limit, Qt::Key_Delete);
        QCOMPARE(dialog.preferences().modelMemory, quint64(0));
        QTest::keyClick(limit, Qt::Key_Return);
        QCOMPARE(limit->text(), QStringLiteral("Automatic"));
        dialog.show();
        limit->setValue(1);
        QCOMPARE(dialog.preferences().modelMemory, kLeastModelMemory);
        before.modelMemory = quint64(2) << 30;
        QCOMPARE(PreferencesDialog(before).preferences(), before);
    }
};

QTEST_MAIN(TestPanels)
#include "tst_panels.moc"
