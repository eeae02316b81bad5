// Colours by name: finding them, changing them, and autumn leaves.
#include <iterator>

#include <opencv2/imgproc.hpp>

#include "core/builtin/look_effects.h"
#include "core/builtin/regions_cv.h"

namespace tintype::builtin {

using namespace paint;

namespace {

constexpr float kDegrees = 57.29578f;

// A named colour in Oklab terms: what it is as a target, and which pixels count as it.
struct Named {
    const char* name;
    float light, chroma, hue;  // as a target; hue in degrees
    float hueWidth;            // half width that counts fully; 0: a neutral, chosen by lightness
    float lightFrom, lightTo;  // what counts
};

constexpr Named kColours[] = {
    {"red", 0.60f, 0.225f, 27, 24, 0.18f, 0.86f},
    {"dark red", 0.42f, 0.150f, 25, 24, 0.12f, 0.56f},
    {"orange", 0.74f, 0.170f, 57, 18, 0.38f, 0.97f},
    {"yellow", 0.90f, 0.175f, 102, 22, 0.45f, 1.0f},
    {"gold", 0.80f, 0.145f, 86, 18, 0.45f, 0.96f},
    {"green", 0.64f, 0.180f, 143, 32, 0.12f, 0.96f},
    {"dark green", 0.42f, 0.110f, 145, 32, 0.08f, 0.56f},
    {"light green", 0.85f, 0.130f, 142, 32, 0.62f, 1.0f},
    {"teal", 0.68f, 0.110f, 195, 24, 0.15f, 0.97f},
    {"blue", 0.53f, 0.190f, 258, 36, 0.12f, 0.95f},
    {"dark blue", 0.35f, 0.130f, 262, 32, 0.06f, 0.50f},
    {"light blue", 0.81f, 0.085f, 238, 32, 0.58f, 0.98f},
    {"purple", 0.52f, 0.190f, 304, 22, 0.12f, 0.94f},
    {"magenta", 0.63f, 0.240f, 335, 20, 0.2f, 0.95f},
    {"pink", 0.79f, 0.125f, 358, 26, 0.50f, 0.98f},
    {"brown", 0.44f, 0.080f, 58, 26, 0.12f, 0.62f},
    {"beige", 0.87f, 0.040f, 85, 30, 0.68f, 0.97f},
    {"white", 0.96f, 0.004f, 90, 0, 0.84f, 1.1f},
    {"black", 0.21f, 0.004f, 270, 0, -0.1f, 0.32f},
    {"grey", 0.60f, 0.003f, 270, 0, 0.34f, 0.84f},
    {"silver", 0.77f, 0.006f, 265, 0, 0.55f, 0.92f},
};

const Named* named(const std::string& name) {
    for (const Named& colour : kColours)
        if (name == colour.name) return &colour;
    return nullptr;
}

float hueOf(const Colour& lab) {
    const float hue = std::atan2(lab[2], lab[1]) * kDegrees;
    return hue < 0.0f ? hue + 360.0f : hue;
}

float turn(float from, float to) {
    float d = std::fmod(to - from + 540.0f, 360.0f) - 180.0f;
    return d < -180.0f ? d + 360.0f : d;
}

float likeness(const Named& colour, const Colour& lab) {
    const float chroma = std::hypot(lab[1], lab[2]);
    const float light = smooth(colour.lightFrom - 0.06f, colour.lightFrom + 0.04f, lab[0]) *
                        (1.0f - smooth(colour.lightTo - 0.03f, colour.lightTo + 0.07f, lab[0]));
    if (colour.hueWidth == 0.0f) return light * (1.0f - smooth(0.035f, 0.065f, chroma));
    const float off = std::abs(turn(colour.hue, hueOf(lab)));
    // Pale or dark named colours are less colourful; a vivid name wants real colour.
    const float least = colour.chroma < 0.09f ? 0.018f : 0.026f;
    return light * (1.0f - smooth(colour.hueWidth, colour.hueWidth + 13.0f, off)) *
           smooth(least, least + 0.025f, chroma);
}

// Parts of the mask that are at least a tenth of the largest one; the rest fades away. mask: CV_32F.
void dropCrumbs(cv::Mat& mask) {
    cv::Mat open = mask > 0.4f, labels, stats, centres;
    const cv::Mat disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5});
    cv::morphologyEx(open, open, cv::MORPH_CLOSE, disc);
    const int count = cv::connectedComponentsWithStats(open, labels, stats, centres, 8);
    int largest = 0;
    for (int i = 1; i < count; ++i) largest = std::max(largest, stats.at<int>(i, cv::CC_STAT_AREA));
    cv::Mat kept = cv::Mat::zeros(mask.size(), CV_8U);
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) * 10 >= largest) kept.setTo(255, labels == i);
    cv::dilate(kept, kept, disc);
    mask.setTo(0.0f, ~kept);
}

}  // namespace

