#include "core/builtin/regions.h"

#include <algorithm>
#include <filesystem>
#include <sstream>

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include "core/builtin/regions_cv.h"

namespace tintype::builtin {
namespace {

constexpr int kFaceSide = 1000;      // long side of the copy that is searched for faces
constexpr double kSameFace = 0.2;    // by how much windows on one face may differ

struct Found {
    cv::Rect box;
    double confidence;
};

std::string cascadePath(const std::string& name) {
    std::istringstream folders(TINTYPE_CASCADES);
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::string path = folder + "/" + name;
        std::error_code error;
        if (std::filesystem::is_regular_file(path, error)) return path;
    }
    return {};
}

// What the cascade answers to at one size after the other, so that a stop is seen between them. The same windows
// as one call for all sizes finds.
std::vector<cv::Rect> candidates(cv::CascadeClassifier& classifier, const cv::Mat& grey, const Progress& progress) {
    constexpr double kStep = 1.1;
    const int least = std::max(20, std::min(grey.cols, grey.rows) / 30);
    const cv::Size window = classifier.getOriginalWindowSize();
    std::vector<cv::Rect> all, here;
    for (double factor = 1.0;; factor *= kStep) {
        const cv::Size size(cvRound(window.width * factor), cvRound(window.height * factor));
        if (size.width > grey.cols || size.height > grey.rows) return all;
        if (size.width < least || size.height < least) continue;
        progress.check();
        classifier.detectMultiScale(grey, here, kStep, 0, 0, size, size);
        all.insert(all.end(), here.begin(), here.end());
    }
}

void detect(const cv::Mat& grey, const char* cascade, double weight, int neighbours, const Progress& progress,
            std::vector<Found>& found) {
    const std::string path = cascadePath(cascade);
    cv::CascadeClassifier classifier;
    if (path.empty() || !classifier.load(path)) return;
    std::vector<cv::Rect> boxes = candidates(classifier, grey, progress);
    std::vector<int> counts;
    cv::groupRectangles(boxes, counts, neighbours, kSameFace);
    for (std::size_t i = 0; i < boxes.size(); ++i)
        found.push_back({boxes[i], weight * std::min(1.0, 0.3 + counts[i] / 20.0)});
}

double overlap(const cv::Rect& a, const cv::Rect& b) {
    const double shared = (a & b).area();
    return shared / std::max(1.0, std::min<double>(a.area(), b.area()));
}

// Two cascades that agree on a face make each other surer.
std::vector<Found> merged(std::vector<Found> found) {
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.confidence != b.confidence ? a.confidence > b.confidence : a.box.x < b.box.x;
    });
    std::vector<Found> kept;
    for (const Found& one : found) {
        const auto same = std::find_if(kept.begin(), kept.end(),
                                       [&](const Found& other) { return overlap(one.box, other.box) > 0.4; });
        if (same == kept.end())
            kept.push_back(one);
        else
            same->confidence = std::min(1.0, same->confidence + 0.5 * one.confidence);
    }
    return kept;
}

// Skin is warm: in a colour photo a "face" of blue or green pixels is a pattern, not a person.
bool skinLike(const cv::Mat& lab, const cv::Rect& box, bool colourPhoto) {
    if (!colourPhoto) return true;
    const cv::Rect middle(box.x + box.width / 4, box.y + box.height / 4, box.width / 2, box.height / 2);
    const cv::Rect inside = middle & cv::Rect({}, lab.size());
    if (inside.empty()) return false;
    const cv::Scalar mean = cv::mean(lab(inside));
    return mean[1] > -4.0 && mean[2] > -9.0 && mean[2] < 55.0 && mean[1] < 45.0 && mean[1] + mean[2] > 4.0;
}

bool hasColour(const cv::Mat& lab) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(lab, mean, deviation);
    return deviation[1] + deviation[2] > 3.0;
}

