#include "core/vault/model.h"

#include <set>

namespace tintype::vault {

std::int64_t Model::parameters() const {
    std::int64_t sum = 0;
    for (const Component& component : components) sum += component.parameters;
    return sum;
}

std::int64_t Model::tensors() const {
    std::int64_t sum = 0;
    for (const Component& component : components) sum += component.tensors;
    return sum;
}

std::uint64_t Model::bytes() const {
    std::uint64_t sum = 0;
    for (const Component& component : components) sum += component.bytes;
    return sum;
}

std::string Model::precision() const {
    std::set<std::string> types;
    for (const Component& component : components)
        for (const auto& [type, count] : component.precision) types.insert(type);
    if (types.empty()) return "none";
    if (types.size() == 1) return *types.begin();
    std::string list;
    for (const std::string& type : types) list += (list.empty() ? "" : ", ") + type;
    return "mixed (" + list + ")";
}

}  // namespace tintype::vault
