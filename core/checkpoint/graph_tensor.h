// The TensorProto message of a frozen graph. Used by the GraphDef reader.
#pragma once

#include "core/checkpoint/graph_def.h"
#include "core/checkpoint/wire.h"

namespace tintype::checkpoint {

// `node` is named in refusals. `expandedLeft`: bytes that constants may still take beside the file; counted down.
GraphConstant readGraphTensor(WireReader message, const std::string& node, const std::filesystem::path& file, std::uint64_t& expandedLeft);

}  // namespace tintype::checkpoint
