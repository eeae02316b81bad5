#include "core/edits/runtime.h"

namespace tintype::edits {

Runtime::Runtime() = default;
Runtime::~Runtime() = default;
void Runtime::release() {}

}  // namespace tintype::edits
