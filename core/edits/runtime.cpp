#include "core/edits/runtime.h"

#include "core/edits/networks_module.h"

namespace tintype::edits {

Runtime::Runtime() = default;
Runtime::~Runtime() = default;

const NetworksModule& Runtime::module() {
    if (!m_module) m_module = std::make_unique<NetworksModule>();
    return *m_module;
}

void Runtime::release() {
    if (m_module) m_module->functions().release(m_module->networks());
}

}  // namespace tintype::edits
