// The one background helper of the window: short work (decoding, thumbnails, previews, size estimates) runs on
// its threads and the answer comes back to the UI thread. Used by the session, the panels and the dialogs.
#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <utility>

#include "core/base/error.h"

namespace tintype::ui {

// What became of a piece of work: a value, or the reason there is none.
template <class T>
struct Outcome {
    std::optional<T> value;
    std::optional<Error> error;
};

class Background : public QObject {
    Q_OBJECT

public:
    explicit Background(int threads = 2, QObject* parent = nullptr);
    ~Background() override;  // waits for what runs; what waits is dropped

    // Runs `work` on a helper thread, then `done(Outcome)` on the UI thread unless `receiver` is gone by then.
    template <class Work, class Done>
    void run(QObject* receiver, Work work, Done done) {
        QPointer<QObject> guard(receiver);
        m_pool.start([this, guard, work = std::move(work), done = std::move(done)]() mutable {
            auto outcome = attempt(work);
            auto answer = [guard, done = std::move(done), outcome = std::move(outcome)]() mutable {
                if (guard) done(std::move(outcome));
            };
            QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
        });
    }
    void waitForDone() { m_pool.waitForDone(); }

private:
    template <class Work>
    static auto attempt(Work& work) -> Outcome<decltype(work())> {
        try {
            return {work(), std::nullopt};
        } catch (const Error& error) {
            return {std::nullopt, error};
        } catch (const std::bad_alloc&) {
            return {std::nullopt, Error(ErrorKind::OutOfMemory, TINTYPE_NOOP("core", "There is not enough memory."), {})};
        } catch (const std::exception& error) {
            return {std::nullopt, Error(ErrorKind::Unsupported, "%1", {error.what()})};
        }
    }

    QThreadPool m_pool;
};

// Follows a fast-changing input (a slider): one piece of work runs at a time, and only the newest input waits.
template <class In, class Out>
class Latest {
public:
    using Work = std::function<Out(const In&)>;
    using Done = std::function<void(const Outcome<Out>&)>;
    Latest(Background& background, QObject* receiver, Work work, Done done)
        : m_background(background), m_receiver(receiver), m_work(std::move(work)), m_done(std::move(done)) {}

    void offer(In input) {
        m_next = std::move(input);
        if (!m_running) start();
    }
    // Forgets what waits, and the answer of what runs.
    void drop() {
        m_next.reset();
        ++m_generation;
    }

private:
    void start() {
        m_running = true;
        const quint64 generation = m_generation;
        auto work = [work = m_work, input = std::move(*m_next)] { return work(input); };
        m_next.reset();
        m_background.run(m_receiver, std::move(work), [this, generation](const Outcome<Out>& outcome) {
            m_running = false;
            if (generation == m_generation) m_done(outcome);
            if (m_next) start();
        });
    }

    Background& m_background;
    QObject* m_receiver;
    Work m_work;
    Done m_done;
    std::optional<In> m_next;
    bool m_running = false;
    quint64 m_generation = 0;
};

}  // namespace tintype::ui
