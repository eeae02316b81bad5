#include "core/video/encoder.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/video/hardware_encoder.h"

namespace tintype::video {
namespace {

constexpr int kMostCrf = 51;

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

// Bits a second that look like the CRF for encoders that have no constant quality.
std::int64_t bitrateFor(const EncoderSettings& settings) {
    const double bitsPerPixel = 0.12 * std::exp2((23 - settings.crf) / 6.0);
    const double rate = std::max(1.0, settings.rate.perSecond());
    return std::max<std::int64_t>(200'000, std::llround(bitsPerPixel * settings.size.area() * rate));
}

int onScaleOf63(int crf) { return std::clamp(static_cast<int>(std::lround(crf * 63.0 / kMostCrf * 1.15)), 0, 63); }

void setQuality(AVCodecContext& context, Options& options, const std::string& name, const EncoderSettings& settings) {
    const std::string crf = std::to_string(settings.crf);
    if (name == "libx264") {
        options.set("crf", crf);
    } else if (name == "libx265") {
        options.set("crf", std::to_string(std::min(kMostCrf, settings.crf + 2)));
        options.set("x265-params", "log-level=none");
    } else if (name == "libvpx-vp9") {
        options.set("crf", std::to_string(onScaleOf63(settings.crf)));
        options.set("deadline", "good");
        options.set("cpu-used", "3");
        options.set("row-mt", "1");
    } else if (name == "libvpx") {
        context.bit_rate = bitrateFor(settings) * 4;  // only a ceiling: crf decides
        options.set("crf", std::to_string(std::max(4, onScaleOf63(settings.crf) / 2)));
        options.set("cpu-used", "2");
    } else if (name == "libaom-av1") {
        options.set("crf", std::to_string(onScaleOf63(settings.crf)));
        options.set("cpu-used", "6");
        options.set("row-mt", "1");
    } else if (name == "libsvtav1") {
        options.set("crf", std::to_string(onScaleOf63(settings.crf)));
    } else if (name == "mpeg4") {
        context.flags |= AV_CODEC_FLAG_QSCALE;
        context.global_quality = FF_QP2LAMBDA * std::clamp((settings.crf - 9) / 4, 1, 31);
    } else if (name.ends_with("_vaapi")) {
        options.set("rc_mode", "CQP");
        context.global_quality = name == "vp9_vaapi" ? onScaleOf63(settings.crf) * 4 : settings.crf + 2;
    } else if (name.ends_with("_nvenc")) {
        options.set("rc", "vbr");
        options.set("cq", std::to_string(std::min(kMostCrf, settings.crf + 2)));
    } else {
        context.bit_rate = bitrateFor(settings);
    }
}

void describePictures(AVCodecContext& context, const EncoderSettings& settings) {
    context.width = settings.size.width;
    context.height = settings.size.height;
    context.pix_fmt = AV_PIX_FMT_YUV420P;
    context.time_base = {settings.rate.denominator, settings.rate.numerator};
    context.framerate = {settings.rate.numerator, settings.rate.denominator};
    context.sample_aspect_ratio = {1, 1};
    context.color_primaries = AVCOL_PRI_BT709;
    context.color_trc = AVCOL_TRC_BT709;
    context.colorspace = AVCOL_SPC_BT709;
    if (context.codec_id == AV_CODEC_ID_VP8) context.colorspace = AVCOL_SPC_SMPTE170M;  // decoders know no other
    context.color_range = AVCOL_RANGE_MPEG;
    context.chroma_sample_location = AVCHROMA_LOC_LEFT;
    context.thread_count = 0;
    if (settings.globalHeader) context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
}

Codec tryEncoder(const std::string& name, const EncoderSettings& settings) {
    const AVCodec* codec = avcodec_find_encoder_by_name(name.c_str());
    if (!codec) return nullptr;
    Codec context(avcodec_alloc_context3(codec));
    if (!context) throw std::bad_alloc();
    Options options;
    describePictures(*context, settings);
    setQuality(*context, options, name, settings);
    if (name.ends_with("_vaapi") && !attachDevice(*context)) return nullptr;
    return avcodec_open2(context.get(), codec, options.address()) == 0 ? std::move(context) : nullptr;
}

}  // namespace

namespace {

std::vector<std::string> softwareNames(Container container, const std::string& codec) {
    const bool webm = container == Container::WebM;
    if (webm && codec.empty()) return {"libvpx-vp9", "libvpx", "libaom-av1", "libsvtav1"};
    if (webm && codec == "vp8") return {"libvpx"};
    if (codec == "vp9") return {"libvpx-vp9"};
    if (codec == "av1") return {"libaom-av1", "libsvtav1", "av1_nvenc"};
    if (!webm && codec == "hevc") return {"libx265", "hevc_nvenc"};
    if (!webm && (codec.empty() || codec == "h264"))
        return {"libx264", "libopenh264", "h264_nvenc", "h264_videotoolbox", "mpeg4"};
    throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The codec %1 does not go into a clip of kind %2."),
                {codec, webm ? "WebM" : "MP4"});
}

}  // namespace

std::vector<std::string> encoderNames(Container container, const std::string& codec, Hardware hardware) {
    std::vector<std::string> names = softwareNames(container, codec);
    if (hardware == Hardware::Off) return names;
    const std::string usual = container == Container::WebM ? "vp9" : "h264";
    const std::vector<std::string> cards = hardwareEncoders(codec.empty() ? usual : codec);
    std::erase_if(names, [&](const std::string& name) { return std::find(cards.begin(), cards.end(), name) != cards.end(); });
    names.insert(names.begin(), cards.begin(), cards.end());
    return names;
}

Codec openEncoder(const std::vector<std::string>& names, const EncoderSettings& settings) {
    for (const std::string& name : names)
        if (Codec context = tryEncoder(name, settings)) return context;
    throw Error(ErrorKind::Media,
                TINTYPE_NOOP("core", "No encoder can make a clip of %1 x %2 pixels here; tried %3."),
                {std::to_string(settings.size.width), std::to_string(settings.size.height), joined(names)});
}

}  // namespace tintype::video
