// Pictures with known truth for judging the eraser, masks to erase, and the two measures: masked PSNR and seam.
// Used by tests/builtin/tst_fill.cpp and tests/bench/bench_fill.cpp.
#pragma once

#include <cmath>
#include <cstdlib>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace tintype::scenes {

inline const cv::Size kSceneSize(384, 288);

struct Scene {
    std::string name;
    cv::Mat truth;  // CV_8UC3, RGB
};

template <typename Colour>
cv::Mat painted(Colour colour, cv::Size size = kSceneSize) {
    cv::Mat picture(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const cv::Vec3d value = colour(static_cast<double>(x), static_cast<double>(y));
            picture.at<cv::Vec3b>(y, x) = cv::Vec3b(cv::saturate_cast<uchar>(value[0]),
                                                    cv::saturate_cast<uchar>(value[1]),
                                                    cv::saturate_cast<uchar>(value[2]));
        }
    return picture;
}

// Sum of octaves of smooth noise, about -1..1, CV_32FC1.
inline cv::Mat fractalNoise(cv::Size size, int octaves, double coarsest, double gain, std::uint64_t seed) {
    cv::Mat sum(size, CV_32FC1, cv::Scalar(0));
    cv::RNG random(seed);
    double amplitude = 0.5, cell = coarsest;
    for (int i = 0; i < octaves; ++i, amplitude *= gain, cell /= 2) {
        cv::Mat grid(cv::Size(2 + static_cast<int>(size.width / cell), 2 + static_cast<int>(size.height / cell)),
                     CV_32FC1), layer;
        random.fill(grid, cv::RNG::UNIFORM, -1.0, 1.0);
        cv::resize(grid, layer, size, 0, 0, cv::INTER_CUBIC);
        sum += amplitude * layer;
    }
    return sum;
}

inline cv::Mat withGrain(const cv::Mat& picture, double sigma, std::uint64_t seed) {
    cv::Mat noise(picture.size(), CV_32FC3), result;
    cv::RNG random(seed);
    random.fill(noise, cv::RNG::NORMAL, 0.0, sigma);
    picture.convertTo(result, CV_32F);
    cv::Mat grainy = result + noise;
    grainy.convertTo(result, CV_8U);
    return result;
}

inline cv::Mat gradientScene() {
    return painted([](double x, double y) {
        return cv::Vec3d(40 + 0.4 * x + 0.1 * y, 90 + 0.35 * y, 200 - 0.25 * x - 0.0006 * y * y);
    });
}

inline cv::Mat cloudScene() {
    const cv::Mat noise = fractalNoise(kSceneSize, 6, 96, 0.55, 11);
    return painted([&](double x, double y) {
        const double cloud = 1 / (1 + std::exp(-6 * noise.at<float>(static_cast<int>(y), static_cast<int>(x))));
        return cv::Vec3d(90, 140 + 0.1 * y, 215) * (1 - cloud) + cv::Vec3d(240, 240, 245) * cloud;
    });
}

inline cv::Mat stripeScene() {
    return painted([](double x, double y) {
        const double wave = std::tanh(4 * std::sin((0.8 * x + 0.6 * y) * 2 * CV_PI / 23.0));
        return cv::Vec3d(150, 120, 90) + wave * cv::Vec3d(70, 60, 40);
    });
}

inline cv::Mat edgeScene() {
    cv::Mat picture = painted([](double x, double y) { return cv::Vec3d(70 + 0.1 * x, 110, 160 + 0.1 * y); });
    const std::vector<cv::Point> roof{{40, 250}, {200, 40}, {340, 250}};
    cv::fillPoly(picture, std::vector<std::vector<cv::Point>>{roof}, cv::Scalar(190, 120, 80), cv::LINE_AA);
    cv::rectangle(picture, {230, 20, 120, 90}, cv::Scalar(230, 220, 200), cv::FILLED);
    cv::circle(picture, {110, 110}, 60, cv::Scalar(60, 60, 70), cv::FILLED, cv::LINE_AA);
    cv::line(picture, {0, 60}, {383, 230}, cv::Scalar(30, 30, 30), 5, cv::LINE_AA);
    return picture;
}

inline cv::Mat brickScene() {
    const cv::Mat noise = fractalNoise(kSceneSize, 4, 8, 0.7, 5);
    return painted([&](double x, double y) {
        const int row = static_cast<int>(y / 18);
        const double shifted = x + (row % 2) * 20;
        const double inX = std::fmod(shifted, 40.0), inY = std::fmod(y, 18.0);
        const double grain = 14 * noise.at<float>(static_cast<int>(y), static_cast<int>(x));
        if (inX < 3 || inY < 3) return cv::Vec3d(190 + grain, 185 + grain, 175 + grain);
        const int brick = static_cast<int>(shifted / 40) * 7 + row * 13;
        const double tone = 12.0 * ((brick * 37) % 11 - 5) / 5.0;
        return cv::Vec3d(165 + tone + grain, 85 + tone + grain, 65 + 0.5 * tone + grain);
    });
}

inline cv::Mat grassScene() {
    const cv::Mat noise = fractalNoise({kSceneSize.width, kSceneSize.height / 3}, 5, 14, 0.8, 23);
    cv::Mat tall;
    cv::resize(noise, tall, kSceneSize, 0, 0, cv::INTER_CUBIC);
    return painted([&](double x, double y) {
        const double v = 60 * tall.at<float>(static_cast<int>(y), static_cast<int>(x));
        return cv::Vec3d(90 + 0.8 * v, 130 + v, 50 + 0.4 * v);
    });
}

