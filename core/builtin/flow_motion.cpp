#include "core/builtin/flow_motion.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include "core/builtin/flow_search.h"

namespace tintype::builtin {
namespace {

constexpr int kLeastSide = 64;   // smaller ones are extended
constexpr float kEdgeCost = 0.15f;
constexpr double kMostDifference = 40.0;  // grey levels; more is not worse
constexpr double kWrong = 10.0;           // a mismatch that noise does not make
constexpr double kWrongShare = 2e-3;      // of the pixels; less is hidden edges
constexpr double kClearly = 1.0;          // by how much another flow must match better

cv::Mat greyOf(const cv::Mat& rgb) {
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

cv::Mat extended(const cv::Mat& grey) {
    cv::Mat wide;
    cv::copyMakeBorder(grey, wide, 0, std::max(0, kLeastSide - grey.rows), 0, std::max(0, kLeastSide - grey.cols),
                       cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED);
    return wide;
}

cv::Mat denseFlow(const cv::Mat& from, const cv::Mat& to) {
    const auto dis = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
    dis->setFinestScale(0);
    dis->setPatchStride(4);
    dis->setGradientDescentIterations(12);
    dis->setVariationalRefinementIterations(3);
    cv::Mat flow;
    dis->calc(from, to, flow);
    return flow;
}

// How badly each pixel's surroundings match where the flow says they went.
cv::Mat mismatch(const cv::Mat& from, const cv::Mat& to, const cv::Mat& flow) {
    cv::Mat difference, wide;
    cv::absdiff(from, fetched(to, flow, 1.0), difference);
    difference = cv::min(difference, kMostDifference);
    cv::boxFilter(difference, wide, CV_32F, {5, 5});
    return wide;
}

// A coarse motion, made exact by descent from there, at half the size.
cv::Mat refined(const cv::Mat& coarse, const cv::Mat& from, const cv::Mat& to) {
    cv::Mat a, b, start, flow;
    const cv::Size half(std::max(kLeastSide, from.cols / 2), std::max(kLeastSide, from.rows / 2));
    const cv::Scalar shrink(static_cast<double>(half.width) / from.cols, static_cast<double>(half.height) / from.rows);
    cv::resize(from, a, half, 0, 0, cv::INTER_AREA);
    cv::resize(to, b, half, 0, 0, cv::INTER_AREA);
    cv::resize(coarse, start, half, 0, 0, cv::INTER_NEAREST);
    cv::multiply(start, shrink, start);
    const cv::Mat rest = denseFlow(a, fetched(b, start, 1.0));
    cv::resize(rest + fetched(start, rest, 1.0), flow, from.size(), 0, 0, cv::INTER_LINEAR);
    cv::divide(flow, shrink, flow);
    return flow;
}

// Where descent from no motion ended wrong, the flow found by search is taken if it is better.
void improveBySearch(cv::Mat& flow, const cv::Mat& from, const cv::Mat& to) {
    const cv::Mat wrong = mismatch(from, to, flow);
    if (cv::countNonZero(wrong > kWrong) < kWrongShare * static_cast<double>(wrong.total())) return;
    const cv::Mat other = refined(searchMotion(from, to), from, to);
    cv::Mat better = mismatch(from, to, other) + kClearly < wrong;
    cv::medianBlur(better, better, 5);
    other.copyTo(flow, better);
}

cv::Mat flowBetween(const cv::Mat& from, const cv::Mat& to, cv::Size size) {
    cv::Mat flow = denseFlow(from, to);
    improveBySearch(flow, from, to);
    return flow(cv::Rect({}, size)).clone();
}

// 255 where going there and back ends near the start.
cv::Mat returning(const cv::Mat& flow, const cv::Mat& other) {
    const cv::Mat back = fetched(other, flow, 1.0);
    cv::Mat seen(flow.size(), CV_8UC1);
    cv::parallel_for_({0, flow.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y)
            for (int x = 0; x < flow.cols; ++x) {
                const cv::Vec2f f = flow.at<cv::Vec2f>(y, x), b = back.at<cv::Vec2f>(y, x);
                const double error = cv::norm(f + b, cv::NORM_L2SQR);
                const double allowed = 0.01 * (cv::norm(f, cv::NORM_L2SQR) + cv::norm(b, cv::NORM_L2SQR)) + 0.5;
                const float tx = x + f[0], ty = y + f[1];
                const bool inside = tx >= -0.5f && ty >= -0.5f && tx < flow.cols - 0.5f && ty < flow.rows - 0.5f;
                seen.at<uchar>(y, x) = inside && error <= allowed ? 255 : 0;
            }
    });
    cv::medianBlur(seen, seen, 5);
    return seen;
}

// One sweep of a geodesic distance transform that carries the flow of the nearest seen pixel along. A hidden pixel
// belongs to the surface it is not separated from by an edge.
class Spread {
public:
    Spread(const cv::Mat& grey, const cv::Mat& seen, cv::Mat& flow) : m_grey(grey), m_flow(flow), m_cost(seen.size(), CV_32FC1) {
        for (int y = 0; y < seen.rows; ++y)
            for (int x = 0; x < seen.cols; ++x) m_cost.at<float>(y, x) = seen.at<uchar>(y, x) ? 0.0f : 1e9f;
    }
    void down() {
        for (int y = 0; y < m_cost.rows; ++y)
            for (int x = 0; x < m_cost.cols; ++x) relax(x, y, -1);
    }
    void up() {
        for (int y = m_cost.rows - 1; y >= 0; --y)
            for (int x = m_cost.cols - 1; x >= 0; --x) relax(x, y, 1);
    }

private:
    void relax(int x, int y, int side) {
        float& cost = m_cost.at<float>(y, x);
        if (cost == 0.0f) return;
        take(x, y, x + side, y, cost);
        take(x, y, x, y + side, cost);
        take(x, y, x + side, y + side, cost);
        take(x, y, x - side, y + side, cost);
    }
    void take(int x, int y, int nx, int ny, float& cost) {
        if (nx < 0 || ny < 0 || nx >= m_cost.cols || ny >= m_cost.rows) return;
        const float step = std::abs(int(m_grey.at<uchar>(y, x)) - int(m_grey.at<uchar>(ny, nx)));
        const float other = m_cost.at<float>(ny, nx) + 1.0f + kEdgeCost * step * step;
        if (other >= cost) return;
        cost = other;
        m_flow.at<cv::Vec2f>(y, x) = m_flow.at<cv::Vec2f>(ny, nx);
    }

