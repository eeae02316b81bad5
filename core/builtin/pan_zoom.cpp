#include "core/builtin/pan_zoom.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/builtin/mat.h"
#include "core/builtin/pan_zoom_depth.h"
#include "core/builtin/pan_zoom_path.h"
#include "core/builtin/pan_zoom_sample.h"
#include "core/image/colour.h"

namespace tintype::builtin {
namespace {

constexpr double kFinest = 2.0;        // source pixels a frame pixel at most; more are averaged beforehand
constexpr double kSway = 0.012;        // sideways parallax of a camera that otherwise stands, in frame widths
constexpr double kParallaxOfPan = 0.35;
constexpr double kParallaxOfZoom = 0.30;
constexpr double kMost = 8.0;          // of motion times move; beyond it the picture would be a few pixels
constexpr double kMostSourcePixels = 64e6;
constexpr double kMostSourceSide = 32000.0;
constexpr double kBlurStep = 0.01;     // of the ratio that the blur goes with: finer steps are not seen

CameraMove scaled(const CameraMove& move, double motion) {
    const auto limit = [&](double value, double most) { return std::clamp(value * motion, -most, most); };
    return {limit(move.zoom, kMost), limit(move.panX, kMost), limit(move.panY, kMost), limit(move.rotate, 360.0),
            motion == 0.0 ? 0.0 : std::clamp(move.parallax * std::min(1.0, motion), 0.0, 1.0)};
}

void check(const image::Image& photo, double motion, int frames, Size size) {
    if (photo.empty()) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "There is no photo to move over."), {});
    if (!(motion >= 0.0) || !std::isfinite(motion))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The amount of motion must be 0 or more, not %1."),
                    {std::to_string(motion)});
    if (frames < 1)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A clip needs at least one frame, not %1."),
                    {std::to_string(frames)});
    if (size.empty() || size.longSide() > 16384)
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A clip cannot measure %1 x %2 pixels."),
                    {std::to_string(size.width), std::to_string(size.height)});
}

// The photo at the resolution the closest view needs, finer than 8 bits a channel so that only the last step rounds.
class Scene {
public:
    Scene(const image::Image& photo, const std::vector<View>& path, Size size);

    // Pixels of a copy a photo pixel.
    struct Copy {
        cv::Mat pixels;
        double scale = 1.0;
    };
    // What to sample for a frame of `wanted` pixels a photo pixel. What lies between the frame's pixels is averaged
    // in, or it would shimmer as the camera moves.
    Copy copyFor(double wanted);

private:
    double scaleOf(const cv::Mat& level) const { return level.cols / m_photoWidth; }
    const cv::Mat& level(double wanted) const;

    double m_photoWidth;
    std::vector<cv::Mat> m_levels;  // as sampled() wants them, each half as fine as the one before
    Copy m_copy;
    double m_ratio = 0.0;  // of m_copy
};

cv::Mat finestSource(const cv::Mat& photo, double scale) {
    cv::Mat wide, result;
    cv::cvtColor(photo, wide, cv::COLOR_RGB2RGBA);
    wide.convertTo(wide, CV_16S, kSampleWhite / (photo.depth() == CV_8U ? 255.0 : 65535.0));
    const cv::Size size(std::max(1, cvRound(photo.cols * scale)), std::max(1, cvRound(photo.rows * scale)));
    if (size == photo.size()) return wide;
    cv::resize(wide, result, size, 0, 0, cv::INTER_AREA);
    return result;
}

Scene::Scene(const image::Image& photo, const std::vector<View>& path, Size size) : m_photoWidth(photo.width()) {
    double closest = 0.0, widest = 1e9;
    for (const View& view : path) {
        closest = std::max(closest, size.width / view.width);
        widest = std::min(widest, size.width / view.width);
    }
    const double most = std::sqrt(kMostSourcePixels / static_cast<double>(photo.size().area()));
    const double scale = std::min({1.0, closest, most, kMostSourceSide / photo.size().longSide()});
    m_levels.push_back(finestSource(matView(photo), scale));
    for (double finest = scale; finest / widest > kFinest && m_levels.back().cols > 1 && m_levels.back().rows > 1; finest /= 2) {
        cv::Mat half;
        cv::resize(m_levels.back(), half, {(m_levels.back().cols + 1) / 2, (m_levels.back().rows + 1) / 2}, 0, 0, cv::INTER_AREA);
        m_levels.push_back(half);
    }
}

