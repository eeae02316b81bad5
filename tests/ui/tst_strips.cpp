#include <QLabel>
#include <QPushButton>
#include <QSemaphore>
#include <QTest>
#include <QToolButton>

#include "core/engine/engine.h"
#include "ui/actions.h"
#include "ui/error_strip.h"
#include "ui/job_strip.h"
#include "ui/qt_text.h"

using namespace tintype;
using namespace tintype::ui;

class TestStrips : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesAreShownAsTheyAre() {
        ErrorStrip strip;
        const QString hostile = QStringLiteral("<img src=file:///etc/passwd><b>x</b>.png is empty.");
        strip.show({Severity::Problem, hostile, {}, {}, {}});
        QVERIFY(strip.isVisible());
        bool found = false;
        for (const QLabel* label : strip.findChildren<QLabel*>())
            if (label->text() == hostile) found = label->textFormat() == Qt::PlainText;
        QVERIFY(found);
    }

    void theHelpingButtonActsAndCloses() {
        ErrorStrip strip;
        int acted = 0;
        strip.show({Severity::Problem, QStringLiteral("Bad."), {}, {{QStringLiteral("Help"), [&] { ++acted; }}}, {}});
        QTest::mouseClick(strip.findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(acted, 1);
        QVERIFY(!strip.isVisible());
    }

    void oneTopicOneMessage() {
        ErrorStrip strip;
        for (int i = 0; i < 20; ++i) strip.show({Severity::Note, QString::number(i), {}, {}, QStringLiteral("save")});
        QCOMPARE(strip.count(), 1);
        QCOMPARE(strip.text(), QStringLiteral("19"));
        for (int i = 0; i < 100; ++i) strip.show({Severity::Problem, QString::number(i), {}, {}, {}});
        QVERIFY(strip.count() <= 8);
    }

    void durationsReadWell() {
        QCOMPARE(durationText(0), QStringLiteral("0:00"));
        QCOMPARE(durationText(75400), QStringLiteral("1:15"));
        QCOMPARE(durationText(3661000), QStringLiteral("1:01:01"));
    }

    void aJobCanBeCancelledFromTheStrip() {
        QSemaphore entered;
        engine::Engine engine([&](const edits::Request&, Progress& progress, const edits::Listener&) {
            progress.begin({"Working", {}}, 1000000);
            entered.release();
            for (;;) {
                progress.check();
                QThread::msleep(1);
            }
            return edits::Result{};
        });
        QWidget window;
        Actions actions(&window);
        JobStrip strip(engine, actions);
        strip.show();
        int cancelled = 0;
        connect(&engine, &engine::Engine::cancelled, this, [&] { ++cancelled; });
        engine.submit({edits::Cartoon{image::Image({8, 8}, 3)}, {}});
        engine.submit({edits::Cartoon{image::Image({8, 8}, 3)}, {}});
        QTRY_VERIFY(entered.available() > 0);
        QToolButton* cancel = nullptr;
        for (QToolButton* button : strip.findChildren<QToolButton*>())
            if (button->accessibleName().startsWith(QStringLiteral("Cancel"))) cancel = button;
        QVERIFY(cancel);
        QTRY_VERIFY(cancel->isVisible());
        // No tick comes, the time goes on.
        const auto says = [&strip](const QString& time) {
            for (const QLabel* label : strip.findChildren<QLabel*>())
                if (label->isVisible() && label->text().startsWith(time)) return true;
            return false;
        };
        QTRY_VERIFY(says(QStringLiteral("0:02")));
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(cancelled, 1);
        QTRY_VERIFY(cancel->isEnabled());  // the second job runs now and can be cancelled too
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(cancelled, 2);
        QTRY_VERIFY(!engine.busy());
    }
};

QTEST_MAIN(TestStrips)
#include "tst_strips.moc"
