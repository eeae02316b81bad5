// Subject: people below found faces, else what differs from the picture's border and is in focus; made exact
// by grabCut. Also the colour-made regions: foliage and water.
#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "core/builtin/regions_cv.h"

namespace tintype::builtin {
namespace {

constexpr double kCutSide = 384.0;  // grabCut's time grows with the area
constexpr float kDegrees = 57.29578f;

float ramp(float value, float from, float to) {
    return std::clamp((value - from) / (to - from), 0.0f, 1.0f);
}

// One raster pass of the minimum barrier distance (Zhang et al., 2015) on one channel.
class Barrier {
public:
    explicit Barrier(const cv::Mat& plane)
        : m_plane(plane),
          m_high(plane.clone()),
          m_low(plane.clone()),
          m_distance(plane.size(), CV_32F, cv::Scalar(1e9)) {
        m_distance.row(0).setTo(0);
        m_distance.row(plane.rows - 1).setTo(0);
        m_distance.col(0).setTo(0);
        m_distance.col(plane.cols - 1).setTo(0);
    }

    void sweep(int passes) {
        for (int i = 0; i < passes; ++i) {
            for (int y = 1; y < m_plane.rows - 1; ++y)
                for (int x = 1; x < m_plane.cols - 1; ++x) relax(y, x, y - 1, x), relax(y, x, y, x - 1);
            for (int y = m_plane.rows - 2; y > 0; --y)
                for (int x = m_plane.cols - 2; x > 0; --x) relax(y, x, y + 1, x), relax(y, x, y, x + 1);
        }
    }
    const cv::Mat& distance() const { return m_distance; }

private:
    void relax(int y, int x, int fromY, int fromX) {
        const float value = m_plane.at<float>(y, x);
        const float high = std::max(m_high.at<float>(fromY, fromX), value);
        const float low = std::min(m_low.at<float>(fromY, fromX), value);
        if (high - low >= m_distance.at<float>(y, x)) return;
        m_distance.at<float>(y, x) = high - low;
        m_high.at<float>(y, x) = high;
        m_low.at<float>(y, x) = low;
    }

