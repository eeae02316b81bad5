#include "core/checkpoint/weights.h"

#include <algorithm>
#include <optional>

#include "core/checkpoint/large_pages.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/tile_order.h"

namespace tintype::checkpoint {

struct Weights::Store {
    struct Parameter {
        at::Tensor value;
        std::vector<std::int64_t> sizes;  // as stored, whatever order the value is in
        bool read = false;
    };
    std::optional<Checkpoint> source;  // of streamed ones
    std::filesystem::path path;
    Placement placement;
    std::unordered_map<std::string, Parameter> parameters;
};

namespace {

// Tables that rows are looked up in stay as they are.
bool inTiles(const std::string& name, const at::Tensor& source, const Placement& placement) {
    if (placement.layout != Layout::Tiles || placement.type != at::kBFloat16 || !placement.device.is_cpu()) return false;
    return name.ends_with("weight") && !name.ends_with("embedding.weight") && fitsTiles(source.sizes());
}

// Smaller ones are left to the library's allocator.
constexpr std::int64_t kLarge = 256 << 10;

// Memory for the weights that are converted, shared by those of one file.
class Room {
public:
    Room(const Checkpoint& checkpoint, const std::vector<std::string>& names, const Placement& placement) : m_pages(bytesOf(checkpoint, names, placement)) {}

    // Undefined numbers on the CPU.
    at::Tensor take(at::IntArrayRef sizes, c10::ScalarType type) {
        const auto bytes = c10::multiply_integers(sizes) * static_cast<std::int64_t>(c10::elementSize(type));
        if (bytes < kLarge) return at::empty(sizes, type);
        const auto piece = m_pages.take(static_cast<std::size_t>(bytes));
        return at::from_blob(piece.get(), sizes, [piece](void*) {}, at::TensorOptions().dtype(type));
    }

private:
    static std::size_t bytesOf(const Checkpoint& checkpoint, const std::vector<std::string>& names, const Placement& placement) {
        std::size_t sum = 0;
        for (const std::string& name : names)
            sum += LargePages::roundUp(static_cast<std::size_t>(c10::multiply_integers(checkpoint.sizes(name))) * c10::elementSize(placement.type));
        return sum;
    }

    LargePages m_pages;
};

at::Tensor tiled(const at::Tensor& source, Room& room) {
    at::Tensor result = room.take(tiledSizes(source.sizes()), at::kBFloat16);
    bringIntoTileOrder(source.contiguous(), result);
    return result;
}

at::Tensor converted(const at::Tensor& source, const Placement& placement, Room& room) {
    const bool channelsLast = placement.layout != Layout::Plain && source.dim() == 4;
    const auto format = channelsLast ? at::MemoryFormat::ChannelsLast : at::MemoryFormat::Contiguous;
    if (!placement.device.is_cpu() || channelsLast || source.scalar_type() == placement.type)
        return source.to(at::TensorOptions().dtype(placement.type).device(placement.device)).contiguous(format);
    at::Tensor result = room.take(source.sizes(), placement.type);
    return result.copy_(source);
}

at::Tensor placed(const Checkpoint& checkpoint, const std::string& name, const Placement& placement, Room& room) {
    const at::Tensor source = checkpoint.tensor(name);
    if (!source.is_floating_point()) return source.to(placement.device).clone();
    const at::Tensor result = inTiles(name, source, placement) ? tiled(source, room) : converted(source, placement, room);
    if (!result.is_alias_of(source)) checkpoint.release(name);
    return result;
}

std::string shapeText(at::IntArrayRef sizes) {
    std::string text = "[";
    for (std::size_t i = 0; i < sizes.size(); ++i) text += (i ? ", " : "") + (sizes[i] < 0 ? std::string("any") : std::to_string(sizes[i]));
    return text + "]";
}

}  // namespace

Weights Weights::load(const Checkpoint& checkpoint, const Placement& placement, Progress& progress) {
    Weights weights;
    weights.m_store = std::make_shared<Store>();
    weights.m_store->path = checkpoint.path();
    weights.m_store->placement = placement;
    Room room(checkpoint, checkpoint.names(), placement);
    for (const std::string& name : checkpoint.names()) {
        weights.m_store->parameters[name] = {placed(checkpoint, name, placement, room), checkpoint.sizes(name), false};
        progress.step();
    }
    return weights;
}

Weights Weights::streamed(const Checkpoint& checkpoint, const Placement& placement) {
    Weights weights;
    weights.m_store = std::make_shared<Store>();
    weights.m_store->source = checkpoint;
    weights.m_store->path = checkpoint.path();
    weights.m_store->placement = placement;
    for (const std::string& name : checkpoint.names()) weights.m_store->parameters[name] = {{}, checkpoint.sizes(name), false};
    return weights;
}

void Weights::forget() const {
    if (!m_store->source) return;
    for (auto& [name, parameter] : m_store->parameters) {
        if (!parameter.value.defined() || !name.starts_with(m_prefix)) continue;
        parameter.value.reset();
        m_store->source->release(name);
    }
}

Weights Weights::operator[](const std::string& name) const {
    Weights child;
    child.m_store = m_store;
    child.m_prefix = m_prefix + name + ".";
    return child;
}

const at::Tensor& Weights::tensor(const std::string& name) const {
    const auto found = m_store->parameters.find(m_prefix + name);
    if (found == m_store->parameters.end())
        refuse(m_store->path, TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\"."), {legible(m_prefix + name)});
    found->second.read = true;
    if (!found->second.value.defined()) {
        Room room(*m_store->source, {found->first}, m_store->placement);
        found->second.value = placed(*m_store->source, found->first, m_store->placement, room);
    }
    return found->second.value;
}

at::Tensor Weights::optional(const std::string& name) const { return has(name) ? tensor(name) : at::Tensor(); }

bool Weights::has(const std::string& name) const { return m_store->parameters.count(m_prefix + name) > 0; }

void Weights::expect(const std::string& name, const std::vector<std::int64_t>& sizes) const {
    tensor(name);
    const std::vector<std::int64_t>& found = m_store->parameters.at(m_prefix + name).sizes;
    bool equal = found.size() == sizes.size();
    for (std::size_t i = 0; equal && i < sizes.size(); ++i) equal = sizes[i] < 0 || found[i] == sizes[i];
    if (!equal)
        refuse(m_store->path, TINTYPE_NOOP("core", "%1: the tensor \"%2\" should have the shape %3, but has %4."),
               {legible(m_prefix + name), shapeText(sizes), shapeText(found)});
}

void Weights::expectFinite() const {
    std::vector<std::string> bad;
    for (const auto& [name, parameter] : m_store->parameters)
        if (parameter.value.defined() && parameter.value.is_floating_point() && !at::isfinite(parameter.value).all().item<bool>()) bad.push_back(name);
    if (bad.empty()) return;
    refuse(m_store->path, TINTYPE_NOOP("core", "%1: the tensor \"%2\" holds values that are not numbers."), {legible(*std::min_element(bad.begin(), bad.end()))});
}

const std::filesystem::path& Weights::path() const { return m_store->path; }

const Placement& Weights::placement() const { return m_store->placement; }

std::uint64_t Weights::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& [name, parameter] : m_store->parameters)
        if (parameter.value.defined()) sum += parameter.value.nbytes();
    return sum;
}

std::vector<std::string> Weights::unread() const {
    std::vector<std::string> result;
    for (const auto& [name, parameter] : m_store->parameters)
        if (!parameter.read) result.push_back(name);
    std::sort(result.begin(), result.end());
    return result;
}

}  // namespace tintype::checkpoint
