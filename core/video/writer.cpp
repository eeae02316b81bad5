#include "core/video/writer.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/image/colour.h"
#include "core/video/libav.h"
#include "core/video/sink.h"

namespace tintype::video {
namespace {

void checkOptions(const WriterOptions& options) {
    if (options.rate.numerator <= 0 || options.rate.denominator <= 0 || options.rate.perSecond() > 1000.0)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A clip cannot have %1/%2 frames a second."),
                    {std::to_string(options.rate.numerator), std::to_string(options.rate.denominator)});
    if (options.crf < 0 || options.crf > 51)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The quality (CRF) of a clip is 0 to 51, not %1."),
                    {std::to_string(options.crf)});
}

// Straight alpha over black: what a clip without transparency shows.
image::Image flattened(const image::Image& picture) {
    image::Image flat(picture.size(), 3);
    std::uint8_t* to = flat.mutableData();
    const std::uint8_t* from = picture.data();
    for (std::int64_t i = 0; i < picture.size().area(); ++i, from += 4, to += 3)
        for (int c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>((from[c] * from[3] + 127) / 255);
    return flat;
}

std::unique_ptr<Sink> makeSink(const SinkOrder& order) {
    switch (order.options.container) {
        case Container::Gif: return makeGifSink(order);
        case Container::WebP: return makeWebPSink(order);
        case Container::PngSequence: return makePngSink(order);
        default: return makeStreamSink(order);
    }
}

}  // namespace

struct Writer::State {
    SinkOrder order;
    std::vector<Message> notes;
    std::unique_ptr<Sink> sink;
    std::int64_t frames = 0;
    bool finished = false;
    bool flattening = false;  // said once

    void open(Size size);
    void checkSize(Size size) const;
    image::Image prepared(const image::Image& frame) const;
};

void Writer::State::open(Size size) {
    order.size = size;
    order.notes = &notes;
    const bool silent = order.options.container != Container::Mp4 && order.options.container != Container::WebM;
    if (silent && !order.options.audioFrom.empty())
        notes.push_back({TINTYPE_NOOP("core", "The sound was left out: this kind of clip has none."), {}});
    if (silent && !order.options.poster.empty())
        notes.push_back({TINTYPE_NOOP("core", "The poster was left out: this kind of clip has none."), {}});
    sink = makeSink(order);
}

void Writer::State::checkSize(Size size) const {
    if (size == order.size) return;
    const auto text = [](Size s) { return std::to_string(s.width) + " x " + std::to_string(s.height); };
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "Frame %1 of the clip measures %2 pixels, but the clip measures %3."),
                {std::to_string(frames + 1), text(size), text(order.size)});
}

image::Image Writer::State::prepared(const image::Image& frame) const {
    image::Image picture = frame.attachments.icc.empty() ? frame : image::toSrgb(frame);
    picture = image::toDepth8(picture);
    return picture.hasAlpha() && !sink->keepsAlpha() ? flattened(picture) : picture;
}

Writer::Writer(std::filesystem::path target, WriterOptions options) : m_state(std::make_unique<State>()) {
    silenceLibav();
    checkOptions(options);
    if (options.container == Container::PngSequence) checkFrameFolder(target);
    else checkWritable(target);
    m_state->order.target = std::move(target);
    m_state->order.options = std::move(options);
}

Writer::~Writer() = default;

void Writer::add(const image::Image& frame) {
    if (frame.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A frame of the clip is empty."), {});
    if (m_state->finished) throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "The clip is already finished."), {});
    if (!m_state->sink) m_state->open(frame.size());
    m_state->checkSize(frame.size());
    const bool opaque = !frame.hasAlpha() || m_state->sink->keepsAlpha();
    if (!opaque && !std::exchange(m_state->flattening, true))
        m_state->notes.push_back({TINTYPE_NOOP("core", "This kind of clip has no transparency: it is shown over black."), {}});
    m_state->sink->add(m_state->prepared(frame));
    ++m_state->frames;
}

void Writer::finish() {
    if (m_state->finished) return;
    if (!m_state->sink)
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "%1 was not written: it has no frames."),
                    {displayName(m_state->order.target)});
    m_state->sink->finish();
    m_state->finished = true;
}

std::string Writer::encoder() const { return m_state->sink ? m_state->sink->encoder() : std::string(); }

std::int64_t Writer::frames() const { return m_state->frames; }

const std::vector<Message>& Writer::notes() const { return m_state->notes; }

std::vector<int> playOrder(int frames, Loop loop) {
    std::vector<int> order;
    for (int i = 0; i < frames; ++i) order.push_back(i);
    if (loop == Loop::Boomerang)
        for (int i = frames - 2; i > 0; --i) order.push_back(i);
    return order;
}

}  // namespace tintype::video
