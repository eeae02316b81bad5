#include "core/pipelines/face_canvas.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>

#include "core/pipelines/face_align.h"

namespace tintype::pipelines {

namespace {

at::Tensor part(const at::Tensor& picture, const Rect& rect) { return picture.narrow(0, rect.y, rect.height).narrow(1, rect.x, rect.width); }

// How far i lies outside [first, last].
float outside(int i, int first, int last) { return static_cast<float>(std::max({first - i, i - last, 0})); }

}  // namespace

FaceCanvas::FaceCanvas(const at::Tensor& photo, const Rect& window)
    : m_photo(photo), m_window(window), m_mask(at::zeros({window.height, window.width}, at::kFloat)),
      m_faces(at::zeros({window.height, window.width, 3}, at::kByte)) {}

void FaceCanvas::paste(const at::Tensor& face, const at::Tensor& mask, const nn::Affine2d& toSquare) {
    const Size size{static_cast<int>(m_photo.size(1)), static_cast<int>(m_photo.size(0))};
    const Rect rect = intersect(covered(toSquare, static_cast<int>(face.size(0)), size), m_window);
    if (rect.empty()) return;
    const nn::Window window{rect.y, rect.x, rect.height, rect.width};
    const nn::Affine2d back = nn::inverse(toSquare);
    const at::Tensor alpha = nn::warped(mask, back, window).squeeze(2);
    const Rect local{rect.x - m_window.x, rect.y - m_window.y, rect.width, rect.height};
    at::Tensor best = part(m_mask, local);
    at::Tensor faces = part(m_faces, local);
    const at::Tensor fuller = (alpha - best).gt(0);
    faces.copy_(at::where(fuller.unsqueeze(2), nn::warped(face, back, window), faces));
    best.copy_(at::where(fuller, alpha, best));
}

void FaceCanvas::protect(const Rect& box) {
    const float soft = std::max(1.0f, 0.08f * static_cast<float>(std::max(box.width, box.height)));
    auto mask = m_mask.accessor<float, 2>();
    for (int y = 0; y < m_window.height; ++y)
        for (int x = 0; x < m_window.width; ++x) {
            const float dy = outside(y + m_window.y, box.y, box.bottom() - 1), dx = outside(x + m_window.x, box.x, box.right() - 1);
            mask[y][x] *= std::min(1.0f, std::max(dx, dy) / soft);
        }
}

at::Tensor FaceCanvas::composed() const {
    at::Tensor result = m_photo.clone();
    at::Tensor window = part(result, m_window);
    const at::Tensor mask = m_mask.unsqueeze(2);
    // Rounded half to even, as published. A share too small to be seen rounds to the photo's own value.
    window.copy_((window.to(at::kFloat) * (1.0f - mask) + m_faces.to(at::kFloat) * mask).round_().clamp_(0, 255).to(at::kByte));
    return result;
}

}  // namespace tintype::pipelines