void detectProfiles(const cv::Mat& grey, const Progress& progress, std::vector<Found>& found) {
    constexpr const char* kProfile = "haarcascade_profileface.xml";
    detect(grey, kProfile, 0.6, 6, progress, found);
    cv::Mat mirrored;
    cv::flip(grey, mirrored, 1);
    const std::size_t before = found.size();
    detect(mirrored, kProfile, 0.6, 6, progress, found);
    for (std::size_t i = before; i < found.size(); ++i)
        found[i].box.x = grey.cols - found[i].box.x - found[i].box.width;
}

Face scaled(const Found& found, double scaleX, double scaleY, const Size& photo) {
    const Rect box{cvRound(found.box.x * scaleX), cvRound(found.box.y * scaleY),
                   std::max(1, cvRound(found.box.width * scaleX)),
                   std::max(1, cvRound(found.box.height * scaleY))};
    return {intersect(box, {0, 0, photo.width, photo.height}), found.confidence};
}

}  // namespace

bool cascadesInstalled() {
    return !cascadePath("haarcascade_frontalface_alt2.xml").empty();
}

std::vector<Face> findFaces(const image::Image& photo, const Progress& progress) {
    if (photo.empty() || photo.size().shortSide() < 24) return {};
    const cv::Mat rgb = smallRgb(photo, kFaceSide);
    if (rgb.cols < 24 || rgb.rows < 24) return {};
    const cv::Mat lab = labOf(rgb);
    cv::Mat grey;
    cv::cvtColor(rgb, grey, cv::COLOR_RGB2GRAY);
    cv::equalizeHist(grey, grey);
    std::vector<Found> found;
    detect(grey, "haarcascade_frontalface_alt2.xml", 0.9, 4, progress, found);
    detect(grey, "haarcascade_frontalface_default.xml", 0.55, 8, progress, found);
    if (found.empty()) detectProfiles(grey, progress, found);
    const bool colourPhoto = hasColour(lab);
    std::vector<Face> faces;
    for (const Found& one : merged(std::move(found)))
        if (one.confidence > 0.42 && skinLike(lab, one.box, colourPhoto))
            faces.push_back(scaled(one, double(photo.width()) / rgb.cols, double(photo.height()) / rgb.rows,
                                   photo.size()));
    std::sort(faces.begin(), faces.end(), [](const Face& a, const Face& b) {
        const auto areaA = std::int64_t(a.box.width) * a.box.height,
                   areaB = std::int64_t(b.box.width) * b.box.height;
        return areaA != areaB ? areaA > areaB : a.box.x < b.box.x;
    });
    return faces;
}

std::vector<cv::Rect> facesOn(const cv::Mat& small, const Size& photo, const std::vector<Face>& faces) {
    const double scaleX = double(small.cols) / photo.width, scaleY = double(small.rows) / photo.height;
    std::vector<cv::Rect> boxes;
    for (const Face& face : faces)
        boxes.emplace_back(cvRound(face.box.x * scaleX), cvRound(face.box.y * scaleY),
                           cvRound(face.box.width * scaleX), cvRound(face.box.height * scaleY));
    return boxes;
}

image::Mask findSky(const image::Image& photo, const Progress& progress) {
    if (photo.empty()) return {};
    const cv::Mat rgb = smallRgb(photo, kRegionSide), sky = skyOf(rgb, progress);
    if (cv::countNonZero(sky) == 0 || isStudioWall(rgb, sky, facesOn(rgb, photo.size(), findFaces(photo, progress))))
        return image::Mask(photo.size());
    return toMask(guidedUp(photo, rgb, sky, progress));
}

image::Mask findSubject(const image::Image& photo, const Progress& progress) {
    if (photo.empty()) return {};
    const cv::Mat rgb = smallRgb(photo, kRegionSide);
    const std::vector<cv::Rect> faces = facesOn(rgb, photo.size(), findFaces(photo, progress));
    return toMask(guidedUp(photo, rgb, subjectOf(rgb, faces, progress), progress));
}

}  // namespace tintype::builtin
