// The options all verbs share, and the parsing that turns a usage error into status 2.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/edits/request.h"
#include "core/image/write.h"

namespace tintype::cli {

using Arguments = std::vector<std::string>;  // after the verb

enum class Speech { Usual, Quiet };
enum class Answer { Text, JsonLines };

struct Common {
    edits::RunOptions run;
    Speech speech = Speech::Usual;
    Answer answer = Answer::Text;
};

// --json and --quiet.
void addSpeech(CLI::App& app, Common& common);
// --engine, --model (but where the verb adds its own), --device, --precision, --memory-limit, --threads.
void addRunOptions(CLI::App& app, Common& common);
void addModel(CLI::App& app, Common& common, const std::string& description);
// --quality and --metadata.
void addWriteOptions(CLI::App& app, image::WriteOptions& options);

// --start and --end.
void addSpan(CLI::App& app, video::Span& span);
// --codec, --crf and --encoder.
void addCoding(CLI::App& app, video::Coding& coding);

// Paths are taken as bytes; an option value and a name in brackets stay as they are.
void addPath(CLI::App& app, const std::string& name, std::filesystem::path& path, const std::string& type,
             const std::string& description);
void addPaths(CLI::App& app, const std::string& name, std::vector<std::string>& paths,
              const std::string& description);

// Nothing: go on. Else the exit status: help was shown, or the usage was wrong and that was said.
std::optional<int> parse(CLI::App& app, const Arguments& arguments);
// The same, and run options that contradict each other are a usage error.
std::optional<int> parse(CLI::App& app, const Arguments& arguments, const Common& common);
// "tintype edit: what is wrong" on standard error, a JSON error line where --json was asked for; status 2.
int usageError(const std::string& program, const std::string& what, const Arguments& arguments);

}  // namespace tintype::cli
