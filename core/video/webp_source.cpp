// Frames of an animated WebP through libwebp.
#include <webp/demux.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/video/source.h"
#include "core/video/webp_recipe.h"

namespace tintype::video {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;

struct FreeWebP {
    void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};

bool beginsLikeWebP(const std::filesystem::path& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return false;
    std::ifstream file(path, std::ios::binary);
    std::array<char, 21> head{};
    if (!file.read(head.data(), head.size())) return false;
    const std::string text(head.data(), head.size());
    constexpr int kAnimated = 2;
    return text.starts_with("RIFF") && text.compare(8, 8, "WEBPVP8X") == 0 && (head[20] & kAnimated);
}

class WebPSource : public Source {
public:
    explicit WebPSource(const std::filesystem::path& path);
    const ClipHeader& header() const override { return m_header; }
    std::optional<image::Image> next() override;
    double seconds() const override { return m_seconds; }
    bool damaged() const override { return m_damaged; }
    Timing timing() const override { return timingOf(m_times, m_header.rate); }
    void seek(double seconds) override;

private:
    void describe();
    std::string findRecipe() const;
    WebPData data() const { return {m_bytes.data(), m_bytes.size()}; }
    const std::uint8_t* decode();

    std::filesystem::path m_path;
    std::vector<std::uint8_t> m_bytes;
    std::unique_ptr<WebPAnimDecoder, FreeWebP> m_decoder;
    WebPAnimInfo m_about{};
    ClipHeader m_header;
    std::vector<double> m_times;  // of all frames, in seconds
    int m_shown = 0;      // frames decoded
    int m_endOfLast = 0;  // milliseconds
    double m_seconds = 0.0;
    bool m_damaged = false;
};

WebPSource::WebPSource(const std::filesystem::path& path) : m_path(path), m_bytes(readFile(path, kMostBytes)) {
    WebPAnimDecoderOptions options;
    WebPAnimDecoderOptionsInit(&options);
    options.color_mode = MODE_RGBA;
    options.use_threads = 1;
    const WebPData bytes = data();
    WebPBitstreamFeatures unused;
    if (WebPGetFeatures(m_bytes.data(), m_bytes.size(), &unused) == VP8_STATUS_OK)
        checkFrameSize({unused.width, unused.height}, path);
    m_decoder.reset(WebPAnimDecoderNew(&bytes, &options));
    if (!m_decoder || !WebPAnimDecoderGetInfo(m_decoder.get(), &m_about) || m_about.frame_count == 0)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "%1 is damaged: not one frame of it can be decoded."),
                    {displayName(path)});
    describe();
}

void WebPSource::describe() {
    m_header.size = {static_cast<int>(m_about.canvas_width), static_cast<int>(m_about.canvas_height)};
    m_header.frames = m_about.frame_count;
    m_header.codec = "webp";
    int milliseconds = 0;
    const WebPDemuxer* demuxer = WebPAnimDecoderGetDemuxer(m_decoder.get());
    WebPIterator frame;
    if (WebPDemuxGetFrame(demuxer, 1, &frame)) {
        do {
            m_times.push_back(milliseconds / 1000.0);
            milliseconds += frame.duration;
        } while (WebPDemuxNextFrame(&frame));
        WebPDemuxReleaseIterator(&frame);
    }
    m_header.seconds = milliseconds / 1000.0;
    if (milliseconds > 0) m_header.rate = rateOf(std::min(1000.0, m_about.frame_count * 1000.0 / milliseconds));
    m_header.recipe = findRecipe();
}

std::string WebPSource::findRecipe() const {
    WebPChunkIterator chunk;
    if (!WebPDemuxGetChunk(WebPAnimDecoderGetDemuxer(m_decoder.get()), "XMP ", 1, &chunk)) return {};
    const std::string packet(reinterpret_cast<const char*>(chunk.chunk.bytes), chunk.chunk.size);
    WebPDemuxReleaseChunkIterator(&chunk);
    return recipeInXmp(packet);
}

// The next whole frame as RGBA, owned by the decoder; null at the end and at damage.
const std::uint8_t* WebPSource::decode() {
    if (m_damaged || !WebPAnimDecoderHasMoreFrames(m_decoder.get())) return nullptr;
    std::uint8_t* pixels = nullptr;
    int end = 0;
    if (!WebPAnimDecoderGetNext(m_decoder.get(), &pixels, &end)) {
        m_damaged = true;
        return nullptr;
    }
    m_seconds = m_endOfLast / 1000.0;
    m_endOfLast = end;
    ++m_shown;
    return pixels;
}

std::optional<image::Image> WebPSource::next() {
    const std::uint8_t* pixels = decode();
    if (!pixels) return std::nullopt;
    image::Image frame(m_header.size, 3);
    std::uint8_t* to = frame.mutableData();
    for (std::int64_t i = 0; i < m_header.size.area(); ++i, pixels += 4, to += 3)
        for (int c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>((pixels[c] * pixels[3] + 127) / 255);
    return frame;
}

void WebPSource::seek(double seconds) {
    const double place = std::isfinite(seconds) ? std::max(0.0, seconds) * 1000.0 + 0.1 : 0.0;
    int wanted = 0, end = 0;
    WebPIterator frame;
    if (WebPDemuxGetFrame(WebPAnimDecoderGetDemuxer(m_decoder.get()), 1, &frame)) {
        for (end = frame.duration; end <= place && WebPDemuxNextFrame(&frame); end += frame.duration) ++wanted;
        WebPDemuxReleaseIterator(&frame);
    }
    WebPAnimDecoderReset(m_decoder.get());
    m_shown = m_endOfLast = 0;
    m_damaged = false;
    while (m_shown < wanted && decode()) continue;
}

}  // namespace

std::unique_ptr<Source> openWebPSource(const std::filesystem::path& path) {
    if (!beginsLikeWebP(path)) return nullptr;
    return std::make_unique<WebPSource>(path);
}

}  // namespace tintype::video
