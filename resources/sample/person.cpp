#include "resources/sample/person.h"

#include "resources/sample/landscape.h"
#include "resources/sample/noise.h"

namespace tintype::sample {

namespace {

// One unit is half the height of the head; the head's centre is the origin, z points to the viewer.
constexpr double kCentreX = 0.735;
constexpr double kCentreY = 0.50;
constexpr double kUnit = 0.138;  // of the picture's height

enum class Part { Skin, Hair, Coat, Scarf, Eye };

struct Hit {
    double distance = 1e9;
    Part part = Part::Skin;
};

double ellipsoid(const Vector& p, const Vector& centre, const Vector& radii) {
    const Vector q = p - centre;
    const double k0 = length({q.x / radii.x, q.y / radii.y, q.z / radii.z});
    const double k1 = length({q.x / (radii.x * radii.x), q.y / (radii.y * radii.y), q.z / (radii.z * radii.z)});
    return k1 < 1e-9 ? -std::min({radii.x, radii.y, radii.z}) : k0 * (k0 - 1.0) / k1;
}

double blend(double a, double b, double radius) {
    const double h = std::clamp(0.5 + 0.5 * (b - a) / radius, 0.0, 1.0);
    return std::lerp(b, a, h) - radius * h * (1.0 - h);
}

double carve(double a, double b, double radius) { return -blend(-a, b, radius); }

double head(const Vector& p) {
    const Vector m{std::abs(p.x), p.y, p.z};
    double d = ellipsoid(p, {0.0, 0.12, -0.05}, {0.76, 0.86, 0.80});
    d = blend(d, ellipsoid(p, {0.0, -0.46, 0.16}, {0.48, 0.50, 0.50}), 0.30);           // jaw
    d = blend(d, ellipsoid(m, {0.40, -0.22, 0.40}, {0.24, 0.24, 0.22}), 0.22);          // cheeks
    d = carve(d, ellipsoid(m, {0.31, 0.06, 0.86}, {0.21, 0.12, 0.17}), 0.14);   // eye sockets
    d = blend(d, ellipsoid(p, {0.0, -0.10, 0.72}, {0.075, 0.24, 0.14}), 0.12);          // bridge
    d = blend(d, ellipsoid(p, {0.0, -0.24, 0.82}, {0.115, 0.09, 0.11}), 0.08);          // tip of the nose
    d = blend(d, ellipsoid(m, {0.10, -0.27, 0.76}, {0.07, 0.055, 0.08}), 0.05);         // wings of the nose
    d = blend(d, ellipsoid(p, {0.0, -0.515, 0.66}, {0.20, 0.045, 0.075}), 0.06);        // upper lip
    d = blend(d, ellipsoid(p, {0.0, -0.585, 0.65}, {0.165, 0.055, 0.08}), 0.05);        // lower lip
    d = blend(d, ellipsoid(p, {0.0, -0.84, 0.46}, {0.19, 0.13, 0.17}), 0.14);           // chin
    d = blend(d, ellipsoid(p, {0.0, -1.2, -0.18}, {0.34, 0.72, 0.34}), 0.16);           // neck
    return d;
}

double hair(const Vector& p) {
    const double strands = 0.010 * std::sin(p.x * 31.0 + 3.0 * p.y + 2.0 * std::sin(p.y * 3.0)) +
                           0.006 * std::sin(p.x * 83.0 - 4.0 * p.y);
    double d = ellipsoid(p, {0.0, 0.24, -0.16}, {0.94, 0.96, 0.92});
    const double side = ellipsoid({std::abs(p.x), p.y, p.z}, {0.72, -0.55, -0.12}, {0.27, 0.95, 0.42});
    d = blend(d, side, 0.25);
    // The face is free: parted a little to the right.
    const double opening = ellipsoid(p, {0.05, -0.30, 0.92}, {0.60, 0.92, 0.80});
    return carve(d, opening, 0.06) + strands;
}

double coat(const Vector& p) {
    const Vector m{std::abs(p.x), p.y, p.z};
    double d = ellipsoid(p, {0.0, -3.6, -0.35}, {1.30, 2.20, 0.75});
    d = blend(d, ellipsoid(m, {0.95, -2.20, -0.40}, {0.62, 0.46, 0.50}), 0.45);    // shoulders
    d = blend(d, ellipsoid(m, {1.42, -3.60, -0.35}, {0.44, 1.60, 0.50}), 0.22);    // arms
    return d + 0.015 * std::sin(p.y * 5.0 + std::abs(p.x) * 3.0);
}

double scarf(const Vector& p) {
    const double ring = std::hypot(std::hypot(p.x, (p.z + 0.12) * 1.1) - 0.50, (p.y + 1.38) * 0.8) - 0.24;
    return ring + 0.02 * std::sin(14.0 * std::atan2(p.z, p.x) + 8.0 * p.y);
}

double eyes(const Vector& p) {
    return length(Vector{std::abs(p.x), p.y, p.z} - Vector{0.30, 0.03, 0.565}) - 0.155;
}

Hit scene(const Vector& p) {
    Hit hit;
    const auto offer = [&hit](double distance, Part part) {
        if (distance < hit.distance) hit = {distance, part};
    };
    offer(head(p), Part::Skin);
    offer(hair(p), Part::Hair);
    offer(coat(p), Part::Coat);
    offer(scarf(p), Part::Scarf);
    offer(eyes(p), Part::Eye);
    return hit;
}

Vector normalAt(const Vector& p) {
    constexpr double e = 0.004;
    const auto d = [](const Vector& q) { return scene(q).distance; };
    return normalised({d(p + Vector{e, 0, 0}) - d(p - Vector{e, 0, 0}), d(p + Vector{0, e, 0}) - d(p - Vector{0, e, 0}),
                       d(p + Vector{0, 0, e}) - d(p - Vector{0, 0, e})});
}

// A soft spot of colour on the face, seen from the front.
double spot(const Vector& p, double x, double y, double radiusX, double radiusY) {
    return ramp(1.0, 0.55, std::hypot((std::abs(p.x) - x) / radiusX, (p.y - y) / radiusY));
}

Vector skinColour(const Vector& p) {
    Vector skin = mix(colour(226, 172, 142), colour(214, 150, 122), noise(p.x * 9.0, p.y * 9.0, 3));
    if (p.z < 0.1) return skin;
    skin = mix(skin, colour(216, 124, 108), 0.45 * spot(p, 0.42, -0.24, 0.30, 0.24));
    skin = mix(skin, colour(170, 62, 66), 0.85 * spot(p, 0.0, -0.55, 0.245, 0.095));
    const double smile = -0.552 + 0.45 * p.x * p.x;
    skin = mix(skin, colour(96, 28, 34), 0.8 * ramp(0.016, 0.004, std::abs(p.y - smile)) * ramp(0.24, 0.20, std::abs(p.x)));
    const double brow = 0.255 - 0.55 * std::pow(std::abs(p.x) - 0.30, 2.0);
    const double browEnds = ramp(0.11, 0.15, std::abs(p.x)) * ramp(0.52, 0.44, std::abs(p.x));
    skin = mix(skin, colour(66, 40, 28), 0.85 * ramp(0.042, 0.018, std::abs(p.y - brow)) * browEnds);
    skin = mix(skin, colour(120, 66, 56), 0.5 * spot(p, 0.075, -0.305, 0.045, 0.028));
    const double lid = ramp(0.24, 0.18, std::hypot((std::abs(p.x) - 0.30), (p.y - 0.03) * 1.55));
    return mix(skin, colour(150, 92, 78), 0.55 * lid);
}

Vector eyeColour(const Vector& p) {
    const double x = std::abs(p.x) - 0.295;
    const double r = std::hypot(x, p.y - 0.03);
    Vector eye = colour(236, 232, 228);
    eye = mix(eye, colour(72, 96, 104), ramp(0.086, 0.074, r));
    eye = mix(eye, colour(16, 14, 14), ramp(0.040, 0.032, r));
    const double glint = std::hypot(p.x - (p.x > 0 ? 0.27 : -0.32), p.y - 0.062);
    eye = mix(eye, colour(255, 255, 255), ramp(0.022, 0.012, glint));
    // Upper and lower lids close over the ball.
    const double upper = 0.115 - 2.6 * x * x;
    const double lower = -0.055 + 1.6 * x * x;
    eye = mix(eye, colour(52, 32, 26), ramp(-0.022, -0.004, p.y - upper));
    eye = mix(eye, colour(206, 150, 124), ramp(0.010, 0.045, p.y - upper));
    return mix(eye, colour(206, 148, 124), ramp(0.014, -0.012, p.y - lower));
}

Vector albedo(const Vector& p, Part part) {
    switch (part) {
        case Part::Skin: return skinColour(p);
        case Part::Hair: {
            const double strand = fractal(p.x * 26.0 + 2.0 * std::sin(p.y * 3.0), p.y * 2.2, 4, 61);
            return mix(colour(52, 30, 20), colour(146, 92, 54), strand);
        }
        case Part::Coat: return mix(colour(150, 34, 38), colour(176, 48, 48), noise(p.x * 60.0, p.y * 60.0, 5));
        case Part::Scarf: return mix(colour(226, 214, 190), colour(196, 178, 148), noise(p.x * 40.0, p.y * 40.0, 9));
        case Part::Eye: return eyeColour(p);
    }
    return {};
}

double shadow(const Vector& from, const Vector& light) {
    double lit = 1.0;
    double along = 0.05;
    for (int i = 0; i < 24 && along < 2.5; ++i) {
        const double d = scene(from + light * along).distance;
        lit = std::min(lit, 0.5 + 7.0 * d / along);
        if (lit <= 0.0) return 0.0;
        along += std::clamp(d, 0.03, 0.25);
    }
    return std::min(1.0, lit);
}

double openness(const Vector& p, const Vector& normal) {
    double closed = 0.0;
    for (int i = 1; i <= 4; ++i) {
        const double reach = 0.09 * i;
        closed += (reach - scene(p + normal * reach).distance) / std::pow(1.8, i);
    }
    return std::clamp(1.0 - 1.5 * closed, 0.25, 1.0);
}

Vector shade(const Vector& p, Part part) {
    const Vector normal = normalAt(p);
    const Vector light = normalised({-0.55, 0.50, 0.68});
    const Vector base = albedo(p, part);
    const double open = openness(p, normal);
    const double direct = std::max(0.0, dot(normal, light)) * shadow(p + normal * 0.02, light);
    Vector lit = base * (colour(255, 244, 226) * (1.05 * direct));
    lit = lit + base * (colour(196, 216, 242) * (0.55 * open * (0.6 + 0.4 * normal.y)));  // the sky
    lit = lit + base * (colour(150, 168, 96) * (0.16 * open * (0.5 - 0.5 * normal.y)));   // the meadow
    const Vector half = normalised(light + Vector{0, 0, 1});
    const double shine = part == Part::Eye ? 0.25 : part == Part::Hair ? 0.10 : part == Part::Skin ? 0.05 : 0.0;
    return lit + Vector{1, 1, 1} * (shine * std::pow(std::max(0.0, dot(normal, half)), 28.0) * open);
}

// She is turned a little towards the lake.
Vector turned(const Vector& p) {
    constexpr double angle = 0.16;
    return {std::cos(angle) * p.x - std::sin(angle) * p.z, p.y, std::sin(angle) * p.x + std::cos(angle) * p.z};
}

}  // namespace

Sample person(double x, double y, double aspect) {
    const double px = (x - kCentreX) * aspect / kUnit;
    const double py = -(y - kCentreY) / kUnit;
    if (std::abs(px) > 2.3 || py > 1.5) return {};
    double z = 2.2;
    double nearest = 1e9;
    for (int i = 0; i < 90 && z > -1.6; ++i) {
        const Vector p = turned({px, py, z});
        const Hit hit = scene(p);
        nearest = std::min(nearest, hit.distance);
        if (hit.distance < 0.002) return {shade(p, hit.part), 1.0};
        z -= hit.distance * 0.7;
    }
    return {};
}

}  // namespace tintype::sample
