// Focus and grain: lens blur of the background or of a part, sharpening, noise removal.
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/look_effects.h"
#include "core/builtin/parallel.h"
#include "core/builtin/wavelets.h"

namespace tintype::builtin {

using namespace paint;

namespace {

constexpr int kBlurSide = 1280;  // blurred pictures have no finer detail than this

cv::Mat aperture(float radius) {
    const int reach = std::max(1, cvCeil(radius));
    cv::Mat disc(2 * reach + 1, 2 * reach + 1, CV_32F);
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x)
            disc.at<float>(y + reach, x + reach) = clamp01(radius + 0.5f - std::hypot(float(x), float(y)));
    return disc / cv::sum(disc)[0];
}

// Linear light at blur size, with highlights lifted so that they become discs as behind a fast lens.
cv::Mat lightAt(const cv::Mat& rgb, cv::Size size, const Progress& progress) {
    cv::Mat small;
    cv::resize(rgb, small, size, 0, 0, cv::INTER_AREA);
    inRows(small.rows, progress, [&](int y) {
        for (int x = 0; x < small.cols; ++x) {
            Colour& pixel = small.at<Colour>(y, x);
            const Colour light = decode(pixel);
            pixel = light * (1.0f + 0.6f * smooth(0.92f, 1.0f, std::min({light[0], light[1], light[2]})));
        }
    });
    return small;
}

// cv::filter2D strip by strip.
cv::Mat filtered(const cv::Mat& picture, const cv::Mat& kernel, const Progress& progress) {
    constexpr int kStripRows = 64;
    cv::Mat out(picture.size(), picture.type());
    inParallel((picture.rows + kStripRows - 1) / kStripRows, progress, [&](int strip) {
        const cv::Range rows(strip * kStripRows, std::min(picture.rows, (strip + 1) * kStripRows));
        cv::Mat to = out.rowRange(rows);
        cv::filter2D(picture.rowRange(rows), to, CV_32F, kernel, {-1, -1}, 0, cv::BORDER_REFLECT);
    });
    return out;
}

// Blurs only what is background, so that the subject's colours do not bleed out of it. light: CV_32FC3;
// background: CV_32F of the same size, or empty.
cv::Mat lensBlur(const cv::Mat& light, const cv::Mat& background, float radius, const Progress& progress) {
    const cv::Mat disc = aperture(radius);
    if (background.empty()) return cv::max(filtered(light, disc, progress), 0.0);
    cv::Mat colour = light.clone();
    for (int y = 0; y < colour.rows; ++y)
        for (int x = 0; x < colour.cols; ++x) colour.at<Colour>(y, x) *= background.at<float>(y, x);
    cv::Mat out = filtered(colour, disc, progress);
    const cv::Mat weights = filtered(background, disc, progress);
    // Deep inside the subject there is no background near: take it from further away.
    cv::Mat wide, wideWeights;
    const cv::Size eighth(std::max(1, colour.cols / 8), std::max(1, colour.rows / 8));
    cv::resize(colour, wide, eighth, 0, 0, cv::INTER_AREA);
    cv::resize(background, wideWeights, eighth, 0, 0, cv::INTER_AREA);
    const double sigma = (3.0 * radius + 2.0) / 8.0;
    cv::GaussianBlur(wide, wide, {0, 0}, sigma);
    cv::GaussianBlur(wideWeights, wideWeights, {0, 0}, sigma);
    cv::resize(wide, wide, colour.size(), 0, 0, cv::INTER_LINEAR);
    cv::resize(wideWeights, wideWeights, colour.size(), 0, 0, cv::INTER_LINEAR);
    inRows(out.rows, progress, [&](int y) {
        for (int x = 0; x < out.cols; ++x) {
            const float more = 0.02f;
            const float weight =
                std::max(0.0f, weights.at<float>(y, x)) + more * std::max(1e-4f, wideWeights.at<float>(y, x));
            Colour& pixel = out.at<Colour>(y, x);
            pixel = (pixel + wide.at<Colour>(y, x) * more) * (1.0f / weight);
            for (int c = 0; c < 3; ++c) pixel[c] = std::max(0.0f, pixel[c]);
        }
    });
    return out;
}

// Linear light as sRGB at the photo's size.
cv::Mat encodedAt(cv::Mat light, cv::Size size, const Progress& progress) {
    inRows(light.rows, progress, [&](int y) {
        for (int x = 0; x < light.cols; ++x) light.at<Colour>(y, x) = encodedOfLight(light.at<Colour>(y, x));
    });
    cv::Mat out;
    cv::resize(light, out, size, 0, 0, cv::INTER_CUBIC);
    return out;
}

cv::Size blurSize(const cv::Mat& rgb) {
    const Size fit = fitLongSide({rgb.cols, rgb.rows}, std::min(kBlurSide, std::max(rgb.cols, rgb.rows)));
    return {fit.width, fit.height};
}

// How far out of focus, 0..1: things beside the subject a little, things away from it fully.
cv::Mat defocus(const cv::Mat& subject) {
    cv::Mat away, out(subject.size(), CV_32F);
    const cv::Mat outside = subject < 0.5f;
    cv::distanceTransform(outside, away, cv::DIST_L2, 3);
    int bottom = subject.rows;
    for (int y = subject.rows - 1; y >= 0; --y)
        if (cv::countNonZero(outside.row(y)) < subject.cols) {
            bottom = y + 1;
            break;
        }
    const float side = float(std::max(subject.cols, subject.rows));
    for (int y = 0; y < subject.rows; ++y) {
        // The ground the subject stands on is at its distance; above it the background is further.
        const float stand = smooth(0.30f * side, 0.02f * side, std::abs(float(bottom) - float(y)));
        for (int x = 0; x < subject.cols; ++x) {
            const float near = 1.0f - smooth(0.0f, 0.30f * side, away.at<float>(y, x));
            out.at<float>(y, x) = 1.0f - 0.62f * stand * near;
        }
    }
    return out;
}

float blurRadius(const cv::Mat& small, float amount) {
    return std::max(
        1.0f, 0.0165f * float(std::max(small.cols, small.rows)) * std::sqrt(std::max(0.05f, amount / 0.5f)));
}

void stepTo(Job& job, int steps) {
    for (int i = 0; i < steps; ++i) job.progress.step();
}

}  // namespace

