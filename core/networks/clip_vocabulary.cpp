#include "core/networks/clip_vocabulary.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "core/checkpoint/mapped_file.h"
#include "core/checkpoint/refuse.h"

namespace tintype::networks {
namespace {

using checkpoint::legible;
using checkpoint::refuse;
using nlohmann::json;

constexpr std::uint64_t kLargestFile = 64'000'000;  // the published tokenizer.json has 3.6 MB
constexpr std::int64_t kLargestId = 10'000'000;
constexpr std::size_t kMostMerges = 2'000'000, kMostAdded = 5'000, kLongestToken = 10'000;
constexpr int kDeepest = 32;
constexpr const char* kRoles[] = {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"};

std::string readText(const std::filesystem::path& file) {
    std::error_code unreadable;
    if (std::filesystem::file_size(file, unreadable) == 0 && !unreadable) return {};  // merges may be none
    const auto bytes = checkpoint::MappedFile::open(file);
    if (bytes->size() > kLargestFile) refuse(file, TINTYPE_NOOP("core", "%1 is too large for a tokenizer."));
    return {bytes->data(), bytes->data() + bytes->size()};
}

json readObject(const std::filesystem::path& file) {
    const auto limitDepth = [&](int depth, json::parse_event_t, json&) {
        if (depth > kDeepest) refuse(file, TINTYPE_NOOP("core", "%1 is nested too deeply."));
        return true;
    };
    json object = json::parse(readText(file), limitDepth, false);
    if (!object.is_object()) refuse(file, TINTYPE_NOOP("core", "%1 is not a JSON object."));
    return object;
}

json readIfThere(const std::filesystem::path& file) {
    return std::filesystem::exists(file) ? readObject(file) : json::object();
}

[[noreturn]] void wrongKind(const std::filesystem::path& file, const std::string& key) {
    refuse(file, TINTYPE_NOOP("core", "%1: \"%2\" has a value of the wrong kind."), {legible(key)});
}

std::int64_t readId(const std::filesystem::path& file, const std::string& token, const json& value) {
    if (!value.is_number_integer())
        refuse(file, TINTYPE_NOOP("core", "%1: the id of token \"%2\" is not a whole number."), {legible(token)});
    if (value.is_number_unsigned() && value.get<std::uint64_t>() >= kLargestId)
        refuse(file, TINTYPE_NOOP("core", "%1: the id of token \"%2\" is too large (%3)."), {legible(token), value.dump()});
    if (value.get<std::int64_t>() < 0)
        refuse(file, TINTYPE_NOOP("core", "%1: the id of token \"%2\" is negative (%3)."), {legible(token), value.dump()});
    return value.get<std::int64_t>();
}

void refuseDoubleIds(const std::filesystem::path& file, const ClipVocabulary& vocabulary) {
    std::vector<std::pair<std::int64_t, const std::string*>> owners;
    owners.reserve(vocabulary.ids.size());
    for (const auto& [token, id] : vocabulary.ids) owners.emplace_back(id, &token);
    std::sort(owners.begin(), owners.end());
    const auto same = std::adjacent_find(owners.begin(), owners.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
    if (same != owners.end())
        refuse(file, TINTYPE_NOOP("core", "%1: the tokens \"%2\" and \"%3\" have the same id (%4)."),
               {legible(*same->second), legible(*(same + 1)->second), std::to_string(same->first)});
}

void readIds(const json& object, const std::filesystem::path& file, ClipVocabulary& vocabulary) {
    if (!object.is_object() || object.empty()) refuse(file, TINTYPE_NOOP("core", "%1 holds no vocabulary."));
    vocabulary.file = file;
    vocabulary.ids.reserve(object.size());
    for (const auto& [token, value] : object.items()) {
        if (token.size() > kLongestToken) refuse(file, TINTYPE_NOOP("core", "%1: a token is too long (%2)."), {legible(token)});
        vocabulary.ids.emplace(token, readId(file, token, value));
    }
    refuseDoubleIds(file, vocabulary);
}

void addMerge(const std::filesystem::path& file, std::string_view left, std::string_view right, ClipVocabulary& vocabulary) {
    if (vocabulary.merges.size() >= kMostMerges) refuse(file, TINTYPE_NOOP("core", "%1 has too many merges."));
    std::string token;
    const auto idOf = [&](std::string_view first, std::string_view second) {
        token.assign(first).append(second);
        const auto found = vocabulary.ids.find(token);
        if (found == vocabulary.ids.end())
            refuse(file, TINTYPE_NOOP("core", "%1: merge %2 needs the token \"%3\", which the vocabulary lacks."),
                   {std::to_string(vocabulary.merges.size() + 1), legible(token)});
        return found->second;
    };
    vocabulary.merges.push_back({idOf(left, {}), idOf(right, {}), idOf(left, right)});
}

void addMergeLine(const std::filesystem::path& file, std::string_view line, ClipVocabulary& vocabulary) {
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos || line.find(' ', space + 1) != std::string_view::npos)
        refuse(file, TINTYPE_NOOP("core", "%1: merge %2 (\"%3\") does not have two parts."),
               {std::to_string(vocabulary.merges.size() + 1), legible(std::string(line))});
    addMerge(file, line.substr(0, space), line.substr(space + 1), vocabulary);
}

void readMergesFile(const std::filesystem::path& file, ClipVocabulary& vocabulary) {
    const std::string text = readText(file);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line(text.data() + at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!line.empty() && !line.starts_with("#version")) addMergeLine(file, line, vocabulary);
        at = end + 1;
    }
}

void readMergeList(const json& list, const std::filesystem::path& file, ClipVocabulary& vocabulary) {
    if (!list.is_array()) wrongKind(file, "merges");
    for (const json& merge : list) {
        if (merge.is_string()) {
            addMergeLine(file, merge.get_ref<const std::string&>(), vocabulary);
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            addMerge(file, merge[0].get_ref<const std::string&>(), merge[1].get_ref<const std::string&>(), vocabulary);
        } else {
            wrongKind(file, "merges");
        }
    }
}

// A token as a string or as an object with "content". `fallback`: whether an object is looked for in lower case when it
// does not say.
std::optional<AddedToken> readToken(const json& value, const std::filesystem::path& file, const std::string& key, bool fallback) {
    if (value.is_null()) return std::nullopt;
    AddedToken token;
    if (value.is_string()) {
        token.content = value.get<std::string>();
    } else {
        if (!value.is_object() || !value.contains("content") || !value["content"].is_string()) wrongKind(file, key);
        token.content = value["content"].get<std::string>();
        const auto flag = [&](const char* name, bool otherwise) {
            const auto found = value.find(name);
            if (found == value.end()) return otherwise;
            if (!found->is_boolean()) wrongKind(file, name);
            return found->get<bool>();
        };
        token.normalized = flag("normalized", fallback && !flag("special", false));
        token.stripLeft = flag("lstrip", false);
        token.stripRight = flag("rstrip", false);
        token.singleWord = flag("single_word", false);
    }
    if (token.content.size() > kLongestToken) refuse(file, TINTYPE_NOOP("core", "%1: a token is too long (%2)."), {legible(token.content)});
    return token;
}

std::int64_t readIndex(const std::string& text, const std::filesystem::path& file) {
    const bool digits = !text.empty() && text.size() < 10 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits) wrongKind(file, "added_tokens_decoder");
    return std::stoll(text);
}

// The folder's files beside the vocabulary, and the tokens gathered from them.
class TokenRoles {
public:
    TokenRoles(const std::filesystem::path& folder, const json& whole)
        : m_folder(folder), m_configFile(folder / "tokenizer_config.json"), m_config(readIfThere(m_configFile)) {
        // A configuration that lists its added tokens stands alone; older ones have two more files beside them.
        if (m_config.contains("added_tokens_decoder")) {
            readDecoder();
        } else {
            m_map = readIfThere(folder / "special_tokens_map.json");
            readAddedFile();
        }
        readAddedOf(whole);
    }

