// Runs the built program as a shell would, in a folder of its own. Used by the whole-program tests.
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <filesystem>
#include <vector>

#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/support/scene.h"

namespace tintype::test {

struct Run {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

class Workplace {
public:
    std::filesystem::path path(const std::string& name) const { return root() / name; }
    std::filesystem::path root() const { return m_folder.path().toStdString(); }

    Run run(const QStringList& arguments, const QProcessEnvironment& environment = headless()) const {
        QProcess process;
        start(process, arguments, environment);
        process.waitForFinished(240000);
        Run run{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
        return run;
    }

    void start(QProcess& process, const QStringList& arguments,
               const QProcessEnvironment& environment = headless()) const {
        process.setWorkingDirectory(m_folder.path());
        process.setProcessEnvironment(environment);
        process.start(program(), arguments);
    }

    static QString program() { return QStringLiteral(TINTYPE_BINARY_DIR "/tintype"); }

    // No display, no models, English.
    static QProcessEnvironment headless() {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "TINTYPE_MODEL_PATH"})
            environment.remove(QString::fromLatin1(name));
        return environment;
    }

    void put(const std::string& name, const QByteArray& bytes) const {
        QFile file(QString::fromStdString(path(name).string()));
        if (file.open(QIODevice::WriteOnly)) file.write(bytes);
    }

    QByteArray bytes(const std::string& name) const {
        QFile file(QString::fromStdString(path(name).string()));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    void picture(const std::string& name, Size size = {160, 120}, int channels = 3,
                 image::Depth depth = image::Depth::U8) const {
        image::write(path(name), scene(size, channels, depth));
    }

    void mask(const std::string& name, Size size = {160, 120}, const Rect& box = {60, 40, 30, 20}) const {
        image::write(path(name), image::maskToImage(boxMask(size, box)));
    }

    // All names below the folder, sorted: to see that nothing was written.
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root()))
            found.push_back(entry.path().lexically_relative(root()).string());
        std::sort(found.begin(), found.end());
        return found;
    }

private:
    QTemporaryDir m_folder;
};

// Each line of standard output as an object; an empty list when one is not JSON.
inline QList<QJsonObject> events(const QByteArray& out) {
    QList<QJsonObject> list;
    for (const QByteArray& line : out.split('\n')) {
        if (line.isEmpty()) continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject()) return {};
        list.append(document.object());
    }
    return list;
}

}  // namespace tintype::test
