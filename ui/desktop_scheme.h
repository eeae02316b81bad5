// Whether the desktop is light or dark, and when that changes: asked of the desktop portal where there is one.
// Used by app/window for the theme "as the desktop".
#pragma once

#include <QObject>
#include <optional>

class QDBusVariant;

namespace tintype::ui {

class DesktopScheme : public QObject {
    Q_OBJECT

public:
    // Asks in the background; where nobody answers nothing is known.
    explicit DesktopScheme(QObject* parent = nullptr);

    // Nothing: the desktop has no preference, or none is known.
    std::optional<bool> dark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void take(const QVariant& value);

    std::optional<bool> m_dark;
};

}  // namespace tintype::ui
