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

// 50 s, 14 min, 2 h 05 min: as exact as an estimate can be.
std::string duration(double value) {
    char text[40];
    const long minutes = std::lround(value / 60);
    if (value < 99.5) std::snprintf(text, sizeof text, "%.0f s", std::max(1.0, value));
    else if (minutes < 100) std::snprintf(text, sizeof text, "%ld min", minutes);
    else std::snprintf(text, sizeof text, "%ld h %02ld min", minutes / 60, minutes % 60);
    return text;
}

// Whether the message names the file; "a.png" is not named by "aa.png".
bool mentions(const std::string& message, const std::filesystem::path& file) {
    const std::string name = displayName(file);
    const auto inWord = [&](std::size_t at) { return at < message.size() && std::isalnum(static_cast<unsigned char>(message[at])); };
    for (std::size_t at = message.find(name); !name.empty() && at != std::string::npos; at = message.find(name, at + 1))
        if ((at == 0 || !inWord(at - 1)) && !inWord(at + name.size())) return true;
    return false;
}

// Names in front of a message help for a picture or a pair; a sheet of a hundred is not listed.
constexpr std::size_t kMostNamed = 2;

}  // namespace

Reporter::Reporter(std::string verb, const Common& common)
    : m_verb(std::move(verb)),
      m_speech(common.speech),
      m_answer(common.answer),
      m_terminal(isatty(STDERR_FILENO) == 1),
      m_start(std::chrono::steady_clock::now()) {}

void Reporter::about(const Paths& files) {
    m_about = files;
    m_output.clear();
}

void Reporter::start(const Paths& inputs, const std::filesystem::path& output) {
    about(inputs);
    m_output = output;
    m_start = std::chrono::steady_clock::now();
    if (!json()) return;
    std::cout << line({{"event", "start"}, {"tool", m_verb}, {"inputs", pathsOf(inputs)}, {"output", output.native()}})
              << std::endl;
}

void Reporter::plan(const edits::Request& request) {
    const edits::RunOptions& options = request.options;
    const edits::Need need = edits::predict(request);
    if (json())
        std::cout << line({{"event", "plan"},
                           {"engine", need.engine},
                           {"built_in", need.builtIn},
                           {"device", need.builtIn ? "cpu" : options.device},
                           {"predicted_memory", need.bytes},
                           {"memory_limit", options.memoryLimit},
                           {"predicted_seconds", need.seconds > 0 ? Json(rounded(need.seconds, 1)) : Json(nullptr)}})
                  << std::endl;
    if (m_speech == Speech::Quiet) return;
    clearLine();
    std::cerr << displayName(inputOf({})) << ": " << need.engine
              << (options.engine == edits::Engine::Auto && need.builtIn ? " (no model is installed)" : "");
    if (need.seconds > 0) std::cerr << ", about " << duration(need.seconds);
    std::cerr << '\n';
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
    if (known && elapsed.count() > 2.0) std::fprintf(stderr, ", %s left", duration(remaining).c_str());
    std::fflush(stderr);
    m_lineShown = true;
}

void Reporter::warning(const Message& message) {
    const std::string sentence = message.english();
    if (json()) {
        Json event{{"event", "warning"}, {"message", sentence}};
        if (const auto input = inputOf(sentence); !input.empty()) event["input"] = input.native();
        std::cout << line(event) << std::endl;
    }
    if (m_speech == Speech::Quiet) return;
    clearLine();
    std::cerr << "Note: " << named(sentence, m_about) << '\n';
}

void Reporter::done(const std::vector<std::filesystem::path>& outputs, const std::string& engine, double took,
                    std::uint64_t peakMemory) {
    clearLine();
    ++m_written;
    if (json()) {
        Json event{{"event", "done"}, {"tool", m_verb}, {"input", inputOf({}).native()}, {"outputs", pathsOf(outputs)}};
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
    if (json()) std::cout << jsonError(kind, message, status, input.empty() ? inputOf(message) : input) << std::endl;
    // A disk error names the file that could not be written.
    const bool ofAFile = kind != "usage" && kind != "cancelled" && kind != "disk";
    std::cerr << "tintype " << m_verb << ": "
              << (ofAFile ? named(message, input.empty() ? m_about : Paths{input}) : message) << '\n';
}

void Reporter::cancelled(int status) {
    if (m_verb == "info") return error("cancelled", "Cancelled.", status);
    const std::string written = std::to_string(m_written);
    const std::string left = std::to_string(m_expected - m_written);
    error("cancelled",
          m_written == 0 ? "Cancelled; nothing was written."
                         : "Cancelled; " + written + (m_written == 1 ? " result was" : " results were") +
                               " written before, " + left + (left == "1" ? " was" : " were") + " not.",
          status);
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

std::string Reporter::named(const std::string& message, const Paths& files) const {
    if (files.empty() || files.size() > kMostNamed || mentions(message, m_output)) return message;
    std::string names;
    for (const auto& file : files) {
        if (mentions(message, file)) return message;
        names += (names.empty() ? "" : ", ") + displayName(file);
    }
    return names + ": " + message;
}

// The one at fault, as far as the message says.
std::filesystem::path Reporter::inputOf(const std::string& message) const {
    for (const auto& file : m_about)
        if (mentions(message, file)) return file;
    return m_about.empty() || m_about.size() > kMostNamed ? std::filesystem::path() : m_about.front();
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
