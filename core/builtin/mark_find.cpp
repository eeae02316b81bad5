#include "core/builtin/mark_find.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/mark_edges.h"
#include "core/builtin/mat.h"
#include "core/builtin/parallel.h"

namespace tintype::builtin {

namespace {

constexpr double kLeastScale = 0.3;
constexpr double kMostScale = 3.4;
constexpr double kScaleStep = 1.06;
constexpr double kCoarseSide = 126.0;   // the mark's long side while everything is searched
constexpr double kFineSide = 320.0;    // and when candidates are looked at
constexpr double kWholeSide = 4096.0;  // and at the end
constexpr double kLeastShort = 18.0;   // the mark's short side, at least, as far as the photo has it
constexpr double kClear = 0.62;        // agreement at which nothing better is looked for
constexpr std::size_t kCandidates = 6;
constexpr int kPeaks = 3;  // places a scale while everything is searched

// Agreement, with what the place adds, turned into a confidence: measured on rendered marks (tst_mark_find).
constexpr double kHalfSure = 0.43;
constexpr double kSureness = 0.035;
constexpr double kPlaceBonus = 0.06;

cv::Mat floatPixels(const image::Image& photo) { return toFloat(photo) * 255.0; }

cv::Mat scaled(const cv::Mat& pixels, double factor) {
    const cv::Size size(std::max(1, cvRound(pixels.cols * factor)), std::max(1, cvRound(pixels.rows * factor)));
    if (size == pixels.size()) return pixels;
    cv::Mat result;
    cv::resize(pixels, result, size, 0, 0, factor < 1.0 ? cv::INTER_AREA : cv::INTER_CUBIC);
    return result;
}

struct Candidate {
    MarkPlace place;
    double agreement = -1.0;
};

class Search {
public:
    Search(const Mark& mark, const image::Image& photo, const Progress& progress)
        : m_mark(mark), m_photo(photo), m_progress(progress), m_pixels(floatPixels(photo)), m_cut(floatPixels(mark.cut)), m_mask(matView(mark.mask)) {}

    Candidate everywhere() {
        std::vector<Candidate> found = at(likelyScales());
        Candidate best = refined(found);
        if (best.agreement >= kClear) return best;
        std::vector<double> scales;
        for (double scale = kLeastScale; scale <= kMostScale; scale *= kScaleStep) scales.push_back(scale);
        const Candidate other = refined(at(scales));
        return value(other) > value(best) ? other : best;
    }

    Candidate around(const MarkPlace& place) { return finest(best(place, kFineSide, 12.0, 0.03, 7)); }

    double confidence(const Candidate& candidate) const {
        if (candidate.agreement <= 0.0) return 0.0;
        return 1.0 / (1.0 + std::exp((kHalfSure - value(candidate)) / kSureness));
    }

private:
    double value(const Candidate& candidate) const { return candidate.agreement + kPlaceBonus * placeLikeness(candidate.place); }

    // Marks keep their size in pixels, or follow one of the photo's measures.
    std::vector<double> likelyScales() const {
        const Size now = m_photo.size(), then = m_mark.photo;
        const double width = double(now.width) / then.width, height = double(now.height) / then.height;
        const std::array all{1.0, width, height, double(now.longSide()) / then.longSide(), double(now.shortSide()) / then.shortSide(), std::sqrt(width * height)};
        std::vector<double> scales;
        for (const double scale : all)
            if (scale >= kLeastScale && scale <= kMostScale && std::none_of(scales.begin(), scales.end(), [&](double other) { return std::abs(std::log(scale / other)) < 0.015; }))
                scales.push_back(scale);
        return scales;
    }

    double longSide() const { return std::max(m_cut.cols, m_cut.rows); }
    double shortSide() const { return std::min(m_cut.cols, m_cut.rows); }

    // By how much the photo is made smaller so that a mark of that scale has `side` pixels. Never made larger.
    double levelFor(double scale, double side) const { return std::min(1.0, std::max(side / longSide(), kLeastShort / shortSide()) / scale); }

