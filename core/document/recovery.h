// Crash recovery of the open document: a folder per session, owned by a process id, written in the background.
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/document/document.h"

namespace tintype::document {

// What a dead session left behind.
struct Recovered {
    std::filesystem::path folder;
    std::filesystem::path source;  // the photo's own file; may be empty
    image::Image picture;
    image::Mask mask;
    qint64 savedAtMs = 0;          // since the epoch
    bool onPurpose = false;        // the session ended in order and left this behind: see leaveBehind()
};

class Recovery : public QObject {
    Q_OBJECT

public:
    // root: the state folder; each session has its own folder below it.
    Recovery(std::filesystem::path root, Document& document, QObject* parent = nullptr);
    ~Recovery() override;  // a clean end removes the session's folder

    // Sessions of processes that no longer run. Does not touch this session's own.
    static std::vector<std::filesystem::path> leftovers(const std::filesystem::path& root);
    static std::optional<Recovered> load(const std::filesystem::path& folder);
    static void discard(const std::filesystem::path& folder);

    void saveNow();        // waits until it is on disk
    // Saves, and does not remove it at the end: the program must end now and nobody can be asked.
    void leaveBehind();
    void setIntervalMs(int milliseconds);  // after a change; default 5 s

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::document
