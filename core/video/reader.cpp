#include "core/video/reader.h"

#include "core/video/source.h"

namespace tintype::video {

struct Reader::State {
    std::unique_ptr<Source> source;
};

Reader::Reader(const std::filesystem::path& path) : m_state(std::make_unique<State>()) {
    m_state->source = openWebPSource(path);
    if (!m_state->source) m_state->source = openLibavSource(path);
}

Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

const ClipHeader& Reader::header() const { return m_state->source->header(); }
std::optional<image::Image> Reader::next() { return m_state->source->next(); }
double Reader::seconds() const { return m_state->source->seconds(); }
Timing Reader::timing() const { return m_state->source->timing(); }
bool Reader::damaged() const { return m_state->source->damaged(); }
void Reader::seek(double seconds) { m_state->source->seek(seconds); }

image::Image posterOf(const std::filesystem::path& clip) {
    Reader reader(clip);
    std::optional<image::Image> first = reader.next();
    return first ? std::move(*first) : image::Image();
}

}  // namespace tintype::video
