#include "ui/canvas/canvas_view.h"

#include <QDragEnterEvent>
#include <QGestureEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QTabletEvent>
#include <algorithm>

#include "ui/canvas/canvas_paint.h"
#include "ui/canvas/canvas_state.h"
#include "ui/canvas/marks.h"

namespace tintype::ui {

namespace {

constexpr double kFitMargin = 12;  // logical pixels

}  // namespace

CanvasView::CanvasView(QWidget* parent) : QWidget(parent), m_state(std::make_unique<State>(*this)) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setTabletTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setMinimumSize(160, 120);
    grabGesture(Qt::PinchGesture);
    setAccessibleName(tr("Photo"));
    m_state->divider->hide();
    const auto repaintPart = [this](const Rect& rect) { m_state->updateImage(rect); };
    connect(&m_state->current, &TilePyramid::updated, this, repaintPart);
    connect(&m_state->original, &TilePyramid::updated, this, repaintPart);
    connect(&m_state->preview, &PreviewLayer::updated, this, qOverload<>(&QWidget::update));
    connect(m_state->divider, &SplitDivider::moved, this, qOverload<>(&QWidget::update));
    m_state->describe();
}

CanvasView::~CanvasView() {
    if (m_state->document) disconnect(m_state->document, nullptr, this, nullptr);
}

void CanvasView::setDocument(document::Document* document) {
    if (m_state->document) disconnect(m_state->document, nullptr, this, nullptr);
    m_state->input.cancel();
    m_state->document = document;
    if (document) {
        connect(document, &document::Document::opened, this, [this] { m_state->opened(); });
        connect(document, &document::Document::pictureChanged, this, [this] { m_state->pictureChanged(); });
        connect(document, &document::Document::maskChanged, this,
                [this](const Rect& dirty) { m_state->maskChanged(dirty); });
        connect(document, &QObject::destroyed, this, [this] {
            if (m_state->stroke) m_state->stroke->abandon();
            m_state->document = nullptr;
            m_state->opened();
        });
    }
    m_state->opened();
}

void CanvasView::setScreenProfile(const image::Bytes& icc) {
    m_state->screenProfile = icc;
    m_state->current.setScreenProfile(icc);
    m_state->original.setScreenProfile(icc);
    m_state->preview.setScreenProfile(icc);
}

const image::Bytes& CanvasView::screenProfile() const {
    return m_state->screenProfile;
}

void CanvasView::State::opened() {
    input.cancel();
    input.forgetPlaces();
    preview.clear();
    overlay.clear();
    boxes.clear();
    selected.clear();
    guide = {};
    const image::Image none;
    const image::Image& picture = open() ? document->picture() : none;
    view.setPicture(picture.size());
    crop.setPicture(picture.size());
    current.setSource(picture);
    original.copyFrom(current);
    divider->setVisible(split && open());
    input.updateCursor();
    changeView();
}

void CanvasView::State::pictureChanged() {
    if (!open()) return opened();
    const image::Image& picture = document->picture();
    if (original.source().data() == current.source().data()) original.copyFrom(current);
    original.setSource(document->original());
    current.setSource(picture);
    preview.clear();
    if (picture.size() != view.picture()) {
        input.cancel();
        input.forgetPlaces();
        overlay.clear();
        view.setPicture(picture.size());
        crop.setPicture(picture.size());
        Q_EMIT canvas.cropFrameChanged(crop.frame());
        changeView();
    }
}

void CanvasView::State::maskChanged(const Rect& dirty) {
    if (!open()) return;
    overlay.touch(dirty, view.picture());
    if (overlayVisible) updateImage(dirty);
}

void CanvasView::State::changeView() {
    canvas.update();
    if (view.zoom() == announcedZoom) return;
    announcedZoom = view.zoom();
    input.updateCursor();
    describe();
    Q_EMIT canvas.zoomChanged(view.zoom());
}

void CanvasView::State::updateImage(const Rect& rect) {
    const double pixel = 2 + 2 / ratio();
    const QRectF area(toWidget(QPointF(rect.x, rect.y)), toWidget(QPointF(rect.right(), rect.bottom())));
    canvas.update((area.adjusted(-pixel, -pixel, pixel, pixel) & QRectF(canvas.rect())).toAlignedRect());
}

void CanvasView::State::updateRing() {
    canvas.update(ringArea);
    ringArea = ring ? ringBounds(*this, *ring) : QRect();
    canvas.update(ringArea);
}

bool CanvasView::State::originalIsCurrent() const {
    return original.source().data() == current.source().data();
}

void CanvasView::State::describe() {
    if (!open()) return canvas.setAccessibleDescription(tr("No photo is open."));
    canvas.setAccessibleDescription(tr("%1 by %2 pixels, shown at %3 percent.")
                                        .arg(view.picture().width)
                                        .arg(view.picture().height)
                                        .arg(view.zoom() * 100, 0, 'g', 3));
}

CanvasTool CanvasView::tool() const {
    return m_state->tool;
}

void CanvasView::setTool(CanvasTool tool) {
    if (tool == m_state->tool) return;
    m_state->input.cancel();
    m_state->tool = tool;
    if (tool != CanvasTool::Brush && tool != CanvasTool::Eraser) m_state->ring.reset();
    m_state->input.updateCursor();
    update();
    Q_EMIT toolChanged(tool);
}

