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

    void start(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output);
    // Which engine will do it and what it needs; nothing where a model is asked for, which run() judges.
    void plan(const edits::Request& request);
    void progress(const Tick& tick);
    void warning(const Message& message);
    void done(const std::vector<std::filesystem::path>& outputs, const std::string& engine, double seconds,
              std::uint64_t peakMemory);
    // input: empty where no single file is at fault.
    void error(const std::string& kind, const std::string& message, int status,
               const std::filesystem::path& input = {});
    // At the end of a batch.
    void summary(int done, int failed, double seconds);
    // Free text on standard output for a person; nothing with --json or --quiet.
    void say(const std::string& line);
    bool json() const { return m_answer == Answer::JsonLines; }

private:
    void clearLine();

    std::string m_verb;
    Speech m_speech;
    Answer m_answer;
    bool m_terminal;
    bool m_lineShown = false;
    std::string m_input;
    std::chrono::steady_clock::time_point m_start;
};

// One JSON line of the error event.
std::string jsonError(const std::string& kind, const std::string& message, int status,
                      const std::filesystem::path& input);

}  // namespace tintype::cli
