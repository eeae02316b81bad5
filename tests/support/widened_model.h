// A committed tiny InstructPix2Pix model made some times as wide, with weights of its own: large enough that its memory
// can be measured, made in a second. Used by the tests of predictions.
#pragma once

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tintype::tests {

class WidenedModel {
public:
    WidenedModel(std::filesystem::path from, std::filesystem::path to, std::int64_t factor) : m_from(std::move(from)), m_to(std::move(to)), m_factor(factor) {}

    void make() {
        std::filesystem::copy(m_from, m_to, std::filesystem::copy_options::recursive);
        for (const char* part : {"unet", "vae"}) {
            config(m_to / part / "config.json");
            tensors(m_from / part / "diffusion_pytorch_model.safetensors", m_to / part / "diffusion_pytorch_model.safetensors");
        }
    }

private:
    using Json = nlohmann::json;

    void config(const std::filesystem::path& file) const {
        Json json = Json::parse(std::ifstream(file));
        for (Json& width : json["block_out_channels"]) width = width.get<std::int64_t>() * m_factor;
        std::ofstream(file, std::ios::trunc) << json.dump(2);
    }

    // What a tensor's sides are between: pictures, latents and words stay as wide as they are.
    static bool outer(const std::string& name, std::size_t axis) {
        const auto has = [&](const char* part) { return name.find(part) != std::string::npos; };
        if (has("quant_conv")) return true;
        if (has("conv_in.")) return axis == 1;
        if (has("conv_out.")) return axis == 0;
        return axis == 1 && (has("attn2.to_k") || has("attn2.to_v"));
    }

    void tensors(const std::filesystem::path& from, const std::filesystem::path& to) const {
        std::ifstream in(from, std::ios::binary);
        std::uint64_t length = 0;
        in.read(reinterpret_cast<char*>(&length), 8);
        std::string text(length, '\0');
        in.read(text.data(), static_cast<std::streamsize>(length));
        Json header = Json::parse(text);
        header.erase("__metadata__");
        std::vector<std::uint16_t> numbers;
        for (auto& [name, tensor] : header.items()) {
            std::size_t count = 1, inputs = 1;
            for (std::size_t axis = 0; axis < tensor["shape"].size(); ++axis) {
                if (axis < 2 && !outer(name, axis)) tensor["shape"][axis] = tensor["shape"][axis].get<std::int64_t>() * m_factor;
                count *= tensor["shape"][axis].get<std::size_t>();
                if (axis > 0) inputs *= tensor["shape"][axis].get<std::size_t>();
            }
            tensor["dtype"] = "F16";
            tensor["data_offsets"] = {2 * numbers.size(), 2 * (numbers.size() + count)};
            fill(numbers, count, tensor["shape"].size() == 1 ? 0.0 : 1.0 / std::sqrt(static_cast<double>(inputs)), name.ends_with("weight"));
        }
        std::string written = header.dump();
        written.resize((written.size() + 7) / 8 * 8, ' ');
        std::ofstream out(to, std::ios::binary | std::ios::trunc);
        const std::uint64_t size = written.size();
        out.write(reinterpret_cast<const char*>(&size), 8);
        out << written;
        out.write(reinterpret_cast<const char*>(numbers.data()), static_cast<std::streamsize>(2 * numbers.size()));
    }

    // Norms (spread 0) get ones and zeros, other layers even noise.
    static void fill(std::vector<std::uint16_t>& numbers, std::size_t count, double spread, bool weight) {
        std::uint32_t state = 12345;
        for (std::size_t i = 0; i < count; ++i) {
            state = state * 1664525U + 1013904223U;
            numbers.push_back(spread == 0.0 ? half(weight ? 1.0 : 0.0) : half(spread * (static_cast<double>(state >> 8) / (1 << 23) - 1.0)));
        }
    }

    // Of small numbers; those too small for a normal float16 become zero.
    static std::uint16_t half(double value) {
        int exponent = 0;
        const double fraction = std::frexp(std::abs(value), &exponent);
        if (value == 0.0 || exponent < -13) return 0;
        const auto mantissa = static_cast<std::uint16_t>((fraction * 2.0 - 1.0) * 1024.0);
        return static_cast<std::uint16_t>((value < 0 ? 0x8000 : 0) | (exponent + 14) << 10 | mantissa);
    }

    std::filesystem::path m_from;
    std::filesystem::path m_to;
    std::int64_t m_factor;
};

}  // namespace tintype::tests
