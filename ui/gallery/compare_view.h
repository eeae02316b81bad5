// Two to nine pictures side by side with one zoom and one position for all, or what differs between the first two: as a
// difference picture or as a map with its figures. Opened from the strip and the gallery.
#pragma once

#include <QPointF>
#include <QWidget>
#include <array>
#include <vector>

#include "ui/background.h"
#include "ui/gallery/pyramid.h"

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
    enum class View { SideBySide, Difference, Changes };

    explicit CompareView(QWidget* parent = nullptr);

    void show(std::vector<Comparand> pictures);  // 2..9; more are left out
    View view() const { return m_view; }
    void setView(View view);  // stays side by side where there is one picture only
    QString caption() const;  // of the first picture shown
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
        bool begun = false;  // it is being made
    };
    std::vector<QRectF> frames() const;
    QRectF pictureFrame(const QRectF& pane) const;  // without the caption
    void paintPane(QPainter& painter, const QRectF& frame, const Pane& pane) const;
    // Where `picture` lies in `frame` at the shared zoom and centre.
    QRectF placed(const QRectF& frame, const QSize& picture) const;
    void zoomAt(const QPointF& position, double factor);
    void reset();
    void makeDifference();
    void makeChanges();
    void makeWhatIsShown();
    Pane& shown(std::size_t index);
    const Pane& shown(std::size_t index) const { return const_cast<CompareView*>(this)->shown(index); }
    void toggle(View view);
    void retranslate();

    std::vector<Pane> m_panes;
    Pane m_differencePane;
    Pane m_changesPane;
    View m_view = View::SideBySide;
    quint64 m_generation = 0;      // answers of an earlier show() are dropped
    double m_zoom = 1.0;           // times the size that fits
    QPointF m_centre{0.5, 0.5};    // of the pictures, 0..1, at the middle of each pane
    QPointF m_last;
    std::array<QToolButton*, 3> m_views;  // in the order of View
    QToolButton* m_close;
    Background m_background;       // last: waits for its work before the rest goes
};

}  // namespace tintype::ui