    cv::Mat m_plane, m_high, m_low, m_distance;
};

cv::Mat normalised(const cv::Mat& plane) {
    double low = 0.0, high = 0.0;
    cv::minMaxLoc(plane, &low, &high);
    if (high - low < 1e-6) return cv::Mat::zeros(plane.size(), CV_32F);
    return (plane - low) / (high - low);
}

cv::Mat barrierSaliency(const cv::Mat& lab) {
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    cv::Mat sum = cv::Mat::zeros(lab.size(), CV_32F);
    for (cv::Mat& plane : planes) {
        cv::GaussianBlur(plane, plane, {0, 0}, 1.5);
        Barrier barrier(plane);
        barrier.sweep(3);
        sum += barrier.distance();
    }
    return normalised(sum);
}

// Where detail is sharp: the lens says what the photographer meant.
cv::Mat focus(const cv::Mat& lab) {
    cv::Mat light, detail;
    cv::extractChannel(lab, light, 0);
    cv::Laplacian(light, detail, CV_32F, 3);
    cv::GaussianBlur(cv::abs(detail), detail, {0, 0}, lab.cols / 40.0 + 1.0);
    return normalised(detail);
}

cv::Mat centred(cv::Size size) {
    cv::Mat out(size, CV_32F);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const float u = (x + 0.5f) / size.width - 0.5f, v = (y + 0.5f) / size.height - 0.54f;
            out.at<float>(y, x) = std::exp(-(u * u + v * v) / 0.09f);
        }
    return out;
}

double otsu(const cv::Mat& plane) {
    cv::Mat bytes, ignored;
    plane.convertTo(bytes, CV_8U, 255.0);
    return cv::threshold(bytes, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU) / 255.0;
}

void labelSalient(const cv::Mat& rgb, cv::Mat& labels) {
    const cv::Mat lab = labOf(rgb);
    const cv::Mat centre = centred(rgb.size());
    cv::Mat saliency = normalised((barrierSaliency(lab) + 0.5 * focus(lab)).mul(0.25 + centre));
    cv::GaussianBlur(saliency, saliency, {0, 0}, rgb.cols / 120.0 + 0.5);
    const double level = otsu(saliency);
    labels.setTo(cv::GC_BGD, saliency < 0.35 * level);
    labels.setTo(cv::GC_PR_FGD, saliency > level);
    labels.setTo(cv::GC_FGD, saliency > std::min(0.95, 1.6 * level));
}

void fillEllipse(cv::Mat& labels, cv::Point centre, cv::Size axes, int value) {
    cv::ellipse(labels, centre, axes, 0, 0, 360, cv::Scalar(value), cv::FILLED);
}

// Where a person is, from the face: head with hair, neck, shoulders, body down to the bottom.
void labelPerson(const cv::Rect& face, cv::Mat& labels) {
    const int w = face.width, h = face.height, bottom = labels.rows;
    const cv::Point middle(face.x + w / 2, face.y + h / 2);
    const auto trapezoid = [&](double topHalf, double lowHalf, double top, double low, int value) {
        const int y0 = face.y + int(top * h), y1 = std::min(bottom, face.y + int(low * h));
        const std::vector<cv::Point> points{{middle.x - int(topHalf * w), y0},
                                            {middle.x + int(topHalf * w), y0},
                                            {middle.x + int(lowHalf * w), y1},
                                            {middle.x - int(lowHalf * w), y1}};
        cv::fillConvexPoly(labels, points, cv::Scalar(value));
    };
    trapezoid(0.6, 1.35, 0.95, 2.2, cv::GC_PR_FGD);
    trapezoid(1.35, 1.5, 2.2, 8.0, cv::GC_PR_FGD);
    fillEllipse(labels, {middle.x, middle.y - h / 10}, {int(0.8 * w), int(0.95 * h)}, cv::GC_PR_FGD);
    trapezoid(0.3, 0.75, 1.0, 4.0, cv::GC_FGD);
    fillEllipse(labels, middle, {int(0.42 * w), int(0.5 * h)}, cv::GC_FGD);
}

// Far from every face is background for certain; near it grabCut may decide.
void labelPeople(const std::vector<cv::Rect>& faces, cv::Mat& labels) {
    labels.setTo(cv::GC_BGD);
    for (const cv::Rect& face : faces) {
        const int w = face.width, h = face.height, x = face.x + w / 2;
        const cv::Rect around(x - int(2.3 * w), face.y - int(0.8 * h), int(4.6 * w), labels.rows);
        labels(around & cv::Rect({}, labels.size()))
            .setTo(cv::GC_PR_BGD, labels(around & cv::Rect({}, labels.size())) == cv::GC_BGD);
    }
    for (const cv::Rect& face : faces) labelPerson(face, labels);
}

std::vector<cv::Rect> scaled(std::vector<cv::Rect> boxes, double scale) {
    for (cv::Rect& box : boxes)
        box = {cvRound(box.x * scale), cvRound(box.y * scale), std::max(2, cvRound(box.width * scale)),
               std::max(2, cvRound(box.height * scale))};
    return boxes;
}

// Keeps parts of some size and fills their holes.
void clean(cv::Mat& mask) {
    const int radius = std::max(1, std::max(mask.cols, mask.rows) / 220);
    const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN, disc);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(mask.clone(), outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    double largest = 0.0;
    for (const auto& outline : outlines) largest = std::max(largest, cv::contourArea(outline));
    cv::Mat kept = cv::Mat::zeros(mask.size(), CV_8U), holes;
    for (std::size_t i = 0; i < outlines.size(); ++i)
        if (cv::contourArea(outlines[i]) >= 0.12 * largest)
            cv::drawContours(kept, outlines, int(i), cv::Scalar(255), cv::FILLED);
    cv::morphologyEx(mask & kept, mask, cv::MORPH_CLOSE, disc);
    // A hole of less than a hundredth of the subject is a glint or a button, not a view through it.
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(kept & ~mask, labels, stats, centres, 4);
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) < 0.01 * largest) mask.setTo(255, labels == i);
}

