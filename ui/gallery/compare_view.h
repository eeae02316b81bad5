// Two to nine pictures side by side with one zoom and one position for all, or the difference of two. Opened
// from the strip and the gallery.
#pragma once

#include <QPointF>
#include <QWidget>
#include <vector>

#include "ui/background.h"
#include "ui/gallery/pyramid.h"

class QLabel;
class QToolButton;

namespace tintype::ui {

// What to show: a picture (made by `load` off the UI thread) and its caption.
struct Comparand {
    QString caption;
    std::function<QImage()> load;
};

class CompareView : public QWidget {
    Q_OBJECT

public:
    explicit CompareView(QWidget* parent = nullptr);

    void show(std::vector<Comparand> pictures);  // 2..9; more are left out
    bool showsDifference() const { return m_difference; }
    void setShowDifference(bool on);
    double zoom() const { return m_zoom; }  // 1 = fit

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Pane {
        QString caption;
        Pyramid picture;
        bool failed = false;
    };
    std::vector<QRectF> frames() const;
    QRectF pictureFrame(const QRectF& pane) const;  // without the caption
    void paintPane(QPainter& painter, const QRectF& frame, const Pane& pane) const;
    // Where `picture` lies in `frame` at the shared zoom and centre.
    QRectF placed(const QRectF& frame, const QSize& picture) const;
    void zoomAt(const QPointF& position, double factor);
    void reset();
    void makeDifference();
    void retranslate();

    std::vector<Pane> m_panes;
    Pane m_differencePane;
    bool m_difference = false;
    quint64 m_generation = 0;      // answers of an earlier show() are dropped
    double m_zoom = 1.0;           // times the size that fits
    QPointF m_centre{0.5, 0.5};    // of the pictures, 0..1, at the middle of each pane
    QPointF m_last;
    QToolButton* m_mode;
    QToolButton* m_close;
    Background m_background;       // last: waits for its work before the rest goes
};

}  // namespace tintype::ui
