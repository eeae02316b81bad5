// The parts of one photo that a look needs, found once and only when asked for. Used by the look effects.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

#include "core/base/progress.h"
#include "core/builtin/regions.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::builtin {

class Scene {
public:
    // mask: what may change at all; null: everything. All three must outlive the scene, whose functions throw
    // Cancelled when `progress` is stopped.
    Scene(const image::Image& photo, const image::Mask& mask, const Progress& progress)
        : m_photo(photo), m_mask(mask), m_progress(progress) {}

    const image::Image& photo() const { return m_photo; }
    cv::Size size() const { return {m_photo.width(), m_photo.height()}; }
    bool masked() const { return !m_mask.null(); }
    const cv::Mat& small();  // CV_8UC3 RGB
    const std::vector<Face>& faces();
    const cv::Mat& smallRegion(const std::string& name);  // CV_32F 0..1, at small()'s size
    // CV_32F 0..1 at the photo's size: "sky", "subject", "background", "faces", "foliage", "water".
    const cv::Mat& region(const std::string& name);
    bool has(const std::string& name);  // more than crumbs of it
    // Where the sky ends, as a part of the height; 0.4 where there is no sky.
    float horizon();

private:
    cv::Mat findSmallSky();
    cv::Mat findSmall(const std::string& name);
    cv::Mat findFull(const std::string& name);

    const image::Image& m_photo;
    const image::Mask& m_mask;
    const Progress& m_progress;
    cv::Mat m_small;
    std::optional<std::vector<Face>> m_faces;
    std::map<std::string, cv::Mat> m_smallRegions, m_regions;
};

// One effect at work.
struct Job {
    cv::Mat& rgb;            // CV_32FC3, sRGB-encoded 0..1: changed in place
    const cv::Mat& weights;  // CV_32F 0..1, how much each pixel may change; empty: fully
    Scene& scene;
    Progress& progress;
    float amount = 0.5f;  // with strength and variation in it; may exceed 1
    std::uint64_t seed = 0;

    float weight(int y, int x) const { return weights.empty() ? 1.0f : weights.at<float>(y, x); }
};

}  // namespace tintype::builtin
