#include "core/builtin/fill_smooth.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/builtin/parallel.h"

namespace tintype::builtin {
namespace {

constexpr int kRelaxations = 24;
constexpr float kOverRelaxation = 1.6f;

// Mean of the four neighbours, mirrored at the border.
void neighbourMean(const cv::Mat& picture, int x, int y, float* mean) {
    const int channels = picture.channels();
    const int left = x > 0 ? x - 1 : std::min(1, picture.cols - 1);
    const int right = x + 1 < picture.cols ? x + 1 : std::max(0, picture.cols - 2);
    const int up = y > 0 ? y - 1 : std::min(1, picture.rows - 1);
    const int down = y + 1 < picture.rows ? y + 1 : std::max(0, picture.rows - 2);
    const float* row = picture.ptr<float>(y);
    const float* above = picture.ptr<float>(up) + x * channels;
    const float* below = picture.ptr<float>(down) + x * channels;
    for (int c = 0; c < channels; ++c)
        mean[c] = 0.25f * (row[left * channels + c] + row[right * channels + c] + above[c] + below[c]);
}

// Red-black over-relaxation: pixels of one colour depend only on the other colour, so rows may run in any order.
void relax(cv::Mat& picture, const std::vector<std::vector<int>>& columns, int colour, const Progress& progress) {
    const int channels = picture.channels();
    inRows(picture.rows, progress, [&](int y) {
        float mean[4];
        for (int x : columns[static_cast<std::size_t>(y)]) {
            if (((x + y) & 1) != colour) continue;
            neighbourMean(picture, x, y, mean);
            float* pixel = picture.ptr<float>(y) + x * channels;
            for (int c = 0; c < channels; ++c) pixel[c] += kOverRelaxation * (mean[c] - pixel[c]);
        }
    });
}

std::vector<std::vector<int>> unknownColumns(const cv::Mat& unknown) {
    std::vector<std::vector<int>> columns(unknown.rows);
    for (int y = 0; y < unknown.rows; ++y)
        for (int x = 0; x < unknown.cols; ++x)
            if (unknown.at<uchar>(y, x)) columns[y].push_back(x);
    return columns;
}

}  // namespace

void halve(const cv::Mat& picture, const cv::Mat& unknown, cv::Mat& smaller, cv::Mat& smallerUnknown,
           const Progress& progress) {
    const int channels = picture.channels();
    const cv::Size size((picture.cols + 1) / 2, (picture.rows + 1) / 2);
    smaller = cv::Mat::zeros(size, picture.type());
    smallerUnknown = cv::Mat(size, CV_8UC1, cv::Scalar(255));
    inRows(size.height, progress, [&](int y) {
        for (int x = 0; x < size.width; ++x) {
            float* sum = smaller.ptr<float>(y) + x * channels;
            int count = 0;
            for (int fy = 2 * y; fy < std::min(2 * y + 2, picture.rows); ++fy)
                for (int fx = 2 * x; fx < std::min(2 * x + 2, picture.cols); ++fx) {
                    if (unknown.at<uchar>(fy, fx)) continue;
                    const float* from = picture.ptr<float>(fy) + fx * channels;
                    for (int c = 0; c < channels; ++c) sum[c] += from[c];
                    ++count;
                }
            if (count == 0) continue;
            for (int c = 0; c < channels; ++c) sum[c] /= static_cast<float>(count);
            smallerUnknown.at<uchar>(y, x) = 0;
        }
    });
}

cv::Mat harmonicFill(const cv::Mat& picture, const cv::Mat& unknown, const Progress& progress) {
    progress.check();
    if (cv::countNonZero(unknown) == 0 || (picture.cols == 1 && picture.rows == 1)) return picture.clone();
    cv::Mat smaller, smallerUnknown, guess;
    halve(picture, unknown, smaller, smallerUnknown, progress);
    smaller = harmonicFill(smaller, smallerUnknown, progress);
    cv::resize(smaller, guess, picture.size(), 0, 0, cv::INTER_LINEAR);
    cv::Mat result = picture.clone();
    guess.copyTo(result, unknown);
    progress.check();
    const auto columns = unknownColumns(unknown);
    for (int i = 0; i < kRelaxations; ++i) {
        relax(result, columns, 0, progress);
        relax(result, columns, 1, progress);
    }
    return result;
}

}  // namespace tintype::builtin