bool isColour(const std::string& name) {
    return named(name) != nullptr;
}

cv::Mat colourWeights(Scene& scene, const cv::Mat& rgb, const std::string& name, const std::string& thing,
                      const Progress& progress) {
    const Named& colour = *named(name);
    cv::Mat small, coarse, near, out(rgb.size(), CV_32F);
    const cv::Size size = scene.small().size();
    cv::resize(rgb, small, size, 0, 0, cv::INTER_AREA);
    coarse.create(size, CV_32F);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            coarse.at<float>(y, x) = likeness(colour, labOf(small.at<Colour>(y, x)));
    if (!thing.empty()) {
        if (scene.has("sky")) coarse = coarse.mul(1.0 - scene.smallRegion("sky"));
        dropCrumbs(coarse);
    }
    // Near a found patch the pixel's own colour decides, with some benefit of the doubt inside the patch.
    cv::dilate(coarse, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    cv::GaussianBlur(near, near, {0, 0}, 1.2);
    cv::resize(near, near, rgb.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat inner;
    cv::GaussianBlur(coarse, inner, {0, 0}, 1.0);
    cv::resize(inner, inner, rgb.size(), 0, 0, cv::INTER_LINEAR);
    inRows(rgb.rows, progress, [&](int y) {
        for (int x = 0; x < rgb.cols; ++x) {
            const float close = smooth(0.05f, 0.4f, near.at<float>(y, x));
            const float own = close > 0.0f ? likeness(colour, labOf(rgb.at<Colour>(y, x))) : 0.0f;
            const float patch = smooth(0.4f, 0.85f, inner.at<float>(y, x));
            out.at<float>(y, x) = std::max(own, 0.9f * patch) * close;
        }
    });
    return out;
}

namespace {

// What the selection looks like before: weighted medians are overkill, means do.
struct Source {
    float light = 0.5f, chroma = 0.0f, hue = 0.0f, bright = 0.8f;
};

Source sourceOf(const Job& job) {
    double sum = 1e-9, light = 0.0, a = 0.0, b = 0.0, chroma = 0.0;
    std::vector<float> lights;
    const int step = std::max(1, int(std::sqrt(double(job.rgb.total()) / 60000.0)));
    for (int y = step / 2; y < job.rgb.rows; y += step)
        for (int x = step / 2; x < job.rgb.cols; x += step) {
            const float weight = job.weight(y, x);
            if (weight <= 0.02f) continue;
            const Colour lab = labOf(job.rgb.at<Colour>(y, x));
            sum += weight;
            light += weight * lab[0];
            a += weight * lab[1];
            b += weight * lab[2];
            chroma += weight * std::hypot(lab[1], lab[2]);
            if (weight > 0.5f) lights.push_back(lab[0]);
        }
    Source out{float(light / sum), float(chroma / sum), hueOf({0.0f, float(a / sum), float(b / sum)}), 0.9f};
    if (!lights.empty()) {
        const auto high = lights.begin() + std::ptrdiff_t(0.95 * double(lights.size() - 1));
        std::nth_element(lights.begin(), high, lights.end());
        out.bright = *high;
    }
    return out;
}

// Moves the mean from `from` to `to` while black stays black and white stays white.
float bend(float light, float from, float to) {
    const float power = std::log(std::clamp(to, 0.02f, 0.985f)) / std::log(std::clamp(from, 0.02f, 0.985f));
    return std::pow(clamp01(light), power);
}

Colour repainted(const Colour& lab, const Source& source, const Named& target, float goal) {
    const float chroma = std::hypot(lab[1], lab[2]);
    float light = bend(lab[0], std::clamp(source.light, 0.05f, 0.96f), goal);
    // White and black things still have folds: keep some of the shading in absolute terms.
    light =
        mix(light, clamp01(goal + 0.9f * (lab[0] - source.light)), target.hueWidth == 0.0f ? 0.5f : 0.25f);
    const bool coloured = source.chroma > 0.045f;
    const float body = coloured ? std::min(1.25f, chroma / source.chroma) : 1.0f;
    // Neutral sources have no colourfulness of their own to go by: less in deep shadow and in highlights.
    const float shade = smooth(-0.05f, 0.30f, light) * (1.0f - 0.75f * smooth(0.86f, 1.0f, light));
    const float to =
        target.chroma * mix(shade, body * mix(1.0f, shade, 0.4f), smooth(0.02f, 0.07f, source.chroma));
    float hue = target.hue;
    if (coloured)
        hue += std::clamp(0.3f * turn(source.hue, hueOf(lab)), -9.0f, 9.0f) * smooth(0.03f, 0.08f, chroma);
    return {light, to * std::cos(hue / kDegrees), to * std::sin(hue / kDegrees)};
}

}  // namespace

void applyRecolour(Job& job, const std::string& name) {
    const Named& target = *named(name);
    const Source source = sourceOf(job);
    const float pull = target.hueWidth == 0.0f || source.chroma < 0.045f ? 0.85f : 0.78f;
    const float goal = mix(source.light, target.light, pull);
    const float amount = std::min(1.0f, job.amount);
    eachPixel(job, [&](const Colour& pixel, int, int) {
        const Colour lab = labOf(pixel);
        return encodedOfLab(mix(lab, repainted(lab, source, target, goal), amount));
    });
}

void applyAutumn(Job& job) {
    const float amount = std::min(1.4f, job.amount / 0.6f), part = std::min(1.0f, amount);
    const cv::Mat keep = job.scene.has("faces") ? job.scene.region("faces") : cv::Mat();
    const float scale = 900.0f / float(std::max(job.rgb.cols, job.rgb.rows));
    eachPixel(job, [&](const Colour& pixel, int x, int y) {
        Colour lab = labOf(pixel);
        const float chroma = std::hypot(lab[1], lab[2]), hue = hueOf(lab);
        const float green = smooth(96.0f, 114.0f, hue) * (1.0f - smooth(158.0f, 182.0f, hue)) *
                            smooth(0.016f, 0.045f, chroma);
        // A low late sun on everything.
        lab[1] += 0.004f * amount;
        lab[2] += 0.010f * amount * smooth(0.1f, 0.6f, lab[0]);
        const float kept = keep.empty() ? 0.0f : keep.at<float>(y, x);
        const float leaf = green * part * (1.0f - kept);
        if (leaf <= 0.0f) return encodedOfLab(lab);
        const float wide = fractal(0.011f * scale * float(x), 0.011f * scale * float(y), 3, job.seed + 1);
        const float fine = fractal(0.06f * scale * float(x), 0.06f * scale * float(y), 3, job.seed + 2);
        // Yellow, orange, russet: in patches, and by the leaf's own hue.
        const float to =
            std::clamp(68.0f + 38.0f * wide + 16.0f * fine + 0.35f * (125.0f - hue), 36.0f, 92.0f);
        const float colourful = std::min(0.125f, chroma * 0.92f + 0.018f);
        const Colour autumn(clamp01(lab[0] * mix(1.0f, 0.98f, part)), colourful * std::cos(to / kDegrees),
                            colourful * std::sin(to / kDegrees));
        return encodedOfLab(mix(lab, autumn, leaf));
    });
}

}  // namespace tintype::builtin
