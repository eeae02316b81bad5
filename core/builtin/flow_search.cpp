#include "core/builtin/flow_search.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tintype::builtin {
namespace {

constexpr int kSide = 96;           // of the small copy
constexpr int kReach = 18;          // displacements tried, in its pixels
constexpr int kWindow = 7;          // compared around each pixel
constexpr float kDistance = 0.06f;  // a nearer match is preferred, in grey levels a pixel

// One plane of displacement after the other, keeping the best of each pixel.
class Search {
public:
    Search(const cv::Mat& from, const cv::Mat& to)
        : m_from(from), m_best(from.size(), CV_32FC1, cv::Scalar(1e9)), m_flow(from.size(), CV_32FC2, cv::Scalar()) {
        cv::copyMakeBorder(to, m_to, kReach, kReach, kReach, kReach, cv::BORDER_REPLICATE);
    }

    void attempt(int dx, int dy) {
        const cv::Rect place(kReach + dx, kReach + dy, m_from.cols, m_from.rows);
        cv::absdiff(m_from, m_to(place), m_difference);
        cv::boxFilter(m_difference, m_cost, CV_32F, {kWindow, kWindow});
        const float farther = kDistance * std::hypot(static_cast<float>(dx), static_cast<float>(dy));
        const cv::Vec2f step(static_cast<float>(dx), static_cast<float>(dy));
        for (int y = 0; y < m_from.rows; ++y) {
            const float* cost = m_cost.ptr<float>(y);
            float* best = m_best.ptr<float>(y);
            cv::Vec2f* flow = m_flow.ptr<cv::Vec2f>(y);
            for (int x = 0; x < m_from.cols; ++x)
                if (cost[x] + farther < best[x]) best[x] = cost[x] + farther, flow[x] = step;
        }
    }
    const cv::Mat& flow() const { return m_flow; }

private:
    cv::Mat m_from, m_to, m_best, m_flow, m_difference, m_cost;
};

cv::Mat medianOf(const cv::Mat& flow) {
    std::vector<cv::Mat> parts;
    cv::split(flow, parts);
    for (cv::Mat& part : parts) cv::medianBlur(part, part, 5);
    cv::Mat result;
    cv::merge(parts, result);
    return result;
}

}  // namespace

cv::Mat searchMotion(const cv::Mat& from, const cv::Mat& to) {
    const double scale = std::min(1.0, static_cast<double>(kSide) / std::max(from.cols, from.rows));
    const cv::Size small(std::max(5, cvRound(from.cols * scale)), std::max(5, cvRound(from.rows * scale)));
    cv::Mat a, b, flow;
    cv::resize(from, a, small, 0, 0, cv::INTER_AREA);
    cv::resize(to, b, small, 0, 0, cv::INTER_AREA);
    Search search(a, b);
    for (int dy = -kReach; dy <= kReach; ++dy)
        for (int dx = -kReach; dx <= kReach; ++dx) search.attempt(dx, dy);
    cv::resize(medianOf(search.flow()), flow, from.size(), 0, 0, cv::INTER_NEAREST);
    const cv::Scalar stretch(static_cast<double>(from.cols) / small.width, static_cast<double>(from.rows) / small.height);
    cv::multiply(flow, stretch, flow);
    return flow;
}

}  // namespace tintype::builtin
