#include "core/pipelines/cartoon_head.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/error.h"

namespace tintype::pipelines {

namespace {

using Points = std::array<std::array<double, 2>, 5>;

// Where the five landmarks lie in the head: the usual ones of a 112x112 face, a quarter smaller about the middle.
Points headPoints() {
    constexpr Points kUsual{{{30.29459953, 51.69630051}, {65.53179932, 51.50139999}, {48.02519989, 71.73660278}, {33.54930115, 92.3655014}, {62.72990036, 92.20410156}}};
    constexpr double kShift[2] = {9.0, 1.0};  // one pixel, and the widening from 96 to 112
    Points result;
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t axis = 0; axis < 2; ++axis) result[i][axis] = ((kUsual[i][axis] + kShift[axis] - 56.0) * 0.75 + 56.0) * kHeadSide / 112.0;
    return result;
}

Points mirroredInX(Points points) {
    for (auto& point : points) point[0] = -point[0];
    return points;
}

// The least-squares similarity from `xy` to `uv`, without reflection.
nn::Affine2d similarity(const Points& xy, const Points& uv) {
    double mean[4] = {0, 0, 0, 0};
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t axis = 0; axis < 2; ++axis) mean[axis] += xy[i][axis] / 5, mean[2 + axis] += uv[i][axis] / 5;
    double along = 0, across = 0, spread = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        const double x = xy[i][0] - mean[0], y = xy[i][1] - mean[1], u = uv[i][0] - mean[2], v = uv[i][1] - mean[3];
        along += x * u + y * v;
        across += y * u - x * v;
        spread += x * x + y * y;
    }
    const double a = along / spread, b = across / spread;
    return {a, b, mean[2] - a * mean[0] - b * mean[1], -b, a, mean[3] + b * mean[0] - a * mean[1]};
}

double distance(const nn::Affine2d& map, const Points& from, const Points& to) {
    double sum = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        const double x = map[0] * from[i][0] + map[1] * from[i][1] + map[2] - to[i][0];
        const double y = map[3] * from[i][0] + map[4] * from[i][1] + map[5] - to[i][1];
        sum += x * x + y * y;
    }
    return sum;
}

// Whether two landmarks at least lie apart, in numbers.
void requireFace(const FaceLandmarks& face) {
    double spread = 0;
    for (const auto& point : face.points) spread = std::max({spread, std::abs(point[0] - face.points[0][0]), std::abs(point[1] - face.points[0][1])});
    if (!std::isfinite(spread) || spread < 1.0) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A face's landmarks lie in one point."), {});
}

// The distance of every pixel inside the ellipse to the nearest one outside, by the 3x3 chamfer steps of OpenCV.
at::Tensor ellipseDistance() {
    constexpr float kStraight = 0.955F, kDiagonal = 1.3693F;
    constexpr int kSide = kHeadSide;
    const at::Tensor result = at::full({kSide, kSide}, 1e4F, at::kFloat);
    auto* d = result.data_ptr<float>();
    const double across = static_cast<int>(kSide * 0.4) + 0.5, down = static_cast<int>(kSide * 0.49) + 0.5;
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x)
            if (std::pow((x - kSide / 2) / across, 2) + std::pow((y - kSide / 2) / down, 2) > 1.0) d[y * kSide + x] = 0.0F;
    const auto relax = [&](int y, int x, int dy, int dx) {
        if (y + dy < 0 || y + dy >= kSide || x + dx < 0 || x + dx >= kSide) return;
        float& here = d[y * kSide + x];
        here = std::min(here, d[(y + dy) * kSide + x + dx] + (dy && dx ? kDiagonal : kStraight));
    };
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < kSide; ++x) relax(y, x, -1, -1), relax(y, x, -1, 0), relax(y, x, -1, 1), relax(y, x, 0, -1);
    for (int y = kSide - 1; y >= 0; --y)
        for (int x = kSide - 1; x >= 0; --x) relax(y, x, 1, 1), relax(y, x, 1, 0), relax(y, x, 1, -1), relax(y, x, 0, 1);
    return result;
}

}  // namespace

FaceLandmarks landmarksOf(const Rect& face) {
    // Detectors' boxes reach from the brow to the chin; the usual face's lie so in theirs.
    constexpr Points kInBox{{{0.31, 0.40}, {0.69, 0.40}, {0.50, 0.60}, {0.34, 0.80}, {0.66, 0.80}}};
    FaceLandmarks result;
    for (std::size_t i = 0; i < 5; ++i) result.points[i] = {face.x + kInBox[i][0] * face.width, face.y + kInBox[i][1] * face.height};
    return result;
}

HeadAlignment alignHead(const FaceLandmarks& face) {
    requireFace(face);
    const Points head = headPoints();
    // The authors fit the way back and invert it, with and without a reflection, and compare both with the mirrored points.
    const nn::Affine2d plainBack = similarity(head, face.points);
    const nn::Affine2d plain = nn::inverse(plainBack);
    nn::Affine2d reflected = nn::inverse(similarity(mirroredInX(head), face.points));
    for (const std::size_t i : {0, 1, 2}) reflected[i] = -reflected[i];
    const Points mirrored = mirroredInX(head);
    if (distance(plain, face.points, mirrored) <= distance(reflected, face.points, mirrored)) return {plain, plainBack};
    return {reflected, nn::inverse(reflected)};
}

at::Tensor headMask(const image::Image& alpha) {
    if (alpha.empty()) return (ellipseDistance() / (0.15F * kHeadSide)).clamp_(0.0, 1.0).unsqueeze(-1);
    at::Tensor picture = at::empty({alpha.height(), alpha.width(), alpha.channels()}, at::kByte);
    std::memcpy(picture.data_ptr(), alpha.data(), alpha.byteSize());
    const at::Tensor rgb = nn::areaResized(picture.narrow(2, 0, 3), kHeadSide, kHeadSide).to(at::kInt);
    const at::Tensor grey = (rgb.select(2, 0) * 4899 + rgb.select(2, 1) * 9617 + rgb.select(2, 2) * 1868 + 8192).bitwise_right_shift(14);
    return (grey.to(at::kFloat) / 255.0F).unsqueeze(-1);
}

}  // namespace tintype::pipelines