cv::Mat asWeights(const cv::Mat& mask) {
    cv::Mat out;
    mask.convertTo(out, CV_32F, 1.0 / 255.0);
    return out;
}

template <typename Rule>
cv::Mat byColour(const cv::Mat& rgb, const Rule& rule) {
    const cv::Mat lab = labOf(rgb);
    cv::Mat out(rgb.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) {
            const cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
            float hue = std::atan2(pixel[2], pixel[1]) * kDegrees;
            if (hue < 0.0f) hue += 360.0f;
            out.at<float>(y, x) = rule(pixel[0], std::hypot(pixel[1], pixel[2]), hue);
        }
    return out;
}

}  // namespace

cv::Mat subjectOf(const cv::Mat& full, const std::vector<cv::Rect>& faces, const Progress& progress) {
    if (full.cols < 8 || full.rows < 8) return cv::Mat::zeros(full.size(), CV_32F);
    const double scale = std::min(1.0, kCutSide / double(std::max(full.cols, full.rows)));
    cv::Mat rgb, mask;
    cv::resize(full, rgb, {}, scale, scale, cv::INTER_AREA);
    cv::Mat labels(rgb.size(), CV_8U, cv::Scalar(cv::GC_PR_BGD));
    if (faces.empty())
        labelSalient(rgb, labels);
    else
        labelPeople(scaled(faces, scale), labels);
    progress.check();
    cutOut(rgb, labels, 3, progress);
    mask = (labels == cv::GC_FGD) | (labels == cv::GC_PR_FGD);
    clean(mask);
    cv::resize(asWeights(mask), mask, full.size(), 0, 0, cv::INTER_LINEAR);
    return mask;
}

cv::Mat facesOf(cv::Size size, const std::vector<cv::Rect>& faces) {
    cv::Mat out = cv::Mat::zeros(size, CV_8U);
    for (const cv::Rect& face : faces)
        fillEllipse(out, {face.x + face.width / 2, face.y + int(0.5 * face.height)},
                    {std::max(1, int(0.5 * face.width)), std::max(1, int(0.66 * face.height))}, 255);
    return asWeights(out);
}

cv::Mat foliageOf(const cv::Mat& rgb) {
    return byColour(rgb, [](float light, float chroma, float hue) {
        const float green = ramp(hue, 92.0f, 106.0f) * (1.0f - ramp(hue, 160.0f, 178.0f));
        return green * ramp(chroma, 7.0f, 14.0f) * ramp(light, 6.0f, 14.0f) *
               (1.0f - ramp(light, 88.0f, 96.0f));
    });
}

cv::Mat waterOf(const cv::Mat& rgb, const cv::Mat& sky) {
    cv::Mat water = byColour(rgb, [](float light, float chroma, float hue) {
        return ramp(hue, 165.0f, 195.0f) * (1.0f - ramp(hue, 295.0f, 312.0f)) * ramp(chroma, 4.0f, 9.0f);
    });
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x)
            water.at<float>(y, x) *= (1.0f - sky.at<float>(y, x)) * ramp(float(y) / rgb.rows, 0.2f, 0.35f);
    cv::Mat mask = water > 0.4f;
    const int radius = std::max(1, rgb.cols / 200);
    const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * radius + 1, 2 * radius + 1});
    cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, disc);
    cv::morphologyEx(mask, mask, cv::MORPH_OPEN, disc);
    if (cv::countNonZero(mask) * 80 < int(mask.total())) return cv::Mat::zeros(rgb.size(), CV_32F);
    return asWeights(mask);
}

}  // namespace tintype::builtin
