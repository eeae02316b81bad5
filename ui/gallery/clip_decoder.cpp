#include "ui/gallery/clip_decoder.h"

#include "ui/qt_text.h"

namespace tintype::ui {

void ClipDecoder::open(const std::filesystem::path& file) {
    try {
        m_reader = std::make_unique<video::Reader>(file);
        Q_EMIT opened(m_reader->header());
        read();
    } catch (const Error& error) {
        m_reader.reset();
        Q_EMIT failed(error.kind(), error.message());
    }
}

void ClipDecoder::close() { m_reader.reset(); }

void ClipDecoder::next() {
    if (m_reader) read();
}

void ClipDecoder::seek(double seconds) {
    if (!m_reader) return;
    m_reader->seek(seconds);
    read();
}

void ClipDecoder::read() {
    const auto picture = m_reader->next();
    if (picture) Q_EMIT frame(toQImage(*picture), m_reader->seconds());
    else Q_EMIT ended(m_reader->damaged());
}

}  // namespace tintype::ui
