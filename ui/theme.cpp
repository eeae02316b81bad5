#include "ui/theme.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStyleOption>

namespace tintype::ui {
namespace {

// The colours a theme is made of; everything else is derived.
struct Scheme {
    QColor window, base, raised, text, muted, border, accent, onAccent;
    QColor chosen;  // behind what is selected or pressed; carries `text`
};

const Scheme kLight{0xf3f3f2, 0xffffff, 0xfafaf9, 0x1f2322, 0x616866, 0xd2d5d3, 0x1b7268, 0xffffff, 0xd2d5d3};
const Scheme kDark{0x262827, 0x1c1e1d, 0x313433, 0xe6e8e7, 0x9da4a1, 0x424644, 0x4fc0b0, 0x0d1a18, 0x424644};
const Scheme kContrast{0x000000u, 0x000000u, 0x2a2a2a, 0xffffff, 0xffffff, 0xffffff, 0xffe14d, 0x000000u, 0x4a4a4a};

bool desktopIsDark() {
    // The palette of the platform itself: QApplication::palette() may already be ours.
    static const bool dark = [] {
        const QPalette palette = QApplication::style() ? QApplication::style()->standardPalette() : QPalette();
        const QPalette current = QApplication::palette();
        const QColor window = current.color(QPalette::Window);
        return (window.isValid() ? window : palette.color(QPalette::Window)).lightness() < 128;
    }();
    return dark;
}

const Scheme& schemeOf(Theme theme) {
    if (theme == Theme::HighContrast) return kContrast;
    return isDark(theme) ? kDark : kLight;
}

// Fusion draws the frames of boxes and fields darker than the window, which is lost on a dark one.
class ReadableStyle : public QProxyStyle {
public:
    ReadableStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override {
        if (element == PE_IndicatorCheckBox) return drawBox(*option, *painter);
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_FrameLineEdit) drawOutline(*option, *painter);
    }

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const override {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
        if (control == CC_ComboBox || (spin && spin->frame)) drawOutline(*option, *painter);
    }

private:
    static void drawOutline(const QStyleOption& option, QPainter& painter) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(option.palette.color(option.state.testFlag(State_HasFocus) ? QPalette::Highlight : QPalette::Mid));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5);
        painter.restore();
    }

    static void drawBox(const QStyleOption& option, QPainter& painter) {
        const QPalette& palette = option.palette;
        const bool enabled = option.state.testFlag(State_Enabled);
        const bool on = option.state.testFlag(State_On);
        const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(palette.color(enabled ? (option.state.testFlag(State_HasFocus) || on ? QPalette::Highlight : QPalette::Shadow) : QPalette::Mid));
        painter.setBrush(palette.color(on && enabled ? QPalette::Highlight : QPalette::Base));
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(QPen(palette.color(enabled ? QPalette::HighlightedText : QPalette::Shadow), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const auto at = [&box](double x, double y) { return QPointF(box.x() + x * box.width(), box.y() + y * box.height()); };
        if (on) painter.drawPolyline(QPolygonF{at(0.22, 0.52), at(0.42, 0.74), at(0.79, 0.28)});
        else if (option.state.testFlag(State_NoChange)) painter.drawLine(at(0.25, 0.5), at(0.75, 0.5));
        painter.restore();
    }
};

QPalette made(const Scheme& s) {
    QPalette p;
    p.setColor(QPalette::Window, s.window);
    p.setColor(QPalette::WindowText, s.text);
    p.setColor(QPalette::Base, s.base);
    p.setColor(QPalette::AlternateBase, s.raised);
    p.setColor(QPalette::Text, s.text);
    p.setColor(QPalette::PlaceholderText, s.muted);
    p.setColor(QPalette::Button, s.raised);
    p.setColor(QPalette::ButtonText, s.text);
    p.setColor(QPalette::BrightText, s.onAccent);
    p.setColor(QPalette::ToolTipBase, s.raised);
    p.setColor(QPalette::ToolTipText, s.text);
    p.setColor(QPalette::Highlight, s.accent);
    p.setColor(QPalette::HighlightedText, s.onAccent);
    p.setColor(QPalette::Link, s.accent);
    p.setColor(QPalette::LinkVisited, s.accent);
    p.setColor(QPalette::Mid, s.border);
    p.setColor(QPalette::Midlight, s.raised);
    p.setColor(QPalette::Dark, s.chosen);
    p.setColor(QPalette::Shadow, s.muted);
    p.setColor(QPalette::Light, s.raised);
    for (auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        QColor off = s.muted;
        off.setAlphaF(0.75F);
        p.setColor(QPalette::Disabled, role, off);
    }
    p.setColor(QPalette::Disabled, QPalette::Highlight, s.border);
    p.setColor(QPalette::Disabled, QPalette::HighlightedText, s.muted);
    return p;
}

constexpr char kSheet[] = R"(
QToolTip { border: 1px solid palette(mid); padding: 4px; }
QMenuBar { padding: 0 4px; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: palette(dark); border-radius: 4px; }
#ToolRail { border-right: 1px solid palette(mid); }
#SidePanel { border-left: 1px solid palette(mid); }
#ToolRail QToolButton { border: none; border-left: 3px solid transparent; border-radius: 0; padding: 6px 7px 4px 4px; }
#ToolRail QToolButton:hover { background: palette(button); }
#ToolRail QToolButton:checked { background: palette(dark); border-left: 3px solid palette(highlight); }
#ToolRail QToolButton:focus { border: 1px solid palette(highlight); border-left-width: 3px; padding: 5px 6px 3px 4px; }
QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="quiet"] { color: palette(shadow); }
QPushButton, QToolButton[role="button"] { border: 1px solid palette(mid); border-radius: 5px; padding: 5px 12px;
    background: palette(button); }
