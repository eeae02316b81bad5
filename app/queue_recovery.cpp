#include "app/queue_recovery.h"

#include "ui/job_strip.h"

namespace tintype::app {

QueueRecovery::QueueRecovery(std::filesystem::path root, engine::Engine& engine, ui::Background& background, QObject* parent)
    : QObject(parent), m_root(std::move(root)), m_background(background),
      m_journal(std::make_shared<engine::Journal>(m_root)) {
    engine.setJournal(m_journal);
}

void QueueRecovery::look() {
    m_background.run(this, [root = m_root] { return engine::Journal::pending(root); },
                     [this](const ui::Outcome<std::vector<engine::Pending>>& outcome) {
                         if (outcome.value && !outcome.value->empty()) offer(*outcome.value);
                     });
}

void QueueRecovery::offer(const std::vector<engine::Pending>& pending) {
    const int count = static_cast<int>(pending.size());
    ui::Notice notice{ui::Severity::Note,
                      count == 1 ? tr("A job was not finished last time: %1.").arg(ui::jobTitle(pending.front().request))
                                 : tr("%n jobs were not finished last time.", nullptr, count),
                      {}, {}, QStringLiteral("queue")};
    notice.help.push_back({tr("Run again"), [this, pending] {
                               for (const engine::Pending& job : pending) Q_EMIT runAgain(job.request);
                               discard(pending);
                           }});
    notice.help.push_back({tr("Throw away"), [this, pending] { discard(pending); }});
    Q_EMIT noticed(notice);
}

void QueueRecovery::discard(const std::vector<engine::Pending>& pending) {
    for (const engine::Pending& job : pending) m_journal->discard(job);
}

}  // namespace tintype::app
