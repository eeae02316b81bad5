// core/README.md says which folder may include which; this test holds the sources against it.
#include <QDir>
#include <QDirIterator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

class TestIncludes : public QObject {
    Q_OBJECT

private:
    QMap<QString, QSet<QString>> m_allowed;
    const QDir m_root{QStringLiteral(TINTYPE_SOURCE_DIR)};

    static QString readAll(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    // "core/image" of "core/image/mask.h"; "ui" of "ui/canvas/x.h".
    QString folderOf(const QString& path) const {
        const QStringList parts = path.split('/');
        if (parts.size() < 2) return {};
        return parts[0] == QLatin1String("core") ? parts[0] + '/' + parts[1] : parts[0];
    }

    QStringList sources() const {
        QStringList found;
        for (const char* top : {"core", "ui", "app"}) {
            QDirIterator walk(m_root.filePath(QLatin1String(top)), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
            while (walk.hasNext()) found << m_root.relativeFilePath(walk.next());
        }
        return found;
    }

private Q_SLOTS:
    void initTestCase() {
        static const QRegularExpression row(QStringLiteral("^\\| \\d+ \\| (\\S+) \\|([^|]*)\\|"),
                                            QRegularExpression::MultilineOption);
        auto rows = row.globalMatch(readAll(m_root.filePath(QStringLiteral("core/README.md"))));
        while (rows.hasNext()) {
            const auto match = rows.next();
            const QStringList allowed = match.captured(2).split(' ', Qt::SkipEmptyParts);
            m_allowed[match.captured(1)] = QSet<QString>(allowed.begin(), allowed.end());
        }
        QVERIFY2(m_allowed.size() > 10, "core/README.md has no table");
    }

    void everyFolderIsInTheTable() {
        for (const QString& path : sources()) QVERIFY2(m_allowed.contains(folderOf(path)), qPrintable(path));
    }

    void includesPointDown() {
        static const QRegularExpression include(QStringLiteral("^#include \"([^\"]+)\""), QRegularExpression::MultilineOption);
        QStringList forbidden;
        for (const QString& path : sources()) {
            const QString own = folderOf(path);
            auto includes = include.globalMatch(readAll(m_root.filePath(path)));
            while (includes.hasNext()) {
                const QString target = includes.next().captured(1);
                if (target.endsWith(QLatin1String(".moc"))) continue;
                const QString folder = folderOf(target);
                if (folder != own && !m_allowed[own].contains(folder)) forbidden << path + " includes " + target;
            }
        }
        QVERIFY2(forbidden.isEmpty(), qPrintable(forbidden.join('\n')));
    }

    // Public headers of the upper layers show no library's types, and Qt stays above the core.
    void foreignHeadersStayWhereTheyBelong() {
        static const QRegularExpression include(QStringLiteral("^#include <([^>]+)>"), QRegularExpression::MultilineOption);
        static const QRegularExpression torch(QStringLiteral("^(torch|ATen|c10|caffe2)/"));
        static const QRegularExpression qt(QStringLiteral("^Q[A-Za-z]+$"));
        static const QSet<QString> torchFolders{"core/checkpoint", "core/nn", "core/networks", "core/diffusion", "core/pipelines"};
        static const QSet<QString> qtFolders{"core/vault", "core/engine", "core/document", "core/gallery", "ui", "app"};
        QStringList forbidden;
        for (const QString& path : sources()) {
            const QString own = folderOf(path);
            auto includes = include.globalMatch(readAll(m_root.filePath(path)));
            while (includes.hasNext()) {
                const QString header = includes.next().captured(1);
                const bool isTorch = torch.match(header).hasMatch();
                const bool isQt = qt.match(header).hasMatch();
                if ((isTorch && !torchFolders.contains(own)) || (isQt && !qtFolders.contains(own)) ||
                    header == QLatin1String("torch/torch.h") || header.contains(QLatin1String("highgui")) ||
                    header.contains(QLatin1String("videoio")))
                    forbidden << path + " includes " + header;
            }
        }
        QVERIFY2(forbidden.isEmpty(), qPrintable(forbidden.join('\n')));
    }

    // libtorch's own loaders crash on damaged files and run code; files are written only through SafeFile.
    void forbiddenCallsAreAbsent() {
        static const QRegularExpression call(
            QStringLiteral("(torch::jit::load|torch::load|pickle_load|cv::imwrite|cv::imread|QSaveFile)\\b"));
        QStringList forbidden;
        for (const QString& path : sources()) {
            const auto match = call.match(readAll(m_root.filePath(path)));
            if (match.hasMatch()) forbidden << path + " calls " + match.captured(1);
        }
        QVERIFY2(forbidden.isEmpty(), qPrintable(forbidden.join('\n')));
    }
};

QTEST_GUILESS_MAIN(TestIncludes)
#include "tst_includes.moc"
