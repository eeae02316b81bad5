// The canvas tests again on screens of other pixel ratios: Qt takes the ratio from the environment at its
// start.
#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

class TestCanvasRatio : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingHoldsAt_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("ratio");
        for (const char* program : {"ui_tst_canvas_view", "ui_tst_canvas_tools"})
            for (const char* ratio : {"1.25", "2", "3"})
                QTest::addRow("%s at %s", program, ratio) << QString(program) << QString(ratio);
    }

    void everythingHoldsAt() {
        QFETCH(QString, program);
        QFETCH(QString, ratio);
        const QString path = QCoreApplication::applicationDirPath() + '/' + program;
        if (!QFileInfo::exists(path)) QSKIP("The canvas tests were not built.");
        QProcess test;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_SCALE_FACTOR", ratio);
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        test.setProcessEnvironment(environment);
        test.setProcessChannelMode(QProcess::MergedChannels);
        test.start(path, {"-silent"});
        QVERIFY(test.waitForFinished(120000));
        QVERIFY2(test.exitStatus() == QProcess::NormalExit && test.exitCode() == 0,
                 test.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestCanvasRatio)
#include "tst_canvas_ratio.moc"