    const cv::Mat& m_grey;
    cv::Mat& m_flow;
    cv::Mat m_cost;
};

void completeHidden(Motion& motion, const cv::Mat& grey) {
    cv::Mat smooth;
    cv::medianBlur(grey, smooth, 3);
    Spread spread(smooth, motion.seen, motion.flow);
    for (int round = 0; round < 2; ++round) {
        spread.down();
        spread.up();
    }
}

}  // namespace

cv::Mat fetched(const cv::Mat& source, const cv::Mat& flow, double scale) {
    cv::Mat places(flow.size(), CV_32FC2);
    cv::parallel_for_({0, flow.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            const cv::Vec2f* f = flow.ptr<cv::Vec2f>(y);
            cv::Vec2f* place = places.ptr<cv::Vec2f>(y);
            for (int x = 0; x < flow.cols; ++x)
                place[x] = {static_cast<float>(x + scale * f[x][0]), static_cast<float>(y + scale * f[x][1])};
        }
    });
    cv::Mat result;
    const int filter = source.depth() == CV_8U ? cv::INTER_CUBIC : cv::INTER_LINEAR;
    cv::remap(source, result, places, cv::noArray(), filter, cv::BORDER_REPLICATE);
    return result;
}

MotionPair estimateMotion(const cv::Mat& first, const cv::Mat& second) {
    MotionPair pair{{}, {}, first, second};
    const double scale = static_cast<double>(kMotionSide) / std::max(first.cols, first.rows);
    if (scale < 1.0) {
        const cv::Size size(std::max(1, cvRound(first.cols * scale)), std::max(1, cvRound(first.rows * scale)));
        cv::resize(first, pair.firstCopy, size, 0, 0, cv::INTER_AREA);
        cv::resize(second, pair.secondCopy, size, 0, 0, cv::INTER_AREA);
    }
    const cv::Mat greyFirst = greyOf(pair.firstCopy), greySecond = greyOf(pair.secondCopy);
    const cv::Mat wideFirst = extended(greyFirst), wideSecond = extended(greySecond);
    pair.forth.flow = flowBetween(wideFirst, wideSecond, greyFirst.size());
    pair.back.flow = flowBetween(wideSecond, wideFirst, greyFirst.size());
    pair.forth.seen = returning(pair.forth.flow, pair.back.flow);
    pair.back.seen = returning(pair.back.flow, pair.forth.flow);
    completeHidden(pair.forth, greyFirst);
    completeHidden(pair.back, greySecond);
    return pair;
}

}  // namespace tintype::builtin
