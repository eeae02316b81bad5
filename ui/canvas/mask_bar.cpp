#include "ui/canvas/mask_bar.h"

#include <QColorDialog>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <cmath>

#include "ui/canvas/canvas_view.h"
#include "ui/icon.h"

namespace tintype::ui {

namespace {

constexpr int kSliderSteps = 300;  // of a size slider that is fine for small brushes and quick for large ones
constexpr int kLargestBrush = 1000;
constexpr int kTightest = 3;  // of the levels in which parts are put away

int sizeAt(int position) {
    return int(std::lround(std::pow(kLargestBrush, double(position) / kSliderSteps)));
}
int positionOf(int size) {
    return int(std::lround(std::log(size) / std::log(kLargestBrush) * kSliderSteps));
}

void say(QWidget* widget, const QString& name, const QString& hint) {
    widget->setAccessibleName(name);
    widget->setToolTip(hint);
}

}  // namespace

MaskBar::MaskBar(CanvasView* canvas, QWidget* parent)
    : QWidget(parent), m_canvas(canvas), m_layout(new QHBoxLayout(this)) {
    m_layout->setContentsMargins(8, 4, 8, 4);
    m_layout->setSpacing(2);
    addTools();
    addSeparator();
    addBrush();
    addSeparator();
    addOperations();
    addSeparator();
    addOverlay();
    addSeparator();
    addFiles();
    addMore();
    connect(canvas, &CanvasView::brushChanged, this, &MaskBar::showBrush);
    connect(canvas, &CanvasView::toolChanged, this, &MaskBar::showTool);
    connect(canvas, &CanvasView::overlayChanged, this, &MaskBar::showOverlayColour);
    connect(&m_work, &MaskWork::busyChanged, this, &MaskBar::showState);
    connect(&m_work, &MaskWork::busyChanged, this, &MaskBar::busyChanged);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    retranslate();
    showBrush();
    showTool();
    showOverlayColour();
    showState();
}

void MaskBar::fit(int width) {
    for (int level = 0; level <= kTightest; ++level) {
        showParts(level);
        m_layout->invalidate();
        if (m_layout->sizeHint().width() <= width) break;
    }
    m_layout->activate();
}

void MaskBar::showParts(int level) {
    for (QWidget* part : {static_cast<QWidget*>(m_sizePixels), static_cast<QWidget*>(m_hardness),
                          static_cast<QWidget*>(m_amount), static_cast<QWidget*>(m_import), static_cast<QWidget*>(m_export)})
        part->setVisible(level < 1);
    for (QWidget* part : {m_invert, m_clear, m_grow, m_shrink, m_feather}) part->setVisible(level < 2);
    for (QWidget* line : m_separators) line->setVisible(level < 2);
    m_size->setVisible(level < kTightest);
    m_more->setVisible(level > 0);
}

void MaskBar::addMore() {
    m_more = addButton("more", [] {});
    m_more->hide();
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setProperty("role", "menu");
    m_more->setMenu(new QMenu(m_more));
    connect(m_more->menu(), &QMenu::aboutToShow, this, &MaskBar::fillMore);
}

void MaskBar::fillMore() {
    QMenu* menu = m_more->menu();
    menu->clear();
    for (QToolButton* button : {m_invert, m_clear, m_grow, m_shrink, m_feather, m_import, m_export})
        if (button->isHidden()) menu->addAction(button->icon(), button->accessibleName(), button, &QToolButton::click);
}

QToolButton* MaskBar::addButton(const char* iconName, std::function<void()> action) {
    auto* button = new QToolButton(this);
    button->setIcon(icon(QString::fromLatin1(iconName)));
    button->setIconSize({20, 20});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(QStringLiteral("mask_%1").arg(QLatin1String(iconName)));
    connect(button, &QToolButton::clicked, this, [action](bool) { action(); });
    m_layout->addWidget(button);
    return button;
}

void MaskBar::addToolButton(const char* iconName, CanvasTool tool) {
    QToolButton* button = addButton(iconName, [this, tool] {
        m_canvas->setTool(m_canvas->tool() == tool ? CanvasTool::Pan : tool);
        showTool();
    });
    button->setCheckable(true);
    m_tools.emplace_back(tool, button);
}

void MaskBar::addTools() {
    addToolButton("brush", CanvasTool::Brush);
    addToolButton("eraser", CanvasTool::Eraser);
    addToolButton("lasso", CanvasTool::Lasso);
    addToolButton("rectangle", CanvasTool::Rectangle);
}

void MaskBar::addBrush() {
    m_size = new QSlider(Qt::Horizontal, this);
    m_size->setRange(0, kSliderSteps);
    m_size->setFixedWidth(96);
    m_size->setObjectName(QStringLiteral("mask_size"));
    m_sizePixels = new QSpinBox(this);
    m_sizePixels->setRange(1, kLargestBrush);
    m_sizePixels->setObjectName(QStringLiteral("mask_size_pixels"));
    m_hardness = new QSpinBox(this);
    m_hardness->setRange(0, 100);
    m_hardness->setSingleStep(10);
    m_hardness->setObjectName(QStringLiteral("mask_hardness"));
    for (QWidget* widget : {static_cast<QWidget*>(m_size), static_cast<QWidget*>(m_sizePixels),
                            static_cast<QWidget*>(m_hardness)})
        m_layout->addWidget(widget);
    connect(m_size, &QSlider::valueChanged, this,
            [this](int position) { m_canvas->setBrushSize(sizeAt(position)); });
    connect(m_sizePixels, &QSpinBox::valueChanged, m_canvas, &CanvasView::setBrushSize);
    connect(m_hardness, &QSpinBox::valueChanged, m_canvas, &CanvasView::setBrushHardness);
}

void MaskBar::addOperations() {
    m_invert = addButton("invert", [this] { invert(); });
    m_clear = addButton("clear", [this] { clear(); });
    m_grow = addButton("grow", [this] { grow(); });
    m_shrink = addButton("shrink", [this] { shrink(); });
    m_feather = addButton("feather", [this] { feather(); });
    m_amount = new QSpinBox(this);
    m_amount->setRange(1, 500);
    m_amount->setValue(8);
    m_amount->setObjectName(QStringLiteral("mask_amount"));
    m_layout->addWidget(m_amount);
}

void MaskBar::addOverlay() {
    m_overlay = addButton("overlay", [this] { m_canvas->setOverlayVisible(!m_canvas->overlayVisible()); });
    m_overlay->setCheckable(true);
    m_colour = addButton("colour", [this] { chooseOverlayColour(); });
}

void MaskBar::addFiles() {
    m_import = addButton("import", [this] { Q_EMIT importRequested(); });
    m_export = addButton("export", [this] { Q_EMIT exportRequested(); });
}

void MaskBar::addSeparator() {
    auto* line = new QFrame(this);
    line->setFrameStyle(QFrame::VLine | QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedWidth(11);
    m_layout->addWidget(line);
    m_separators.push_back(line);
}

void MaskBar::setDocument(document::Document* document) {
    if (m_document) disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    if (document) {
        connect(document, &document::Document::opened, this, &MaskBar::showState);
        connect(document, &QObject::destroyed, this, [this] {
            m_document = nullptr;
            showState();
        });
    }
    showState();
}

int MaskBar::amount() const {
    return m_amount->value();
}
void MaskBar::setAmount(int pixels) {
    m_amount->setValue(pixels);
}

void MaskBar::apply(MaskWork::Operation operation, const QString& name) {
    if (m_document) m_work.run(*m_document, std::move(operation), name);
}

void MaskBar::invert() {
    apply([](const image::Mask& mask) { return image::inverted(mask); }, tr("Invert mask"));
}

void MaskBar::clear() {
    apply([](const image::Mask& mask) { return image::Mask(mask.size()); }, tr("Clear mask"));
}

void MaskBar::grow() {
    apply([pixels = amount()](const image::Mask& mask) { return image::grown(mask, pixels); },
          tr("Grow mask"));
}

void MaskBar::shrink() {
    apply([pixels = amount()](const image::Mask& mask) { return image::grown(mask, -pixels); },
          tr("Shrink mask"));
}

void MaskBar::feather() {
    apply([pixels = amount()](const image::Mask& mask) { return image::feathered(mask, pixels); },
          tr("Feather mask"));
}

void MaskBar::chooseOverlayColour() {
    const QColor colour = QColorDialog::getColor(m_canvas->overlayColour(), this, tr("Overlay colour"),
                                                 QColorDialog::ShowAlphaChannel);
    if (colour.isValid()) m_canvas->setOverlayColour(colour);
}

void MaskBar::showBrush() {
    const QSignalBlocker slider(m_size), size(m_sizePixels), hardness(m_hardness);
    if (sizeAt(m_size->value()) != m_canvas->brushSize()) m_size->setValue(positionOf(m_canvas->brushSize()));
    m_sizePixels->setValue(m_canvas->brushSize());
    m_hardness->setValue(m_canvas->brushHardness());
}

void MaskBar::showTool() {
    for (const auto& [tool, button] : m_tools) button->setChecked(tool == m_canvas->tool());
}

void MaskBar::showState() {
    setEnabled(m_document && m_document->isOpen() && !m_work.busy());
    setCursor(m_work.busy() ? Qt::BusyCursor : Qt::ArrowCursor);
}

void MaskBar::showOverlayColour() {
    m_overlay->setChecked(m_canvas->overlayVisible());
    QPixmap swatch(m_colour->iconSize() * devicePixelRatioF());
    swatch.setDevicePixelRatio(devicePixelRatioF());
    swatch.fill(Qt::transparent);
    QPainter painter(&swatch);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor colour = m_canvas->overlayColour();
    colour.setAlpha(255);
    painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(3.5, 3.5, 13, 13), 3, 3);
    m_colour->setIcon(swatch);
}

void MaskBar::retranslate() {
    setAccessibleName(tr("Mask tools"));
    say(m_tools[0].second, tr("Brush"), tr("Brush (B): paint what may change; the right button erases"));
    say(m_tools[1].second, tr("Eraser"), tr("Eraser (E): take away from the mask"));
    say(m_tools[2].second, tr("Lasso"), tr("Lasso (L): draw around it, or click corner by corner"));
    say(m_tools[3].second, tr("Rectangle"), tr("Rectangle (U): Shift makes a square, Alt takes away"));
    say(m_size, tr("Brush size"), tr("Brush size in pixels of the photo ([ and ])"));
    say(m_sizePixels, tr("Brush size in pixels"), m_size->toolTip());
    say(m_hardness, tr("Brush hardness"), tr("How hard the brush's edge is"));
    say(m_invert, tr("Invert mask"), tr("Invert the mask (Ctrl+I)"));
    say(m_clear, tr("Clear mask"), tr("Clear the mask (Del)"));
    say(m_grow, tr("Grow mask"), tr("Grow the mask by the pixels set at the right"));
    say(m_shrink, tr("Shrink mask"), tr("Shrink the mask by the pixels set at the right"));
    say(m_feather, tr("Feather mask"), tr("Soften the mask's edge by the pixels set at the right"));
    say(m_amount, tr("Pixels to grow, shrink or feather"), tr("Pixels to grow, shrink or feather by"));
    say(m_overlay, tr("Show overlay"), tr("Show or hide the mask's colour (Q)"));
    say(m_colour, tr("Overlay colour"), tr("Choose the overlay's colour"));
    say(m_import, tr("Import mask"), tr("Import the mask from a picture"));
    say(m_export, tr("Export mask"), tr("Export the mask as a picture"));
    say(m_more, tr("More mask tools"), tr("More mask tools"));
    m_sizePixels->setSuffix(tr(" px"));
    m_amount->setSuffix(tr(" px"));
    m_hardness->setSuffix(tr(" %"));
}

void MaskBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
    if (event->type() == QEvent::PaletteChange) showOverlayColour();
}

void MaskBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Window));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

}  // namespace tintype::ui
