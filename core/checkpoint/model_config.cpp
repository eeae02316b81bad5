#include "core/checkpoint/model_config.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/strict_json.h"

namespace tintype::checkpoint {

struct ModelConfig::Values {
    nlohmann::json json = nlohmann::json::object();
};

namespace {

constexpr std::uint64_t kLargest = 1'000'000;

[[noreturn]] void wrongKind(const std::filesystem::path& file, const std::string& key) {
    refuse(file, TINTYPE_NOOP("core", "%1: \"%2\" has a value of the wrong kind."), {legible(key)});
}

// Python's JSON writer puts bare Infinity, -Infinity and NaN where a number is none. Outside strings they become the
// largest numbers and null.
std::string withoutInfinities(const std::string& json) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kWords{{{"Infinity", "1e308"}, {"NaN", "null"}}};
    std::string result;
    bool inString = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (inString && json[i] == '\\' && i + 1 < json.size()) {
            result += json[i++];
        } else if (json[i] == '"') {
            inString = !inString;
        } else if (!inString && (json[i] == 'I' || json[i] == 'N')) {
            const auto word = std::find_if(kWords.begin(), kWords.end(), [&](const auto& each) { return json.compare(i, each.first.size(), each.first) == 0; });
            if (word != kWords.end()) {
                result += word->second;
                i += word->first.size() - 1;
                continue;
            }
        }
        result += json[i];
    }
    return result;
}

}  // namespace

ModelConfig::ModelConfig() : m_values(std::make_unique<Values>()) {}
ModelConfig::~ModelConfig() = default;
ModelConfig::ModelConfig(const ModelConfig& other) : m_values(std::make_unique<Values>(*other.m_values)), m_path(other.m_path) {}
ModelConfig& ModelConfig::operator=(const ModelConfig& other) {
    *m_values = *other.m_values;
    m_path = other.m_path;
    return *this;
}

ModelConfig ModelConfig::open(const std::filesystem::path& file) {
    const auto bytes = MappedFile::open(file);
    if (bytes->size() > kLargest) refuse(file, TINTYPE_NOOP("core", "%1 is too large for a configuration."));
    return parse(std::string(bytes->data(), bytes->data() + bytes->size()), file);
}

ModelConfig ModelConfig::parse(const std::string& json, const std::filesystem::path& name) {
    ModelConfig config;
    config.m_path = name;
    const std::string text = withoutInfinities(json);
    config.m_values->json = parseStrictJson({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, name);
    if (!config.m_values->json.is_object()) refuse(name, TINTYPE_NOOP("core", "%1 is not a JSON object."));
    return config;
}

bool ModelConfig::has(const std::string& key) const {
    const auto found = m_values->json.find(key);
    return found != m_values->json.end() && !found->is_null();
}

std::int64_t ModelConfig::integer(const std::string& key, std::int64_t fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (!value.is_number_integer()) wrongKind(m_path, key);
    return value.get<std::int64_t>();
}

double ModelConfig::number(const std::string& key, double fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (!value.is_number()) wrongKind(m_path, key);
    return value.get<double>();
}

bool ModelConfig::flag(const std::string& key, bool fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (!value.is_boolean()) wrongKind(m_path, key);
    return value.get<bool>();
}

std::string ModelConfig::text(const std::string& key, const std::string& fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (!value.is_string()) wrongKind(m_path, key);
    return value.get<std::string>();
}

std::vector<std::int64_t> ModelConfig::integers(const std::string& key, std::vector<std::int64_t> fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (value.is_number_integer()) return {value.get<std::int64_t>()};
    if (!value.is_array() || value.size() > 1024) wrongKind(m_path, key);
    std::vector<std::int64_t> result;
    for (const auto& item : value) {
        if (!item.is_number_integer()) wrongKind(m_path, key);
        result.push_back(item.get<std::int64_t>());
    }
    return result;
}

std::vector<std::string> ModelConfig::texts(const std::string& key, std::vector<std::string> fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (!value.is_array() || value.size() > 1024) wrongKind(m_path, key);
    std::vector<std::string> result;
    for (const auto& item : value) {
        if (!item.is_string()) wrongKind(m_path, key);
        result.push_back(item.get<std::string>());
    }
    return result;
}

std::vector<double> ModelConfig::numbers(const std::string& key, std::vector<double> fallback) const {
    if (!has(key)) return fallback;
    const auto& value = m_values->json[key];
    if (!value.is_array() || value.size() > 1024) wrongKind(m_path, key);
    std::vector<double> result;
    for (const auto& item : value) {
        if (!item.is_number()) wrongKind(m_path, key);
        result.push_back(item.get<double>());
    }
    return result;
}

bool ModelConfig::isObject(const std::string& key) const { return has(key) && m_values->json[key].is_object(); }

ModelConfig ModelConfig::object(const std::string& key) const {
    ModelConfig result;
    result.m_path = m_path;
    if (!has(key)) return result;
    if (!isObject(key)) wrongKind(m_path, key);
    result.m_values->json = m_values->json[key];
    return result;
}

std::vector<std::string> ModelConfig::keys() const {
    std::vector<std::string> result;
    for (const auto& item : m_values->json.items()) result.push_back(item.key());
    return result;
}

std::string ModelConfig::dump() const { return m_values->json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); }

void ModelConfig::unsupported(const std::string& key) const {
    refuse(m_path, TINTYPE_NOOP("core", "%1: the value of \"%2\" (%3) is not supported."),
           {legible(key), legible(m_values->json.value(key, nlohmann::json()).dump())});
}

}  // namespace tintype::checkpoint
