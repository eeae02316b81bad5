#include "core/pipelines/dct_net.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>

#include "core/base/error.h"
#include "core/networks/dct_net.h"
#include "core/networks/retina_face.h"
#include "core/pipelines/cartoon_head.h"
#include "core/pipelines/networks.h"
#include "core/pipelines/placement.h"

namespace tintype::pipelines {

namespace {

using networks::DctNet;

constexpr int kShortSide = 720;
constexpr std::int64_t kModulo = 16;
constexpr int kLeastSide = 8;
constexpr std::size_t kMostFaces = 10;
constexpr float kLeastFace = 60.0F;   // pixels at the working size; smaller ones are drawn with the rest
constexpr float kSureEnough = 0.8F;

// [h, w, 3] RGB bytes
at::Tensor bytesOf(const image::Image& picture) {
    at::Tensor bytes = at::empty({picture.height(), picture.width(), picture.channels()}, at::kByte);
    std::memcpy(bytes.data_ptr(), picture.data(), picture.byteSize());
    return bytes.narrow(2, 0, 3).contiguous();
}

// [h, w, 3] RGB <-> [1, 3, h, w] BGR
at::Tensor toNetwork(const at::Tensor& picture) { return picture.flip(2).permute({2, 0, 1}).unsqueeze(0); }
at::Tensor fromNetwork(const at::Tensor& planes) { return planes.squeeze(0).permute({1, 2, 0}).flip(2).contiguous(); }

// White to the right and below. Where only one side needs it, the other grows by a whole unit, as the authors have it.
at::Tensor padded(const at::Tensor& picture) {
    const std::int64_t h = picture.size(0), w = picture.size(1);
    if (h % kModulo == 0 && w % kModulo == 0) return picture;
    at::Tensor result = at::full({(h / kModulo + 1) * kModulo, (w / kModulo + 1) * kModulo, 3}, 255, at::kByte);
    result.narrow(0, 0, h).narrow(1, 0, w).copy_(picture);
    return result;
}

Size workingSize(Size size) {
    if (size.shortSide() <= kShortSide) return size;
    if (size.height > size.width) return {kShortSide, static_cast<int>(static_cast<double>(kShortSide) * size.height / size.width)};
    return {static_cast<int>(static_cast<double>(kShortSide) * size.width / size.height), kShortSide};
}

// Numbers a trained network does not give: not finite, or the same everywhere.
bool failed(const at::Tensor& picture) {
    return !at::isfinite(picture).all().item<bool>() || (picture.numel() > 3 && (picture.max() - picture.min()).item<double>() < 0.1);
}

class Drawing {
public:
    Drawing(Networks& networks, const CartoonJob& job, Progress& progress)
        : m_networks(networks), m_job(job), m_files(cartoonFiles(job.model)), m_placement(placementOf(job.compute)), m_progress(progress) {}

    CartoonOutput run() {
        const Size full = m_job.photo.size();
        if (full.shortSide() < kLeastSide)
            throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The photo is too small to be drawn: %1x%2 pixels."), {std::to_string(full.width), std::to_string(full.height)});
        const Size size = workingSize(full);
        m_photo = nn::areaResized(bytesOf(m_job.photo), size.height, size.width);
        m_scale = {static_cast<double>(size.width) / full.width, static_cast<double>(size.height) / full.height};
        const std::vector<FaceLandmarks> faces = m_files.head.empty() ? std::vector<FaceLandmarks>() : workingFaces();
        if (faces.empty() && !m_files.head.empty())
            m_progress.warn({TINTYPE_NOOP("core", "No face to draw was found: the network for the whole picture drew all of it."), {}});
        at::Tensor result = drawn(m_files.background, padded(m_photo), faces.empty() ? 1.0 : 0.7).narrow(0, 0, size.height).narrow(1, 0, size.width).to(at::kFloat).contiguous();
        CartoonOutput output;
        if (!faces.empty()) m_mask = headMask(m_job.alpha);
        for (const FaceLandmarks& face : faces)
            if (pasteHead(result, face, 0.3 / static_cast<double>(faces.size()))) output.faces.push_back(scaled(face, {1.0 / m_scale[0], 1.0 / m_scale[1]}));
        output.picture = finished(nn::areaResized(result, full.height, full.width));
        return output;
    }

private:
    static FaceLandmarks scaled(FaceLandmarks face, const std::array<double, 2>& scale) {
        for (auto& point : face.points) point = {point[0] * scale[0], point[1] * scale[1]};
        return face;
    }

