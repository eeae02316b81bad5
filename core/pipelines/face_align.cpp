#include "core/pipelines/face_align.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace tintype::pipelines {

namespace {

// Of a 96x112 crop, which lies in a square of 168 pixels with (36, 28) around it.
constexpr std::array<Point, 5> kReference{
    {{30.29459953, 51.69630051}, {65.53179932, 51.50139999}, {48.02519989, 71.73660278}, {33.54930115, 92.3655014}, {62.72990036, 92.20410156}}};

Point reference(std::size_t i, int side) { return {(kReference[i].x + 36.0) / 168.0 * side, (kReference[i].y + 28.0) / 168.0 * side}; }

// The rotation, scale and shift with the smallest squared error, in complex numbers: w = a z + b.
nn::Affine2d similarity(const std::array<Point, 5>& from, int side) {
    Point meanFrom, meanTo;
    for (std::size_t i = 0; i < from.size(); ++i) {
        meanFrom = {meanFrom.x + from[i].x / 5, meanFrom.y + from[i].y / 5};
        meanTo = {meanTo.x + reference(i, side).x / 5, meanTo.y + reference(i, side).y / 5};
    }
    double real = 0.0, imaginary = 0.0, spread = 0.0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const Point z{from[i].x - meanFrom.x, from[i].y - meanFrom.y};
        const Point w{reference(i, side).x - meanTo.x, reference(i, side).y - meanTo.y};
        real += z.x * w.x + z.y * w.y;
        imaginary += z.x * w.y - z.y * w.x;
        spread += z.x * z.x + z.y * z.y;
    }
    if (!(spread > 1e-6)) throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "A face's landmarks lie in one point."), {});
    const double a = real / spread, b = imaginary / spread;
    return {a, -b, meanTo.x - a * meanFrom.x + b * meanFrom.y, b, a, meanTo.y - b * meanFrom.x - a * meanFrom.y};
}

// The box of an upright face spans these parts of the square, so that eyes and mouth come to lie where the reference has them.
nn::Affine2d fromBox(const Face& face, int side) {
    constexpr double kShare = 290.0 / 512.0;
    constexpr double kTop = 133.0 / 512.0;
    const double scale = kShare * side / std::max(face.width(), face.height());
    const double x = (face.left + face.right) / 2, y = face.top;
    return {scale, 0.0, side / 2.0 - scale * x, 0.0, scale, kTop * side - scale * y};
}

}  // namespace

nn::Affine2d alignment(const Face& face, int side) { return face.points ? similarity(*face.points, side) : fromBox(face, side); }

Rect covered(const nn::Affine2d& toSquare, int side, Size photo) {
    const nn::Affine2d back = nn::inverse(toSquare);
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const double u : {-1.0, static_cast<double>(side)})
        for (const double v : {-1.0, static_cast<double>(side)}) {
            const double x = back[0] * u + back[1] * v + back[2], y = back[3] * u + back[4] * v + back[5];
            left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
        }
    const auto whole = [](double value, int limit) { return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(limit))); };
    const int x = whole(std::floor(left), photo.width), y = whole(std::floor(top), photo.height);
    return {x, y, whole(std::ceil(right) + 1, photo.width) - x, whole(std::ceil(bottom) + 1, photo.height) - y};
}

}  // namespace tintype::pipelines
