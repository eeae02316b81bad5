#include "core/video/open_clip.h"

#include <array>
#include <string_view>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::video {
namespace {

constexpr std::int64_t kMostProbedBytes = 32 << 20;

[[noreturn]] void refuse(const std::filesystem::path& path, const char* sentence, std::vector<std::string> more = {}) {
    more.insert(more.begin(), displayName(path));
    throw Error(ErrorKind::BadInput, sentence, std::move(more));
}

void checkFile(const std::filesystem::path& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (!std::filesystem::exists(status)) refuse(path, TINTYPE_NOOP("core", "%1 does not exist."));
    if (std::filesystem::is_directory(status)) refuse(path, TINTYPE_NOOP("core", "%1 is a folder, not a clip."));
    if (!std::filesystem::is_regular_file(status)) refuse(path, TINTYPE_NOOP("core", "%1 is not a regular file."));
    const auto size = std::filesystem::file_size(path, error);
    if (error) refuse(path, TINTYPE_NOOP("core", "%1 cannot be read: %2."), {error.message()});
    if (size == 0) refuse(path, TINTYPE_NOOP("core", "%1 is empty."));
}

// Formats that are texts, or that make libav open other files or devices than the one asked for, or single pictures.
bool isClipFormat(const AVInputFormat& format) {
    static constexpr std::array<std::string_view, 22> kRefused = {
        "tty",  "hls",     "concat", "dash",  "sdp",   "rtsp", "rtp",    "sap",     "ffmetadata", "image2", "image2pipe",
        "bin",  "xbin",    "adf",    "idf",   "srt",   "ass",  "webvtt", "lavfi",   "imf",        "rawvideo", "libmodplug"};
    const std::string_view name = format.name;
    if (name.size() > 5 && name.substr(name.size() - 5) == "_pipe") return false;
    for (const std::string_view refused : kRefused)
        if (name.substr(0, name.find(',')) == refused) return false;
    return true;
}

const AVInputFormat* probe(const std::filesystem::path& path, AVIOContext* io) {
    const AVInputFormat* format = nullptr;
    const int found = av_probe_input_buffer2(io, &format, fileUrl(path).c_str(), nullptr, 0, 0);
    if (found < 0 || !format || !isClipFormat(*format)) refuse(path, TINTYPE_NOOP("core", "%1 is not a video clip."));
    return format;
}

struct CloseIo {
    void operator()(AVIOContext* io) const { avio_closep(&io); }
};

const AVInputFormat* probeFile(const std::filesystem::path& path) {
    AVIOContext* raw = nullptr;
    const int error = avio_open(&raw, fileUrl(path).c_str(), AVIO_FLAG_READ);
    if (error < 0) refuse(path, TINTYPE_NOOP("core", "%1 cannot be read: %2."), {errorText(error)});
    const std::unique_ptr<AVIOContext, CloseIo> io(raw);
    return probe(path, io.get());
}

}  // namespace

Format openClip(const std::filesystem::path& path) {
    silenceLibav();
    checkFile(path);
    const AVInputFormat* format = probeFile(path);
    Options options;
    options.set("protocol_whitelist", "file");
    AVFormatContext* raw = nullptr;
    if (const int error = avformat_open_input(&raw, fileUrl(path).c_str(), format, options.address()); error < 0)
        refuse(path, TINTYPE_NOOP("core", "%1 is damaged or not a video clip: %2."), {errorText(error)});
    Format context(raw);
    context->probesize = kMostProbedBytes;
    if (const int error = avformat_find_stream_info(context.get(), nullptr); error < 0)
        refuse(path, TINTYPE_NOOP("core", "%1 is damaged or not a video clip: %2."), {errorText(error)});
    return context;
}

}  // namespace tintype::video
