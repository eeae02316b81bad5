#include "core/builtin/mat.h"

#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

namespace tintype::builtin {
namespace {

int matType(const image::Image& picture) {
    return CV_MAKETYPE(picture.depth() == image::Depth::U8 ? CV_8U : CV_16U, picture.channels());
}

double fullScale(image::Depth depth) { return depth == image::Depth::U8 ? 255.0 : 65535.0; }

template <typename Curve>
cv::Mat mapped(const cv::Mat& source, Curve curve) {
    cv::Mat result(source.size(), source.type());
    const int count = source.cols * source.channels();
    cv::parallel_for_({0, source.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            const float* from = source.ptr<float>(y);
            float* to = result.ptr<float>(y);
            for (int i = 0; i < count; ++i) to[i] = curve(from[i]);
        }
    });
    return result;
}

}  // namespace

const cv::Mat matView(const image::Image& picture) {
    if (picture.empty()) return {};
    return {picture.height(), picture.width(), matType(picture), const_cast<std::uint8_t*>(picture.data()),
            picture.rowBytes()};
}

cv::Mat mutableMatView(image::Image& picture) {
    if (picture.empty()) return {};
    return {picture.height(), picture.width(), matType(picture), picture.mutableData(), picture.rowBytes()};
}

const cv::Mat matView(const image::Mask& mask) {
    if (mask.null()) return {};
    cv::Mat bytes(mask.size().height, mask.size().width, CV_8UC1);
    for (int y = 0; y < bytes.rows; ++y)
        std::memcpy(bytes.ptr(y), mask.row(y), static_cast<std::size_t>(bytes.cols));
    return bytes;
}

image::Image imageFromMat(const cv::Mat& pixels, const image::Image& like) {
    const auto depth = pixels.depth() == CV_16U ? image::Depth::U16 : image::Depth::U8;
    image::Image picture({pixels.cols, pixels.rows}, pixels.channels(), depth);
    pixels.copyTo(mutableMatView(picture));
    picture.attachments = like.attachments;
    picture.origin = like.origin;
    return picture;
}

image::Mask maskFromMat(const cv::Mat& bytes) {
    image::Mask mask({bytes.cols, bytes.rows});
    for (int y = 0; y < bytes.rows; ++y)
        std::memcpy(mask.mutableRow(y), bytes.ptr(y), static_cast<std::size_t>(bytes.cols));
    return mask;
}

cv::Mat toFloat(const image::Image& picture) {
    const cv::Mat pixels = matView(picture);
    cv::Mat result(pixels.size(), CV_32FC3);
    cv::parallel_for_({0, pixels.rows}, [&](const cv::Range& rows) {
        cv::Mat colours = pixels.rowRange(rows), to = result.rowRange(rows);
        if (picture.hasAlpha()) cv::cvtColor(colours, colours, cv::COLOR_RGBA2RGB);
        colours.convertTo(to, CV_32F, 1.0 / fullScale(picture.depth()));
    });
    return result;
}

image::Image fromFloat(const cv::Mat& rgb, const image::Image& like) {
    cv::Mat colours;
    rgb.convertTo(colours, like.depth() == image::Depth::U8 ? CV_8U : CV_16U, fullScale(like.depth()));
    if (!like.hasAlpha()) return imageFromMat(colours, like);
    image::Image result = like;
    cv::Mat pixels = mutableMatView(result);
    cv::mixChannels({colours}, {pixels}, {0, 0, 1, 1, 2, 2});
    return result;
}

cv::Mat toLinear(const cv::Mat& rgb) {
    return mapped(rgb, [](float v) {
        return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
    });
}

cv::Mat toEncoded(const cv::Mat& linear) {
    return mapped(linear, [](float v) {
        return v <= 0.0031308f ? v * 12.92f : 1.055f * std::pow(v, 1.0f / 2.4f) - 0.055f;
    });
}

cv::Mat toLab(const cv::Mat& rgb) {
    cv::Mat lab;
    cv::cvtColor(rgb, lab, cv::COLOR_RGB2Lab);
    return lab;
}

cv::Mat fromLab(const cv::Mat& lab) {
    cv::Mat rgb;
    cv::cvtColor(lab, rgb, cv::COLOR_Lab2RGB);
    return rgb;
}

cv::Mat lightness(const cv::Mat& rgb) {
    cv::Mat plane;
    cv::extractChannel(toLab(rgb), plane, 0);
    return plane;
}

}  // namespace tintype::builtin
