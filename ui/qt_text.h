// Core's messages and values as Qt ones: the only place where an error's sentence is translated.
#pragma once

#include <QImage>
#include <QString>
#include <filesystem>

#include "core/base/error.h"
#include "core/edits/request.h"
#include "core/image/image.h"

namespace tintype::ui {

// The message in the window's language, arguments filled in. Plain text, never markup.
QString translated(const Message& message);
// An engine's name as core gives it ("Built-in look"), in the window's language; a model's name stays.
QString engineTitle(const QString& engine);
// A tool's name in the window's language, also from the word that recipes and the command line use ("erase").
QString toolTitle(edits::Tool tool);
QString toolTitle(const QString& word);
// What to do about an error of that kind, one short sentence.
QString advice(ErrorKind kind);
// 8-bit, in the colours of a screen with that profile (empty: sRGB); Format_RGBA8888 or RGBX8888.
QImage toQImage(const image::Image& picture, const image::Bytes& screenProfile = {});
image::Image fromQImage(const QImage& picture);
QString toQString(const std::filesystem::path& path);
std::filesystem::path toPath(const QString& path);

}  // namespace tintype::ui
