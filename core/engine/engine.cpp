#include "core/engine/engine.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <deque>

#include "core/engine/journal.h"
#include "core/engine/pace.h"
#include "core/engine/worker.h"

namespace tintype::engine {

namespace {

constexpr int kReportEveryMs = 33;

void registerTypes() {
    qRegisterMetaType<JobId>("tintype::engine::JobId");
    qRegisterMetaType<std::shared_ptr<Outcome>>();
    qRegisterMetaType<Tick>();
    qRegisterMetaType<Message>();
    qRegisterMetaType<ErrorKind>();
    qRegisterMetaType<image::Image>();
    qRegisterMetaType<std::vector<image::Image>>();
    qRegisterMetaType<edits::Output>();
    qRegisterMetaType<edits::Result>();
}

}  // namespace

struct Waiting {
    JobId id = 0;
    edits::Request request;
    bool resumable = false;
};

struct Running {
    JobId id = 0;
    edits::Request request;
    std::stop_source stop;
    QElapsedTimer clock;
    Tick tick;
    Pace pace;
    bool resumable = false;
    bool pausing = false;
    std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();
};

struct Engine::State {
    std::deque<Waiting> waiting;
    std::optional<Running> running;
    std::shared_ptr<Journal> journal;
    bool paused = false;
    JobId lastId = 0;
    QThread thread;
    Worker* worker = nullptr;
    QTimer reports;

