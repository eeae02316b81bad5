// What happens between RIFE's blocks: pictures fetched along the motion, resized inputs put together, motion carried on,
// and the two pictures mixed. Each step is one pass over the pixels on the CPU, in float32 whatever the blocks compute in;
// other devices use libtorch's operators (rife_motion_device.cpp). Used by rife.cpp.
#pragma once

#include <ATen/ATen.h>

#include <cstdint>

namespace tintype::networks {

// Pictures at a block's output size, cell by cell: result (y, x) lies in cell ((y + side / 2) / side, ...) at place
// ((y + side / 2) % side, ...).
struct Cells {
    at::Tensor numbers;  // [h + 1, w + 1, side * side * pitch], float32, contiguous
    int side = 4;
    std::int64_t pitch = 8;

    std::int64_t height() const { return (numbers.size(0) - 1) * side; }
    std::int64_t width() const { return (numbers.size(1) - 1) * side; }
};
// -> [1, pitch, height, width]
at::Tensor pictureOf(const Cells& cells);

// Channels of a block's input: first record, second record, motion (flow to the first picture x y, to the second x y, mask,
// time, 0, 0), carried features, zeros up to `channels`.
struct LevelShape {
    std::int64_t record = 4;    // numbers of a frame's record, a multiple of 4
    std::int64_t carried = 0;   // features handed from block to block, up to a multiple of 4
    std::int64_t channels = 12; // of a block's input
    std::int64_t mixed() const { return 2 * record + kMotion + carried; }
    static constexpr std::int64_t kMotion = 8;
};

// [h, w, 8]: flow to the first picture (x, y), to the second (x, y), mask, 0, 0, 0; float32.
at::Tensor noMotion(const at::Tensor& records);

// What a block sees. `step`: source pixels for each of its own, in both directions.
struct LevelInput {
    const at::Tensor& first;     // records [h, w, record]
    const at::Tensor& second;
    const at::Tensor* motion;    // none: the first block
    const Cells* previous;       // the block before, for carried features
    double previousStep;
    double time;
    double step;
};
// -> [1, channels, h / step, w / step], channels last, of type `type`
at::Tensor levelInput(const LevelInput& input, const LevelShape& shape, at::ScalarType type);

enum class Mask { Replace, Add };
// The block's results at full size: flow, times `step`, is added to the motion's. up: full pixels for one of the results.
void follow(at::Tensor& motion, const Cells& result, double up, double step, Mask mask);

// The mixture of both pictures along the motion, [1, 3, height, width]: the upper left of the padded size.
at::Tensor mixed(const at::Tensor& first, const at::Tensor& second, const at::Tensor& motion, std::int64_t height, std::int64_t width);

// The records of a padded picture [1, 3, h, w] and, where there are some, its features of the same size.
at::Tensor recordsOf(const at::Tensor& picture, const Cells* features, std::int64_t record);

}  // namespace tintype::networks
