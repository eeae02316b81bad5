#include "core/networks/rife_motion_device.h"

namespace tintype::networks::device {

namespace {

// [h, w, c] -> [1, c, h, w]
at::Tensor planes(const at::Tensor& pixels) { return pixels.permute({2, 0, 1}).unsqueeze(0); }

at::Tensor resized(const at::Tensor& x, std::int64_t height, std::int64_t width, double scale) {
    if (x.size(2) == height && x.size(3) == width) return x;
    return at::upsample_bilinear2d(x.contiguous(), {height, width}, false, scale, scale);
}

// The picture each pixel's motion points to; outside, the edge goes on. flow: [1, 2, h, w]
at::Tensor fetched(const at::Tensor& records, const at::Tensor& flow) {
    const std::int64_t h = flow.size(2), w = flow.size(3);
    const auto axis = [&](std::int64_t n) { return at::arange(n, flow.options()); };
    const at::Tensor x = (flow.select(1, 0) + axis(w).view({1, 1, w})) * (2.0 / static_cast<double>(w - 1)) - 1.0;
    const at::Tensor y = (flow.select(1, 1) + axis(h).view({1, h, 1})) * (2.0 / static_cast<double>(h - 1)) - 1.0;
    constexpr int kBilinear = 0, kBorder = 1;
    return at::grid_sampler(planes(records).contiguous(), at::stack({x, y}, -1), kBilinear, kBorder, /*align_corners=*/true);
}

}  // namespace

at::Tensor levelInput(const LevelInput& input, const LevelShape& shape, at::ScalarType type) {
    const auto h = static_cast<std::int64_t>(static_cast<double>(input.first.size(0)) / input.step);
    const auto w = static_cast<std::int64_t>(static_cast<double>(input.first.size(1)) / input.step);
    const at::Tensor motion = input.motion ? planes(*input.motion) : at::Tensor();
    const auto seen = [&](const at::Tensor& records, std::int64_t flow) {
        return resized(motion.defined() ? fetched(records, motion.narrow(1, flow, 2)) : planes(records), h, w, 1.0 / input.step);
    };
    at::Tensor out = at::zeros({1, shape.channels, h, w}, input.first.options());
    out.narrow(1, 0, shape.record).copy_(seen(input.first, 0));
    out.narrow(1, shape.record, shape.record).copy_(seen(input.second, 2));
    const at::Tensor moved = out.narrow(1, 2 * shape.record, LevelShape::kMotion);
    if (motion.defined()) moved.copy_(resized(motion, h, w, 1.0 / input.step));
    moved.narrow(1, 0, 4).div_(input.step);
    moved.select(1, 5).fill_(input.time);
    if (input.previous && shape.carried > 0) {
        const at::Tensor full = resized(pictureOf(*input.previous).narrow(1, 5, shape.carried), input.first.size(0), input.first.size(1), input.previousStep);
        out.narrow(1, 2 * shape.record + LevelShape::kMotion, shape.carried).copy_(resized(full, h, w, 1.0 / input.step));
    }
    return out.to(type).contiguous(at::MemoryFormat::ChannelsLast);
}

void follow(at::Tensor& motion, const Cells& result, double up, double step, Mask mask) {
    const at::Tensor full = resized(pictureOf(result), motion.size(0), motion.size(1), up).squeeze(0).permute({1, 2, 0});
    motion.narrow(2, 0, 4).add_(full.narrow(2, 0, 4), step);
    const at::Tensor share = motion.narrow(2, 4, 1);
    if (mask == Mask::Add) share.add_(full.narrow(2, 4, 1));
    else share.copy_(full.narrow(2, 4, 1));
}

at::Tensor recordsOf(const at::Tensor& picture, const Cells* features, std::int64_t record) {
    at::Tensor records = at::zeros({picture.size(2), picture.size(3), record}, picture.options().memory_format(at::MemoryFormat::Contiguous));
    records.narrow(2, 0, 3).copy_(picture.squeeze(0).permute({1, 2, 0}));
    if (features) records.narrow(2, 4, record - 4).copy_(pictureOf(*features).squeeze(0).permute({1, 2, 0}).narrow(2, 0, record - 4));
    return records;
}

at::Tensor mixed(const at::Tensor& first, const at::Tensor& second, const at::Tensor& motion, std::int64_t height, std::int64_t width) {
    const at::Tensor moved = planes(motion);
    const at::Tensor share = at::sigmoid(moved.narrow(1, 4, 1));
    const at::Tensor whole = fetched(first.narrow(2, 0, 3), moved.narrow(1, 0, 2)) * share + fetched(second.narrow(2, 0, 3), moved.narrow(1, 2, 2)) * (1 - share);
    return whole.narrow(2, 0, height).narrow(3, 0, width).contiguous();
}

}  // namespace tintype::networks::device
