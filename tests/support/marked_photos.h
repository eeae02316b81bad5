// Photos with a text mark on them, as a stamping program makes them: any size, place, scale, opacity and JPEG quality. For
// the tests of marks only: needs OpenCV.
#pragma once

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/builtin/mat.h"
#include "core/image/read.h"
#include "core/image/write.h"

namespace tintype::tests {

enum class Corner { TopLeft, TopRight, BottomLeft, BottomRight, Centre };

struct Stamp {
    std::string text = "(c) A. Photographer";
    double scale = 1.0;
    double opacity = 1.0;
    cv::Scalar colour{255, 255, 255};
    Corner corner = Corner::BottomRight;
    int margin = 24;
};

// Part of `source`, its place, light and colour picked by `seed`.
inline cv::Mat background(const image::Image& source, Size size, std::uint64_t seed) {
    cv::RNG random(seed * 7919 + 17);
    const cv::Mat whole = builtin::toFloat(source) * 255.0;
    const double most = std::min(double(whole.cols) / size.width, double(whole.rows) / size.height);
    const double zoom = most * random.uniform(0.55, 1.0);
    const int width = std::max(1, int(size.width * zoom)), height = std::max(1, int(size.height * zoom));
    const cv::Rect part(random.uniform(0, whole.cols - width + 1), random.uniform(0, whole.rows - height + 1), width, height);
    cv::Mat result;
    cv::resize(whole(part), result, {size.width, size.height}, 0, 0, zoom > 1.0 ? cv::INTER_AREA : cv::INTER_CUBIC);
    if (random.uniform(0, 2)) cv::flip(result, result, 1);
    const double gain = random.uniform(0.5, 1.15), lift = random.uniform(-10.0, 45.0);
    cv::multiply(result, cv::Scalar(gain * random.uniform(0.8, 1.2), gain, gain * random.uniform(0.8, 1.2)), result);
    cv::Mat grain(result.size(), CV_32FC3);
    random.fill(grain, cv::RNG::NORMAL, cv::Scalar::all(lift), cv::Scalar::all(2.5));
    return cv::min(cv::max(result + grain, 0.0), 255.0);
}

// How much of each pixel the text covers, 0..1, at a sixth of a pixel's accuracy.
inline cv::Mat coverage(const Stamp& stamp) {
    constexpr int kFiner = 6;
    const double size = 1.1 * stamp.scale * kFiner;
    const int stroke = std::max(1, int(std::lround(3.0 * stamp.scale * kFiner)));
    int below = 0;
    const cv::Size text = cv::getTextSize(stamp.text, cv::FONT_HERSHEY_SIMPLEX, size, stroke, &below);
    const cv::Size fine((text.width + 2 * stroke + kFiner - 1) / kFiner * kFiner, (text.height + below + 2 * stroke + kFiner - 1) / kFiner * kFiner);
    cv::Mat drawn = cv::Mat::zeros(fine, CV_8UC1), result;
    cv::putText(drawn, stamp.text, {stroke, text.height + stroke}, cv::FONT_HERSHEY_SIMPLEX, size, cv::Scalar(255), stroke, cv::LINE_AA);
    cv::resize(drawn, result, {fine.width / kFiner, fine.height / kFiner}, 0, 0, cv::INTER_AREA);
    result.convertTo(result, CV_32F, 1.0 / 255.0);
    return result;
}

struct Stamped {
    image::Image photo;   // with the mark, through JPEG where that was asked for
    image::Image truth;   // without it, before JPEG
    image::Mask mask;     // what the text covers
    Rect place;
};

inline Stamped stamped(const cv::Mat& without, const Stamp& stamp, int jpegQuality = 0) {
    const cv::Mat cover = coverage(stamp);
    cv::Rect at{stamp.margin, stamp.margin, cover.cols, cover.rows};
    if (stamp.corner == Corner::TopRight || stamp.corner == Corner::BottomRight) at.x = without.cols - cover.cols - stamp.margin;
    if (stamp.corner == Corner::BottomLeft || stamp.corner == Corner::BottomRight) at.y = without.rows - cover.rows - stamp.margin;
    if (stamp.corner == Corner::Centre) at = {(without.cols - cover.cols) / 2, (without.rows - cover.rows) / 2, cover.cols, cover.rows};
    cv::Mat with = without.clone(), bytes, mask = cv::Mat::zeros(without.size(), CV_8UC1);
    cv::Mat(cover > 0.02).copyTo(mask(at));
    for (int y = 0; y < at.height; ++y)
        for (int x = 0; x < at.width; ++x) {
            const float share = cover.at<float>(y, x) * static_cast<float>(stamp.opacity);
            cv::Vec3f& pixel = with.at<cv::Vec3f>(at.y + y, at.x + x);
            for (int c = 0; c < 3; ++c) pixel[c] = pixel[c] * (1 - share) + share * static_cast<float>(stamp.colour[c]);
        }
    Stamped result;
    with.convertTo(bytes, CV_8U);
    result.photo = builtin::imageFromMat(bytes);
    without.convertTo(bytes, CV_8U);
    result.truth = builtin::imageFromMat(bytes);
    result.mask = builtin::maskFromMat(mask);
    result.place = {at.x, at.y, at.width, at.height};
    if (jpegQuality == 0) return result;
    image::WriteOptions options;
    options.format = image::Format::Jpeg;
    options.quality = jpegQuality;
    result.photo = image::readBytes(image::encode(result.photo, options), "stamped.jpg");
    return result;
}

}  // namespace tintype::tests