    void apply(ClipVocabulary& vocabulary) const {
        for (const auto& [index, token] : m_listed) add(vocabulary, token);
        std::vector<AddedToken> seen;
        for (const char* role : kRoles) {
            std::string* content = place(vocabulary, role);
            const std::optional<AddedToken> own = named(role);
            if (!own && !content) continue;
            const AddedToken token = own ? *own : AddedToken{*content};
            if (content) *content = token.content;
            // The same words under two roles: where their settings differ, the last one holds.
            if (std::find(seen.begin(), seen.end(), token) != seen.end()) continue;
            seen.push_back(token);
            add(vocabulary, token);
        }
        for (const char* key : {"extra_special_tokens", "additional_special_tokens"}) addExtra(vocabulary, key);
        vocabulary.maxLength = length();
        const std::string side = text("padding_side", "right");
        if (side != "left" && side != "right") wrongKind(m_configFile, "padding_side");
        vocabulary.padSide = side == "left" ? PadSide::Left : PadSide::Right;
        if (text("truncation_side", "right") != "right")
            refuse(m_configFile, TINTYPE_NOOP("core", "%1: cutting the text on the left (\"truncation_side\") is not supported."));
    }

private:
    void list(std::int64_t index, const AddedToken& token, const std::filesystem::path& file) {
        m_listed[index] = token;
        if (m_listed.size() > kMostAdded) refuse(file, TINTYPE_NOOP("core", "%1 has too many added tokens."));
    }

