// Recipes as lines for people and for other programs.
#include <nlohmann/json.hpp>

#include "core/edits/recipe.h"

namespace tintype::edits {

namespace {

using Json = nlohmann::ordered_json;

Json objectIn(const std::string& recipe) {
    Json json = Json::parse(recipe, nullptr, false);
    return json.is_object() ? json : Json::object();
}

std::string shown(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string textOf(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

std::string label(std::string key) {
    for (char& c : key)
        if (c == '_') c = ' ';
    if (!key.empty()) key[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(key[0])));
    return key;
}

// "long_side" -> "Long side: 0", for all parameters but the texts and those without a value.
std::vector<std::string> pairsOf(const Json& parameters) {
    std::vector<std::string> pairs;
    for (const auto& [key, value] : parameters.items())
        if (!value.is_null() && !value.is_string() && value != -1) pairs.push_back(label(key) + ": " + shown(value));
    return pairs;
}

Json parametersOf(const Json& recipe) {
    const auto found = recipe.find("parameters");
    return found != recipe.end() && found->is_object() ? *found : Json::object();
}

std::string samplerFor(const Json& parameters) {
    const std::string name = textOf(parameters, "sampler");
    if (name == "euler-a") return "Euler a";
    if (name == "ddim") return "DDIM";
    if (name == "model") return {};  // whatever the model's folder says
    return name == "dpm++2m" ? "DPM++ 2M" : name;
}

}  // namespace

std::string parametersLine(const std::string& recipe) {
    const Json json = objectIn(recipe);
    const Json parameters = parametersOf(json);
    std::string line = textOf(parameters, "instruction") + textOf(parameters, "prompt");
    const std::string negative = textOf(parameters, "negative");
    if (!negative.empty()) line += "\nNegative prompt: " + negative;
    std::vector<std::string> pairs = pairsOf(parameters);
    const std::string sampler = samplerFor(parameters);
    if (!sampler.empty()) pairs.push_back("Sampler: " + sampler);
    if (json.contains("seed")) pairs.push_back("Seed: " + shown(json["seed"]));
    pairs.push_back("Model: " + textOf(json, "engine"));
    pairs.push_back("Version: Tintype " + textOf(json, "version"));
    std::string joined;
    for (const std::string& pair : pairs) joined += (joined.empty() ? "" : ", ") + pair;
    return line.empty() ? joined : line + "\n" + joined;
}

std::string recipeSummary(const std::string& recipe) {
    const Json json = objectIn(recipe);
    const Json parameters = parametersOf(json);
    std::string text = "Tool: " + textOf(json, "tool") + "\nEngine: " + textOf(json, "engine");
    for (const auto& [key, value] : parameters.items())
        if (!value.is_null() && value != -1 && shown(value) != "") text += '\n' + label(key) + ": " + shown(value);
    if (json.contains("seed")) text.append("\nSeed: ").append(shown(json["seed"]));
    const auto source = json.find("source");
    if (source != json.end() && source->is_object()) text += "\nSource: " + textOf(*source, "name");
    const auto mask = json.find("mask");
    text += mask != json.end() && mask->is_string() ? "\nMask: yes" : "\nMask: no";
    return text + "\nMade by: Tintype " + textOf(json, "version");
}

}  // namespace tintype::edits
