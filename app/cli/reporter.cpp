#include "app/cli/reporter.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/base/safe_file.h"
#include "core/base/size.h"

namespace tintype::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json pathsOf(const std::vector<std::filesystem::path>& paths) {
    Json list = Json::array();
    for (const auto& path : paths) list.push_back(path.native());
    return list;
}

double rounded(double value, int digits) {
    const double scale = std::pow(10.0, digits);
    return std::round(value * scale) / scale;
}

std::string seconds(double value) {
    char text[40];
    std::snprintf(text, sizeof text, "%.1f s", value);
    return text;
}

}  // namespace

Reporter::Reporter(std::string verb, const Common& common)
    : m_verb(std::move(verb)),
      m_speech(common.speech),
      m_answer(common.answer),
      m_terminal(isatty(STDERR_FILENO) == 1),
      m_start(std::chrono::steady_clock::now()) {}

void Reporter::start(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output) {
    m_start = std::chrono::steady_clock::now();
    m_input = inputs.empty() ? std::string() : inputs.front().native();
    if (!json()) return;
    std::cout << line({{"event", "start"}, {"tool", m_verb}, {"inputs", pathsOf(inputs)}, {"output", output.native()}})
              << std::endl;
}

void Reporter::plan(const edits::Request& request) {
    const edits::RunOptions& options = request.options;
    if (options.engine == edits::Engine::Model || !options.model.empty()) return;
    const edits::Need need = edits::predict(request);
    if (json())
        std::cout << line({{"event", "plan"},
                           {"engine", need.engine},
                           {"built_in", need.builtIn},
                           {"device", "cpu"},
                           {"predicted_memory", need.bytes},
                           {"memory_limit", options.memoryLimit}})
                  << std::endl;
    if (m_speech == Speech::Quiet) return;
    clearLine();
    std::cerr << displayName(m_input) << ": " << need.engine
              << (options.engine == edits::Engine::Auto && need.builtIn ? " (no model is installed)\n" : "\n");
}

void Reporter::progress(const Tick& tick) {
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - m_start;
    const bool known = tick.fraction > 0.0;
    const double remaining = known ? elapsed.count() * (1.0 - tick.fraction) / tick.fraction : 0.0;
    if (json()) {
        Json event{{"event", "progress"},
                   {"stage", tick.stage.english()},
                   {"done", tick.done},
                   {"total", tick.total},
                   {"fraction", rounded(tick.fraction, 4)}};
        event["eta"] = known ? Json(rounded(remaining, 2)) : Json(nullptr);
        std::cout << line(event) << std::endl;
        return;
    }
    if (!m_terminal || m_speech == Speech::Quiet) return;
    std::fprintf(stderr, "\r\033[K%3d %%  %s", static_cast<int>(100 * tick.fraction), tick.stage.english().c_str());
    if (known && elapsed.count() > 2.0) std::fprintf(stderr, ", %s left", seconds(remaining).c_str());
    std::fflush(stderr);
    m_lineShown = true;
}

void Reporter::warning(const Message& message) {
    if (json()) std::cout << line({{"event", "warning"}, {"message", message.english()}}) << std::endl;
    if (m_speech == Speech::Quiet) return;
    clearLine();
    std::cerr << "Note: " << message.english() << '\n';
}

void Reporter::done(const std::vector<std::filesystem::path>& outputs, const std::string& engine, double took,
                    std::uint64_t peakMemory) {
    clearLine();
    if (json()) {
        Json event{{"event", "done"}, {"tool", m_verb}, {"input", m_input}, {"outputs", pathsOf(outputs)}};
        event["engine"] = engine;
        event["seconds"] = rounded(took, 3);
        event["peak_memory"] = peakMemory;
        std::cout << line(event) << std::endl;
        return;
    }
    if (m_speech == Speech::Quiet) return;
    for (const auto& output : outputs) std::cout << output.native() << '\n';
    std::cout.flush();
    std::cerr << "Done in " << seconds(took) << ", at most " << formatBytes(peakMemory) << " of memory.\n";
}

void Reporter::error(const std::string& kind, const std::string& message, int status,
                     const std::filesystem::path& input) {
    clearLine();
    if (json()) std::cout << jsonError(kind, message, status, input) << std::endl;
    std::cerr << "tintype " << m_verb << ": " << message << '\n';
}

void Reporter::summary(int done, int failed, double took) {
    clearLine();
    if (json())
        std::cout << line({{"event", "summary"}, {"done", done}, {"failed", failed}, {"seconds", rounded(took, 3)}})
                  << std::endl;
    if (m_speech == Speech::Quiet) return;
    std::cerr << done << " done, " << failed << " failed, " << seconds(took) << ".\n";
}

void Reporter::say(const std::string& text) {
    if (!json() && m_speech == Speech::Usual) std::cout << text << '\n';
}

void Reporter::clearLine() {
    if (!m_lineShown) return;
    std::fprintf(stderr, "\r\033[K");
    m_lineShown = false;
}

std::string jsonError(const std::string& kind, const std::string& message, int status,
                      const std::filesystem::path& input) {
    Json event{{"event", "error"}, {"kind", kind}, {"message", message}, {"status", status}};
    if (!input.empty()) event["input"] = input.native();
    return line(event);
}

}  // namespace tintype::cli