    std::deque<Waiting>::iterator find(JobId id) {
        return std::find_if(waiting.begin(), waiting.end(), [id](const Waiting& job) { return job.id == id; });
    }
    void noteOrder() const;
    void pauseRunning();
    bool takeBack(const Outcome& outcome);
    void forget(JobId id) const {
        if (journal) journal->forget(id);
    }
};

void Engine::State::noteOrder() const {
    if (!journal) return;
    std::vector<JobId> order;
    if (running) order.push_back(running->id);
    for (const Waiting& job : waiting) order.push_back(job.id);
    journal->setOrder(std::move(order));
}

void Engine::State::pauseRunning() {
    if (!running || !running->resumable || running->pausing) return;
    running->pausing = true;
    running->mailbox->setPausing();
    running->stop.request_stop();
}

// A job that was stopped by a pause is the next again; false: it is over.
bool Engine::State::takeBack(const Outcome& outcome) {
    if (!running->pausing || !std::holds_alternative<Cancelled>(outcome)) return false;
    waiting.push_front({running->id, std::move(running->request), true});
    running.reset();
    if (journal) journal->noteStarted(0);
    return true;
}

Engine::Engine(Runner runner, QObject* parent) : QObject(parent), m_state(std::make_unique<State>()) {
    registerTypes();
    State& state = *m_state;
    state.worker = new Worker(std::move(runner));
    state.worker->moveToThread(&state.thread);
    state.thread.setObjectName(QStringLiteral("tintype-engine"));
    connect(&state.thread, &QThread::finished, state.worker, &QObject::deleteLater);
    connect(state.worker, &Worker::news, this, &Engine::deliver, Qt::QueuedConnection);
    connect(state.worker, &Worker::ended, this, &Engine::conclude, Qt::QueuedConnection);
    state.reports.setInterval(kReportEveryMs);
    connect(&state.reports, &QTimer::timeout, this, &Engine::deliver);
    state.thread.start();
}

Engine::~Engine() {
    if (m_state->running) m_state->running->stop.request_stop();
    m_state->thread.quit();
    m_state->thread.wait();
}

void Engine::setJournal(std::shared_ptr<Journal> journal) { m_state->journal = std::move(journal); }

JobId Engine::submit(edits::Request request) {
    const JobId id = ++m_state->lastId;
    if (m_state->journal && request.purpose == edits::Purpose::Result) m_state->journal->record(id, request);
    m_state->waiting.push_back({id, std::move(request), false});
    Q_EMIT queueChanged();
    scheduleNext();
    return id;
}

void Engine::cancel(JobId id) {
    if (m_state->running && m_state->running->id == id) {
        m_state->running->pausing = false;
        m_state->running->stop.request_stop();
        return;
    }
    const auto found = m_state->find(id);
    if (found == m_state->waiting.end()) return;
    m_state->waiting.erase(found);
    m_state->forget(id);
    Q_EMIT cancelled(id);
    Q_EMIT queueChanged();
}

void Engine::cancelAll() {
    if (m_state->running) {
        m_state->running->pausing = false;
        m_state->running->stop.request_stop();
    }
    std::deque<Waiting> dropped;
    dropped.swap(m_state->waiting);
    for (const Waiting& job : dropped) {
        m_state->forget(job.id);
        Q_EMIT cancelled(job.id);
    }
    if (!dropped.empty()) Q_EMIT queueChanged();
}

void Engine::moveUp(JobId id) {
    const auto found = m_state->find(id);
    if (found == m_state->waiting.end() || found == m_state->waiting.begin()) return;
    std::iter_swap(found, std::prev(found));
    m_state->noteOrder();
    Q_EMIT queueChanged();
}

void Engine::moveToFront(JobId id) {
    const auto found = m_state->find(id);
    if (found == m_state->waiting.end() || found == m_state->waiting.begin()) return;
    std::rotate(m_state->waiting.begin(), found, std::next(found));
    m_state->noteOrder();
    Q_EMIT queueChanged();
}

void Engine::setPaused(bool paused) {
    if (m_state->paused == paused) return;
    m_state->paused = paused;
    if (paused) m_state->pauseRunning();
    Q_EMIT queueChanged();
    if (!paused) scheduleNext();
}

bool Engine::paused() const { return m_state->paused; }

std::vector<Job> Engine::jobs() const {
    std::vector<Job> jobs;
    if (const auto& running = m_state->running) {
        const qint64 elapsed = running->clock.elapsed();
        jobs.push_back({running->id, running->request, JobState::Running, running->tick, elapsed,
                        running->pace.remainingMs(elapsed), running->resumable});
    }
    for (const Waiting& job : m_state->waiting) jobs.push_back({job.id, job.request, JobState::Waiting, {}, 0, -1, job.resumable});
    return jobs;
}

bool Engine::busy() const { return m_state->running || !m_state->waiting.empty(); }

void Engine::scheduleNext() {
    // Later, so that the caller of submit() knows the id before started() names it.
    QMetaObject::invokeMethod(this, &Engine::startNext, Qt::QueuedConnection);
}

void Engine::startNext() {
    State& state = *m_state;
    if (state.paused || state.running || state.waiting.empty()) return;
    Running& job = state.running.emplace();
    job.id = state.waiting.front().id;
    job.request = std::move(state.waiting.front().request);
    state.waiting.pop_front();
    job.clock.start();
    state.reports.start();
    if (state.journal) state.journal->noteStarted(job.id);
    QMetaObject::invokeMethod(state.worker, [worker = state.worker, id = job.id, request = job.request,
                                             stop = job.stop.get_token(), mailbox = job.mailbox] {
        worker->run(id, request, stop, mailbox);
    });
    const JobId id = job.id;
    Q_EMIT started(id);
    Q_EMIT queueChanged();
}

void Engine::deliver() {
    if (!m_state->running) return;
    const JobId id = m_state->running->id;
    Letters letters = m_state->running->mailbox->take();
    if (letters.tick) reportTick(*letters.tick);
    if (letters.preview) Q_EMIT previewed(id, *letters.preview);
    if (!letters.frames.empty()) Q_EMIT filmstrip(id, letters.frames);
    if (letters.resumable && !m_state->running->resumable) {
        m_state->running->resumable = true;
        if (m_state->paused) m_state->pauseRunning();
        Q_EMIT queueChanged();
    }
    for (const News& news : letters.news) {
        if (const auto* warning = std::get_if<Message>(&news)) Q_EMIT warned(id, *warning);
        if (const auto* output = std::get_if<edits::Output>(&news)) Q_EMIT outputReady(id, *output);
    }
}

void Engine::reportTick(const Tick& tick) {
    Running& job = *m_state->running;
    const qint64 elapsed = job.clock.elapsed();
    job.tick = tick;
    job.pace.report(tick.fraction, elapsed);
    Q_EMIT progressed(job.id, tick, elapsed, job.pace.remainingMs(elapsed));
}

void Engine::conclude(JobId id, const std::shared_ptr<Outcome>& outcome) {
    deliver();
    m_state->reports.stop();
    if (m_state->takeBack(*outcome)) {
        Q_EMIT queueChanged();
        return scheduleNext();
    }
    m_state->running.reset();
    m_state->forget(id);
    if (const auto* result = std::get_if<edits::Result>(outcome.get())) Q_EMIT finished(id, *result);
    if (const auto* failure = std::get_if<Failure>(outcome.get())) Q_EMIT failed(id, failure->kind, failure->message);
    if (std::holds_alternative<Cancelled>(*outcome)) Q_EMIT cancelled(id);
    Q_EMIT queueChanged();
    scheduleNext();
}

}  // namespace tintype::engine
