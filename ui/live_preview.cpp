#include "ui/live_preview.h"

#include <algorithm>
#include <cstring>

#include "core/edits/framing.h"
#include "core/image/colour.h"
#include "core/image/transform.h"
#include "ui/canvas/canvas_view.h"

namespace tintype::ui {
namespace {

constexpr int kPreviewSide = 1280;

// The straightened picture in the middle of the photo's shape, the canvas's gray around it.
image::Image framed(const image::Image& picture, const Size& shape) {
    Size size = picture.size();
    if (size.width > shape.width || size.height > shape.height) size = {std::min(size.width, shape.width), std::min(size.height, shape.height)};
    image::Image out(shape, 3);
    std::memset(out.mutableData(), 128, out.byteSize());
    const image::Image flat = image::withoutAlpha(image::toDepth8(picture));
    const int left = (shape.width - size.width) / 2, top = (shape.height - size.height) / 2;
    for (int y = 0; y < size.height; ++y)
        std::memcpy(out.mutableRow(top + y) + std::size_t(left) * 3, flat.row(y), std::size_t(size.width) * 3);
    return out;
}

}  // namespace

// At a size that lies within the photo's shape.
image::Image LivePreview::inClip(const image::Image& photo, const ClipFrame& frame) {
    const double scale = std::min(static_cast<double>(photo.width()) / frame.clip.width, static_cast<double>(photo.height()) / frame.clip.height);
    const Size size{std::max(1, static_cast<int>(frame.clip.width * scale)), std::max(1, static_cast<int>(frame.clip.height * scale))};
    return edits::framedPhoto(image::withoutAlpha(image::toDepth8(photo)), size, frame.framing, {});
}

LivePreview::LivePreview(document::Document& document, CanvasView& canvas, Background& background)
    : m_document(document), m_canvas(canvas),
      m_latest(background, this, &LivePreview::make, [this](const Outcome<Made>& outcome) { made(outcome); }) {
    connect(&document, &document::Document::opened, this, &LivePreview::clear);
    connect(&document, &document::Document::pictureChanged, this, &LivePreview::clear);
}

LivePreview::Made LivePreview::make(const Job& job) {
    Made made;
    made.base = job.picture;
    if (!job.small && job.picture.size().longSide() > kPreviewSide)
        made.base = image::resized(job.picture, fitLongSide(job.picture.size(), kPreviewSide));
    if (!job.small) made.base = image::toDisplay(made.base);
    if (const auto* adjustment = std::get_if<image::Adjustment>(&job.change))
        made.preview = image::adjusted(made.base, *adjustment);
    else if (const auto* frame = std::get_if<ClipFrame>(&job.change))
        made.preview = framed(inClip(made.base, *frame), made.base.size());
    else
        made.preview = framed(image::straightened(made.base, std::get<double>(job.change)), made.base.size());
    return made;
}

void LivePreview::offer(Change change) {
    if (!m_document.isOpen()) return;
    const image::Image& picture = m_document.picture();
    const bool small = m_baseOf == picture.data() && !m_base.empty();
    m_shown = true;
    m_latest.offer({small ? m_base : picture, small, std::move(change)});
}

void LivePreview::made(const Outcome<Made>& outcome) {
    if (!outcome.value || !m_shown || !m_document.isOpen()) return;
    m_base = outcome.value->base;
    m_baseOf = m_document.picture().data();
    m_canvas.setPreview(outcome.value->preview);
}

void LivePreview::adjust(const image::Adjustment& adjustment) { adjustment.neutral() ? clear() : offer(adjustment); }

void LivePreview::straighten(double degrees) { degrees == 0 ? clear() : offer(degrees); }

void LivePreview::frameClip(const Size& clip, edits::Framing framing) { clip.empty() ? clear() : offer(ClipFrame{clip, framing}); }

void LivePreview::clear() {
    m_latest.drop();
    m_base = {};
    m_baseOf = nullptr;
    if (std::exchange(m_shown, false)) m_canvas.clearPreview();
}

}  // namespace tintype::ui
