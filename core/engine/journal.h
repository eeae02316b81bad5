// The jobs that wait or run, kept on disk until they have ended, so that a crash loses none. The Engine tells it
// what happens; the session asks pending() at the next start and submits again. Writing is done on a background
// thread; every file appears whole or not at all.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "core/engine/engine.h"

namespace tintype::engine {

// A job of a process that ended without finishing it.
struct Pending {
    edits::Request request;
    bool wasRunning = false;     // maybe what brought the process down: ask before running it again
    std::filesystem::path file;  // its entry
};

class Journal {
public:
    // root: the state folder; each process has its own folder below it.
    explicit Journal(std::filesystem::path root);
    // Waits for what is to be written; a folder without jobs is removed.
    ~Journal();

    // Jobs left by processes that no longer run, in their order. Entries that cannot be read are renamed to
    // *.damaged and skipped. Reads pictures: for a background thread. Never throws.
    static std::vector<Pending> pending(const std::filesystem::path& root);
    // Removes an entry, once everything recorded before this call is on disk: submit first, then discard.
    void discard(const Pending& pending);

    void record(JobId id, const edits::Request& request);
    void noteStarted(JobId id);
    void setOrder(std::vector<JobId> order);  // the running job first
    void forget(JobId id);
    void flush();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::engine
