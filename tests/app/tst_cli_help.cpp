// The man page and the completions name exactly the verbs and options that the program has.
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "tests/app/program.h"

using namespace tintype::test;

namespace {

const QStringList kVerbs{"edit", "erase", "cartoon", "restore", "animate", "decode", "interpolate", "clip", "models", "bench", "info", "replay", "sheet"};

QString fileText(const QString& name) {
    QFile file(QStringLiteral(TINTYPE_SOURCE_DIR "/packaging/") + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QSet<QString> optionsIn(const QString& text) {
    QSet<QString> found;
    static const QRegularExpression option("(?<![\\w-])--[a-z][a-z-]*");
    for (auto match = option.globalMatch(text); match.hasNext();) found.insert(match.next().captured());
    return found;
}

// Of a verb, from the first column of its help.
QSet<QString> optionsOf(const Workplace& work, const QString& verb) {
    QSet<QString> found;
    for (const QByteArray& line : work.run({verb, "--help"}).out.split('\n')) {
        static const QRegularExpression head("^  (-\\w,)?(--[a-z-]+)");
        const auto match = head.match(QString::fromUtf8(line));
        if (match.hasMatch()) found.insert(match.captured(2));
    }
    return found;
}

QString lineWith(const QString& text, const QString& start) {
    for (const QString& line : text.split('\n'))
        if (line.startsWith(start)) return line;
    return {};
}

}  // namespace

class TestCliHelp : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completionsListEachVerbsOptions() {
        const Workplace work;
        const QString bash = fileText("completions/tintype.bash");
        const QString zsh = fileText("completions/_tintype");
        for (const QString& verb : kVerbs) {
            const QSet<QString> options = optionsOf(work, verb);
            QVERIFY(options.contains("--help") && options.contains("--json"));
            QCOMPARE(optionsIn(lineWith(bash, "    [" + verb + "]=")), options);
            QCOMPARE(optionsIn(lineWith(zsh, "    [" + verb + "]=")), options);
            QCOMPARE(fishOptions(verb), options);
        }
    }

    void theManPageNamesAll() {
        const Workplace work;
        QString page = fileText("tintype.1");
        page.replace("\\-", "-");
        QSet<QString> all{"--version"};
        for (const QString& verb : kVerbs) {
            all += optionsOf(work, verb);
            QVERIFY2(page.contains(".B tintype " + verb), verb.toUtf8());
        }
        QCOMPARE(optionsIn(page), all);
        for (int status = 0; status <= 7; ++status) QVERIFY(page.contains(QString("\n.B %1\n").arg(status)));
    }

private:
    static QSet<QString> fishOptions(const QString& verb) {
        QSet<QString> found;
        for (const QString& line : fileText("completions/tintype.fish").split('\n')) {
            static const QRegularExpression verbs("__fish_seen_subcommand_from ([a-z ]+)'");
            static const QRegularExpression name(" -l ([a-z-]+)");
            const auto of = verbs.match(line);
            if (of.hasMatch() && of.captured(1).split(' ').contains(verb) && name.match(line).hasMatch())
                found.insert("--" + name.match(line).captured(1));
        }
        return found;
    }
};

QTEST_GUILESS_MAIN(TestCliHelp)
#include "tst_cli_help.moc"
