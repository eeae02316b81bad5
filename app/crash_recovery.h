// Keeps the open photo safe against a crash, and after one offers it again. Part of the session.
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/document/recovery.h"
#include "ui/background.h"
#include "ui/error_strip.h"

namespace tintype::app {

class CrashRecovery : public QObject {
    Q_OBJECT

public:
    CrashRecovery(std::filesystem::path root, document::Document& document, ui::Background& background,
                  QObject* parent = nullptr);

    // Reads what the newest crashed session left, in the background, and asks in the strip.
    void look();
    // The program must end without asking: what was not saved is offered again at the next start.
    void leaveBehind() { m_recovery.leaveBehind(); }

Q_SIGNALS:
    void noticed(const tintype::ui::Notice& notice);
    void restored();

private:
    void offer(const document::Recovered& left);
    void restore(const document::Recovered& left);

    std::filesystem::path m_root;
    document::Document& m_document;
    ui::Background& m_background;
    document::Recovery m_recovery;
};

}  // namespace tintype::app
