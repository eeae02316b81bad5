// Options whose values are checked strictly while the command line is parsed: a number must be a number and in
// its range, and the message names both.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/size.h"
#include "core/edits/limits.h"

namespace tintype::cli {

CLI::Option* addNumber(CLI::App& app, const std::string& name, int& value, edits::Range<int> range,
                       const std::string& description);
CLI::Option* addNumber(CLI::App& app, const std::string& name, double& value, edits::Range<double> range,
                       const std::string& description);
CLI::Option* addSeed(CLI::App& app, const std::string& name, std::uint64_t& value, const std::string& description);
// "1280x720", both sides even and in range.
CLI::Option* addSize(CLI::App& app, const std::string& name, Size& value, edits::Range<int> side,
                     const std::string& description);
// 0 or a number in range.
CLI::Option* addLongSide(CLI::App& app, int& value, const std::string& description);

// One of a few words.
template <typename Value>
CLI::Option* addChoice(CLI::App& app, const std::string& name, Value& value,
                       const std::vector<std::pair<std::string, Value>>& choices, const std::string& description) {
    std::string words;
    std::string usual;
    for (const auto& [word, meaning] : choices) {
        words += (words.empty() ? "" : "|") + word;
        if (meaning == value) usual = word;
    }
    const auto take = [&value, choices, name, words](const std::string& text) {
        for (const auto& [word, meaning] : choices) {
            if (word != text) continue;
            value = meaning;
            return;
        }
        throw CLI::ValidationError(name, "\"" + text + "\" is not one of " + words);
    };
    CLI::Option* option = app.add_option_function<std::string>(name, take, description)->type_name(words);
    return usual.empty() ? option : option->default_str(usual);
}

// Whole texts only: no spaces, no trailing letters, no NaN. Used by the options above; false: not a number.
bool parseNumber(const std::string& text, int& value);
bool parseNumber(const std::string& text, double& value);

}  // namespace tintype::cli
