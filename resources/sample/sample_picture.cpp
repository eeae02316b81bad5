#include "resources/sample/sample_picture.h"

#include <atomic>
#include <opencv2/imgproc.hpp>
#include <thread>
#include <vector>

#include "resources/sample/landscape.h"
#include "resources/sample/noise.h"
#include "resources/sample/person.h"

namespace tintype::sample {

namespace {

std::uint8_t encoded(double linear, double grain) {
    const double v = std::clamp(linear, 0.0, 1.0);
    const double display = v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1.0 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::clamp(display * 255.0 + grain + 0.5, 0.0, 255.0));
}

// Four samples a pixel: edges of the person and of the ridges are clean.
Vector pixel(int x, int y, Size size) {
    const double aspect = static_cast<double>(size.width) / size.height;
    Vector sum;
    for (int i = 0; i < 4; ++i) {
        const double u = (x + 0.25 + 0.5 * (i % 2)) / size.width;
        const double v = (y + 0.25 + 0.5 * (i / 2)) / size.height;
        const Sample her = person(u, v, aspect);
        sum = sum + (her.coverage >= 1.0 ? her.colour : mix(landscape(u, v, aspect), her.colour, her.coverage));
    }
    return sum * 0.25;
}

void drawRow(image::Image& picture, std::uint8_t* row, int y) {
    for (int x = 0; x < picture.width(); ++x) {
        const Vector c = pixel(x, y, picture.size());
        // A little sensor noise, as a camera has.
        const double grain = 3.0 * (hash(x, y, 7) + hash(x, y, 8) - 1.0);
        row[3 * x] = encoded(c.x, grain);
        row[3 * x + 1] = encoded(c.y, grain);
        row[3 * x + 2] = encoded(c.z, grain);
    }
}

cv::Mat watermarkInk(Size size) {
    cv::Mat ink(size.height, size.width, CV_8UC1, cv::Scalar(0));
    const double scale = size.width / 1200.0;
    cv::putText(ink, "(c) TINTYPE SAMPLE", cv::Point(cvRound(36 * scale), size.height - cvRound(40 * scale)),
                cv::FONT_HERSHEY_DUPLEX, 1.25 * scale, cv::Scalar(255), std::max(1, cvRound(2.6 * scale)), cv::LINE_AA);
    return ink;
}

void printWatermark(image::Image& picture) {
    cv::Mat view(picture.height(), picture.width(), CV_8UC3, picture.mutableData());
    const cv::Mat ink = watermarkInk(picture.size());
    for (int y = 0; y < view.rows; ++y)
        for (int x = 0; x < view.cols; ++x) {
            const int opacity = ink.at<std::uint8_t>(y, x) * 205 / 255;
            if (opacity == 0) continue;
            auto& p = view.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c) p[c] = static_cast<std::uint8_t>((p[c] * (255 - opacity) + 250 * opacity) / 255);
        }
}

}  // namespace

image::Image samplePicture(Size size) {
    image::Image picture(size, 3);
    std::uint8_t* pixels = picture.mutableData();
    std::atomic<int> next{0};
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        workers.emplace_back([&] {
            for (int y = next++; y < size.height; y = next++)
                drawRow(picture, pixels + picture.rowBytes() * static_cast<std::size_t>(y), y);
        });
    workers.clear();
    printWatermark(picture);
    return picture;
}

image::Mask sampleWatermark(Size size) {
    const cv::Mat ink = watermarkInk(size);
    image::Mask mask(size);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) mask.mutableRow(y)[x] = ink.at<std::uint8_t>(y, x) > 0 ? 255 : 0;
    return image::grown(mask, std::max(1, size.width / 500));
}

}  // namespace tintype::sample
