#include "core/video/hardware_encoder.h"

#include <cstring>
#include <filesystem>

extern "C" {
#include <libavutil/hwcontext.h>
}

#include "core/base/error.h"

namespace tintype::video {
namespace {

constexpr int kFramesOnTheCard = 24;  // the encoder keeps some for reference

bool exists(const char* device) {
    std::error_code error;
    return std::filesystem::exists(device, error);
}

struct FreeBuffer {
    void operator()(AVBufferRef* buffer) const { av_buffer_unref(&buffer); }
};
using Buffer = std::unique_ptr<AVBufferRef, FreeBuffer>;

Buffer framesOn(AVBufferRef* device, const AVCodecContext& context) {
    Buffer frames(av_hwframe_ctx_alloc(device));
    if (!frames) throw std::bad_alloc();
    auto* description = reinterpret_cast<AVHWFramesContext*>(frames->data);
    description->format = AV_PIX_FMT_VAAPI;
    description->sw_format = AV_PIX_FMT_NV12;
    description->width = context.width;
    description->height = context.height;
    description->initial_pool_size = kFramesOnTheCard;
    if (av_hwframe_ctx_init(frames.get()) < 0) return nullptr;
    return frames;
}

// The two colour planes row by row into one.
Frame interleaved(const AVFrame& frame) {
    Frame nv12 = makeFrame();
    nv12->format = AV_PIX_FMT_NV12;
    nv12->width = frame.width;
    nv12->height = frame.height;
    if (av_frame_get_buffer(nv12.get(), 0) < 0) throw std::bad_alloc();
    for (int y = 0; y < frame.height; ++y)
        std::memcpy(nv12->data[0] + static_cast<std::ptrdiff_t>(y) * nv12->linesize[0],
                    frame.data[0] + static_cast<std::ptrdiff_t>(y) * frame.linesize[0], static_cast<std::size_t>(frame.width));
    for (int y = 0; y < frame.height / 2; ++y) {
        std::uint8_t* out = nv12->data[1] + static_cast<std::ptrdiff_t>(y) * nv12->linesize[1];
        const std::uint8_t* u = frame.data[1] + static_cast<std::ptrdiff_t>(y) * frame.linesize[1];
        const std::uint8_t* v = frame.data[2] + static_cast<std::ptrdiff_t>(y) * frame.linesize[2];
        for (int x = 0; x < frame.width / 2; ++x) {
            out[2 * x] = u[x];
            out[2 * x + 1] = v[x];
        }
    }
    return nv12;
}

}  // namespace

bool isHardwareEncoder(const std::string& name) {
    for (const char* family : {"_nvenc", "_vaapi", "_qsv", "_videotoolbox"})
        if (name.ends_with(family)) return true;
    return false;
}

std::vector<std::string> hardwareEncoders(const std::string& codec) {
    std::vector<std::string> names;
    const auto offer = [&](const char* family) {
        const std::string name = codec + family;
        if (avcodec_find_encoder_by_name(name.c_str())) names.push_back(name);
    };
    if (exists("/dev/nvidia0") || exists("/dev/nvidiactl")) offer("_nvenc");
    if (exists("/dev/dri/renderD128")) offer("_vaapi");
    return names;
}

bool attachDevice(AVCodecContext& context) {
    AVBufferRef* raw = nullptr;
    if (av_hwdevice_ctx_create(&raw, AV_HWDEVICE_TYPE_VAAPI, "/dev/dri/renderD128", nullptr, 0) < 0) return false;
    const Buffer device(raw);
    Buffer frames = framesOn(device.get(), context);
    if (!frames) return false;
    context.pix_fmt = AV_PIX_FMT_VAAPI;
    context.hw_frames_ctx = frames.release();
    return true;
}

Frame uploaded(const AVCodecContext& context, const AVFrame& frame) {
    Frame onCard = makeFrame();
    const Frame nv12 = interleaved(frame);
    int error = av_hwframe_get_buffer(context.hw_frames_ctx, onCard.get(), 0);
    if (error >= 0) error = av_hwframe_transfer_data(onCard.get(), nv12.get(), 0);
    if (error < 0)
        throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "The graphics card could not take a frame: %1."), {errorText(error)});
    onCard->pts = frame.pts;
    return onCard;
}

}  // namespace tintype::video
