#include "core/pipelines/networks.h"

namespace tintype::pipelines {

namespace {

std::string keyOf(const checkpoint::Checkpoint& checkpoint, const std::string& part) {
    return checkpoint.path().native() + '\0' + part;
}

std::string stateOf(const checkpoint::Checkpoint& checkpoint, const checkpoint::Placement& placement) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(checkpoint.path(), ignored);
    const auto time = std::filesystem::last_write_time(checkpoint.path(), ignored).time_since_epoch().count();
    return std::to_string(size) + ' ' + std::to_string(time) + ' ' + c10::toString(placement.type) + ' ' + placement.device.str() + ' ' +
           std::to_string(static_cast<int>(placement.layout));
}

}  // namespace

const checkpoint::Weights& Networks::weights(const checkpoint::Checkpoint& checkpoint, const std::string& part,
                                             const checkpoint::Placement& placement, Progress& progress) {
    Loaded& loaded = m_loaded[keyOf(checkpoint, part)];
    const std::string state = stateOf(checkpoint, placement);
    if (loaded.state != state) {
        loaded = {};
        loaded.weights = checkpoint::Weights::load(checkpoint, placement, progress);
        loaded.state = state;
    }
    return loaded.weights;
}

void Networks::release(const checkpoint::Checkpoint& checkpoint, const std::string& part) { m_loaded.erase(keyOf(checkpoint, part)); }

std::uint64_t Networks::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& [key, loaded] : m_loaded) sum += loaded.weights.bytes();
    return sum;
}

}  // namespace tintype::pipelines