// Sky, hills, water with ripples.
inline cv::Mat landscapeScene() {
    const cv::Mat noise = fractalNoise(kSceneSize, 6, 64, 0.55, 77);
    return painted([&](double x, double y) {
        const double n = noise.at<float>(static_cast<int>(y), static_cast<int>(x));
        const double far = 120 + 18 * std::sin(x / 47) + 9 * std::sin(x / 17 + 1);
        const double near = 165 + 14 * std::sin(x / 61 + 2) + 5 * std::sin(x / 13);
        if (y > 205) return cv::Vec3d(60, 100, 130) + cv::Vec3d(30, 32, 34) * std::sin(y * 0.9 + 3 * n + x / 40);
        if (y > near) return cv::Vec3d(70, 105, 45) + cv::Vec3d(40, 50, 25) * n;
        if (y > far) return cv::Vec3d(110, 130, 150) + cv::Vec3d(12, 12, 12) * n;
        return cv::Vec3d(120 + 0.6 * y, 165 + 0.4 * y, 225) + cv::Vec3d(40, 35, 25) * std::max(0.0, n);
    });
}

inline std::vector<Scene> allScenes() {
    return {{"gradient", gradientScene()},
            {"grainy gradient", withGrain(gradientScene(), 6, 3)},
            {"clouds", cloudScene()},
            {"stripes", stripeScene()},
            {"edges", edgeScene()},
            {"bricks", brickScene()},
            {"grass", grassScene()},
            {"landscape", withGrain(landscapeScene(), 2.5, 9)}};
}

inline cv::Mat textMask(cv::Size size = kSceneSize) {
    cv::Mat mask(size, CV_8UC1, cv::Scalar(0));
    const double scale = size.width / 384.0;
    for (int line = 0; line < 3; ++line)
        cv::putText(mask, line == 1 ? "(c) 2024 Photo" : "SAMPLE Text",
                    {cvRound((20 + 40 * line) * scale), cvRound((80 + 85 * line) * scale)}, cv::FONT_HERSHEY_DUPLEX,
                    1.3 * scale, cv::Scalar(255), std::max(1, cvRound(4 * scale)));
    return mask;
}

inline cv::Mat lineMask(cv::Size size = kSceneSize) {
    cv::Mat mask(size, CV_8UC1, cv::Scalar(0));
    cv::RNG random(31);
    for (int i = 0; i < 9; ++i)
        cv::line(mask, {random.uniform(0, size.width), random.uniform(0, size.height)},
                 {random.uniform(0, size.width), random.uniform(0, size.height)}, cv::Scalar(255), 2 + i % 5);
    return mask;
}

inline cv::Mat blobMask(cv::Size size = kSceneSize) {
    cv::Mat mask(size, CV_8UC1, cv::Scalar(0));
    const double scale = size.width / 384.0;
    const auto at = [&](int x, int y) { return cv::Point(cvRound(x * scale), cvRound(y * scale)); };
    cv::ellipse(mask, at(110, 150), cv::Size(at(34, 26)), 20, 0, 360, cv::Scalar(255), cv::FILLED);
    cv::ellipse(mask, at(265, 95), cv::Size(at(22, 30)), 0, 0, 360, cv::Scalar(255), cv::FILLED);
    cv::ellipse(mask, at(290, 215), cv::Size(at(30, 20)), 60, 0, 360, cv::Scalar(255), cv::FILLED);
    return mask;
}

struct MaskKind {
    std::string name;
    cv::Mat mask;
};

inline std::vector<MaskKind> allMasks(cv::Size size = kSceneSize) {
    return {{"text", textMask(size)}, {"lines", lineMask(size)}, {"blobs", blobMask(size)}};
}

// The scene with what is to be erased painted over it in magenta.
inline cv::Mat defaced(const cv::Mat& truth, const cv::Mat& mask) {
    cv::Mat picture = truth.clone();
    picture.setTo(cv::Scalar(255, 0, 255), mask);
    return picture;
}

inline double maskedPsnr(const cv::Mat& result, const cv::Mat& truth, const cv::Mat& mask) {
    cv::Mat difference;
    cv::absdiff(result, truth, difference);
    difference.convertTo(difference, CV_32F);
    const cv::Scalar mean = cv::mean(difference.mul(difference), mask);
    return 10 * std::log10(255.0 * 255.0 / std::max(1e-3, (mean[0] + mean[1] + mean[2]) / 3));
}

// Mean difference between the step across the hole's border in the result and in the truth, in grey levels.
inline double seam(const cv::Mat& result, const cv::Mat& truth, const cv::Mat& mask) {
    double sum = 0;
    int count = 0;
    const auto compare = [&](cv::Point in, cv::Point out) {
        const auto &a = result.at<cv::Vec3b>(in), &b = result.at<cv::Vec3b>(out);
        const auto &c = truth.at<cv::Vec3b>(in), &d = truth.at<cv::Vec3b>(out);
        for (int k = 0; k < 3; ++k) sum += std::abs(std::abs(a[k] - b[k]) - std::abs(c[k] - d[k]));
        count += 3;
    };
    for (int y = 0; y < mask.rows; ++y)
        for (int x = 0; x < mask.cols; ++x)
            for (const cv::Point step : {cv::Point(1, 0), cv::Point(0, 1)}) {
                const cv::Point a(x, y), b = a + step;
                if (b.x >= mask.cols || b.y >= mask.rows) continue;
                const bool first = mask.at<uchar>(a) > 0, second = mask.at<uchar>(b) > 0;
                if (first != second) compare(first ? a : b, first ? b : a);
            }
    return count > 0 ? sum / count : 0;
}

}  // namespace tintype::scenes
