#include <QApplication>
#include <QKeyEvent>
#include <QTimer>

#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands.h"
#include "ui/main_window.h"

namespace tintype::ui {
namespace {

// Shows the original while its key is down, unless a text field has the keyboard.
class HoldKey : public QObject {
public:
    explicit HoldKey(MainWindow& window) : QObject(&window), m_window(window) { qApp->installEventFilter(this); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ApplicationDeactivate || event->type() == QEvent::WindowDeactivate) show(false);
        if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease) return false;
        const auto* key = static_cast<QKeyEvent*>(event);
        if (!matches(*key) || key->isAutoRepeat()) return false;
        if (event->type() == QEvent::KeyRelease) return show(false), false;
        if (typing() || QApplication::activeWindow() != &m_window || !m_window.document().isOpen()) return false;
        show(true);
        return true;
    }

private:
    bool matches(const QKeyEvent& key) const {
        const QKeySequence wanted = m_window.actions().key(QStringLiteral("view.original"));
        return !wanted.isEmpty() && key.key() == wanted[0].key();
    }
    static bool typing() {
        const QWidget* focus = QApplication::focusWidget();
        return focus && focus->testAttribute(Qt::WA_InputMethodEnabled) && focus->isEnabled();
    }
    void show(bool on) {
        if (m_held == on) return;
        m_held = on;
        m_window.canvas()->setShowOriginal(on);
    }

    MainWindow& m_window;
    bool m_held = false;
};

}  // namespace

void connectViewCommands(MainWindow& window) {
    CanvasView* canvas = window.canvas();
    Actions& actions = window.actions();
    QObject::connect(actions.at("view.zoomIn"), &QAction::triggered, canvas, &CanvasView::zoomIn);
    QObject::connect(actions.at("view.zoomOut"), &QAction::triggered, canvas, &CanvasView::zoomOut);
    QObject::connect(actions.at("view.fit"), &QAction::triggered, canvas, &CanvasView::fit);
    QObject::connect(actions.at("view.actual"), &QAction::triggered, canvas, &CanvasView::actualSize);
    QObject::connect(actions.at("view.split"), &QAction::toggled, canvas, &CanvasView::setSplitView);
    actions.at("view.overlay")->setChecked(canvas->overlayVisible());
    QObject::connect(actions.at("view.overlay"), &QAction::toggled, canvas, &CanvasView::setOverlayVisible);
    QObject::connect(actions.at("view.gallery"), &QAction::triggered, &window, &MainWindow::galleryRequested);
    QObject::connect(actions.at("view.fullScreen"), &QAction::triggered, &window,
                     [&window](bool on) { on ? window.showFullScreen() : window.showNormal(); });
    // From the menu the original shows for a moment; the key itself shows it while it is down.
    QObject::connect(actions.at("view.original"), &QAction::triggered, &window, [canvas] {
        canvas->setShowOriginal(true);
        QTimer::singleShot(1500, canvas, [canvas] { canvas->setShowOriginal(false); });
    });
    new HoldKey(window);
}

}  // namespace tintype::ui
