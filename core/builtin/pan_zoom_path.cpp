#include "core/builtin/pan_zoom_path.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tintype::builtin {
namespace {

constexpr double kSamples = 48;  // places along the way that are checked

double smootherStep(double u) { return u * u * u * (u * (6.0 * u - 15.0) + 10.0); }

struct Range {
    double low = -1e18;
    double high = 1e18;
    void cut(double l, double h) {
        low = std::max(low, l);
        high = std::min(high, h);
    }
    bool holds() const { return low <= high + 1e-9; }
    double nearest(double value) const { return holds() ? std::clamp(value, std::min(low, high), high) : (low + high) / 2; }
};

// The move, given the size `k` (0..1) of its widest view relative to the largest one with the clip's shape.
class Way {
public:
    Way(Size photo, Size frame, const CameraMove& move, Point focus, double margin)
        : m_photo(photo), m_move(move), m_focus(focus), m_margin(margin) {
        const double shape = static_cast<double>(frame.width) / frame.height;
        m_fullWidth = std::min<double>(photo.width, photo.height * shape);
        m_fullHeight = m_fullWidth / shape;
    }

    void setScale(double k) { m_k = k; }
    void setCentre(Point centre) { m_centre = centre; }

    // Eased place on the way -> what is seen.
    View at(double eased) const {
        const double shrink = shrinkAt(eased);
        View view;
        view.width = m_fullWidth * m_k * shrink;
        view.height = m_fullHeight * m_k * shrink;
        view.centreX = m_centre.x * shrink + offset(eased, shrink, m_focus.x, m_move.panX, view.width);
        view.centreY = m_centre.y * shrink + offset(eased, shrink, m_focus.y, m_move.panY, view.height);
        view.angle = m_move.rotate * eased * std::numbers::pi / 180.0;
        view.progress = eased;
        return view;
    }

    // Where the centre of the widest view may lie; empty when the way does not fit at this scale.
    bool fits(Range& x, Range& y) const {
        for (int i = 0; i <= kSamples; ++i) {
            const double eased = i / kSamples;
            const View view = at(eased);
            const double shrink = shrinkAt(eased);
            const double c = std::abs(std::cos(view.angle)), s = std::abs(std::sin(view.angle));
            const double halfX = (view.width * c + view.height * s) / 2 + m_margin * eased * view.width;
            const double halfY = (view.width * s + view.height * c) / 2 + m_margin * eased * view.height;
            const double offsetX = view.centreX - m_centre.x * shrink, offsetY = view.centreY - m_centre.y * shrink;
            x.cut((halfX - offsetX) / shrink, (m_photo.width - halfX - offsetX) / shrink);
            y.cut((halfY - offsetY) / shrink, (m_photo.height - halfY - offsetY) / shrink);
        }
        return x.holds() && y.holds();
    }

private:
    // 1 for the widest view. Zooming keeps the focus at its place in the picture.
    double shrinkAt(double eased) const {
        if (m_move.zoom >= 0) return 1.0 / (1.0 + m_move.zoom * eased);
        return 1.0 / (1.0 - m_move.zoom * (1.0 - eased));
    }
    // A sideways move begins and ends symmetrically about the place it is about.
    static double offset(double eased, double shrink, double focus, double pan, double side) {
        return (1.0 - shrink) * focus + pan * (eased - 0.5) * side;
    }

    Size m_photo;
    CameraMove m_move;
    Point m_focus;
    double m_margin;
    double m_fullWidth = 0.0;
    double m_fullHeight = 0.0;
    double m_k = 1.0;
    Point m_centre;
};

// The largest scale at which the way stays inside the photo.
double largestScale(Way& way) {
    const auto works = [&](double k) {
        way.setScale(k);
        Range x, y;
        return way.fits(x, y);
    };
    if (works(1.0)) return 1.0;
    double low = 0.0, high = 1.0;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (works(middle) ? low : high) = middle;
    }
    return low;
}

}  // namespace

std::vector<View> cameraPath(Size photo, Size frame, const CameraMove& move, Point focus, int frames, double margin) {
    Way way(photo, frame, move, focus, margin);
    way.setScale(largestScale(way));
    Range x, y;
    way.fits(x, y);
    way.setCentre({x.nearest(focus.x), y.nearest(focus.y)});
    std::vector<View> views;
    for (int i = 0; i < frames; ++i) views.push_back(way.at(frames > 1 ? smootherStep(i / (frames - 1.0)) : 0.0));
    return views;
}

}  // namespace tintype::builtin
