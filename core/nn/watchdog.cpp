#include "core/nn/watchdog.h"

#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace tintype::nn {

Fault faultOf(const at::Tensor& output) {
    if (output.numel() == 0) return Fault::None;
    const auto [lowest, highest] = at::aminmax(output.to(at::kFloat));  // both NaN where one number is
    const float low = lowest.item<float>(), high = highest.item<float>();
    if (!std::isfinite(low) || !std::isfinite(high)) return Fault::NotFinite;
    return low == high && output.numel() > 1 ? Fault::Constant : Fault::None;
}

Watched::Watched(const checkpoint::Placement& placement, Load load, std::string name, Tell tell)
    : m_placement(placement), m_load(std::move(load)), m_name(std::move(name)), m_tell(std::move(tell)) {}

const checkpoint::Weights& Watched::weights() {
    if (!m_weights) m_weights = m_load(m_placement);
    return *m_weights;
}

void Watched::turnToFloat32() {
    m_weights.reset();
    m_placement.type = at::kFloat;
    m_placement.layout = checkpoint::Layout::Plain;
    m_tell({TINTYPE_NOOP("core", "The numbers grew too large for half precision in the %1: it is computed in full precision now, which is slower."), {m_name}});
}

at::Tensor Watched::operator()(const Compute& compute) {
    at::Tensor output = compute(weights());
    Fault fault = faultOf(output);
    if (fault != Fault::None && !inFloat32()) {
        output.reset();
        turnToFloat32();
        output = compute(weights());
        fault = faultOf(output);
    }
    if (fault == Fault::NotFinite)
        throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The %1 gives no valid numbers, even in full precision. Its file may be damaged."), {m_name});
    return output;
}

}  // namespace tintype::nn
