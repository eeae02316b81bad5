#include "core/video/yuv.h"

#include <algorithm>
#include <cstring>
#include <thread>

#include "core/base/error.h"

namespace tintype::video {
namespace {

constexpr int kOne = 1 << 16;  // swscale's fixed point for brightness, contrast and saturation

int threadCount() { return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 8u)); }

[[noreturn]] void failConversion() {
    throw Error(ErrorKind::Media, TINTYPE_NOOP("core", "The colours of a frame could not be converted."), {});
}

int evenSide(int side) { return std::max(2, side & ~1); }

Scaler allocScaler() {
    Scaler scaler(sws_alloc_context());
    if (!scaler) throw std::bad_alloc();
    return scaler;
}

struct Side {
    Size size;
    AVPixelFormat format;
    int matrix;  // SWS_CS_*
    int full;    // 1: full range
};

Scaler makeScaler(const Side& from, const Side& to, int flags) {
    Scaler scaler = allocScaler();
    const auto set = [&](const char* name, int value) { av_opt_set_int(scaler.get(), name, value, 0); };
    set("srcw", from.size.width);
    set("srch", from.size.height);
    set("src_format", from.format);
    set("dstw", to.size.width);
    set("dsth", to.size.height);
    set("dst_format", to.format);
    set("sws_flags", flags);
    set("threads", threadCount());
    if (sws_init_context(scaler.get(), nullptr, nullptr) < 0) failConversion();
    sws_setColorspaceDetails(scaler.get(), sws_getCoefficients(from.matrix), from.full,
                             sws_getCoefficients(to.matrix), to.full, 0, kOne, kOne);
    return scaler;
}

// The picture as a frame that shares its pixels: libav only reads them and lets go of them.
Frame wrapped(const image::Image& picture, Size size) {
    auto* keep = new image::Image(picture);
    Frame frame = makeFrame();
    frame->buf[0] = av_buffer_create(const_cast<std::uint8_t*>(keep->data()), keep->byteSize(),
                                     [](void* owner, std::uint8_t*) { delete static_cast<image::Image*>(owner); }, keep,
                                     AV_BUFFER_FLAG_READONLY);
    if (!frame->buf[0]) {
        delete keep;
        throw std::bad_alloc();
    }
    frame->data[0] = frame->buf[0]->data;
    frame->linesize[0] = static_cast<int>(picture.rowBytes());
    frame->format = AV_PIX_FMT_RGB24;
    frame->width = size.width;
    frame->height = size.height;
    return frame;
}

// Sides of one pixel doubled.
image::Image atLeastTwo(const image::Image& picture) {
    if (picture.width() > 1 && picture.height() > 1) return picture;
    image::Image wide({std::max(2, picture.width()), std::max(2, picture.height())}, 3);
    for (int y = 0; y < wide.height(); ++y)
        for (int x = 0; x < wide.width(); ++x)
            std::memcpy(wide.mutableRow(y) + 3 * x,
                        picture.row(std::min(y, picture.height() - 1)) + 3 * std::min(x, picture.width() - 1), 3);
    return wide;
}

Frame allocFrame(Size size, AVColorSpace matrix) {
    Frame frame = makeFrame();
    frame->format = AV_PIX_FMT_YUV420P;
    frame->width = size.width;
    frame->height = size.height;
    frame->color_primaries = AVCOL_PRI_BT709;
    frame->color_trc = AVCOL_TRC_BT709;
    frame->colorspace = matrix;
    frame->color_range = AVCOL_RANGE_MPEG;
    frame->chroma_location = AVCHROMA_LOC_LEFT;
    if (av_frame_get_buffer(frame.get(), 0) < 0) throw std::bad_alloc();
    return frame;
}

