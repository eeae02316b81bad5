// From the detector's numbers at each anchor to faces in the photo.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/networks/retina_face.h"
#include "core/nn/resample.h"

namespace tintype::networks {

namespace {

constexpr int kLargestSide = 1500;
constexpr double kReducedSide = 1000.0;
constexpr std::size_t kCandidates = 5000;
constexpr std::size_t kFaces = 750;

struct Anchor {
    float x, y, width, height;  // shares of the picture
};

std::vector<Anchor> anchors(std::int64_t height, std::int64_t width) {
    constexpr int kSteps[] = {8, 16, 32};
    constexpr int kSides[][2] = {{16, 32}, {64, 128}, {256, 512}};
    std::vector<Anchor> result;
    for (int level = 0; level < 3; ++level) {
        const int step = kSteps[level];
        for (std::int64_t row = 0; row * step < height; ++row)
            for (std::int64_t column = 0; column * step < width; ++column)
                for (const int side : kSides[level])
                    result.push_back({static_cast<float>((column + 0.5) * step / width), static_cast<float>((row + 0.5) * step / height),
                                      static_cast<float>(static_cast<double>(side) / width), static_cast<float>(static_cast<double>(side) / height)});
    }
    return result;
}

// The face at one anchor, in pixels of a picture of width x height.
DetectedFace decoded(const Anchor& anchor, const float* box, const float* points, float score, float width, float height) {
    constexpr float kCentre = 0.1f;
    constexpr float kSize = 0.2f;
    const float w = anchor.width * std::exp(box[2] * kSize);
    const float h = anchor.height * std::exp(box[3] * kSize);
    const float left = anchor.x + box[0] * kCentre * anchor.width - w / 2;
    const float top = anchor.y + box[1] * kCentre * anchor.height - h / 2;
    DetectedFace face{left * width, top * height, (left + w) * width, (top + h) * height, score, {}};
    for (std::size_t i = 0; i < face.points.size(); ++i)
        face.points[i] = {(anchor.x + points[2 * i] * kCentre * anchor.width) * width, (anchor.y + points[2 * i + 1] * kCentre * anchor.height) * height};
    return face;
}

std::vector<DetectedFace> candidates(const RawFaces& raw, std::int64_t height, std::int64_t width, float threshold) {
    const auto places = anchors(height, width);
    const at::Tensor boxes = raw.boxes.cpu().contiguous(), scores = raw.scores.cpu().contiguous(), points = raw.points.cpu().contiguous();
    std::vector<DetectedFace> faces;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (const float score = scores.data_ptr<float>()[2 * i + 1]; score > threshold)
            faces.push_back(decoded(places[i], boxes.data_ptr<float>() + 4 * i, points.data_ptr<float>() + 10 * i, score, static_cast<float>(width),
                                    static_cast<float>(height)));
    std::stable_sort(faces.begin(), faces.end(), [](const DetectedFace& a, const DetectedFace& b) { return a.score > b.score; });
    if (faces.size() > kCandidates) faces.resize(kCandidates);
    return faces;
}

// A box is counted with both its first and its last pixel, as published.
float area(const DetectedFace& face) { return (face.right - face.left + 1) * (face.bottom - face.top + 1); }

float overlap(const DetectedFace& a, const DetectedFace& b) {
    const float width = std::max(0.0f, std::min(a.right, b.right) - std::max(a.left, b.left) + 1);
    const float height = std::max(0.0f, std::min(a.bottom, b.bottom) - std::max(a.top, b.top) + 1);
    const float shared = width * height;
    return shared / (area(a) + area(b) - shared);
}

std::vector<DetectedFace> withoutDoubles(const std::vector<DetectedFace>& sorted, float limit) {
    std::vector<DetectedFace> kept;
    for (const DetectedFace& face : sorted) {
        if (kept.size() == kFaces) break;
        const bool seen = std::any_of(kept.begin(), kept.end(), [&](const DetectedFace& other) { return !(overlap(other, face) <= limit); });
        if (!seen) kept.push_back(face);
    }
    return kept;
}

void enlarge(DetectedFace& face, float factor) {
    for (float* edge : {&face.left, &face.top, &face.right, &face.bottom}) *edge *= factor;
    for (FacePoint& point : face.points) point = {point.x * factor, point.y * factor};
}

}  // namespace

std::vector<DetectedFace> detectFaces(const checkpoint::Weights& w, const at::Tensor& photo, const Detection& detection) {
    const auto longest = std::max(photo.size(0), photo.size(1));
    const double scale = longest > kLargestSide ? kReducedSide / static_cast<double>(longest) : 1.0;
    at::Tensor picture = photo.flip(2).to(at::kFloat);
    if (scale != 1.0) {
        const auto side = [&](std::int64_t length) { return std::max(1, static_cast<int>(std::nearbyint(static_cast<double>(length) * scale))); };
        picture = nn::resized(picture, side(photo.size(0)), side(photo.size(1)), {1.0 / scale, 1.0 / scale});
    }
    const auto height = picture.size(0), width = picture.size(1);
    picture = (picture - at::tensor({104.0f, 117.0f, 123.0f})).permute({2, 0, 1}).unsqueeze(0);
    auto faces = withoutDoubles(candidates(retinaFace(w, picture), height, width, detection.score), detection.overlap);
    for (DetectedFace& face : faces) enlarge(face, static_cast<float>(1.0 / scale));
    return faces;
}

}  // namespace tintype::networks
