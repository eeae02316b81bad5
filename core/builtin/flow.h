// The weights-free frame interpolator: dense inverse-search optical flow with occlusion handling.
#pragma once

#include <memory>

#include "core/image/image.h"

namespace tintype::builtin {

// The picture at time t (0..1) between two of one size. t 0 and 1 give the inputs themselves. A scene cut
// (nothing in common) gives the nearer input. Keeps no state; 8-bit RGB out.
class FlowInterpolator {
public:
    FlowInterpolator(const image::Image& first, const image::Image& second);
    ~FlowInterpolator();
    image::Image at(double t) const;
    bool sceneCut() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::builtin
