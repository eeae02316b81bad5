#include "core/builtin/look_scene.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "core/builtin/look_paint.h"
#include "core/builtin/regions_cv.h"

namespace tintype::builtin {
namespace {

// Exactly 1 on the face, fading beyond its outline.
void addFace(const Rect& box, cv::Mat& weights) {
    const float cx = box.x + 0.5f * box.width, cy = box.y + 0.52f * box.height;
    const float rx = 0.52f * box.width, ry = 0.66f * box.height;
    const cv::Rect reach = cv::Rect(cvFloor(cx - 1.5f * rx), cvFloor(cy - 1.5f * ry), cvCeil(3.0f * rx) + 1,
                                    cvCeil(3.0f * ry) + 1) &
                           cv::Rect({}, weights.size());
    for (int y = reach.y; y < reach.y + reach.height; ++y)
        for (int x = reach.x; x < reach.x + reach.width; ++x) {
            const float distance = std::hypot((x + 0.5f - cx) / rx, (y + 0.5f - cy) / ry);
            float& weight = weights.at<float>(y, x);
            weight = std::max(weight, 1.0f - paint::smooth(1.0f, 1.4f, distance));
        }
}

}  // namespace

const cv::Mat& Scene::small() {
    if (m_small.empty()) m_small = smallRgb(m_photo, kRegionSide);
    return m_small;
}

const std::vector<Face>& Scene::faces() {
    if (!m_faces) m_faces = findFaces(m_photo, m_progress);
    return *m_faces;
}

cv::Mat Scene::findSmallSky() {
    const cv::Mat sky = skyOf(small(), m_progress);
    const bool wall =
        cv::countNonZero(sky) > 0 && isStudioWall(small(), sky, facesOn(small(), m_photo.size(), faces()));
    return wall ? cv::Mat::zeros(sky.size(), CV_32F) : sky;
}

cv::Mat Scene::findSmall(const std::string& name) {
    if (name == "sky") return findSmallSky();
    if (name == "foliage") return foliageOf(small());
    if (name == "water") return waterOf(small(), smallRegion("sky"));
    if (name == "background") return 1.0 - smallRegion("subject");
    const std::vector<cv::Rect> boxes = facesOn(small(), m_photo.size(), faces());
    return name == "faces" ? facesOf(small().size(), boxes) : subjectOf(small(), boxes, m_progress);
}

cv::Mat Scene::findFull(const std::string& name) {
    if (name == "background") return 1.0 - region("subject");
    if (name != "faces") return guidedUp(m_photo, small(), smallRegion(name), m_progress);
    cv::Mat weights = cv::Mat::zeros(size(), CV_32F);
    for (const Face& face : faces()) addFace(face.box, weights);
    return weights;
}

const cv::Mat& Scene::smallRegion(const std::string& name) {
    cv::Mat& mask = m_smallRegions[name];
    if (mask.empty()) mask = findSmall(name);
    return mask;
}

const cv::Mat& Scene::region(const std::string& name) {
    cv::Mat& mask = m_regions[name];
    if (mask.empty()) mask = findFull(name);
    return mask;
}

bool Scene::has(const std::string& name) {
    if (name == "faces") return !faces().empty();
    const cv::Mat& mask = smallRegion(name);
    return cv::countNonZero(mask > 0.5f) * 250 > static_cast<int>(mask.total());
}

float Scene::horizon() {
    if (!has("sky")) return 0.4f;
    const cv::Mat& sky = smallRegion("sky");
    for (int y = sky.rows - 1; y >= 0; --y)
        if (cv::mean(sky.row(y))[0] > 0.12) return float(y + 1) / float(sky.rows);
    return 0.4f;
}

}  // namespace tintype::builtin
