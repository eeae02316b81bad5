// A checkpoint made in memory: tensors by name, written and read as safetensors. Used by tests of layers and networks.
#pragma once

#include <ATen/ATen.h>

#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "core/checkpoint/checkpoint.h"
#include "core/checkpoint/safetensors.h"

namespace tintype::tests {

// Every tensor is stored as float32.
inline checkpoint::Checkpoint madeCheckpoint(const std::map<std::string, at::Tensor>& tensors) {
    std::string header, data;
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor stored = tensor.to(at::kFloat).contiguous();
        std::string shape;
        for (const std::int64_t size : stored.sizes()) shape.append(shape.empty() ? "" : ",").append(std::to_string(size));
        const std::size_t first = data.size();
        data.append(static_cast<const char*>(stored.data_ptr()), stored.nbytes());
        header += header.empty() ? '{' : ',';
        header.append("\"").append(name).append("\":{\"dtype\":\"F32\",\"shape\":[").append(shape).append("],\"data_offsets\":[");
        header.append(std::to_string(first)).append(",").append(std::to_string(data.size())).append("]}");
    }
    header += "}";
    while (header.size() % 8) header += ' ';
    std::string bytes(8, '\0');
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    bytes += header + data;
    const std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    return checkpoint::Checkpoint::of(checkpoint::readSafetensors(checkpoint::MappedFile::fromBytes(raw, "made.safetensors")));
}

}  // namespace tintype::tests
