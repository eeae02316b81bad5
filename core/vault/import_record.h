// model.json, which an imported model's folder holds beside its files: what it is, where it came from and its files' sums.
// Used by installed.cpp and import_model.cpp.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace tintype::vault {

struct ImportRecord {
    std::string entry;   // what to open, relative to the folder; "" for the folder itself
    std::string kind;
    std::string title;
    std::string licence;
    std::string source;  // the path it was imported from
    std::map<std::string, std::string> sums;  // relative path -> SHA-256
};

// None: the folder has no record. Throws Error(BadModel) when it is damaged or points outside the folder.
std::optional<ImportRecord> readImportRecord(const std::filesystem::path& folder);

// Throws Error(Disk).
void writeImportRecord(const std::filesystem::path& folder, const ImportRecord& record);

}  // namespace tintype::vault
