// The program's icons: one SVG family in resources/icons, drawn in black and shown in the colours of the
// palette, so that they suit light, dark and high-contrast themes. Used by every panel.
#pragma once

#include <QByteArray>
#include <QIcon>
#include <QString>

namespace tintype::ui {

// resources/icons/<name>.svg; a null icon when there is none. Follows palette changes and any pixel ratio.
QIcon icon(const QString& name);
// The same for a picture in memory. Strokes and fills of #000 take the palette's colour, others stay.
QIcon iconFromSvg(const QByteArray& svg);

}  // namespace tintype::ui
