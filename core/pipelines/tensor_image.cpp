#include "core/pipelines/tensor_image.h"

#include <cstring>

namespace tintype::pipelines {

at::Tensor toBytes(const image::Image& picture) {
    at::Tensor bytes = at::empty({picture.height(), picture.width(), picture.channels()}, at::kByte);
    std::memcpy(bytes.data_ptr(), picture.data(), picture.byteSize());
    return bytes.narrow(2, 0, 3).contiguous();
}

image::Image fromBytes(const at::Tensor& bytes) {
    const at::Tensor rows = bytes.contiguous();
    image::Image picture({static_cast<int>(rows.size(1)), static_cast<int>(rows.size(0))}, 3);
    std::memcpy(picture.mutableData(), rows.data_ptr(), picture.byteSize());
    return picture;
}

at::Tensor toTensor(const image::Image& picture) { return toBytes(picture).permute({2, 0, 1}).unsqueeze(0).to(at::kFloat).contiguous() / 255.0F; }

image::Image toImage(const at::Tensor& tensor) {
    // tensor: [1, 3, h, w]
    const at::Tensor bytes = (tensor.detach().to(at::kCPU, at::kFloat).clamp(0.0, 1.0) * 255.0F).round().to(at::kByte).squeeze(0).permute({1, 2, 0});
    return fromBytes(bytes);
}

at::Tensor toTensor(const image::Mask& mask) {
    at::Tensor bytes = at::empty({1, 1, mask.size().height, mask.size().width}, at::kByte);
    for (int y = 0; y < mask.size().height; ++y)
        std::memcpy(static_cast<std::uint8_t*>(bytes.data_ptr()) + static_cast<std::size_t>(y) * static_cast<std::size_t>(mask.size().width), mask.row(y), static_cast<std::size_t>(mask.size().width));
    return bytes.to(at::kFloat) / 255.0F;
}

}  // namespace tintype::pipelines
