// The photo in the middle: pan, zoom, before/after, mask overlay and the tools that paint on it. Shows a
// Document and changes its mask through it; everything else it says by signals.
#pragma once

#include <QColor>
#include <QImage>
#include <QList>
#include <QUrl>
#include <QWidget>
#include <memory>

#include "core/document/document.h"
#include "core/image/image.h"

class QGestureEvent;
class QNativeGestureEvent;

namespace tintype::ui {

enum class CanvasTool { Pan, Brush, Eraser, Lasso, Rectangle, Crop };
enum class PressureUse { None, Size, Opacity, SizeAndOpacity };  // what the pen's pressure steers

class CanvasView : public QWidget {
    Q_OBJECT

public:
    explicit CanvasView(QWidget* parent = nullptr);
    ~CanvasView() override;

    void setDocument(document::Document* document);  // not owned
    // Of the screen it stands on; empty: sRGB.
    void setScreenProfile(const image::Bytes& icc);
    const image::Bytes& screenProfile() const;

    CanvasTool tool() const;
    void setTool(CanvasTool tool);
    int brushSize() const;  // diameter, image pixels, 1..1000
    void setBrushSize(int pixels);
    int brushHardness() const;  // percent
    void setBrushHardness(int percent);
    PressureUse pressureUse() const;
    void setPressureUse(PressureUse use);
    // Tools that do not use the mask do not show it, whatever the overlay's own switch says.
    void setMaskInUse(bool inUse);
    bool overlayVisible() const;
    void setOverlayVisible(bool visible);
    QColor overlayColour() const;
    void setOverlayColour(const QColor& colour);

    double zoom() const;                                   // device pixels per image pixel
    void setZoom(double zoom, const QPointF& fixedPoint);  // fixedPoint: widget position that stays
    void zoomIn();
    void zoomOut();
    void fit();
    void actualSize();
    bool fitted() const;                           // stays fitted when the window changes size
    QPointF toImage(const QPointF& widget) const;  // widget position to image coordinates and back
    QPointF toWidget(const QPointF& image) const;
    bool complete() const;  // what the last paint showed is at full quality: no tile is still being made

    void setSplitView(bool on);  // original | current, with a draggable divider
    bool splitView() const;
    double splitPosition() const;  // of the divider, 0..1 of the width
    void setSplitPosition(double fraction);
    void setShowOriginal(bool on);                 // while the key is held
    void setPreview(const image::Image& picture);  // a coming result, inside the mask where there is one
    void clearPreview();

    // Crop tool: the frame in image pixels; ratio 0 = free.
    Rect cropFrame() const;
    void setCropFrame(const Rect& frame);
    void setCropRatio(double widthOverHeight);
    // A dashed frame with a dimmed outside, for the clip's crop on the Animate panel. Empty: none.
    void setGuideFrame(const Rect& frame);
    // Boxes with numbers (faces), selected ones highlighted. Empty: none.
    void setBoxes(const std::vector<Rect>& boxes, const std::vector<bool>& selected);

Q_SIGNALS:
    void toolChanged(tintype::ui::CanvasTool tool);
    void brushChanged();    // size or hardness
    void overlayChanged();  // shown or colour
    void zoomChanged(double zoom);
    void cropFrameChanged(const tintype::Rect& frame);
    void boxClicked(int index);
    void pointerMoved(const QPoint& imagePixel, bool inside);
    void openRequested();  // click on the empty canvas
    void pathsDropped(const QList<QUrl>& urls);
    void imageDropped(const QImage& image);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

public:
    struct State;  // defined in canvas_state.h, for ui/canvas only

private:
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::ui
