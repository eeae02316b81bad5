#include "core/checkpoint/safetensors.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr std::uint64_t kMostHeader = 100'000'000;
constexpr std::size_t kMostTensors = 100'000;
constexpr std::size_t kLongestName = 4096;

// One entry of the header, as written.
struct Entry {
    std::optional<std::string> type;
    std::optional<std::vector<std::uint64_t>> shape;
    std::optional<std::vector<std::uint64_t>> offsets;
};

// Receives the header event by event, so that depth, duplicates and number types are seen as written
// (a parsed document would have lost duplicate keys and turned large integers into floats).
class HeaderEvents {
public:
    explicit HeaderEvents(const std::filesystem::path& file) : m_file(file) {}

    std::map<std::string, Entry> entries;
    std::map<std::string, std::string> metadata;

    bool start_object(std::size_t) {
        if (m_depth == 0) return ++m_depth, true;
        if (m_depth == 1) {
            m_fields.clear();
            return ++m_depth, true;
        }
        refuse(m_file, TINTYPE_NOOP("core", "%1: the header has an object where none may be (in \"%2\")."), {legible(m_name)});
    }
    bool end_object() { return --m_depth, true; }
    bool key(std::string& name) {
        if (m_depth == 1) return openEntry(name);
        if (!m_fields.insert(name).second)
            refuse(m_file, TINTYPE_NOOP("core", "%1: the key \"%2\" appears twice in \"%3\"."), {legible(name), legible(m_name)});
        m_field = name;
        return true;
    }
    bool string(std::string& text) {
        if (m_depth == 2 && inMetadata()) return metadata[m_field] = text, true;
        if (m_depth == 2 && !m_list && m_field == "dtype") return entries[m_name].type = text, true;
        return wrongValue();
    }
    bool start_array(std::size_t) {
        if (m_depth != 2 || inMetadata() || m_list || (m_field != "shape" && m_field != "data_offsets")) return wrongValue();
        Entry& entry = entries[m_name];
        m_list = m_field == "shape" ? &entry.shape.emplace() : &entry.offsets.emplace();
        return true;
    }
    bool end_array() { return m_list = nullptr, true; }
    bool number_unsigned(std::uint64_t value) {
        if (!m_list) return wrongValue();
        if (m_list->size() >= 8)
            refuse(m_file, TINTYPE_NOOP("core", "%1: tensor \"%2\" has more than 8 dimensions."), {legible(m_name)});
        m_list->push_back(value);
        return true;
    }
    bool number_integer(std::int64_t) { return wrongNumber(); }
    bool number_float(double, const std::string&) { return wrongNumber(); }
    bool null() { return wrongValue(); }
    bool boolean(bool) { return wrongValue(); }
    bool binary(nlohmann::json::binary_t&) { return wrongValue(); }
    template <class Exception>
    bool parse_error(std::size_t position, const std::string&, const Exception&) {
        refuse(m_file, TINTYPE_NOOP("core", "%1: the header is not valid JSON (at byte %2)."), {std::to_string(8 + position)});
    }

private:
    bool inMetadata() const { return m_name == "__metadata__"; }

    bool openEntry(const std::string& name) {
        if (name.size() > kLongestName) refuse(m_file, TINTYPE_NOOP("core", "%1: a tensor's name is longer than %2 bytes."), {std::to_string(kLongestName)});
        if (name.find('\0') != std::string::npos) refuse(m_file, TINTYPE_NOOP("core", "%1: a tensor's name holds a zero byte."));
        if (!m_names.insert(name).second)
            refuse(m_file, TINTYPE_NOOP("core", "%1: the tensor \"%2\" appears twice."), {legible(name)});
        if (m_names.size() > kMostTensors + 1)
            refuse(m_file, TINTYPE_NOOP("core", "%1 lists more than %2 tensors."), {std::to_string(kMostTensors)});
        m_name = name;
        if (!inMetadata()) entries[name] = {};
        return true;
    }
    [[noreturn]] bool wrongValue() const {
        refuse(m_file, TINTYPE_NOOP("core", "%1: \"%2\" of \"%3\" has a value of the wrong kind."), {legible(m_field), legible(m_name)});
    }
    [[noreturn]] bool wrongNumber() const {
        refuse(m_file, TINTYPE_NOOP("core", "%1: \"%2\" of \"%3\" holds a number that is not a non-negative integer."),
               {legible(m_field), legible(m_name)});
    }

    const std::filesystem::path& m_file;
    int m_depth = 0;
    std::string m_name;
    std::string m_field;
    std::set<std::string> m_names;
    std::set<std::string> m_fields;
    std::vector<std::uint64_t>* m_list = nullptr;
};

// The whole-byte types of the format. Kinds smaller than a byte are not among them: no network here is stored so.
std::optional<ElementType> typeOf(const std::string& name) {
    static const std::map<std::string, ElementType> kTypes{
        {"BOOL", ElementType::Bool},          {"U8", ElementType::UInt8},           {"I8", ElementType::Int8},
        {"I16", ElementType::Int16},          {"U16", ElementType::UInt16},         {"I32", ElementType::Int32},
        {"U32", ElementType::UInt32},         {"I64", ElementType::Int64},          {"U64", ElementType::UInt64},
        {"F8_E4M3", ElementType::Float8E4M3}, {"F8_E5M2", ElementType::Float8E5M2}, {"F16", ElementType::Float16},
        {"BF16", ElementType::BFloat16},      {"F32", ElementType::Float32},        {"F64", ElementType::Float64}};
    const auto found = kTypes.find(name);
    return found == kTypes.end() ? std::nullopt : std::optional(found->second);
}

