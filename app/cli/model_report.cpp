#include "app/cli/model_report.h"

#include <cstdio>
#include <iostream>

#include "core/base/safe_file.h"

namespace tintype::cli {

namespace {

using Json = nlohmann::ordered_json;

// 859532484 -> "859,532,484".
std::string grouped(std::uint64_t number) {
    const std::string digits = std::to_string(number);
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string megabytes(std::uint64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
    return text;
}

std::string precisionOf(const vault::Component& component) {
    std::string list;
    for (const auto& [type, count] : component.precision) list += (list.empty() ? "" : ", ") + type;
    return list.empty() ? "no floating-point tensors" : list;
}

Json messages(const std::vector<Message>& list) {
    Json texts = Json::array();
    for (const Message& message : list) texts.push_back(message.english());
    return texts;
}

Json paths(const std::vector<std::filesystem::path>& list) {
    Json texts = Json::array();
    for (const auto& path : list) texts.push_back(path.native());
    return texts;
}

}  // namespace

void printLine(const Json& json) {
    std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

void sayModel(Reporter& reporter, const vault::Model& model) {
    const vault::KindFacts& facts = vault::factsOf(model.kind);
    reporter.say(displayName(model.path) + ": " + model.title);
    reporter.say("  Kind:        " + std::string(facts.id) + (*facts.tool ? std::string(", for `tintype ") + facts.tool + "`" : ""));
    reporter.say("  Layout:      " + model.layout);
    reporter.say("  Precision:   " + model.precision());
    reporter.say("  Parameters:  " + grouped(static_cast<std::uint64_t>(model.parameters())) + " in " +
                 grouped(static_cast<std::uint64_t>(model.tensors())) + " tensors, " + megabytes(model.bytes()));
    reporter.say("  Licence:     " + (*facts.licence ? std::string(facts.licence) : std::string("not known")));
    for (const vault::Component& component : model.components) {
        reporter.say("  " + component.name + ": " + grouped(static_cast<std::uint64_t>(component.parameters)) + " parameters, " +
                     precisionOf(component) + ", " + megabytes(component.bytes));
        for (const auto& file : component.files) reporter.say("      " + displayName(file));
    }
    for (const Message& note : model.notes) reporter.say("  Note: " + note.english());
    for (const Message& problem : model.problems) reporter.say("  Problem: " + problem.english());
    if (model.usable()) reporter.say("  Ready to use.");
}

Json jsonOf(const vault::Model& model) {
    const vault::KindFacts& facts = vault::factsOf(model.kind);
    Json json{{"event", "model"},           {"path", model.path.native()}, {"kind", facts.id},
              {"title", model.title},       {"tool", facts.tool},          {"layout", model.layout},
              {"usable", model.usable()},   {"precision", model.precision()}, {"parameters", model.parameters()},
              {"tensors", model.tensors()}, {"bytes", model.bytes()},      {"licence", facts.licence}};
    json["components"] = Json::array();
    for (const vault::Component& component : model.components)
        json["components"].push_back({{"name", component.name}, {"files", paths(component.files)}, {"precision", component.precision},
                                      {"parameters", component.parameters}, {"tensors", component.tensors}, {"bytes", component.bytes}});
    json["companions"] = paths(model.companions);
    json["missing"] = messages(model.problems);
    json["notes"] = messages(model.notes);
    if (!model.refusal.empty()) json["refusal"] = model.refusal.english();
    return json;
}

void sayInstalled(Reporter& reporter, const vault::InstalledModel& model) {
    const char* tool = vault::factsOf(model.kind).tool;
    reporter.say("  " + displayName(model.id) + "  " + model.title + (*tool ? std::string(", for `tintype ") + tool + "`" : "") + ", " + megabytes(model.bytes));
    if (!model.problem.empty()) reporter.say("      cannot be used: " + model.problem.english());
}

Json jsonOf(const vault::InstalledModel& model) {
    const vault::KindFacts& facts = vault::factsOf(model.kind);
    Json json{{"id", model.id}, {"path", model.path.native()}, {"kind", facts.id},     {"title", model.title},
              {"tool", facts.tool}, {"licence", facts.licence}, {"bytes", model.bytes}, {"usable", model.problem.empty()}};
    if (!model.problem.empty()) json["problem"] = model.problem.english();
    return json;
}

}  // namespace tintype::cli