    std::vector<FaceLandmarks> workingFaces() {
        if (!m_job.detector.empty()) return detected();
        std::vector<FaceLandmarks> result;
        for (const FaceLandmarks& face : m_job.faces) result.push_back(scaled(face, m_scale));
        return result;
    }

    // The largest first, as they are drawn over each other.
    std::vector<FaceLandmarks> detected() {
        m_progress.begin({TINTYPE_NOOP("core", "Finding faces"), {}}, 1, 0.0);
        checkpoint::Checkpoint file = checkpoint::Checkpoint::open(m_job.detector);
        file.rename(networks::renameRetinaFaceKey);
        checkpoint::Placement exact;
        exact.device = m_placement.device;
        auto found = networks::detectFaces(m_networks.weights(file, "detector", exact, m_progress), m_photo, {kSureEnough});
        const std::size_t small = std::erase_if(found, [](const networks::DetectedFace& face) { return face.right - face.left <= kLeastFace && face.bottom - face.top <= kLeastFace; });
        if (small > 0)
            m_progress.warn({TINTYPE_NOOP("core", "%1 of the faces found are too small for the face network and were drawn with the rest."), {std::to_string(small)}});
        const auto area = [](const networks::DetectedFace& face) { return (face.right - face.left) * (face.bottom - face.top); };
        std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return area(a) > area(b); });
        if (found.size() > kMostFaces) found.resize(kMostFaces);
        std::vector<FaceLandmarks> result(found.size());
        for (std::size_t i = 0; i < found.size(); ++i)
            for (std::size_t point = 0; point < 5; ++point) result[i].points[point] = {found[i].points[point].x, found[i].points[point].y};
        return result;
    }

    std::shared_ptr<const DctNet> load(const std::filesystem::path& file, const checkpoint::Placement& placement) {
        return m_networks.kept<DctNet>(file, "cartoon", placement, [&] { return DctNet::load(checkpoint::GraphDef::read(checkpoint::MappedFile::open(file)), placement); });
    }

    // picture: [h, w, 3] RGB bytes -> the same, drawn, fractions cut off as the graph does.
    at::Tensor drawn(const std::filesystem::path& file, const at::Tensor& picture, double share) {
        Progress part = m_progress.part(share);
        at::Tensor result = load(file, m_placement)->draw(toNetwork(picture), part, tileBytes());
        if (m_placement.type != at::kFloat && failed(result)) {
            m_progress.warn({TINTYPE_NOOP("core", "The drawing failed in half precision and was computed again in full precision."), {}});
            checkpoint::Placement exact = m_placement;
            exact.type = at::kFloat;
            Progress silent(m_progress.stopToken(), {});
            result = load(file, exact)->draw(toNetwork(picture), silent, tileBytes());
        }
        return fromNetwork(result.to(at::kByte));
    }

    std::uint64_t tileBytes() const {
        const std::uint64_t limit = m_job.compute.memoryLimit;
        return limit > 0 ? std::min(DctNet::kTileBytes, limit / 4) : DctNet::kTileBytes;
    }

    // Whether the landmarks made a face. result: [h, w, 3] float32.
    bool pasteHead(at::Tensor& result, const FaceLandmarks& face, double share) {
        std::optional<HeadAlignment> alignment;
        try {
            alignment = alignHead(face);
        } catch (const Error& error) {
            m_progress.warn(error.message());
            return false;
        }
        const nn::Window whole{0, 0, kHeadSide, kHeadSide};
        const at::Tensor head = drawn(m_files.head, nn::warped(m_photo, alignment->toHead, whole, 255.0F), share);
        const nn::Window window = covered(alignment->toPhoto);
        if (window.height <= 0 || window.width <= 0) return false;
        const at::Tensor mask = nn::warped(m_mask, alignment->toPhoto, window);
        const at::Tensor pasted = nn::warped(head, alignment->toPhoto, window).to(at::kFloat);
        at::Tensor under = result.narrow(0, window.top, window.height).narrow(1, window.left, window.width);
        under.copy_(mask * pasted + (1.0F - mask) * under);
        return true;
    }

