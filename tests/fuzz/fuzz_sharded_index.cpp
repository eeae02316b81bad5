// links: tintype_models
// Bytes of any kind as the index of a sharded checkpoint: shards beside it, or an Error.
#include "core/base/error.h"
#include "core/checkpoint/sharded_index.h"

using namespace tintype;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        for (const auto& [name, shard] : checkpoint::parseShardedIndex({data, size}, "folder/input.index.json"))
            if (shard.find('/') != std::string::npos || shard == "..") __builtin_trap();
    } catch (const Error&) {
    }
    return 0;
}
