#include "core/checkpoint/graph_tensor.h"

#include "core/checkpoint/refuse.h"

namespace tintype::checkpoint {

namespace {

constexpr std::size_t kMostDimensions = 8;
constexpr std::size_t kMostValues = 1'000'000;

// TensorFlow's DataType. Others (text, complex, resources) are no numbers.
std::optional<ElementType> elementType(std::int64_t number) {
    switch (number) {
        case 1: return ElementType::Float32;
        case 2: return ElementType::Float64;
        case 3: return ElementType::Int32;
        case 4: return ElementType::UInt8;
        case 5: return ElementType::Int16;
        case 6: return ElementType::Int8;
        case 9: return ElementType::Int64;
        case 10: return ElementType::Bool;
        case 14: return ElementType::BFloat16;
        case 19: return ElementType::Float16;
        default: return std::nullopt;
    }
}

// A tensor as it is written: either all bytes, or a list of values whose last one repeats.
struct Written {
    std::int64_t type = 0;
    std::vector<std::int64_t> sizes;
    std::optional<std::span<const std::uint8_t>> content;
    std::vector<std::uint64_t> values;  // bit patterns, one an element
};

std::vector<std::int64_t> readShape(WireReader message, const std::string& node, const std::filesystem::path& file) {
    std::vector<std::int64_t> sizes;
    for (WireField field; message.next(field);) {
        if (field.number == 3 && field.value) refuse(file, TINTYPE_NOOP("core", "%1: the constant \"%2\" has no shape."), {legible(node)});
        if (field.number != 2) continue;
        std::int64_t size = 0;
        WireReader dimension(field, message);
        for (WireField part; dimension.next(part);)
            if (part.number == 1) size = dimension.integer(part);
        if (size < 0) refuse(file, TINTYPE_NOOP("core", "%1: the constant \"%2\" has a negative side."), {legible(node)});
        if (sizes.size() >= kMostDimensions) refuse(file, TINTYPE_NOOP("core", "%1: the constant \"%2\" has more than %3 dimensions."), {legible(node), std::to_string(kMostDimensions)});
        sizes.push_back(size);
    }
    return sizes;
}

Written readWritten(WireReader& message, const std::string& node, const std::filesystem::path& file) {
    Written written;
    for (WireField field; message.next(field);) switch (field.number) {
            case 1: written.type = message.integer(field); break;
            case 2: written.sizes = readShape(WireReader(field, message), node, file); break;
            case 4:
                message.expect(field, WireType::Bytes);
                written.content = field.bytes;
                break;
            case 5: message.append(field, WireType::Fixed32, written.values, kMostValues); break;
            case 6: message.append(field, WireType::Fixed64, written.values, kMostValues); break;
            case 7: case 10: case 11: case 13: message.append(field, WireType::Varint, written.values, kMostValues); break;
            default: break;
        }
    return written;
}

std::vector<std::uint8_t> expanded(const std::vector<std::uint64_t>& values, std::uint64_t elements, std::size_t width) {
    std::vector<std::uint8_t> bytes(elements * width, 0);
    for (std::uint64_t i = 0; i < elements && !values.empty(); ++i) {
        const std::uint64_t value = i < values.size() ? values[i] : values.back();
        for (std::size_t byte = 0; byte < width; ++byte) bytes[i * width + byte] = static_cast<std::uint8_t>(value >> (8 * byte));
    }
    return bytes;
}

}  // namespace

std::int64_t GraphConstant::elements() const {
    std::int64_t count = 1;
    for (const std::int64_t size : sizes) count *= size;
    return count;
}

GraphConstant readGraphTensor(WireReader message, const std::string& node, const std::filesystem::path& file, std::uint64_t& expandedLeft) {
    const Written written = readWritten(message, node, file);
    GraphConstant constant;
    const auto type = elementType(written.type);
    // Text is legal in a graph; what asks for numbers will not find any.
    if (!type) return constant.sizes = {0}, constant;
    constant.type = *type;
    constant.sizes = written.sizes;
    std::uint64_t elements = 1;
    std::uint64_t bytes = elementSize(*type);
    for (const std::int64_t size : written.sizes) {
        if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(size), &bytes) || bytes > (std::uint64_t(1) << 40))
            refuse(file, TINTYPE_NOOP("core", "%1: the shape of the constant \"%2\" is larger than any file."), {legible(node)});
        elements *= static_cast<std::uint64_t>(size);
    }
    if (written.content && !written.content->empty()) {
        if (written.content->size() != bytes)
            refuse(file, TINTYPE_NOOP("core", "%1: the constant \"%2\" needs %3 bytes by its shape, but has %4."), {legible(node), std::to_string(bytes), std::to_string(written.content->size())});
        constant.stored = *written.content;
        return constant;
    }
    if (written.values.size() > elements) refuse(file, TINTYPE_NOOP("core", "%1: the constant \"%2\" has more values than its shape holds."), {legible(node)});
    if (bytes > expandedLeft) refuse(file, TINTYPE_NOOP("core", "%1: the constant \"%2\" would take %3 bytes that are not in the file."), {legible(node), std::to_string(bytes)});
    expandedLeft -= bytes;
    constant.expanded = expanded(written.values, elements, elementSize(*type));
    return constant;
}

}  // namespace tintype::checkpoint
