// Keeps the job queue on disk, and after a crash offers the jobs that were not finished. Part of the session.
#pragma once

#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/engine/engine.h"
#include "core/engine/journal.h"
#include "ui/background.h"
#include "ui/error_strip.h"

namespace tintype::app {

class QueueRecovery : public QObject {
    Q_OBJECT

public:
    QueueRecovery(std::filesystem::path root, engine::Engine& engine, ui::Background& background, QObject* parent = nullptr);

    // Looks for jobs of a process that is gone, in the background, and asks in the strip.
    void look();

Q_SIGNALS:
    void noticed(const tintype::ui::Notice& notice);
    void runAgain(const tintype::edits::Request& request);

private:
    void offer(const std::vector<engine::Pending>& pending);
    void discard(const std::vector<engine::Pending>& pending);

    std::filesystem::path m_root;
    ui::Background& m_background;
    std::shared_ptr<engine::Journal> m_journal;
};

}  // namespace tintype::app