    // The part of the photo that the head's square falls on, a pixel more on each side for the mixing.
    nn::Window covered(const nn::Affine2d& toPhoto) const {
        double low[2] = {1e9, 1e9}, high[2] = {-1e9, -1e9};
        for (const double x : {-1.0, static_cast<double>(kHeadSide)})
            for (const double y : {-1.0, static_cast<double>(kHeadSide)})
                for (const int axis : {0, 1}) {
                    const double at = toPhoto[3 * axis] * x + toPhoto[3 * axis + 1] * y + toPhoto[3 * axis + 2];
                    low[axis] = std::min(low[axis], at), high[axis] = std::max(high[axis], at);
                }
        const auto inside = [](double value, std::int64_t size) { return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(size))); };
        const int left = inside(std::floor(low[0]) - 1, m_photo.size(1)), right = inside(std::ceil(high[0]) + 2, m_photo.size(1));
        const int top = inside(std::floor(low[1]) - 1, m_photo.size(0)), bottom = inside(std::ceil(high[1]) + 2, m_photo.size(0));
        return {top, left, bottom - top, right - left};
    }

    // [h, w, 3] float32 in 0..255 -> the photo with these colours, rounded.
    image::Image finished(const at::Tensor& colours) const {
        const at::Tensor bytes = colours.clamp(0.0, 255.0).round_().to(at::kByte).contiguous();
        const auto* from = static_cast<const std::uint8_t*>(bytes.data_ptr());
        image::Image result = m_job.photo;
        std::uint8_t* out = result.mutableData();
        const auto pixels = static_cast<std::int64_t>(result.width()) * result.height();
        for (std::int64_t i = 0; i < pixels; ++i) std::memcpy(out + i * result.channels(), from + 3 * i, 3);
        return result;
    }

    Networks& m_networks;
    const CartoonJob& m_job;
    CartoonFiles m_files;
    checkpoint::Placement m_placement;
    Progress& m_progress;
    at::Tensor m_photo;                  // [h, w, 3] RGB bytes at the working size
    std::array<double, 2> m_scale{1, 1};  // from the photo to the working size, x and y
    at::Tensor m_mask;                   // [288, 288, 1]
};

}  // namespace

CartoonFiles cartoonFiles(const std::filesystem::path& model) {
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(model, ignored);
    CartoonFiles files;
    const auto consider = [&files](const std::filesystem::path& file) {
        const std::string name = file.filename().string();
        // A folder with several styles: the first by name, so that the choice is always the same.
        const auto take = [&](std::filesystem::path& place) { if (place.empty() || file < place) place = file; };
        if (name.ends_with("_bg.pb")) take(files.background);
        else if (name.ends_with("_h.pb")) take(files.head);
        else if (name == "alpha.jpg" || name == "alpha.png") take(files.alpha);
    };
    for (const auto& entry : std::filesystem::directory_iterator(folder ? model : model.parent_path(), ignored))
        if (entry.is_regular_file(ignored)) consider(entry.path());
    if (!folder) {
        const std::string name = model.filename().string();
        const std::string style = name.ends_with("_bg.pb") ? name.substr(0, name.size() - 6) : name.ends_with("_h.pb") ? name.substr(0, name.size() - 5) : "";
        const auto beside = [&](const char* end) {
            const auto file = model.parent_path() / (style + end);
            return !style.empty() && std::filesystem::is_regular_file(file, ignored) ? file : std::filesystem::path();
        };
        files.head = beside("_h.pb");
        files.background = beside("_bg.pb");
    }
    if (!folder && files.background.empty()) files.background = model;
    if (files.background.empty()) throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The folder %1 holds no cartoon model: there is no file that ends in \"_bg.pb\" in it."), {model.string()});
    return files;
}

CartoonOutput drawCartoon(Networks& networks, const CartoonJob& job, Progress& progress) {
    const at::NoGradGuard noGradients;
    return Drawing(networks, job, progress).run();
}

}  // namespace tintype::pipelines
