// Clips as other programs see them: made by ffmpeg, looked at by ffprobe, decoded again by ffmpeg. For the tests of the
// whole program.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <cmath>
#include <cstring>

#include "core/image/image.h"
#include "tests/app/program.h"

namespace tintype::test {

namespace fs = std::filesystem;

inline QString named(const fs::path& path) { return QString::fromStdString(path.string()); }

inline bool ffmpeg(const QStringList& arguments) { return QProcess::execute("ffmpeg", QStringList{"-nostdin", "-v", "error", "-y"} + arguments) == 0; }

inline QJsonObject probed(const fs::path& clip) {
    QProcess process;
    process.start("ffprobe", {"-v", "error", "-count_frames", "-show_format", "-show_streams", "-of", "json", named(clip)});
    process.waitForFinished(60000);
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

inline QJsonObject streamOf(const QJsonObject& probed, const QString& kind = "video") {
    for (const QJsonValue& value : probed["streams"].toArray())
        if (value["codec_type"].toString() == kind) return value.toObject();
    return {};
}

inline int frameCount(const fs::path& clip) { return streamOf(probed(clip))["nb_read_frames"].toString().toInt(); }

// All frames as ffmpeg decodes them. Empty: it met an error.
inline std::vector<image::Image> independentFrames(const fs::path& clip, Size size) {
    QProcess process;
    process.start("ffmpeg", {"-nostdin", "-v", "error", "-xerror", "-i", named(clip), "-map", "0:v:0", "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"});
    process.waitForFinished(120000);
    if (process.exitCode() != 0 || !process.readAllStandardError().isEmpty()) return {};
    const QByteArray bytes = process.readAllStandardOutput();
    std::vector<image::Image> frames;
    const auto each = static_cast<qsizetype>(size.area() * 3);
    for (qsizetype at = 0; at + each <= bytes.size(); at += each) {
        image::Image frame(size, 3);
        std::memcpy(frame.mutableData(), bytes.constData() + at, static_cast<std::size_t>(each));
        frames.push_back(std::move(frame));
    }
    return frames;
}

inline double meanDifference(const image::Image& a, const image::Image& b) {
    if (a.byteSize() != b.byteSize() || a.byteSize() == 0) return 255.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < a.byteSize(); ++i) sum += std::abs(int(a.data()[i]) - int(b.data()[i]));
    return sum / static_cast<double>(a.byteSize());
}

inline bool startsFast(const Workplace& work, const std::string& name) {
    const QByteArray bytes = work.bytes(name);
    return bytes.indexOf("moov") >= 0 && bytes.indexOf("moov") < bytes.indexOf("mdat");
}

// What every player wants of an MP4.
inline void verifyPlayable(const Workplace& work, const std::string& name, int frames, const QString& rate, Size size) {
    const QJsonObject all = probed(work.path(name)), video = streamOf(all);
    QCOMPARE(video["codec_name"].toString(), QString("h264"));
    QCOMPARE(video["pix_fmt"].toString(), QString("yuv420p"));
    for (const char* tag : {"color_space", "color_primaries", "color_transfer"}) QCOMPARE(video[QLatin1String(tag)].toString(), QString("bt709"));
    QCOMPARE(video["color_range"].toString(), QString("tv"));
    QCOMPARE(video["avg_frame_rate"].toString(), rate);
    QCOMPARE(video["nb_read_frames"].toString().toInt(), frames);
    QCOMPARE(video["width"].toInt(), size.width);
    QCOMPARE(video["height"].toInt(), size.height);
    const QStringList parts = rate.split('/');
    QVERIFY(std::abs(video["duration"].toString().toDouble() - frames * parts[1].toDouble() / parts[0].toDouble()) < 0.002);
    QVERIFY(startsFast(work, name));
    QCOMPARE(independentFrames(work.path(name), size).size(), std::size_t(frames));
}

// A clip of test pictures with a tone.
inline void makeClip(const Workplace& work, const char* name, const QString& size = "160x120", int fps = 25, double seconds = 1.0,
                     const QStringList& more = {"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest"}) {
    QVERIFY(ffmpeg(QStringList{"-f", "lavfi", "-i", QString("testsrc=s=%1:r=%2:d=%3").arg(size).arg(fps).arg(seconds), "-f", "lavfi", "-i",
                               QString("sine=f=440:d=%1").arg(seconds)} +
                   more + QStringList{named(work.path(name))}));
}

}  // namespace tintype::test