// The coarsest level that still has a pixel for each pixel of the frame.
const cv::Mat& Scene::level(double wanted) const {
    std::size_t at = 0;
    while (at + 1 < m_levels.size() && scaleOf(m_levels[at + 1]) * 1.001 >= wanted) ++at;
    return m_levels[at];
}

Scene::Copy Scene::copyFor(double wanted) {
    const cv::Mat& from = level(wanted);
    const double ratio = std::round(scaleOf(from) / wanted / kBlurStep) * kBlurStep;
    if (ratio == m_ratio && m_copy.scale == scaleOf(from)) return m_copy;
    m_ratio = ratio;
    m_copy = {from, scaleOf(from)};
    if (ratio <= 1.0) return m_copy;
    const double sigma = 0.45 * std::sqrt(ratio * ratio - 1.0);
    m_copy.pixels = softened(from, sigma);
    return m_copy;
}

// How far each place is displaced when the camera has gone `progress` of its way, in units of the view.
struct Displacement {
    double sidewaysX = 0.0;
    double sidewaysY = 0.0;
    double closer = 0.0;
};

Displacement displacementOf(const CameraMove& move, double progress) {
    if (move.parallax <= 0.0) return {};
    const bool stands = move.panX == 0.0 && move.panY == 0.0;
    const double p = move.parallax;
    Displacement result;
    result.sidewaysX = p * (stands ? kSway : std::clamp(kParallaxOfPan * move.panX, -0.1, 0.1)) * progress;
    result.sidewaysY = p * std::clamp(kParallaxOfPan * move.panY, -0.1, 0.1) * progress;
    result.closer = p * std::clamp(kParallaxOfZoom * move.zoom, -0.15, 0.15) * progress;
    return result;
}

// Frame pixels -> places on the source level.
class Projection {
public:
    Projection(const View& view, Size frame, double levelScale, const Displacement& displacement, const cv::Mat& nearness, Size photo)
        : m_view(view), m_frame(frame), m_scale(levelScale), m_displacement(displacement), m_nearness(nearness), m_photo(photo),
          m_cos(std::cos(view.angle)), m_sin(std::sin(view.angle)) {}