QPushButton:hover, QToolButton[role="button"]:hover { border-color: palette(highlight); }
QPushButton:focus, QToolButton[role="button"]:focus { border: 1px solid palette(highlight); }
QPushButton:pressed, QPushButton:checked, QToolButton[role="button"]:pressed,
QToolButton[role="button"]:checked { background: palette(dark); }
QToolButton[role="button"] { padding: 4px; }
QToolButton[role="button"]::menu-indicator { image: none; }
QPushButton[role="accent"] { background: palette(highlight); color: palette(highlighted-text); border: 1px solid
    palette(highlight); font-weight: 600; padding: 8px 16px; }
QPushButton[role="accent"]:focus { border: 2px solid palette(text); padding: 7px 15px; }
QPushButton[role="accent"]:disabled { background: palette(button); color: palette(shadow);
    border: 1px solid palette(mid); }
QPushButton[role="link"], QToolButton[role="link"] { border: none; background: transparent; color: palette(link); padding: 2px 0; text-align: left; }
QPushButton[role="link"]:hover, QPushButton[role="link"]:focus, QToolButton[role="link"]:hover, QToolButton[role="link"]:focus { text-decoration: underline; }
QPlainTextEdit, QListWidget, QTreeWidget { border: 1px solid palette(mid); border-radius: 5px;
    background: palette(base); padding: 3px 6px; }
QPlainTextEdit:focus, QListWidget:focus, QTreeWidget:focus { border: 1px solid palette(highlight); }
QScrollArea { border: none; background: transparent; }
QScrollArea > #qt_scrollarea_viewport > QWidget { background: transparent; }
QToolButton[role="menu"]::menu-indicator { image: none; }
QProgressBar { border: none; border-radius: 3px; background: palette(dark); max-height: 6px; min-height: 6px; }
QProgressBar::chunk { border-radius: 3px; background: palette(highlight); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
#CanvasPage { background: #808080; }
#ErrorStrip, #JobStrip, #InstructionBox { border-top: 1px solid palette(mid); }
#DropTarget { border: 2px dashed palette(mid); border-radius: 12px; }
#DropTarget[over="true"] { border-color: palette(highlight); }
)";

}  // namespace

bool isDark(Theme theme) {
    if (theme == Theme::System) return desktopIsDark();
    return theme != Theme::Light;
}

QPalette paletteOf(Theme theme) { return made(schemeOf(theme)); }

QColor warningColour(const QPalette& palette) {
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    return dark ? QColor(0xf2a65a) : QColor(0xa4510b);
}

void applyTheme(QApplication& application, Theme theme) {
    isDark(Theme::System);  // ask the desktop before its palette is replaced
    application.setStyle(new ReadableStyle);
    application.setPalette(paletteOf(theme));
    application.setStyleSheet(QString::fromLatin1(kSheet));
}

}  // namespace tintype::ui
