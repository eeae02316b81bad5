#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>
#include <QWidget>

#include "ui/actions.h"
#include "ui/dialogs/shortcut_editor.h"

using namespace tintype::ui;

class TestActions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsDoNotClash() {
        QHash<QString, QString> owner;
        for (const ActionSpec& spec : Actions::specs()) {
            const QString key = Actions::defaultKey(QLatin1String(spec.id)).toString();
            if (key.isEmpty()) continue;
            const QString place = spec.kind == ActionKind::Results ? QStringLiteral("results ") + key : key;
            QVERIFY2(!owner.contains(place), qPrintable(key + QStringLiteral(" of ") + QLatin1String(spec.id)));
            owner.insert(place, QLatin1String(spec.id));
        }
        QVERIFY(owner.size() > 40);
    }

    void theKeysPeopleKnowAreThere() {
        const std::pair<const char*, const char*> known[] = {
            {"mask.smaller", "["}, {"mask.larger", "]"}, {"mask.brush", "B"}, {"mask.eraser", "E"}, {"mask.lasso", "L"},
            {"mask.rectangle", "U"}, {"mask.swap", "X"}, {"mask.invert", "Ctrl+I"}, {"mask.clear", "Del"},
            {"view.overlay", "Q"}, {"view.fit", "Ctrl+0"}, {"view.actual", "Ctrl+1"}, {"view.split", "Y"},
            {"view.gallery", "G"}, {"run.cancel", "Esc"}, {"help.guide", "F1"}, {"help.keys", "?"},
            {"run.run", "Ctrl+Return"}};
        for (const auto& [id, key] : known) QCOMPARE(Actions::defaultKey(QLatin1String(id)), QKeySequence(QLatin1String(key)));
    }

    void changedKeysReplaceDefaults() {
        QWidget window;
        Actions actions(&window);
        actions.setShortcuts({{QStringLiteral("view.gallery"), QKeySequence(QStringLiteral("Ctrl+G"))}});
        QCOMPARE(actions.at("view.gallery")->shortcut(), QKeySequence(QStringLiteral("Ctrl+G")));
        actions.setShortcuts({});
        QCOMPARE(actions.at("view.gallery")->shortcut(), QKeySequence(QStringLiteral("G")));
    }

    void singleLettersStayQuietWhileTyping() {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* line = new QLineEdit;
        auto* other = new QWidget;
        other->setFocusPolicy(Qt::StrongFocus);
        column->addWidget(line);
        column->addWidget(other);
        Actions actions(&window);
        int fired = 0;
        connect(actions.at("mask.brush"), &QAction::triggered, this, [&] { ++fired; });
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        line->setFocus();
        QTest::keyClick(line, Qt::Key_B);
        QCOMPARE(fired, 0);
        QCOMPARE(line->text(), QStringLiteral("b"));
        other->setFocus();
        QTest::keyClick(other, Qt::Key_B);
        QCOMPARE(fired, 1);
    }

    void theEditorRefusesATakenKey() {
        ShortcutEditor editor({});
        QVERIFY(!editor.assign(QStringLiteral("view.gallery"), QKeySequence(QStringLiteral("B"))));
        QVERIFY(editor.conflict().contains(QStringLiteral("Brush")));
        QVERIFY(editor.changed().isEmpty());
        QVERIFY(editor.assign(QStringLiteral("mask.brush"), QKeySequence(QStringLiteral("P"))));
        QVERIFY(editor.assign(QStringLiteral("view.gallery"), QKeySequence(QStringLiteral("B"))));
        QCOMPARE(editor.changed().size(), 2);
        QVERIFY(editor.assign(QStringLiteral("view.gallery"), QKeySequence(QStringLiteral("G"))));
        QVERIFY(editor.assign(QStringLiteral("mask.brush"), QKeySequence(QStringLiteral("B"))));
        QVERIFY(editor.changed().isEmpty());
    }

    void resultsHaveKeysOfTheirOwn() {
        ShortcutEditor editor({});
        QVERIFY(editor.assign(QStringLiteral("results.reject"), QKeySequence(QStringLiteral("B"))));  // the brush's
        QVERIFY(!editor.assign(QStringLiteral("results.remove"), QKeySequence(QStringLiteral("B"))));
        QVERIFY(editor.conflict().contains(QStringLiteral("Reject")));
        QWidget window;
        Actions actions(&window);
        actions.setShortcuts(editor.changed());
        QVERIFY(actions.at("results.reject")->shortcut().isEmpty());  // it works on results only
        QCOMPARE(actions.key(QStringLiteral("results.reject")), QKeySequence(QStringLiteral("B")));
    }

    void plainTextLosesItsMarks() {
        QCOMPARE(Actions::plainText(QStringLiteral("&Open...")), QStringLiteral("Open"));
        QCOMPARE(Actions::plainText(QStringLiteral("\u6253\u5f00(&O)...")), QStringLiteral("\u6253\u5f00"));
    }
};

QTEST_MAIN(TestActions)
#include "tst_actions.moc"