    cv::Mat places() const {
        const bool deep = !m_nearness.empty();
        const cv::Mat offsets = deep ? offsetGrid() : cv::Mat();
        cv::Mat map(m_frame.height, m_frame.width, CV_32FC2);
        cv::parallel_for_({0, map.rows}, [&](const cv::Range& rows) {
            for (int y = rows.start; y < rows.end; ++y) {
                cv::Vec2f* row = map.ptr<cv::Vec2f>(y);
                const cv::Vec2f* offset = deep ? offsets.ptr<cv::Vec2f>(y) : nullptr;
                for (int x = 0; x < map.cols; ++x) {
                    const Point place = onPhoto(x + 0.5 + (deep ? offset[x][0] : 0.0f), y + 0.5 + (deep ? offset[x][1] : 0.0f));
                    row[x] = {static_cast<float>(place.x * m_scale - 0.5), static_cast<float>(place.y * m_scale - 0.5)};
                }
            }
        });
        return map;
    }

private:
    Point onPhoto(double frameX, double frameY) const {
        const double u = (frameX / m_frame.width - 0.5) * m_view.width, v = (frameY / m_frame.height - 0.5) * m_view.height;
        return {m_view.centreX + u * m_cos - v * m_sin, m_view.centreY + u * m_sin + v * m_cos};
    }
    float nearnessAt(const Point& photo) const {
        const double x = photo.x / m_photo.width * m_nearness.cols - 0.5, y = photo.y / m_photo.height * m_nearness.rows - 0.5;
        const int left = std::clamp(cvFloor(x), 0, std::max(0, m_nearness.cols - 2)), top = std::clamp(cvFloor(y), 0, std::max(0, m_nearness.rows - 2));
        const int right = std::min(left + 1, m_nearness.cols - 1), bottom = std::min(top + 1, m_nearness.rows - 1);
        const float fx = std::clamp(static_cast<float>(x - left), 0.0f, 1.0f), fy = std::clamp(static_cast<float>(y - top), 0.0f, 1.0f);
        const float* a = m_nearness.ptr<float>(top);
        const float* b = m_nearness.ptr<float>(bottom);
        return (a[left] * (1 - fx) + a[right] * fx) * (1 - fy) + (b[left] * (1 - fx) + b[right] * fx) * fy;
    }
    // Where the frame's place comes from once near things have moved more than far ones: solved by iteration.
    cv::Vec2f offsetAt(double x, double y) const {
        cv::Vec2f offset(0, 0);
        for (int round = 0; round < 3; ++round) {
            const float depth = nearnessAt(onPhoto(x + offset[0], y + offset[1])) - 0.5f;
            offset[0] = static_cast<float>(depth * (m_displacement.sidewaysX * m_frame.width - m_displacement.closer * (x - m_frame.width / 2.0)));
            offset[1] = static_cast<float>(depth * (m_displacement.sidewaysY * m_frame.height - m_displacement.closer * (y - m_frame.height / 2.0)));
        }
        return offset;
    }
    cv::Mat offsetGrid() const {
        constexpr int kStep = 8;
        const cv::Size grid(m_frame.width / kStep + 2, m_frame.height / kStep + 2);
        cv::Mat coarse(grid, CV_32FC2);
        for (int y = 0; y < grid.height; ++y)
            for (int x = 0; x < grid.width; ++x) coarse.at<cv::Vec2f>(y, x) = offsetAt(x * kStep + 0.5, y * kStep + 0.5);
        cv::Mat fine(m_frame.height, m_frame.width, CV_32FC2);
        const cv::Matx23d stretch(1.0 / kStep, 0, 0, 0, 1.0 / kStep, 0);
        cv::warpAffine(coarse, fine, stretch, fine.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        return fine;
    }

    const View& m_view;
    Size m_frame;
    double m_scale;
    Displacement m_displacement;
    const cv::Mat& m_nearness;
    Size m_photo;
    double m_cos;
    double m_sin;
};

image::Image render(Scene& scene, const View& view, const CameraMove& move, const cv::Mat& nearness, Size photo, Size size) {
    const Scene::Copy copy = scene.copyFor(size.width / view.width);
    const Projection projection(view, size, copy.scale, displacementOf(move, view.progress), nearness, photo);
    return imageFromMat(sampled(copy.pixels, projection.places()));
}

}  // namespace

void panZoom(const image::Image& photo, const CameraMove& move, double motion, int frames, Size size,
             Progress& progress, const std::function<void(const image::Image&)>& frame) {
    check(photo, motion, frames, size);
    const image::Image picture = image::withoutAlpha(image::toSrgb(photo));
    const CameraMove way = scaled(move, motion);
    const Parallax parallax = way.parallax > 0.0 ? Parallax::On : Parallax::Off;
    progress.begin({TINTYPE_NOOP("core", "Looking at the photo"), {}}, 1, 0.1);
    const DepthGuess guess = guessDepth(image::toDepth8(picture), parallax, progress);
    progress.step();
    const Displacement most = displacementOf(way, 1.0);
    const double margin = 0.5 * std::max({std::abs(most.sidewaysX), std::abs(most.sidewaysY), std::max(0.0, -most.closer) / 2});
    const std::vector<View> path = cameraPath(photo.size(), size, way, guess.focus, frames, margin);
    Scene scene(picture, path, size);
    progress.begin({TINTYPE_NOOP("core", "Moving the camera"), {}}, frames, 0.9);
    for (const View& view : path) {
        frame(render(scene, view, way, guess.nearness, photo.size(), size));
        progress.step();
    }
}

}  // namespace tintype::builtin
