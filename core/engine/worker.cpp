#include "core/engine/worker.h"

#include <filesystem>
#include <new>

namespace tintype::engine {

namespace {

Failure unexpected(ErrorKind kind, const std::string& what) {
    return {kind, {TINTYPE_NOOP("core", "The job stopped because of an unexpected error: %1"), {what}}};
}

}  // namespace

Worker::Worker(Runner runner) : m_runner(std::move(runner)) {}

Worker::~Worker() = default;

void Worker::run(JobId id, const edits::Request& request, std::stop_token stop,
                 const std::shared_ptr<Mailbox>& mailbox) {
    Q_EMIT ended(id, std::make_shared<Outcome>(outcomeOf(request, stop, *mailbox)));
}

Outcome Worker::outcomeOf(const edits::Request& request, const std::stop_token& stop, Mailbox& mailbox) {
    if (stop.stop_requested()) return Cancelled{};
    try {
        Progress progress(
            stop, [&](const Tick& tick) { mailbox.put(tick); },
            [&](const Message& warning) {
                mailbox.put(News{warning});
                Q_EMIT news();
            });
        const edits::Listener listener{[&](const image::Image& preview) { mailbox.put(preview); },
                                       [&](const edits::Output& output) {
                                           mailbox.put(News{output});
                                           Q_EMIT news();
                                       },
                                       [&](const std::vector<image::Image>& frames) { mailbox.put(frames); },
                                       [&] {
                                           mailbox.putResumable();
                                           Q_EMIT news();
                                       }};
        edits::Result result = perform(request, progress, listener);
        // Who pressed Cancel does not want the result of a job that happened to be through.
        if (stop.stop_requested() && !mailbox.pausing()) return Cancelled{};
        return result;
    } catch (const Cancelled&) {
        return Cancelled{};
    } catch (const Error& error) {
        return Failure{error.kind(), error.message()};
    } catch (const std::bad_alloc&) {
        return Failure{ErrorKind::OutOfMemory, {TINTYPE_NOOP("core", "There is not enough memory for this job."), {}}};
    } catch (const std::filesystem::filesystem_error& error) {
        return unexpected(ErrorKind::Disk, error.what());
    } catch (const std::exception& error) {
        return unexpected(ErrorKind::Unsupported, error.what());
    } catch (...) {
        return unexpected(ErrorKind::Unsupported, "?");
    }
}

edits::Result Worker::perform(const edits::Request& request, Progress& progress, const edits::Listener& listener) {
    if (m_runner) return m_runner(request, progress, listener);
    if (!m_runtime) m_runtime = std::make_unique<edits::Runtime>();
    return edits::run(*m_runtime, request, progress, listener);
}

}  // namespace tintype::engine