struct Range {
    std::uint64_t begin;
    std::uint64_t end;
    const std::string* name;
};

// The tensor an entry describes, its offset still relative to the data. Fills `range` with the bytes it claims.
StoredTensor tensorOf(const std::filesystem::path& file, const std::string& name, const Entry& entry, Range& range) {
    if (!entry.type || !entry.shape || !entry.offsets)
        refuse(file, TINTYPE_NOOP("core", "%1: tensor \"%2\" lacks its dtype, shape or data_offsets."), {legible(name)});
    const auto type = typeOf(*entry.type);
    if (!type) refuse(file, TINTYPE_NOOP("core", "%1: tensor \"%2\" has the type %3, which is not supported."), {legible(name), legible(*entry.type)});
    if (entry.offsets->size() != 2) refuse(file, TINTYPE_NOOP("core", "%1: tensor \"%2\" needs exactly two data_offsets."), {legible(name)});
    range = {(*entry.offsets)[0], (*entry.offsets)[1], &name};
    if (range.begin > range.end) refuse(file, TINTYPE_NOOP("core", "%1: the data of tensor \"%2\" ends before it begins."), {legible(name)});

    StoredTensor tensor;
    tensor.type = *type;
    std::uint64_t bytes = elementSize(*type);
    for (const std::uint64_t side : *entry.shape) {
        if (__builtin_mul_overflow(bytes, side, &bytes) || side > std::numeric_limits<std::int64_t>::max())
            refuse(file, TINTYPE_NOOP("core", "%1: the shape of tensor \"%2\" is larger than any file."), {legible(name)});
        tensor.sizes.push_back(static_cast<std::int64_t>(side));
    }
    if (range.end - range.begin != bytes)
        refuse(file, TINTYPE_NOOP("core", "%1: tensor \"%2\" needs %3 bytes by its shape, but has %4."),
               {legible(name), std::to_string(bytes), std::to_string(range.end - range.begin)});
    tensor.strides = contiguousStrides(tensor.sizes);
    tensor.offset = range.begin;
    return tensor;
}

// The tensors' bytes must fill the data without a hole, an overlap or a rest: nothing can hide in the file.
void checkLayout(const std::filesystem::path& file, std::vector<Range> ranges, std::uint64_t dataSize) {
    std::sort(ranges.begin(), ranges.end(), [](const Range& a, const Range& b) { return std::tie(a.begin, a.end) < std::tie(b.begin, b.end); });
    std::uint64_t reached = 0;
    for (const Range& range : ranges) {
        if (range.begin < reached) refuse(file, TINTYPE_NOOP("core", "%1: tensor \"%2\" overlaps another one."), {legible(*range.name)});
        if (range.begin > reached)
            refuse(file, TINTYPE_NOOP("core", "%1: there are bytes before tensor \"%2\" that belong to no tensor."), {legible(*range.name)});
        reached = range.end;
    }
    if (reached > dataSize)
        refuse(file, TINTYPE_NOOP("core", "%1 is cut short: its tensors need %2 bytes, %3 are there."), {std::to_string(reached), std::to_string(dataSize)});
    if (reached < dataSize)
        refuse(file, TINTYPE_NOOP("core", "%1: %2 bytes at the end belong to no tensor."), {std::to_string(dataSize - reached)});
}

}  // namespace

TensorFile readSafetensors(std::shared_ptr<const MappedFile> file) {
    const std::filesystem::path& path = file->path();
    if (file->size() < 8) refuse(path, TINTYPE_NOOP("core", "%1 is too short to be a safetensors file."));
    std::uint64_t headerSize = 0;
    for (int i = 7; i >= 0; --i) headerSize = headerSize << 8 | file->data()[i];
    if (headerSize > kMostHeader)
        refuse(path, TINTYPE_NOOP("core", "%1 claims a header of %2 bytes; at most %3 are allowed."), {std::to_string(headerSize), std::to_string(kMostHeader)});
    if (headerSize > file->size() - 8) refuse(path, TINTYPE_NOOP("core", "%1 is cut short: its header is longer than the file."));
    const auto header = file->bytes(8, headerSize);
    if (header.empty() || header[0] != '{') refuse(path, TINTYPE_NOOP("core", "%1: the header does not begin with \"{\"."));

    HeaderEvents events(path);
    nlohmann::json::sax_parse(header.begin(), header.end(), &events);

    TensorFile result;
    result.format = FileFormat::Safetensors;
    result.metadata = std::move(events.metadata);
    std::vector<Range> ranges;
    for (const auto& [name, entry] : events.entries) {
        Range range{};
        StoredTensor tensor = tensorOf(path, name, entry, range);
        tensor.offset += 8 + headerSize;
        ranges.push_back(range);
        result.tensors.emplace(name, std::move(tensor));
    }
    checkLayout(path, std::move(ranges), file->size() - 8 - headerSize);
    result.file = std::move(file);
    return result;
}

}  // namespace tintype::checkpoint
