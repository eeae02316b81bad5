// A screen profile that nobody has: its red and blue are exchanged, so that its effect is seen at once.
#pragma once

#include <QColorSpace>
#include <QPointF>

#include "core/image/image.h"

namespace tintype {

inline image::Bytes swappedProfile() {
    const QColorSpace space({0.3127, 0.3290}, {0.15, 0.06}, {0.30, 0.60}, {0.64, 0.33}, QColorSpace::TransferFunction::SRgb);
    const QByteArray icc = space.iccProfile();
    return {icc.begin(), icc.end()};
}

}  // namespace tintype
