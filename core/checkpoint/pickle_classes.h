// What the pickle machine does with a class name, and with calls of the few classes it knows.
#pragma once

#include <filesystem>
#include <string>

#include "core/checkpoint/pickle.h"

namespace tintype::checkpoint {

enum class ClassRule { Known, Inert, Hostile };

ClassRule ruleOf(const std::string& className);

// The node a class reference itself becomes: a dtype for "torch.float32", a storage type, else a Class.
Node classNode(const std::string& className);

// What "call `className` with `arguments`" gives: a tensor, a dict..., or an inert Object.
// Throws Error(BadModel) when a known class gets arguments of the wrong kind, or an unknown one gets a tensor.
Node callNode(const std::string& className, const Node& arguments, const std::filesystem::path& file);

// The storage a persistent id names: ("storage", class, key, location, elements[, view]).
Node storageNode(const Node& id, const std::filesystem::path& file);

}  // namespace tintype::checkpoint
