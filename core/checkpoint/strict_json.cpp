#include "core/checkpoint/strict_json.h"

#include <set>
#include <string>
#include <vector>

#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr int kDeepest = 64;

}  // namespace

nlohmann::json parseStrictJson(std::span<const std::uint8_t> bytes, const std::filesystem::path& file) {
    using Event = nlohmann::json::parse_event_t;
    std::vector<std::set<std::string>> keys;  // of the objects that are open
    const auto check = [&](int depth, Event event, nlohmann::json& parsed) {
        if (depth > kDeepest) refuse(file, TINTYPE_NOOP("core", "%1 is nested too deeply."));
        if (event == Event::object_start) keys.emplace_back();
        if (event == Event::object_end) keys.pop_back();
        if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second)
            refuse(file, TINTYPE_NOOP("core", "%1: the key \"%2\" appears twice."), {legible(parsed.get<std::string>())});
        return true;
    };
    auto json = nlohmann::json::parse(bytes.begin(), bytes.end(), check, false);
    if (json.is_discarded()) refuse(file, TINTYPE_NOOP("core", "%1 is not valid JSON."));
    return json;
}

nlohmann::json readStrictJson(const std::filesystem::path& file, std::uint64_t limit) {
    const auto mapped = MappedFile::open(file);
    if (mapped->size() > limit)
        refuse(file, TINTYPE_NOOP("core", "%1 is too large: %2 bytes where at most %3 are allowed."), {std::to_string(mapped->size()), std::to_string(limit)});
    return parseStrictJson(mapped->bytes(0, mapped->size()), file);
}

}  // namespace tintype::checkpoint
