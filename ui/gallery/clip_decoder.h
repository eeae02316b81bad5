// Reads a clip's frames on a thread of its own, one ahead of what is shown. Behind the clip player.
#pragma once

#include <QImage>
#include <QObject>
#include <filesystem>
#include <memory>

#include "core/base/error.h"
#include "core/video/reader.h"

namespace tintype::ui {

class ClipDecoder : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void open(const std::filesystem::path& file);
    void close();
    void next();                 // answers with frame() or ended()
    void seek(double seconds);   // answers with the frame there

Q_SIGNALS:
    void opened(const tintype::video::ClipHeader& header);
    void frame(const QImage& picture, double seconds);
    void ended(bool damaged);
    void failed(tintype::ErrorKind kind, const tintype::Message& message);

private:
    void read();

    std::unique_ptr<video::Reader> m_reader;
};

}  // namespace tintype::ui
