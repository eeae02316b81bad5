// Draws brush strokes into a mask: a round tip with a soft edge swept along a line, so that a stroke has no
// scallops at any speed. Used by the stroke in progress.
#pragma once

#include <QPointF>
#include <array>

#include "core/image/mask.h"

namespace tintype::ui {

enum class MaskMode { Add, Subtract };

// How much of a pixel is covered, by its distance from the tip's centre. Cheap to build, made once a size.
class Tip {
public:
    // diameter in pixels, hardness 0..100 percent of the radius that is fully covered, opacity 0..1
    Tip(double diameter, int hardness, double opacity);

    bool matches(double diameter, int hardness, double opacity) const {
        return diameter == m_diameter && hardness == m_hardness && opacity == m_opacity;
    }
    float reach() const { return m_reach; }  // beyond this distance nothing is covered
    float scale() const { return m_scale; }  // squared distance to index of coverage()
    const std::uint8_t* coverage() const { return m_coverage.data(); }
    static constexpr int kSteps = 4096;

private:
    double m_diameter;
    int m_hardness;
    double m_opacity;
    float m_reach;
    float m_scale;
    std::array<std::uint8_t, kSteps + 1> m_coverage;
};

// A line that goes on from one drawn with the same tip finds the disc around its start covered.
enum class LineStart { New, Covered };

// Sweeps the tip from one point to another (image coordinates; pixel centres at .5). Add takes the larger of
// what is there and what the tip covers, Subtract the smaller of what is there and what it leaves: going over
// a place twice changes nothing. Returns the rectangle that may have changed.
Rect sweep(image::Mask& mask, QPointF from, QPointF to, const Tip& tip, MaskMode mode,
           LineStart start = LineStart::New);

// What a mask byte becomes where a shape covers it by `coverage`.
inline std::uint8_t blended(std::uint8_t byte, std::uint8_t coverage, MaskMode mode) {
    if (mode == MaskMode::Add) return byte > coverage ? byte : coverage;
    const std::uint8_t left = std::uint8_t(255 - coverage);
    return byte < left ? byte : left;
}

}  // namespace tintype::ui
