// The small bar over the canvas with everything that makes a mask: tools, brush, whole-mask operations,
// overlay, import and export. Used by the main window wherever a mask makes sense.
#pragma once

#include <QWidget>
#include <functional>

#include "ui/canvas/mask_work.h"

class QBoxLayout;
class QSlider;
class QSpinBox;
class QToolButton;

namespace tintype::ui {

class CanvasView;
enum class CanvasTool;

class MaskBar : public QWidget {
    Q_OBJECT

public:
    explicit MaskBar(CanvasView* canvas, QWidget* parent = nullptr);

    void setDocument(document::Document* document);  // not owned
    bool busy() const { return m_work.busy(); }
    int amount() const;  // pixels that grow, shrink and feather work by
    void setAmount(int pixels);
    // Puts away what does not fit into `width`: first the numbers and files, then what works on the whole mask, then the
    // size slider. The buttons that went are in the menu of the last one.
    void fit(int width);

public Q_SLOTS:
    void invert();
    void clear();
    void grow();
    void shrink();
    void feather();
    void chooseOverlayColour();

Q_SIGNALS:
    void importRequested();
    void exportRequested();
    void busyChanged(bool busy);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addTools();
    void addBrush();
    void addOperations();
    void addOverlay();
    void addFiles();
    void addMore();
    void addSeparator();
    void showParts(int level);
    void fillMore();
    QToolButton* addButton(const char* iconName, std::function<void()> action);
    void addToolButton(const char* iconName, CanvasTool tool);
    void retranslate();
    void showBrush();
    void showTool();
    void showState();
    void showOverlayColour();
    void apply(MaskWork::Operation operation, const QString& name);

    CanvasView* m_canvas;
    document::Document* m_document = nullptr;
    MaskWork m_work;
    QBoxLayout* m_layout;
    std::vector<std::pair<CanvasTool, QToolButton*>> m_tools;
    QToolButton* m_invert = nullptr;
    QToolButton* m_clear = nullptr;
    QToolButton* m_grow = nullptr;
    QToolButton* m_shrink = nullptr;
    QToolButton* m_feather = nullptr;
    QToolButton* m_overlay = nullptr;
    QToolButton* m_colour = nullptr;
    QToolButton* m_import = nullptr;
    QToolButton* m_export = nullptr;
    QToolButton* m_more = nullptr;
    std::vector<QWidget*> m_separators;
    QSlider* m_size = nullptr;
    QSpinBox* m_sizePixels = nullptr;
    QSpinBox* m_hardness = nullptr;
    QSpinBox* m_amount = nullptr;
};

}  // namespace tintype::ui
