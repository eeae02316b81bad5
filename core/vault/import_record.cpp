#include "core/vault/import_record.h"

#include "core/base/safe_file.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/strict_json.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;
constexpr const char* kName = "model.json";
constexpr std::uint64_t kLargest = 10'000'000;

bool staysInside(const fs::path& relative) {
    if (relative.is_absolute()) return false;
    for (const fs::path& part : relative)
        if (part == "..") return false;
    return true;
}

}  // namespace

std::optional<ImportRecord> readImportRecord(const fs::path& folder) {
    const fs::path file = folder / kName;
    std::error_code error;
    if (!fs::exists(file, error)) return std::nullopt;
    const auto json = checkpoint::readStrictJson(file, kLargest);
    ImportRecord record;
    const auto text = [&json](const char* key) { return json.is_object() && json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string(); };
    record.entry = text("entry");
    record.kind = text("kind");
    record.title = text("title");
    record.licence = text("licence");
    record.source = text("source");
    if (!json.is_object() || !staysInside(record.entry)) checkpoint::refuse(file, TINTYPE_NOOP("core", "%1 is damaged."));
    if (json.contains("files") && json["files"].is_object())
        for (const auto& [name, sum] : json["files"].items())
            if (sum.is_string()) record.sums[name] = sum.get<std::string>();
    return record;
}

void writeImportRecord(const fs::path& folder, const ImportRecord& record) {
    const nlohmann::ordered_json json{{"kind", record.kind},     {"title", record.title},   {"entry", record.entry},
                                      {"licence", record.licence}, {"source", record.source}, {"files", record.sums}};
    const std::string text = json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    writeFileSafely(folder / kName, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace tintype::vault
