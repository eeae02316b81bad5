// For the tests of core/video: drawn frames, ffprobe and ffmpeg as independent witnesses, comparisons.
#pragma once

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/video/reader.h"
#include "core/video/writer.h"

namespace tintype::video {

inline std::filesystem::path at(const QTemporaryDir& folder, const char* name) {
    return std::filesystem::path(folder.path().toStdString()) / name;
}

inline image::Image painted(Size size, const std::function<void(int, int, std::uint8_t*)>& paint, int channels = 3) {
    image::Image picture(size, channels);
    std::uint8_t* pixel = picture.mutableData();
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x, pixel += channels) paint(x, y, pixel);
    return picture;
}

// Smooth content that moves with `place`.
inline image::Image smoothFrame(Size size, double place) {
    return painted(size, [&](int x, int y, std::uint8_t* p) {
        p[0] = static_cast<std::uint8_t>(128 + 100 * std::sin((x + 3 * place) / 37.0));
        p[1] = static_cast<std::uint8_t>(128 + 90 * std::sin((y - 2 * place) / 29.0));
        p[2] = static_cast<std::uint8_t>(128 + 80 * std::cos((x + y + place) / 53.0));
    });
}

inline image::Image flat(Size size, int r, int g, int b) {
    return painted(size, [&](int, int, std::uint8_t* p) {
        p[0] = static_cast<std::uint8_t>(r);
        p[1] = static_cast<std::uint8_t>(g);
        p[2] = static_cast<std::uint8_t>(b);
    });
}

inline double psnr(const image::Image& a, const image::Image& b) {
    if (!(a.size() == b.size()) || a.byteSize() != b.byteSize()) return 0.0;
    double sum = 0.0;
    for (std::size_t i = 0; i < a.byteSize(); ++i) sum += std::pow(double(a.data()[i]) - b.data()[i], 2);
    return sum == 0.0 ? 99.0 : 10.0 * std::log10(255.0 * 255.0 * static_cast<double>(a.byteSize()) / sum);
}

inline int mostApart(const std::uint8_t* a, std::array<int, 3> b) {
    int most = 0;
    for (int c = 0; c < 3; ++c) most = std::max(most, std::abs(int(a[c]) - b[c]));
    return most;
}

inline QByteArray runProgram(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted()) return {};
    process.closeWriteChannel();
    process.waitForFinished(120000);
    return process.readAllStandardOutput();
}

inline bool ffmpeg(const QStringList& arguments) {
    return QProcess::execute("ffmpeg", QStringList{"-nostdin", "-v", "error", "-y"} + arguments) == 0;
}

inline QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

inline QJsonObject probe(const std::filesystem::path& clip) {
    return QJsonDocument::fromJson(runProgram("ffprobe", {"-v", "error", "-show_format", "-show_streams", "-count_frames",
                                                          "-of", "json", text(clip)}))
        .object();
}

inline QJsonObject streamOf(const QJsonObject& probed, const QString& kind = "video") {
    for (const QJsonValue& value : probed["streams"].toArray())
        if (value["codec_type"].toString() == kind) return value.toObject();
    return {};
}

// The frame of that number as an independent decoder shows it.
inline image::Image independentFrame(const std::filesystem::path& clip, int number, Size size) {
    const QByteArray bytes = runProgram(
        "ffmpeg", {"-nostdin", "-v", "error", "-i", text(clip), "-vf", QString("select=eq(n\\,%1),scale=flags=accurate_rnd+full_chroma_int+full_chroma_inp:in_color_matrix=bt709").arg(number),
                   "-vsync", "0", "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"});
    image::Image picture(size, 3);
    if (bytes.size() == static_cast<int>(picture.byteSize()))
        std::memcpy(picture.mutableData(), bytes.constData(), picture.byteSize());
    return picture;
}

inline std::vector<image::Image> framesOf(const std::filesystem::path& clip) {
    Reader reader(clip);
    std::vector<image::Image> frames;
    while (std::optional<image::Image> frame = reader.next()) frames.push_back(std::move(*frame));
    return frames;
}

inline std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline int entriesIn(const QTemporaryDir& folder) {
    int count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path().toStdString())) ++count;
    return count;
}

inline WriterOptions optionsFor(Container container, double fps = 24.0) {
    WriterOptions options;
    options.container = container;
    options.rate = rateOf(fps);
    return options;
}

inline void writeClip(const std::filesystem::path& target, const WriterOptions& options, Size size, int frames) {
    Writer writer(target, options);
    for (int i = 0; i < frames; ++i) writer.add(smoothFrame(size, i));
    writer.finish();
}

// The kind of Error that `work` throws; -1: none.
template <typename Work>
int errorOf(Work work, std::string* sentence = nullptr) {
    try {
        work();
    } catch (const Error& error) {
        if (sentence) *sentence = error.message().english();
        return static_cast<int>(error.kind());
    }
    return -1;
}

}  // namespace tintype::video
