// Runs one request at a time on the Engine's thread and turns whatever happens into an Outcome: the one place,
// beside the command line, where exceptions of the core are caught.
#pragma once

#include <QObject>
#include <memory>
#include <stop_token>
#include <variant>

#include "core/engine/engine.h"
#include "core/engine/mailbox.h"

namespace tintype::engine {

struct Failure {
    ErrorKind kind = ErrorKind::Unsupported;
    Message message;
};

class Worker : public QObject {
    Q_OBJECT

public:
    // An empty runner means edits::run with a Runtime that lives and dies on the worker's thread.
    explicit Worker(Runner runner);
    ~Worker() override;

    void run(JobId id, const edits::Request& request, std::stop_token stop, const std::shared_ptr<Mailbox>& mailbox);

Q_SIGNALS:
    void news();  // the mailbox holds something that should not wait
    void ended(tintype::engine::JobId id, const std::shared_ptr<tintype::engine::Outcome>& outcome);

private:
    Outcome outcomeOf(const edits::Request& request, const std::stop_token& stop, Mailbox& mailbox);
    edits::Result perform(const edits::Request& request, Progress& progress, const edits::Listener& listener);

    Runner m_runner;
    std::unique_ptr<edits::Runtime> m_runtime;
};

}  // namespace tintype::engine