    // The best places at each of the scales.
    std::vector<Candidate> at(const std::vector<double>& scales) const {
        std::vector<std::vector<Candidate>> found(scales.size());
        inParallel(static_cast<int>(scales.size()), m_progress, [&](int i) {
            const double scale = scales[static_cast<std::size_t>(i)];
            found[static_cast<std::size_t>(i)] = matched(scaled(m_pixels, levelFor(scale, kCoarseSide)), {0, 0, m_photo.width(), m_photo.height()}, scale, kPeaks);
        });
        std::vector<Candidate> all;
        for (const std::vector<Candidate>& some : found) all.insert(all.end(), some.begin(), some.end());
        return all;
    }

    // part: what is in that window of the photo, perhaps made smaller. The highest `peaks` places, best first.
    std::vector<Candidate> matched(const cv::Mat& part, const Rect& window, double scale, int peaks) const {
        const double level = 0.5 * (double(part.cols) / window.width + double(part.rows) / window.height);
        cv::Mat inside;
        const cv::Mat cut = scaled(m_cut, scale * level);
        cv::resize(m_mask, inside, cut.size(), 0, 0, cv::INTER_AREA);
        const cv::Mat scores = agreement(edgeField(part), edgeTemplate(cut, inside > 100));
        if (scores.empty()) return {};
        const double real = 0.5 * (double(cut.cols) / m_cut.cols + double(cut.rows) / m_cut.rows) / level;
        std::vector<Candidate> found;
        cv::Mat left = scores.clone();
        for (int i = 0; i < peaks; ++i) {
            double most = 0.0;
            cv::Point where;
            cv::minMaxLoc(left, nullptr, &most, nullptr, &where);
            if (most <= 0.0) break;
            const cv::Point2d exact = peak(scores, where);
            found.push_back({{window.x + exact.x * window.width / part.cols, window.y + exact.y * window.height / part.rows, real, 0.0}, most});
            cv::rectangle(left, {where.x - cut.cols / 4, where.y - cut.rows / 4}, {where.x + cut.cols / 4, where.y + cut.rows / 4}, cv::Scalar(0), cv::FILLED);
        }
        return found;
    }

    // The top of the parabola through the scores beside the highest.
    static cv::Point2d peak(const cv::Mat& scores, cv::Point at) {
        const auto offset = [](double before, double here, double after) {
            const double curve = before - 2.0 * here + after;
            return curve < -1e-9 ? std::clamp(0.5 * (before - after) / curve, -0.5, 0.5) : 0.0;
        };
        cv::Point2d result = at;
        const double here = scores.at<float>(at);
        if (at.x > 0 && at.x + 1 < scores.cols) result.x += offset(scores.at<float>(at.y, at.x - 1), here, scores.at<float>(at.y, at.x + 1));
        if (at.y > 0 && at.y + 1 < scores.rows) result.y += offset(scores.at<float>(at.y - 1, at.x), here, scores.at<float>(at.y + 1, at.x));
        return result;
    }

    // The best of the candidates, looked at closely.
    Candidate refined(std::vector<Candidate> candidates) const {
        std::sort(candidates.begin(), candidates.end(), [this](const Candidate& a, const Candidate& b) { return value(a) > value(b); });
        candidates.resize(std::min(candidates.size(), kCandidates));
        Candidate result;
        for (const Candidate& candidate : candidates) {
            m_progress.check();
            if (candidate.agreement <= 0.0) continue;
            const Candidate close = best(candidate.place, kFineSide, 6.0, 0.05, 11);
            if (result.agreement < 0.0 || value(close) > value(result)) result = close;
        }
        return result.agreement > 0.0 ? finest(result) : result;
    }

    Candidate finest(const Candidate& candidate) const {
        if (candidate.agreement <= 0.0) return candidate;
        const Candidate close = best(candidate.place, kFineSide, 2.5, 0.008, 9);
        return snapped(best(close.place, kWholeSide, 2.5, 0.003, 7));
    }

