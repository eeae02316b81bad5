#include "ui/qt_text.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <cstring>

#include "core/image/colour.h"

namespace tintype::ui {

QString translated(const Message& message) {
    const auto inLanguage = [](const std::string& text) { return QCoreApplication::translate("core", text.c_str()).toStdString(); };
    // An argument can be one of core's own words, such as a parameter's name; a file's name has no translation.
    std::vector<std::string> arguments;
    for (const std::string& argument : message.arguments) arguments.push_back(argument.empty() ? argument : inLanguage(argument));
    return QString::fromStdString(fill(inLanguage(message.text), arguments));
}

QString engineTitle(const QString& engine) { return QCoreApplication::translate("core", engine.toUtf8().constData()); }

QString toolTitle(edits::Tool tool) {
    switch (tool) {
        case edits::Tool::Edit: return QCoreApplication::translate("ItemModel", "Instruct");
        case edits::Tool::Erase: return QCoreApplication::translate("ItemModel", "Erase");
        case edits::Tool::Cartoon: return QCoreApplication::translate("ItemModel", "Cartoon");
        case edits::Tool::Restore: return QCoreApplication::translate("ItemModel", "Restore");
        case edits::Tool::Animate: return QCoreApplication::translate("ItemModel", "Animate");
        case edits::Tool::Interpolate: return QCoreApplication::translate("ItemModel", "Interpolate");
        case edits::Tool::Clip: return QCoreApplication::translate("ItemModel", "Clip");
    }
    return {};
}

QString toolTitle(const QString& word) {
    using enum edits::Tool;
    for (const edits::Tool tool : {Edit, Erase, Cartoon, Restore, Animate, Interpolate, Clip})
        if (word == QLatin1String(edits::toolName(tool))) return toolTitle(tool);
    return word;
}

QString advice(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::BadInput:
            return QCoreApplication::translate("advice", "Check the file or the value and try again.");
        case ErrorKind::BadModel:
            return QCoreApplication::translate("advice",
                                               "Install the model again or use the built-in engine.");
        case ErrorKind::OutOfMemory:
            return QCoreApplication::translate("advice", "Use a smaller size or close other programs.");
        case ErrorKind::Unsupported:
            return QCoreApplication::translate("advice", "Choose another engine or another instruction.");
        case ErrorKind::Media:
            return QCoreApplication::translate("advice", "Choose another format or another size.");
        case ErrorKind::Disk:
            return QCoreApplication::translate("advice", "Choose another folder or free some space.");
    }
    return {};
}

QImage toQImage(const image::Image& picture, const image::Bytes& screenProfile) {
    if (picture.empty()) return {};
    const image::Image shown = image::toDisplay(picture, screenProfile);
    const auto format = shown.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGBX8888;
    const QImage view(shown.data(), shown.width(), shown.height(), qsizetype(shown.rowBytes()),
                      shown.hasAlpha() ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    return shown.hasAlpha() ? view.copy() : view.convertToFormat(format);
}

namespace {

bool isDeep(const QImage& picture) {
    return picture.depth() == 64 || picture.format() == QImage::Format_Grayscale16;
}

// Qt's 16-bit formats always hold four channels; the fourth is dropped where it says nothing.
image::Image fromDeep(const QImage& picture, int channels) {
    const QImage source = picture.convertToFormat(QImage::Format_RGBA64);
    image::Image result({source.width(), source.height()}, channels, image::Depth::U16);
    for (int y = 0; y < source.height(); ++y) {
        const uchar* from = source.constScanLine(y);
        std::uint8_t* to = result.mutableRow(y);
        for (int x = 0; x < source.width(); ++x)
            std::memcpy(to + x * channels * 2, from + x * 8, std::size_t(channels) * 2);
    }
    return result;
}

image::Image fromShallow(const QImage& picture, int channels) {
    const QImage source =
        picture.convertToFormat(channels == 4 ? QImage::Format_RGBA8888 : QImage::Format_RGB888);
    image::Image result({source.width(), source.height()}, channels);
    for (int y = 0; y < source.height(); ++y)
        std::memcpy(result.mutableRow(y), source.constScanLine(y), result.rowBytes());
    return result;
}

}  // namespace

image::Image fromQImage(const QImage& picture) {
    if (picture.isNull()) return {};
    const int channels = picture.hasAlphaChannel() ? 4 : 3;
    image::Image result = isDeep(picture) ? fromDeep(picture, channels) : fromShallow(picture, channels);
    const QColorSpace space = picture.colorSpace();
    if (space.isValid() && space != QColorSpace(QColorSpace::SRgb)) {
        const QByteArray icc = space.iccProfile();
        result.attachments.icc.assign(icc.begin(), icc.end());
    }
    return result;
}

QString toQString(const std::filesystem::path& path) {
    return QString::fromStdString(path.native());
}

std::filesystem::path toPath(const QString& path) {
    return path.toStdString();
}

}  // namespace tintype::ui
