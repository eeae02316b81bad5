#include "core/document/recovery.h"

#include <QDateTime>
#include <QThreadPool>
#include <QTimer>

#include "core/base/error.h"
#include "core/base/process_mark.h"
#include "core/document/recovery_file.h"

namespace tintype::document {

namespace {

namespace fs = std::filesystem;

constexpr int kDefaultIntervalMs = 5000;
constexpr const char* kPrefix = "session-";

// A process may hold several documents, one after the other or at once.
fs::path newFolder(const fs::path& root) {
    const std::string name = kPrefix + processMark();
    std::error_code error;
    for (int n = 1;; ++n) {
        const fs::path folder = root / (name + "." + std::to_string(n));
        if (fs::create_directories(folder, error) || error) return folder;
    }
}

bool belongsToALiveProcess(const fs::path& folder) {
    const std::string name = folder.filename().native();
    if (!name.starts_with(kPrefix)) return true;  // not ours to judge
    const std::size_t begin = std::string(kPrefix).size();
    return processRuns(name.substr(begin, name.rfind('.') - begin));
}

}  // namespace

struct Recovery::State {
    State(const fs::path& root, Document& opened) : document(opened), folder(newFolder(root)), writer(folder) {}

    Document& document;
    fs::path folder;
    RecoveryWriter writer;  // of the background thread
    bool stays = false;
    QTimer timer;
    QThreadPool pool;

    void write();
};

void Recovery::State::write() {
    if (!document.isOpen()) return;
    Moment moment{document.picture(), document.mask(), document.path(), QDateTime::currentMSecsSinceEpoch(), stays};
    pool.start([this, moment = std::move(moment)] {
        try {
            writer.write(moment);
        } catch (const std::exception&) {
            // Recovery is a net; without room for it the work goes on.
        }
    });
}

Recovery::Recovery(fs::path root, Document& document, QObject* parent)
    : QObject(parent), m_state(std::make_unique<State>(root, document)) {
    m_state->pool.setMaxThreadCount(1);
    m_state->timer.setSingleShot(true);
    m_state->timer.setInterval(kDefaultIntervalMs);
    connect(&m_state->timer, &QTimer::timeout, this, [this] { m_state->write(); });
    // The first change starts the clock, so that steady work is saved every interval and not only after it.
    const auto touched = [this] {
        if (!m_state->timer.isActive()) m_state->timer.start();
    };
    connect(&document, &Document::pictureChanged, this, touched);
    connect(&document, &Document::maskChanged, this, touched);
    connect(&document, &Document::opened, this, [this] {
        m_state->timer.stop();
        m_state->pool.start([this] { m_state->writer.removeAll(); });
    });
}

Recovery::~Recovery() {
    m_state->timer.stop();
    m_state->pool.clear();
    m_state->pool.waitForDone();
    if (!m_state->stays) m_state->writer.removeAll();
}

std::vector<fs::path> Recovery::leftovers(const fs::path& root) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entries(root, error); !error && entries != fs::directory_iterator();
         entries.increment(error)) {
        std::error_code ignored;
        const fs::path& folder = entries->path();
        if (!entries->is_directory(ignored) || belongsToALiveProcess(folder)) continue;
        if (holdsAGeneration(folder)) folders.push_back(folder);
        else fs::remove(folder, ignored);  // only when it is empty
    }
    return folders;
}

std::optional<Recovered> Recovery::load(const fs::path& folder) { return readGeneration(folder); }

void Recovery::discard(const fs::path& folder) {
    std::error_code ignored;
    if (!belongsToALiveProcess(folder)) fs::remove_all(folder, ignored);
}

void Recovery::saveNow() {
    m_state->timer.stop();
    m_state->write();
    m_state->pool.waitForDone();
}

void Recovery::leaveBehind() {
    m_state->stays = m_state->document.isOpen();
    saveNow();
}

void Recovery::setIntervalMs(int milliseconds) { m_state->timer.setInterval(milliseconds); }

}  // namespace tintype::document