    // A mark that was stamped by a rule has just the rule's scale, and one that was not enlarged lies on whole pixels.
    Candidate snapped(const Candidate& candidate) const {
        for (const double scale : likelyScales()) {
            if (std::abs(std::log(candidate.place.scale / scale)) > 0.006) continue;
            MarkPlace place = candidate.place;
            place.x += 0.5 * (place.scale - scale) * m_cut.cols;
            place.y += 0.5 * (place.scale - scale) * m_cut.rows;
            place.scale = scale;
            Candidate exact = best(place, kWholeSide, 2.5, 0.0, 2);
            if (exact.agreement < candidate.agreement - 0.02) continue;
            if (scale != 1.0) return exact;
            exact.place.x = std::round(exact.place.x);
            exact.place.y = std::round(exact.place.y);
            exact.place.scale = 1.0;
            return exact;
        }
        return candidate;
    }

    // Scales within `spread` of the place's, positions within `reach` pixels of the level.
    Candidate best(const MarkPlace& place, double side, double reach, double spread, int steps) const {
        const double level = levelFor(place.scale, side);
        const double margin = reach + spread * place.scale * level * longSide();
        const Rect whole{0, 0, m_photo.width(), m_photo.height()};
        const auto down = [](double v) { return static_cast<int>(std::floor(v)); };
        const Rect wanted{down(place.x - margin / level), down(place.y - margin / level), down(place.scale * m_cut.cols + 2 * margin / level) + 2,
                          down(place.scale * m_cut.rows + 2 * margin / level) + 2};
        const Rect window = intersect(wanted, whole);
        if (window.empty()) return {};
        const cv::Mat part = scaled(m_pixels(cvRect(window)), level);
        Candidate result;
        for (int i = 0; i < steps; ++i) {
            const double scale = place.scale * std::exp(spread * (2.0 * i / (steps - 1) - 1.0));
            for (const Candidate& next : matched(part, window, scale, 1))
                if (next.agreement > result.agreement) result = next;
        }
        return result;
    }

    // 1 where the mark keeps its distance from one of the borders or the middle, in pixels or in the photo's measure.
    double placeLikeness(const MarkPlace& place) const {
        const auto along = [&](double now, double length, double total, double then, double thenLength, double thenTotal) {
            double nearest = 1e9;
            for (const double unit : {1.0, place.scale, total / thenTotal})
                for (const double anchor : {0.0, 0.5, 1.0}) {
                    const double expected = anchor * total + unit * (then + anchor * thenLength - anchor * thenTotal) - anchor * length;
                    nearest = std::min(nearest, std::abs(now - expected));
                }
            return nearest / std::max(total, 1.0);
        };
        const double dx = along(place.x, place.scale * m_cut.cols, m_photo.width(), m_mark.place.x, m_cut.cols, m_mark.photo.width);
        const double dy = along(place.y, place.scale * m_cut.rows, m_photo.height(), m_mark.place.y, m_cut.rows, m_mark.photo.height);
        return std::exp(-(dx * dx + dy * dy) / (2 * 0.012 * 0.012));
    }

    const Mark& m_mark;
    const image::Image& m_photo;
    const Progress& m_progress;
    cv::Mat m_pixels;
    cv::Mat m_cut;
    cv::Mat m_mask;
};

}  // namespace

MarkPlace findMark(const Mark& mark, const image::Image& photo, const Progress& progress) {
    Search search(mark, photo, progress);
    const Candidate found = search.everywhere();
    MarkPlace place = found.place;
    place.confidence = search.confidence(found);
    return place;
}

MarkPlace nudgedMark(const Mark& mark, const image::Image& photo, const MarkPlace& near, const Progress& progress) {
    Search search(mark, photo, progress);
    const Candidate found = search.around(near);
    MarkPlace place = found.agreement > 0.0 ? found.place : near;
    place.confidence = search.confidence(found);
    return place;
}

}  // namespace tintype::builtin
