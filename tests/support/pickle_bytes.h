// Pickles written operation by operation, as PyTorch writes them and as it never would. Used by the readers' tests.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tintype::tests {

using Bytes = std::vector<std::uint8_t>;

class PickleBytes {
public:
    PickleBytes() : m_bytes{0x80, 0x02} {}

    PickleBytes& raw(const std::string& operations) {
        m_bytes.insert(m_bytes.end(), operations.begin(), operations.end());
        return *this;
    }
    PickleBytes& text(const std::string& text) { return raw("X").number(text.size(), 4).raw(text); }
    PickleBytes& integer(std::int64_t value) { return raw("\x8a\x08").number(static_cast<std::uint64_t>(value), 8); }
    PickleBytes& global(const std::string& module, const std::string& name) { return raw("c" + module + "\n" + name + "\n"); }
    PickleBytes& integers(const std::vector<std::int64_t>& values) {
        raw("(");
        for (const std::int64_t value : values) integer(value);
        return raw("t");
    }
    // ("storage", torch.<type>, key, "cpu", elements) as a reference to data.
    PickleBytes& storage(const std::string& key, std::int64_t elements, const std::string& type = "FloatStorage") {
        return raw("(").text("storage").global("torch", type).text(key).text("cpu").integer(elements).raw("tQ");
    }
    struct View {
        std::int64_t offset = 0;
        std::vector<std::int64_t> sizes{2};
        std::vector<std::int64_t> strides{1};
    };
    PickleBytes& tensor(const std::string& key, std::int64_t elements, const View& view, const std::string& type = "FloatStorage") {
        return global("torch._utils", "_rebuild_tensor_v2").raw("(").storage(key, elements, type).integer(view.offset).integers(view.sizes)
            .integers(view.strides).raw("\x89").raw("}").raw("tR");
    }
    PickleBytes& number(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) m_bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
        return *this;
    }
    Bytes stop() const {
        Bytes bytes = m_bytes;
        bytes.push_back('.');
        return bytes;
    }

private:
    Bytes m_bytes;
};

// {"w": tensor of two floats}
inline Bytes onePickledTensor(const PickleBytes::View& view = {}, std::int64_t elements = 2, const std::string& type = "FloatStorage") {
    return PickleBytes().raw("}").text("w").tensor("0", elements, view, type).raw("s").stop();
}

}  // namespace tintype::tests