void applyBlurBackground(Job& job) {
    if (!job.scene.has("subject"))
        throw Error(ErrorKind::Unsupported,
                    TINTYPE_NOOP("core",
                                 "No clear subject was found in this photo. Brush over what should be "
                                 "blurred and write \"blur it\"."),
                    {});
    const cv::Mat& subject = job.scene.region("subject");
    const cv::Size size = blurSize(job.rgb);
    cv::Mat background, at;
    cv::resize(subject, background, size, 0, 0, cv::INTER_AREA);
    at = defocus(background);
    // A margin around the subject counts as subject, or its edge would glow.
    cv::dilate(background, background, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    background = 1.0 - background;
    const cv::Mat light = lightAt(job.rgb, size, job.progress);
    const float radius = blurRadius(light, job.amount);
    job.progress.check();
    const auto blurred = [&](float wide) {
        return encodedAt(lensBlur(light, background, wide, job.progress), job.rgb.size(), job.progress);
    };
    const cv::Mat half = blurred(0.45f * radius);
    stepTo(job, kBands / 2);
    const cv::Mat full = blurred(radius);
    stepTo(job, kBands / 2);
    cv::resize(at, at, job.rgb.size(), 0, 0, cv::INTER_LINEAR);
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        const float inSubject = subject.at<float>(y, x), t = at.at<float>(y, x);
        if (inSubject >= 1.0f) return pixel;
        const Colour soft = t < 0.45f ? mix(pixel, half.at<Colour>(y, x), t / 0.45f)
                                      : mix(half.at<Colour>(y, x), full.at<Colour>(y, x), (t - 0.45f) / 0.55f);
        return mix(soft, pixel, inSubject);
    });
}

void applyBlur(Job& job) {
    const cv::Mat light = lightAt(job.rgb, blurSize(job.rgb), job.progress);
    const cv::Mat blurred = encodedAt(lensBlur(light, {}, blurRadius(light, job.amount), job.progress),
                                      job.rgb.size(), job.progress);
    stepTo(job, kBands);
    eachPixel(job, [&](const Colour&, int x, int y) { return blurred.at<Colour>(y, x); });
}