// What a frame without a matrix means: players take BT.709 for HD and BT.601 below.
int matrixOf(const AVFrame& frame) {
    switch (frame.colorspace) {
        case AVCOL_SPC_BT709: return SWS_CS_ITU709;
        case AVCOL_SPC_BT470BG:
        case AVCOL_SPC_SMPTE170M: return SWS_CS_ITU601;
        case AVCOL_SPC_FCC: return SWS_CS_FCC;
        case AVCOL_SPC_SMPTE240M: return SWS_CS_SMPTE240M;
        case AVCOL_SPC_BT2020_NCL:
        case AVCOL_SPC_BT2020_CL: return SWS_CS_BT2020;
        default: return frame.width >= 1280 || frame.height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    }
}

// The yuvj formats are the plain ones with full range; swscale warns about them and mixes up its own range.
AVPixelFormat plainFormat(int format) {
    switch (format) {
        case AV_PIX_FMT_YUVJ420P: return AV_PIX_FMT_YUV420P;
        case AV_PIX_FMT_YUVJ422P: return AV_PIX_FMT_YUV422P;
        case AV_PIX_FMT_YUVJ444P: return AV_PIX_FMT_YUV444P;
        case AV_PIX_FMT_YUVJ440P: return AV_PIX_FMT_YUV440P;
        case AV_PIX_FMT_YUVJ411P: return AV_PIX_FMT_YUV411P;
        default: return static_cast<AVPixelFormat>(format);
    }
}

int fullRange(const AVFrame& frame) {
    const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
    const bool rgb = format && (format->flags & AV_PIX_FMT_FLAG_RGB);
    return rgb || frame.color_range == AVCOL_RANGE_JPEG || plainFormat(frame.format) != frame.format;
}

}  // namespace

ToYuv::ToYuv(Size picture, AVColorSpace matrix)
    : m_picture(picture), m_size{evenSide(picture.width), evenSide(picture.height)}, m_matrix(matrix) {
    const int coefficients = matrix == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    m_scaler = makeScaler({m_size, AV_PIX_FMT_RGB24, SWS_CS_ITU709, 1}, {m_size, AV_PIX_FMT_YUV420P, coefficients, 0},
                          SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INP);
}

Frame ToYuv::convert(const image::Image& picture) {
    const Frame source = wrapped(atLeastTwo(picture), m_size);
    Frame frame = allocFrame(m_size, m_matrix);
    if (sws_scale_frame(m_scaler.get(), frame.get(), source.get()) < 0) failConversion();
    return frame;
}

void ToRgb::prepare(const AVFrame& frame, Size size) {
    const bool same = m_scaler && m_size == size && m_last.width == frame.width && m_last.height == frame.height &&
                      m_last.format == frame.format && m_last.colorspace == frame.colorspace &&
                      m_last.color_range == frame.color_range;
    if (same) return;
    m_scaler = makeScaler({{frame.width, frame.height}, plainFormat(frame.format), matrixOf(frame), fullRange(frame)},
                          {size, AV_PIX_FMT_RGB24, SWS_CS_ITU709, 1},
                          SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP);
    m_size = size;
    m_last.width = frame.width;
    m_last.height = frame.height;
    m_last.format = frame.format;
    m_last.colorspace = frame.colorspace;
    m_last.color_range = frame.color_range;
}

image::Image ToRgb::convert(const AVFrame& frame, Size size) {
    prepare(frame, size);
    Frame source = makeFrame();
    if (av_frame_ref(source.get(), &frame) < 0) throw std::bad_alloc();
    source->format = plainFormat(frame.format);
    Frame rgb = makeFrame();
    rgb->format = AV_PIX_FMT_RGB24;
    rgb->width = size.width;
    rgb->height = size.height;
    if (av_frame_get_buffer(rgb.get(), 0) < 0) throw std::bad_alloc();
    if (sws_scale_frame(m_scaler.get(), rgb.get(), source.get()) < 0) failConversion();
    image::Image picture(size, 3);
    std::uint8_t* pixels = picture.mutableData();
    for (int y = 0; y < size.height; ++y)
        std::memcpy(pixels + picture.rowBytes() * static_cast<std::size_t>(y),
                    rgb->data[0] + static_cast<std::ptrdiff_t>(rgb->linesize[0]) * y, picture.rowBytes());
    return picture;
}

}  // namespace tintype::video
