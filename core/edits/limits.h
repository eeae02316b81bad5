// The ranges of all parameters, in one place: checked by edits::run, named by the command line's help and used by
// the panels for their sliders.
#pragma once

#include <array>
#include <cstddef>

namespace tintype::edits {

template <typename Number>
struct Range {
    Number low;
    Number high;
    // False for NaN too.
    constexpr bool holds(Number value) const { return value >= low && value <= high; }
};

constexpr Range<int> kStepsRange{1, 1000};
constexpr Range<double> kTextGuidanceRange{0.0, 30.0};
constexpr Range<double> kImageGuidanceRange{0.0, 30.0};
constexpr Range<int> kLongSideRange{16, 16384};  // besides 0: the photo's own
constexpr Range<int> kVariationsRange{1, 100};
constexpr std::size_t kMaxInstructionBytes = 65536;
constexpr Range<int> kGrowRange{0, 500};
constexpr Range<int> kFeatherRange{0, 500};
constexpr Range<double> kCartoonStrengthRange{0.1, 1.0};
constexpr Range<double> kRestoreStrengthRange{0.0, 1.0};
constexpr Range<double> kLikenessRange{0.0, 1.0};
constexpr Range<int> kUpscaleRange{1, 2};
constexpr Range<int> kFramesRange{1, 10000};
constexpr Range<int> kMotionFpsRange{1, 240};
constexpr Range<double> kFpsRange{0.1, 240.0};
constexpr Range<double> kGuidanceRange{0.0, 50.0};
constexpr Range<double> kMotionRange{0.0, 4.0};
constexpr Range<int> kClipSideRange{16, 8192};
constexpr Range<int> kDecodeChunkRange{1, 64};
constexpr Range<double> kAtRange{0.0, 1.0};
constexpr Range<double> kFlowScaleRange{0.0, 4.0};  // besides: only these
inline constexpr std::array kFlowScales{0.0, 0.25, 0.5, 1.0, 2.0, 4.0};
constexpr Range<double> kClipSecondsRange{0.0, 1e6};
constexpr Range<double> kSpeedRange{0.05, 20.0};
constexpr Range<double> kFadeRange{0.01, 60.0};
constexpr Range<int> kRepeatsRange{1, 100};
constexpr Range<int> kCrfRange{0, 51};
constexpr std::size_t kMaxFaces = 1000;
constexpr Range<int> kThreadsRange{0, 1024};  // 0: all cores

}  // namespace tintype::edits