    void readDecoder() {
        const json& decoder = m_config["added_tokens_decoder"];
        if (!decoder.is_object()) wrongKind(m_configFile, "added_tokens_decoder");
        for (const auto& [index, value] : decoder.items())
            if (const auto token = readToken(value, m_configFile, "added_tokens_decoder", true))
                list(readIndex(index, m_configFile), *token, m_configFile);
    }

    void readAddedFile() {
        const auto file = m_folder / "added_tokens.json";
        const json tokens = readIfThere(file);
        for (const auto& [content, id] : tokens.items()) {
            AddedToken token{content};
            token.normalized = std::none_of(std::begin(kRoles), std::end(kRoles), [&](const char* role) {
                const auto other = named(role);
                return other && other->content == token.content;
            });
            list(readId(file, content, id), token, file);
        }
    }

    void readAddedOf(const json& whole) {
        const auto found = whole.find("added_tokens");
        if (found == whole.end()) return;
        const auto file = m_folder / "tokenizer.json";
        if (!found->is_array()) wrongKind(file, "added_tokens");
        for (const json& value : *found) {
            const auto token = readToken(value, file, "added_tokens", true);
            if (!token || !value.is_object() || !value.contains("id")) wrongKind(file, "added_tokens");
            list(readId(file, token->content, value["id"]), *token, file);
        }
    }

    // special_tokens_map.json goes before the configuration, a listed token of the same content before both.
    std::optional<AddedToken> named(const std::string& role) const {
        std::optional<AddedToken> token;
        if (const auto found = m_map.find(role); found != m_map.end()) {
            token = readToken(*found, m_folder / "special_tokens_map.json", role, false);
        } else if (const auto own = m_config.find(role); own != m_config.end()) {
            token = readToken(*own, m_configFile, role, true);
        }
        if (!token) return token;
        for (const auto& [index, listed] : m_listed)
            if (listed.content == token->content) return listed;
        return token;
    }

    static std::string* place(ClipVocabulary& vocabulary, std::string_view role) {
        if (role == "bos_token") return &vocabulary.begin;
        if (role == "eos_token") return &vocabulary.end;
        if (role == "unk_token") return &vocabulary.unknown;
        return role == "pad_token" ? &vocabulary.pad : nullptr;
    }

