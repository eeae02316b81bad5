// Looks after a network that computes in half precision: an output that holds NaN or infinity, or one number everywhere,
// is computed again in float32 from the same file. A black picture is never taken for a result. Used by the pipelines
// around each network.
#pragma once

#include <ATen/ATen.h>

#include <functional>
#include <optional>
#include <string>

#include "core/base/message.h"
#include "core/checkpoint/weights.h"

namespace tintype::nn {

enum class Fault { None, NotFinite, Constant };

// Constant: more than one number, all the same. Looks at every number; reads the tensor once.
Fault faultOf(const at::Tensor& output);

// One network of a job: in the job's precision, and once that failed in float32.
class Watched {
public:
    using Load = std::function<checkpoint::Weights(const checkpoint::Placement& placement)>;
    using Compute = std::function<at::Tensor(const checkpoint::Weights& weights)>;
    using Tell = std::function<void(const Message&)>;

    // load: reads the network in a placement; called at the first use and when float32 is needed, when nothing here holds
    // the earlier weights any more. tell: gets one sentence, with `name` in it, when the network turns to float32.
    Watched(const checkpoint::Placement& placement, Load load, std::string name, Tell tell);

    // compute(weights), checked. After a fault in half precision this call and all later ones compute in float32: numbers
    // that were too large once will be again. Throws Error(BadModel) when float32 gives NaN or infinity too. What is
    // constant in float32 is returned: a network may answer so.
    at::Tensor operator()(const Compute& compute);

    // The network as it is computed with now, loaded if it was not yet.
    const checkpoint::Weights& weights();
    // Lets the network go; it is loaded anew when it is next asked for, in the precision it had come to.
    void forget() { m_weights.reset(); }
    bool inFloat32() const { return m_placement.type == at::kFloat; }

private:
    void turnToFloat32();

    checkpoint::Placement m_placement;
    Load m_load;
    std::string m_name;
    Tell m_tell;
    std::optional<checkpoint::Weights> m_weights;
};

}  // namespace tintype::nn
