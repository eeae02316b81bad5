// Private to core/video: libav's handles with owners, its errors as text, its log kept silent.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <filesystem>
#include <memory>
#include <string>

namespace tintype::video {

struct Release {
    void operator()(AVFormatContext* context) const {
        if (context->iformat) avformat_close_input(&context);
        else closeOutput(context);
    }
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
    void operator()(SwsContext* context) const { sws_freeContext(context); }

private:
    static void closeOutput(AVFormatContext* context) {
        if (context->pb) avio_closep(&context->pb);
        avformat_free_context(context);
    }
};

using Format = std::unique_ptr<AVFormatContext, Release>;
using Codec = std::unique_ptr<AVCodecContext, Release>;
using Frame = std::unique_ptr<AVFrame, Release>;
using Packet = std::unique_ptr<AVPacket, Release>;
using Scaler = std::unique_ptr<SwsContext, Release>;

// std::bad_alloc where libav has no memory.
Frame makeFrame();
Packet makePacket();

// "Invalid data found when processing input".
std::string errorText(int error);
// The path as libav takes it: never another protocol, whatever the name looks like.
std::string fileUrl(const std::filesystem::path& path);
// libav and its codecs write to standard error by default; called before any use.
void silenceLibav();

// Frees an AVDictionary at the end of a scope.
class Options {
public:
    Options() = default;
    ~Options() { av_dict_free(&m_entries); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

    void set(const char* key, const std::string& value) { av_dict_set(&m_entries, key, value.c_str(), 0); }
    AVDictionary** address() { return &m_entries; }

private:
    AVDictionary* m_entries = nullptr;
};

}  // namespace tintype::video
