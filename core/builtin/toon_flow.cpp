#include "core/builtin/toon_flow.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

template <typename Pixel>
Pixel sample(const cv::Mat& picture, cv::Point2f at) {
    const float px = std::clamp(at.x, 0.0f, static_cast<float>(picture.cols - 1));
    const float py = std::clamp(at.y, 0.0f, static_cast<float>(picture.rows - 1));
    const int x = static_cast<int>(px), y = static_cast<int>(py);
    const int right = std::min(x + 1, picture.cols - 1), below = std::min(y + 1, picture.rows - 1);
    const float u = px - static_cast<float>(x), v = py - static_cast<float>(y);
    const Pixel* top = picture.ptr<Pixel>(y);
    const Pixel* bottom = picture.ptr<Pixel>(below);
    return (top[x] * (1 - u) + top[right] * u) * (1 - v) + (bottom[x] * (1 - u) + bottom[right] * u) * v;
}

std::vector<float> gaussian(double sigma) {
    std::vector<float> weights(static_cast<std::size_t>(std::max(1.0, std::ceil(2.0 * sigma))) + 1);
    for (std::size_t i = 0; i < weights.size(); ++i)
        weights[i] = static_cast<float>(std::exp(-0.5 * static_cast<double>(i * i) / (sigma * sigma)));
    return weights;
}

cv::Point2f across(cv::Point2f along) { return {-along.y, along.x}; }

// The next point one pixel further along the flow; `heading` keeps its sense where the flow vectors flip.
void follow(const cv::Mat& flow, cv::Point2f& point, cv::Point2f& heading) {
    point += heading;
    const int x = std::clamp(cvRound(point.x), 0, flow.cols - 1);
    const int y = std::clamp(cvRound(point.y), 0, flow.rows - 1);
    cv::Point2f next = flow.at<cv::Point2f>(y, x);
    if (next.dot(heading) < 0) next = -next;
    heading = next;
}

struct Bilateral {
    std::vector<float> weights;
    float reach;  // squared difference from which on a pixel does not count

    void add(const cv::Vec3f& centre, const cv::Vec3f& value, float weight, cv::Vec3f& sum, float& total) const {
        const cv::Vec3f difference = value - centre;
        const float nearness = 1.0f - difference.dot(difference) / reach;
        if (nearness <= 0) return;
        const float w = weight * nearness * nearness;
        sum += w * value;
        total += w;
    }
};

cv::Vec3f smoothAcross(const cv::Mat& lab, const cv::Mat& flow, cv::Point at, const Bilateral& filter) {
    const cv::Vec3f centre = lab.at<cv::Vec3f>(at);
    const cv::Point2f step = across(flow.at<cv::Point2f>(at)), here(at);
    cv::Vec3f sum = centre;
    float total = 1.0f;
    for (std::size_t i = 1; i < filter.weights.size(); ++i)
        for (const float side : {-1.0f, 1.0f}) {
            const auto value = sample<cv::Vec3f>(lab, here + side * static_cast<float>(i) * step);
            filter.add(centre, value, filter.weights[i], sum, total);
        }
    return sum / total;
}

cv::Vec3f smoothAlong(const cv::Mat& lab, const cv::Mat& flow, cv::Point at, const Bilateral& filter) {
    const cv::Vec3f centre = lab.at<cv::Vec3f>(at);
    cv::Vec3f sum = centre;
    float total = 1.0f;
    for (const float side : {-1.0f, 1.0f}) {
        cv::Point2f point(at), heading = side * flow.at<cv::Point2f>(at);
        for (std::size_t i = 1; i < filter.weights.size(); ++i) {
            follow(flow, point, heading);
            filter.add(centre, sample<cv::Vec3f>(lab, point), filter.weights[i], sum, total);
        }
    }
    return sum / total;
}

template <typename Pixel, typename Compute>
cv::Mat everyPixel(const cv::Size& size, const Progress& progress, const Compute& compute) {
    cv::Mat result(size, cv::traits::Type<Pixel>::value);
    inRows(size.height, progress, [&](int y) {
        for (int x = 0; x < size.width; ++x) result.at<Pixel>(y, x) = compute(cv::Point(x, y));
    });
    return result;
}

