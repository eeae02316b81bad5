// The weights-free frame interpolator: dense inverse-search optical flow with occlusion handling.
#pragma once

#include <memory>

#include "core/image/image.h"

namespace tintype::builtin {

// What two pictures of one size have to do with each other: the same up to noise, nothing in common, or one moved.
enum class PairKind { Same, Cut, Moving };
// Cheaper than a FlowInterpolator: motion is only looked for in small copies.
PairKind kindOfPair(const image::Image& first, const image::Image& second);

// The picture at time t (0..1) between two of one size. t 0 and 1 give the inputs themselves. A scene cut
// (nothing in common) gives the nearer input. Keeps no state; 8-bit RGB out.
class FlowInterpolator {
public:
    FlowInterpolator(const image::Image& first, const image::Image& second);
    ~FlowInterpolator();
    image::Image at(double t) const;
    bool sceneCut() const;
    PairKind kind() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::builtin
