// The small RIFE networks and frames of tests/golden/rife, made again by the formulas of tests/reference/rife.py.
#pragma once

#include <QFile>
#include <nlohmann/json.hpp>

#include <cmath>

#include "tests/support/golden.h"
#include "tests/support/made_checkpoint.h"

namespace tintype::tests {

inline nlohmann::json rifeNetworks() {
    QFile file(QString::fromStdString((golden("rife") / "networks.json").string()));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return nlohmann::json::parse(file.readAll().toStdString());
}

// [low, high, sizes...] -> numbers between the two, as a hash of the key and the index.
inline at::Tensor mixedNumbers(const std::string& key, const nlohmann::json& description) {
    const double low = description[0], high = description[1];
    std::vector<std::int64_t> sizes(description.begin() + 2, description.end());
    std::uint32_t seed = 2166136261U;
    for (const char byte : key) seed = (seed ^ static_cast<std::uint8_t>(byte)) * 16777619U;
    at::Tensor result = at::empty(sizes, at::kFloat);
    auto* out = result.data_ptr<float>();
    for (std::int64_t i = 0; i < result.numel(); ++i) {
        std::uint32_t h = static_cast<std::uint32_t>(i) * 2654435761U + seed;
        h = (h ^ (h >> 16)) * 0x85EBCA6BU;
        h = (h ^ (h >> 13)) * 0xC2B2AE35U;
        h ^= h >> 16;
        out[i] = static_cast<float>(low + (high - low) * (static_cast<double>(h) / 4294967296.0));
    }
    return result;
}

inline std::map<std::string, at::Tensor> rifeWeights(const nlohmann::json& network) {
    std::map<std::string, at::Tensor> weights;
    for (const auto& [key, description] : network["weights"].items()) weights[key] = mixedNumbers(key, description);
    return weights;
}

// -> [height, width, 3] uint8
inline at::Tensor rifeFrame(std::int64_t width, std::int64_t height, std::int64_t number) {
    const auto floorDivided = [](std::int64_t a, std::int64_t b) { return a >= 0 ? a / b : -((b - 1 - a) / b); };
    at::Tensor result = at::empty({height, width, 3}, at::kByte);
    auto* out = result.data_ptr<std::uint8_t>();
    for (std::int64_t y = 0; y < height; ++y)
        for (std::int64_t x = 0; x < width; ++x)
            for (std::int64_t c = 0; c < 3; ++c) {
                const std::int64_t a = x - 6 * number, b = y + 4 * number, phase = 5 * a + 3 * b + 90 * c;
                const std::int64_t wave = std::abs(phase - floorDivided(phase, 400) * 400 - 200);
                const std::int64_t check = floorDivided(a, 9) + floorDivided(b, 7);
                *out++ = static_cast<std::uint8_t>(std::min<std::int64_t>(255, wave + (check % 2 != 0 ? 50 : 10)));
            }
    return result;
}

}  // namespace tintype::tests
