#include "app/cli/common.h"

#include <algorithm>
#include <iostream>

#include "app/cli/exit_status.h"
#include "app/cli/reporter.h"
#include "app/cli/values.h"
#include "core/base/error.h"

namespace tintype::cli {

namespace {

void checkDevice(const std::string& text) {
    const bool numbered = text.rfind("cuda:", 0) == 0 && text.size() > 5 && text.size() <= 8 &&
                          std::all_of(text.begin() + 5, text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text == "auto" || text == "cpu" || text == "cuda" || numbered) return;
    throw CLI::ValidationError("--device", "\"" + text + "\" is not one of auto|cpu|cuda|cuda:N");
}

}  // namespace

void addSpeech(CLI::App& app, Common& common) {
    app.add_flag_function(
           "--json", [&](std::int64_t) { common.answer = Answer::JsonLines; },
           "Say everything as one JSON object a line on standard output")
        ->group("Common");
    app.add_flag_function(
           "--quiet", [&](std::int64_t) { common.speech = Speech::Quiet; }, "Say nothing but errors")
        ->group("Common");
}

void addRunOptions(CLI::App& app, Common& common) {
    using edits::Engine;
    using edits::Precision;
    addChoice<Engine>(app, "--engine", common.run.engine, {{"builtin", Engine::BuiltIn}, {"model", Engine::Model}},
                      "Which engine; without it the installed model is used, else the built-in engine")
        ->group("Common");
    app.add_option_function<std::string>(
           "--device",
           [&](const std::string& text) {
               checkDevice(text);
               common.run.device = text;
           },
           "What to compute on")
        ->type_name("auto|cpu|cuda[:N]")
        ->default_str("auto")
        ->group("Common");
    addChoice<Precision>(app, "--precision", common.run.precision,
                         {{"auto", Precision::Auto},
                          {"fp32", Precision::Float32},
                          {"fp16", Precision::Float16},
                          {"bf16", Precision::BFloat16}},
                         "Numbers a network computes with")
        ->group("Common");
    app.add_option_function<std::string>(
           "--memory-limit",
           [&](const std::string& text) {
               try {
                   common.run.memoryLimit = parseBytes(text);
               } catch (const Error& error) {
                   throw CLI::ValidationError("--memory-limit", error.what());
               }
           },
           "Use no more memory than this")
        ->type_name("6GiB")
        ->group("Common");
    addNumber(app, "--threads", common.run.threads, edits::kThreadsRange, "CPU threads; 0: all cores")->group("Common");
    addSpeech(app, common);
}

void addModel(CLI::App& app, Common& common, const std::string& description) {
    addPath(app, "--model", common.run.model, "PATH", description);
}

void addWriteOptions(CLI::App& app, image::WriteOptions& options) {
    addNumber(app, "--quality", options.quality, {0, 100}, "JPEG and WebP quality; 0: as the source, else 92");
    addChoice<image::Metadata>(app, "--metadata", options.metadata,
                               {{"all", image::Metadata::All},
                                {"credit", image::Metadata::CreditOnly},
                                {"none", image::Metadata::None}},
                               "What goes along: everything and the recipe, artist and copyright only, or nothing");
}

void addSpan(CLI::App& app, video::Span& span) {
    addNumber(app, "--start", span.start, edits::kClipSecondsRange, "Of a clip: the second to start at")->group("Clips");
    addNumber(app, "--end", span.end, edits::kClipSecondsRange, "Of a clip: the second to end at; 0: to its end")->group("Clips");
}

void addCoding(CLI::App& app, video::Coding& coding) {
    addChoice<std::string>(app, "--codec", coding.codec,
                           {{"h264", "h264"}, {"hevc", "hevc"}, {"av1", "av1"}, {"vp9", "vp9"}, {"vp8", "vp8"}},
                           "How an MP4 or WebM is coded; without it H.264 or VP9")
        ->group("Clips");
    addNumber(app, "--crf", coding.crf, edits::kCrfRange, "Quality of a clip: 0 best, 51 worst")->group("Clips");
    addChoice<video::Hardware>(app, "--encoder", coding.hardware, {{"auto", video::Hardware::Auto}, {"software", video::Hardware::Off}},
                               "Whether a graphics card may encode the clip")
        ->group("Clips");
}

void addPath(CLI::App& app, const std::string& name, std::filesystem::path& path, const std::string& type,
             const std::string& description) {
    app.add_option_function<std::string>(
           name,
           [&path, name](const std::string& text) {
               if (text.empty()) throw CLI::ValidationError(name, "the path is empty");
               path = text;
           },
           description)
        ->type_name(type);
}

void addPaths(CLI::App& app, const std::string& name, std::vector<std::string>& paths,
              const std::string& description) {
    app.add_option(name, paths, description)
        ->check(CLI::Validator([](std::string& text) { return text.empty() ? "the path is empty" : std::string(); }, ""))
        ->type_name("FILE");
}

std::optional<int> parse(CLI::App& app, const Arguments& arguments) {
    Arguments reversed(arguments.rbegin(), arguments.rend());
    // CLI11 would split a positional "[a,b]" at its comma; with "./" in front it is a name again.
    for (std::string& argument : reversed) {
        std::error_code error;
        if (argument.size() > 1 && argument.front() == '[' && std::filesystem::exists(argument, error))
            argument.insert(0, "./");
    }
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        std::cout << app.help();
        return kDone;
    } catch (const CLI::ParseError& error) {
        return usageError(app.get_name(), error.what(), arguments);
    }
    return std::nullopt;
}

std::optional<int> parse(CLI::App& app, const Arguments& arguments, const Common& common) {
    if (const std::optional<int> status = parse(app, arguments)) return status;
    if (common.run.engine == edits::Engine::BuiltIn && !common.run.model.empty())
        return usageError(app.get_name(), "--engine builtin takes no --model", arguments);
    return std::nullopt;
}

int usageError(const std::string& program, const std::string& what, const Arguments& arguments) {
    if (std::find(arguments.begin(), arguments.end(), "--json") != arguments.end())
        std::cout << jsonError("usage", what, kUsage, {}) << std::endl;
    std::cerr << program << ": " << what << (what.ends_with('.') ? "" : ".") << "\nTry \"" << program
              << " --help\".\n";
    return kUsage;
}

}  // namespace tintype::cli