    void addExtra(ClipVocabulary& vocabulary, const char* key) const {
        for (const json* source : {&m_config, &m_map}) {
            const auto found = source->find(key);
            if (found == source->end() || found->is_null()) continue;
            if (!found->is_structured()) wrongKind(m_configFile, key);
            for (const json& value : *found)
                if (const auto token = readToken(value, m_configFile, key, true)) add(vocabulary, *token);
        }
    }

    // A token the vocabulary lacks gets the next id, as in the published package.
    static void add(ClipVocabulary& vocabulary, AddedToken token) {
        if (token.content.empty()) return;
        const auto same = std::find_if(vocabulary.added.begin(), vocabulary.added.end(),
                                       [&](const AddedToken& other) { return other.content == token.content; });
        if (same != vocabulary.added.end()) {
            token.id = same->id;
            *same = std::move(token);
            return;
        }
        const auto found = vocabulary.ids.find(token.content);
        token.id = found != vocabulary.ids.end() ? found->second : nextId(vocabulary);
        vocabulary.added.push_back(std::move(token));
    }

    static std::int64_t nextId(const ClipVocabulary& vocabulary) {
        auto next = static_cast<std::int64_t>(vocabulary.ids.size());
        for (const AddedToken& token : vocabulary.added) next = std::max(next, token.id + 1);
        return next;
    }

    std::int64_t length() const {
        const auto found = m_config.find(m_config.contains("model_max_length") ? "model_max_length" : "max_len");
        if (found == m_config.end() || found->is_null()) return 0;
        if (!found->is_number()) wrongKind(m_configFile, found.key());
        const double length = found->get<double>();
        if (length > 1e6) return 0;  // the packages write 1e30 for "none"
        if (length != static_cast<double>(static_cast<std::int64_t>(length)) || length < 2)
            refuse(m_configFile, TINTYPE_NOOP("core", "%1: a text of at most %2 tokens cannot hold its begin and end."), {found->dump()});
        return static_cast<std::int64_t>(length);
    }

    std::string text(const char* key, const char* fallback) const {
        const auto found = m_config.find(key);
        if (found == m_config.end() || found->is_null()) return fallback;
        if (!found->is_string()) wrongKind(m_configFile, key);
        return found->get<std::string>();
    }

    std::filesystem::path m_folder, m_configFile;
    json m_config, m_map = json::object();
    std::map<std::int64_t, AddedToken> m_listed;
};

json readWhole(const std::filesystem::path& file, ClipVocabulary& vocabulary) {
    json whole = readObject(file);
    const auto model = whole.find("model");
    if (model == whole.end() || !model->is_object()) wrongKind(file, "model");
    if (model->contains("type") && (*model)["type"] != "BPE")
        refuse(file, TINTYPE_NOOP("core", "%1 is no byte pair tokenizer, as CLIP needs."));
    readIds(model->value("vocab", json()), file, vocabulary);
    readMergeList(model->value("merges", json::array()), file, vocabulary);
    model->clear();
    return whole;
}

}  // namespace

std::int64_t ClipVocabulary::idOf(const std::string& token) const {
    for (const AddedToken& other : added)
        if (other.content == token) return other.id;
    const auto found = ids.find(token);
    return found == ids.end() ? -1 : found->second;
}

ClipVocabulary readClipVocabulary(const std::filesystem::path& folder) {
    ClipVocabulary vocabulary;
    const auto wholeFile = folder / "tokenizer.json", idsFile = folder / "vocab.json";
    json whole = json::object();
    if (std::filesystem::exists(wholeFile)) {
        whole = readWhole(wholeFile, vocabulary);
    } else {
        if (!std::filesystem::exists(idsFile))
            refuse(folder, TINTYPE_NOOP("core", "%1 has neither tokenizer.json nor vocab.json with merges.txt."));
        readIds(readObject(idsFile), idsFile, vocabulary);
        readMergesFile(folder / "merges.txt", vocabulary);
    }
    TokenRoles(folder, whole).apply(vocabulary);
    return vocabulary;
}

}  // namespace tintype::networks
