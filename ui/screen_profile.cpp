#include "ui/screen_profile.h"

#include <QGuiApplication>
#include <QScreen>
#include <QTimer>

#include "core/image/colour.h"

#ifdef TINTYPE_HAS_XCB
#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>
#endif

namespace tintype::ui {

#ifdef TINTYPE_HAS_XCB

namespace {

constexpr std::uint32_t kLargestProfile = 16 << 20;

struct Free {
    void operator()(void* reply) const { std::free(reply); }
};
template <class T>
using Reply = std::unique_ptr<T, Free>;

xcb_connection_t* connection() {
    const auto* x11 = qGuiApp ? qGuiApp->nativeInterface<QNativeInterface::QX11Application>() : nullptr;
    return x11 ? x11->connection() : nullptr;
}

xcb_window_t rootOf(xcb_connection_t* server) { return xcb_setup_roots_iterator(xcb_get_setup(server)).data->root; }

QByteArray propertyName(qsizetype screen) {
    return screen <= 0 ? QByteArray("_ICC_PROFILE") : "_ICC_PROFILE_" + QByteArray::number(screen);
}

xcb_atom_t atomOf(xcb_connection_t* server, const QByteArray& name) {
    const auto asked = xcb_intern_atom(server, 0, static_cast<std::uint16_t>(name.size()), name.constData());
    const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(server, asked, nullptr));
    return reply ? reply->atom : xcb_atom_t(XCB_ATOM_NONE);
}

image::Bytes propertyBytes(xcb_connection_t* server, const QByteArray& name) {
    const auto asked = xcb_get_property(server, 0, rootOf(server), atomOf(server, name), XCB_GET_PROPERTY_TYPE_ANY, 0,
                                        kLargestProfile / 4);
    const Reply<xcb_get_property_reply_t> reply(xcb_get_property_reply(server, asked, nullptr));
    if (!reply || reply->format != 8 || reply->bytes_after > 0) return {};
    const auto* bytes = static_cast<const std::uint8_t*>(xcb_get_property_value(reply.get()));
    return {bytes, bytes + xcb_get_property_value_length(reply.get())};
}

// The name of an atom that somebody else made.
QByteArray nameOf(xcb_connection_t* server, xcb_atom_t atom) {
    const Reply<xcb_get_atom_name_reply_t> reply(
        xcb_get_atom_name_reply(server, xcb_get_atom_name(server, atom), nullptr));
    if (!reply) return {};
    return {xcb_get_atom_name_name(reply.get()), xcb_get_atom_name_name_length(reply.get())};
}

}  // namespace

image::Bytes ScreenProfiles::of(const QScreen* screen) const {
    xcb_connection_t* server = connection();
    if (!server || !screen) return {};
    const qsizetype index = QGuiApplication::screens().indexOf(const_cast<QScreen*>(screen));
    image::Bytes icc = propertyBytes(server, propertyName(index));
    return image::isRgbProfile(icc) ? icc : image::Bytes{};
}

bool ScreenProfiles::nativeEventFilter(const QByteArray& eventType, void* message, qintptr*) {
    if (eventType != "xcb_generic_event_t") return false;
    const auto* event = static_cast<const xcb_generic_event_t*>(message);
    if ((event->response_type & 0x7f) != XCB_PROPERTY_NOTIFY) return false;
    const auto* property = reinterpret_cast<const xcb_property_notify_event_t*>(event);
    xcb_connection_t* server = connection();
    if (!server || property->window != rootOf(server)) return false;
    if (nameOf(server, property->atom).startsWith("_ICC_PROFILE")) QTimer::singleShot(0, this, &ScreenProfiles::changed);
    return false;
}

#else

image::Bytes ScreenProfiles::of(const QScreen*) const { return {}; }
bool ScreenProfiles::nativeEventFilter(const QByteArray&, void*, qintptr*) { return false; }

#endif

ScreenProfiles::ScreenProfiles(QObject* parent) : QObject(parent) { QCoreApplication::instance()->installNativeEventFilter(this); }

ScreenProfiles::~ScreenProfiles() {
    if (QCoreApplication::instance()) QCoreApplication::instance()->removeNativeEventFilter(this);
}

}  // namespace tintype::ui