int CanvasView::brushSize() const {
    return m_state->brush.size;
}

void CanvasView::setBrushSize(int pixels) {
    pixels = std::clamp(pixels, 1, 1000);
    if (pixels == m_state->brush.size) return;
    m_state->brush.size = pixels;
    m_state->input.updateCursor();
    m_state->updateRing();
    Q_EMIT brushChanged();
}

int CanvasView::brushHardness() const {
    return m_state->brush.hardness;
}

void CanvasView::setBrushHardness(int percent) {
    percent = std::clamp(percent, 0, 100);
    if (percent == m_state->brush.hardness) return;
    m_state->brush.hardness = percent;
    Q_EMIT brushChanged();
}

PressureUse CanvasView::pressureUse() const {
    return m_state->brush.pressure;
}
void CanvasView::setPressureUse(PressureUse use) {
    m_state->brush.pressure = use;
}

void CanvasView::setMaskInUse(bool inUse) {
    m_state->maskInUse = inUse;
    update();
}

bool CanvasView::overlayVisible() const {
    return m_state->overlayVisible;
}

void CanvasView::setOverlayVisible(bool visible) {
    if (visible == m_state->overlayVisible) return;
    m_state->overlayVisible = visible;
    update();
    Q_EMIT overlayChanged();
}

QColor CanvasView::overlayColour() const {
    return m_state->overlay.colour();
}

void CanvasView::setOverlayColour(const QColor& colour) {
    m_state->overlay.setColour(colour);
    update();
    Q_EMIT overlayChanged();
}

double CanvasView::zoom() const {
    return m_state->view.zoom();
}

void CanvasView::setZoom(double zoom, const QPointF& fixedPoint) {
    m_state->view.zoomAt(zoom, fixedPoint * m_state->ratio());
    m_state->changeView();
}

void CanvasView::zoomIn() {
    setZoom(m_state->view.zoomAbove(), rect().toRectF().center());
}
void CanvasView::zoomOut() {
    setZoom(m_state->view.zoomBelow(), rect().toRectF().center());
}
void CanvasView::actualSize() {
    setZoom(1.0, rect().toRectF().center());
}

void CanvasView::fit() {
    m_state->view.fit();
    m_state->changeView();
}

bool CanvasView::fitted() const {
    return m_state->view.fitted();
}
QPointF CanvasView::toImage(const QPointF& widget) const {
    return m_state->toImage(widget);
}
QPointF CanvasView::toWidget(const QPointF& image) const {
    return m_state->toWidget(image);
}

bool CanvasView::complete() const {
    return m_state->current.complete() && m_state->original.complete() && !m_state->preview.pending();
}

void CanvasView::setSplitView(bool on) {
    m_state->split = on;
    m_state->divider->place();
    m_state->divider->setVisible(on && m_state->open());
    update();
}

bool CanvasView::splitView() const {
    return m_state->split;
}
double CanvasView::splitPosition() const {
    return m_state->divider->fraction();
}
void CanvasView::setSplitPosition(double fraction) {
    m_state->divider->setFraction(fraction);
}

void CanvasView::setShowOriginal(bool on) {
    m_state->showOriginal = on;
    update();
}

void CanvasView::setPreview(const image::Image& picture) {
    if (m_state->open()) m_state->preview.set(picture, m_state->document->mask());
}

void CanvasView::clearPreview() {
    m_state->preview.clear();
}

Rect CanvasView::cropFrame() const {
    return m_state->crop.frame();
}

void CanvasView::setCropFrame(const Rect& frame) {
    const Rect before = m_state->crop.frame();
    m_state->crop.setFrame(frame);
    update();
    if (m_state->crop.frame() != before) Q_EMIT cropFrameChanged(m_state->crop.frame());
}

void CanvasView::setCropRatio(double widthOverHeight) {
    const Rect before = m_state->crop.frame();
    m_state->crop.setRatio(widthOverHeight);
    update();
    if (m_state->crop.frame() != before) Q_EMIT cropFrameChanged(m_state->crop.frame());
}

void CanvasView::setGuideFrame(const Rect& frame) {
    m_state->guide = frame;
    update();
}

void CanvasView::setBoxes(const std::vector<Rect>& boxes, const std::vector<bool>& selected) {
    m_state->boxes = boxes;
    m_state->selected = selected;
    update();
}

void CanvasView::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    paintCanvas(painter, event->rect(), *m_state);
}

void CanvasView::resizeEvent(QResizeEvent*) {
    const double ratio = m_state->ratio();
    m_state->view.setDevice(QSizeF(size()) * ratio, kFitMargin * ratio);
    m_state->divider->place();
    m_state->changeView();
}

void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() || event->mimeData()->hasImage()) event->acceptProposedAction();
}

void CanvasView::dropEvent(QDropEvent* event) {
    event->acceptProposedAction();
    if (event->mimeData()->hasUrls())
        Q_EMIT pathsDropped(event->mimeData()->urls());
    else
        Q_EMIT imageDropped(qvariant_cast<QImage>(event->mimeData()->imageData()));
}

}  // namespace tintype::ui
