// What a verb says while it works: lines for a person on standard error, or one JSON object a line on standard
// output. Errors are said in both.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/common.h"
#include "core/base/progress.h"
#include "core/edits/run.h"

namespace tintype::cli {

class Reporter {
public:
    Reporter(std::string verb, const Common& common);

    // The files the next messages are about: a message that names none of them gets their names in front.
    void about(const std::vector<std::filesystem::path>& files);
    // How many results the run is to write: told when it is cancelled.
    void expect(int results) { m_expected = results; }
    void start(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output);
    // Which engine will do it and what it needs; nothing where a model is asked for, which run() judges.
    void plan(const edits::Request& request);
    void progress(const Tick& tick);
    void warning(const Message& message);
    void done(const std::vector<std::filesystem::path>& outputs, const std::string& engine, double seconds,
              std::uint64_t peakMemory);
    // input: empty means one of those it is about.
    void error(const std::string& kind, const std::string& message, int status,
               const std::filesystem::path& input = {});
    // The error event of a run that was asked to stop; says what was written before.
    void cancelled(int status);
    // At the end of a batch.
    void summary(int done, int failed, double seconds);
    // Free text on standard output for a person; nothing with --json or --quiet.
    void say(const std::string& line);
    bool json() const { return m_answer == Answer::JsonLines; }

private:
    using Paths = std::vector<std::filesystem::path>;

    void clearLine();
    std::string named(const std::string& message, const Paths& files) const;
    std::filesystem::path inputOf(const std::string& message) const;

    std::string m_verb;
    Speech m_speech;
    Answer m_answer;
    bool m_terminal;
    bool m_lineShown = false;
    Paths m_about;
    std::filesystem::path m_output;
    int m_expected = 1;
    int m_written = 0;
    std::chrono::steady_clock::time_point m_start;
};

// One JSON line of the error event.
std::string jsonError(const std::string& kind, const std::string& message, int status,
                      const std::filesystem::path& input);

}  // namespace tintype::cli