// Tangent of the tensor [e f; f g]: the eigenvector of its smaller eigenvalue.
cv::Point2f tangent(const cv::Vec3f& tensor) {
    const float e = tensor[0], f = tensor[1], g = tensor[2];
    const float larger = 0.5f * (e + g + std::sqrt((e - g) * (e - g) + 4 * f * f));
    cv::Point2f direction(larger - e, -f);
    const float length = std::hypot(direction.x, direction.y);
    if (length < 1e-6f) return e > g ? cv::Point2f(0, 1) : cv::Point2f(1, 0);
    return direction / length;
}

}  // namespace

cv::Mat edgeFlow(const cv::Mat& lab, double sigma, const Progress& progress) {
    cv::Mat dx, dy;
    cv::Sobel(lab, dx, CV_32F, 1, 0, 3, 0.25, 0, cv::BORDER_REPLICATE);
    cv::Sobel(lab, dy, CV_32F, 0, 1, 3, 0.25, 0, cv::BORDER_REPLICATE);
    cv::Mat tensor = everyPixel<cv::Vec3f>(lab.size(), progress, [&](cv::Point at) {
        const auto& x = dx.at<cv::Vec3f>(at);
        const auto& y = dy.at<cv::Vec3f>(at);
        return cv::Vec3f(x.dot(x), x.dot(y), y.dot(y));
    });
    cv::GaussianBlur(tensor, tensor, {}, sigma, sigma, cv::BORDER_REPLICATE);
    return everyPixel<cv::Point2f>(lab.size(), progress, [&](cv::Point at) { return tangent(tensor.at<cv::Vec3f>(at)); });
}

cv::Mat smoothWithFlow(const cv::Mat& lab, const cv::Mat& flow, double sigma, double range,
                       const Progress& progress) {
    const Bilateral filter{gaussian(sigma), static_cast<float>(6.0 * range * range)};
    const cv::Mat first = everyPixel<cv::Vec3f>(
        lab.size(), progress, [&](cv::Point at) { return smoothAcross(lab, flow, at, filter); });
    return everyPixel<cv::Vec3f>(lab.size(), progress, [&](cv::Point at) { return smoothAlong(first, flow, at, filter); });
}

cv::Mat lineResponse(const cv::Mat& lightness, const cv::Mat& flow, double width, double length,
                     const Progress& progress) {
    const std::vector<float> centre = gaussian(width), surround = gaussian(1.6 * width);
    const cv::Mat difference = everyPixel<float>(lightness.size(), progress, [&](cv::Point at) {
        const cv::Point2f step = across(flow.at<cv::Point2f>(at)), here(at);
        float near = 0, nearTotal = 0, far = 0, farTotal = 0;
        for (int i = 1 - static_cast<int>(surround.size()); i < static_cast<int>(surround.size()); ++i) {
            const auto k = static_cast<std::size_t>(std::abs(i));
            const float value = sample<float>(lightness, here + static_cast<float>(i) * step);
            const float nearWeight = k < centre.size() ? centre[k] : 0.0f;
            near += nearWeight * value, nearTotal += nearWeight;
            far += surround[k] * value, farTotal += surround[k];
        }
        return far / farTotal - near / nearTotal;
    });
    const std::vector<float> weights = gaussian(length);
    return everyPixel<float>(lightness.size(), progress, [&](cv::Point at) {
        float sum = difference.at<float>(at), total = 1.0f;
        for (const float side : {-1.0f, 1.0f}) {
            cv::Point2f point(at), heading = side * flow.at<cv::Point2f>(at);
            for (std::size_t i = 1; i < weights.size(); ++i) {
                follow(flow, point, heading);
                sum += weights[i] * sample<float>(difference, point);
                total += weights[i];
            }
        }
        return sum / total;
    });
}

}  // namespace tintype::builtin
