#include "core/pipelines/networks.h"

#include "core/base/free_memory.h"

namespace tintype::pipelines {

namespace {

std::string keyOf(const std::filesystem::path& file, const std::string& part) {
    return file.native() + '\0' + part;
}

std::string stateOf(const std::filesystem::path& file, const checkpoint::Placement& placement) {
    std::error_code ignored;
    const auto size = std::filesystem::file_size(file, ignored);
    const auto time = std::filesystem::last_write_time(file, ignored).time_since_epoch().count();
    return std::to_string(size) + ' ' + std::to_string(time) + ' ' + c10::toString(placement.type) + ' ' + placement.device.str() + ' ' +
           std::to_string(static_cast<int>(placement.layout));
}

}  // namespace

const checkpoint::Weights& Networks::weights(const checkpoint::Checkpoint& checkpoint, const std::string& part,
                                             const checkpoint::Placement& placement, Progress& progress) {
    Loaded& loaded = current(checkpoint.path(), part, placement);
    if (!loaded.filled) {
        loaded.weights = checkpoint::Weights::load(checkpoint, placement, progress);
        loaded.filled = true;
    }
    return loaded.weights;
}

Networks::Loaded& Networks::current(const std::filesystem::path& file, const std::string& part, const checkpoint::Placement& placement) {
    Loaded& loaded = m_loaded[keyOf(file, part)];
    std::string state = stateOf(file, placement);
    if (loaded.state != state) {
        loaded = {};
        loaded.state = std::move(state);
    }
    return loaded;
}

void Networks::release(const checkpoint::Checkpoint& checkpoint, const std::string& part) {
    m_loaded.erase(keyOf(checkpoint.path(), part));
    for (const std::string& name : checkpoint.names()) checkpoint.release(name);
    trimMemory();
}

void Networks::release() {
    m_loaded.clear();
    trimMemory();
}

std::uint64_t Networks::bytes() const {
    std::uint64_t sum = 0;
    for (const auto& [key, loaded] : m_loaded) sum += loaded.networkBytes + (loaded.filled ? loaded.weights.bytes() : 0);
    return sum;
}

}  // namespace tintype::pipelines