namespace {

// The picture in strips, each worked on with a margin so that their joints do not show.
template <typename Work>
void inStrips(Job& job, int margin, const Work& work) {
    constexpr int kStrips = 3 * kBands;
    const cv::Mat before = job.rgb.clone();
    const auto edge = [&](int strip) { return static_cast<int>(std::int64_t(job.rgb.rows) * strip / kStrips); };
    for (int band = 0; band < kBands; ++band) {
        inParallel(kStrips / kBands, job.progress, [&](int part) {
            const int top = edge(band * kStrips / kBands + part), bottom = edge(band * kStrips / kBands + part + 1);
            if (bottom == top) return;
            const int from = std::max(0, top - margin), to = std::min(job.rgb.rows, bottom + margin);
            const cv::Mat done = work(before.rowRange(from, to));
            for (int y = top; y < bottom; ++y)
                for (int x = 0; x < job.rgb.cols; ++x) {
                    const float weight = job.weight(y, x);
                    if (weight <= 0.0f) continue;
                    Colour& pixel = job.rgb.at<Colour>(y, x);
                    pixel = mix(pixel, done.at<Colour>(y - from, x), weight);
                }
        });
        job.progress.step();
    }
}

cv::Mat labPlanes(const cv::Mat& rgb) {
    cv::Mat lab(rgb.size(), CV_32FC3);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) lab.at<Colour>(y, x) = labOf(rgb.at<Colour>(y, x));
    return lab;
}

cv::Mat rgbOfLab(const cv::Mat& lab) {
    cv::Mat rgb(lab.size(), CV_32FC3);
    for (int y = 0; y < lab.rows; ++y)
        for (int x = 0; x < lab.cols; ++x) rgb.at<Colour>(y, x) = encodedOfLab(lab.at<Colour>(y, x));
    return rgb;
}

// Noise as the median of |fine detail|: most of a picture is smooth.
float noiseOf(const cv::Mat& plane) {
    cv::Mat soft;
    cv::GaussianBlur(plane, soft, {0, 0}, 1.0);
    cv::Mat detail = cv::abs(plane - soft);
    std::vector<float> values;
    const std::size_t step = std::max<std::size_t>(1, detail.total() / 40000);
    for (std::size_t i = 0; i < detail.total(); i += step)
        values.push_back(
            detail.at<float>(int(i / std::size_t(detail.cols)), int(i % std::size_t(detail.cols))));
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2] / 0.6745f * 1.25f;
}

}  // namespace

void applySharpen(Job& job) {
    const float amount = 1.7f * job.amount;
    const float sigma = std::clamp(float(std::max(job.rgb.cols, job.rgb.rows)) / 2200.0f, 0.8f, 2.2f);
    inStrips(job, cvCeil(4.0f * sigma) + 2, [&](const cv::Mat& rgb) {
        cv::Mat lab = labPlanes(rgb), light, soft, high, low;
        cv::extractChannel(lab, light, 0);
        cv::GaussianBlur(light, soft, {0, 0}, sigma);
        cv::dilate(light, high, {});
        cv::erode(light, low, {});
        for (int y = 0; y < lab.rows; ++y)
            for (int x = 0; x < lab.cols; ++x) {
                float& value = lab.at<Colour>(y, x)[0];
                const float detail = value - soft.at<float>(y, x);
                // Noise is left alone, and edges may overshoot their surroundings only a little: no halos.
                const float to = value + amount * detail * smooth(0.002f, 0.012f, std::abs(detail));
                const float room = 0.025f;
                value = std::clamp(to, std::min(value, low.at<float>(y, x) - room),
                                   std::max(value, high.at<float>(y, x) + room));
            }
        return rgbOfLab(lab);
    });
}

// More of it is taken away in colour than in lightness.
void applyDenoise(Job& job) {
    constexpr int kReach = 62;  // of five levels of wavelets
    const float amount = job.amount / 0.5f;
    const cv::Rect middle(job.rgb.cols / 4, job.rgb.rows / 4, std::max(1, std::min(800, job.rgb.cols / 2)),
                          std::max(1, std::min(800, job.rgb.rows / 2)));
    std::array<cv::Mat, 3> sample;
    cv::split(labPlanes(job.rgb(middle)), sample.data());
    const std::array<float, 3> thresholds{2.6f * amount * std::max(0.0035f, noiseOf(sample[0])),
                                          4.5f * amount * std::max(0.003f, noiseOf(sample[1])),
                                          4.5f * amount * std::max(0.003f, noiseOf(sample[2]))};
    inStrips(job, kReach, [&](const cv::Mat& rgb) {
        std::array<cv::Mat, 3> planes;
        cv::split(labPlanes(rgb), planes.data());
        for (std::size_t c = 0; c < planes.size(); ++c) shrinkDetail(planes[c], thresholds[c], c == 0 ? 4 : 5);
        cv::Mat lab;
        cv::merge(planes.data(), planes.size(), lab);
        return rgbOfLab(lab);
    });
}

}  // namespace tintype::builtin
