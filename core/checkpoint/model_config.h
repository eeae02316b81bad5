// A model folder's config.json as typed values with defaults. Used by the networks to read their shapes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tintype::checkpoint {

class ModelConfig {
public:
    ModelConfig();  // empty: every value is its default
    // Throws Error(BadModel) when the file is missing, larger than 1 MB or no JSON object.
    static ModelConfig open(const std::filesystem::path& file);
    static ModelConfig parse(const std::string& json, const std::filesystem::path& name);
    ~ModelConfig();
    ModelConfig(const ModelConfig&);
    ModelConfig& operator=(const ModelConfig&);

    const std::filesystem::path& path() const { return m_path; }
    bool has(const std::string& key) const;  // and not null
    // Each gives `fallback` when the key is absent or null. Throws Error(BadModel) naming the key when the value is of
    // another kind.
    std::int64_t integer(const std::string& key, std::int64_t fallback) const;
    double number(const std::string& key, double fallback) const;
    bool flag(const std::string& key, bool fallback) const;
    std::string text(const std::string& key, const std::string& fallback) const;
    // One number stands for a list of one.
    std::vector<std::int64_t> integers(const std::string& key, std::vector<std::int64_t> fallback) const;
    std::vector<std::string> texts(const std::string& key, std::vector<std::string> fallback) const;
    std::vector<double> numbers(const std::string& key, std::vector<double> fallback) const;
    bool isObject(const std::string& key) const;
    // The object under `key` as a configuration of its own; empty where there is none.
    ModelConfig object(const std::string& key) const;
    std::vector<std::string> keys() const;
    std::string dump() const;  // as JSON
    // The error every network throws for a value it cannot compute with.
    [[noreturn]] void unsupported(const std::string& key) const;

private:
    struct Values;
    std::unique_ptr<Values> m_values;
    std::filesystem::path m_path;
};

}  // namespace tintype::checkpoint
