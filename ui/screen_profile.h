// The colour profiles of the screens, as a desktop publishes them for X11 programs: the root window's property
// _ICC_PROFILE for the first screen, _ICC_PROFILE_1 and so on for the others. Used by app/window for the canvas.
#pragma once

#include <QAbstractNativeEventFilter>
#include <QObject>

#include "core/image/image.h"

class QScreen;

namespace tintype::ui {

class ScreenProfiles : public QObject, public QAbstractNativeEventFilter {
    Q_OBJECT

public:
    explicit ScreenProfiles(QObject* parent = nullptr);
    ~ScreenProfiles() override;

    // Empty where none is published (Wayland, no desktop) or it is not an RGB profile: sRGB.
    image::Bytes of(const QScreen* screen) const;

Q_SIGNALS:
    void changed();  // some screen has another profile now

protected:
    bool nativeEventFilter(const QByteArray& eventType, void* message, qintptr* result) override;
};

}  // namespace tintype::ui
