// The job queue and its worker thread. The window submits Requests and hears of progress by signals; one job
// runs at a time, in order. Cancelling is immediate for waiting jobs and seen within one step by the running one.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/edits/run.h"

namespace tintype::engine {

using JobId = quint64;
class Journal;
struct Failure;
using Outcome = std::variant<edits::Result, Failure, Cancelled>;

// Runs one request on the worker thread; edits::run outside tests.
using Runner = std::function<edits::Result(const edits::Request&, Progress&, const edits::Listener&)>;

enum class JobState { Waiting, Running };

struct Job {
    JobId id = 0;
    edits::Request request;
    JobState state = JobState::Waiting;
    Tick tick;               // last report
    qint64 elapsedMs = 0;
    qint64 remainingMs = -1;  // -1: not known yet
    bool resumable = false;   // a pause stops it after its step, and it goes on from there later
};

class Engine : public QObject {
    Q_OBJECT

public:
    explicit Engine(Runner runner = {}, QObject* parent = nullptr);
    // Cancels everything and waits for the running job's current step; no signal comes after. Jobs in the journal
    // stay there for the next start: cancelAll() first forgets them.
    ~Engine() override;

    // From now on jobs are kept in `journal` until they have ended, so that they survive a crash.
    void setJournal(std::shared_ptr<Journal> journal);

    JobId submit(edits::Request request);
    void cancel(JobId id);
    void cancelAll();
    void moveUp(JobId id);    // one place earlier among the waiting
    void moveToFront(JobId id);
    // No new job starts. The running one goes on, unless it is resumable: then it gives back what it holds and waits.
    void setPaused(bool paused);
    bool paused() const;
    std::vector<Job> jobs() const;  // running first, then the waiting in order
    bool busy() const;

Q_SIGNALS:
    void queueChanged();
    void started(tintype::engine::JobId id);
    void progressed(tintype::engine::JobId id, const tintype::Tick& tick, qint64 elapsedMs, qint64 remainingMs);
    void warned(tintype::engine::JobId id, const tintype::Message& message);
    void previewed(tintype::engine::JobId id, const tintype::image::Image& picture);
    void filmstrip(tintype::engine::JobId id, const std::vector<tintype::image::Image>& frames);  // of a coming clip
    void outputReady(tintype::engine::JobId id, const tintype::edits::Output& output);  // each output, as it comes
    void finished(tintype::engine::JobId id, const tintype::edits::Result& result);
    void failed(tintype::engine::JobId id, tintype::ErrorKind kind, const tintype::Message& message);
    void cancelled(tintype::engine::JobId id);  // comes for every job given up, waiting or running

private:
    void scheduleNext();
    void startNext();
    void deliver();
    void reportTick(const Tick& tick);
    void conclude(JobId id, const std::shared_ptr<Outcome>& outcome);

    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::engine
