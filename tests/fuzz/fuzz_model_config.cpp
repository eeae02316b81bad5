// links: tintype_models
// Bytes of any kind as a config.json: every key is asked for in every way.
#include <string>

#include "core/base/error.h"
#include "core/checkpoint/model_config.h"

using namespace tintype;

namespace {

template <class Ask>
void tried(const Ask& ask) {
    try {
        ask();
    } catch (const Error&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tried([&] {
        const auto config = checkpoint::ModelConfig::parse(std::string(data, data + size), "config.json");
        for (const std::string& key : config.keys()) {
            tried([&] { config.integer(key, 1); });
            tried([&] { config.number(key, 1.0); });
            tried([&] { config.flag(key, true); });
            tried([&] { config.text(key, ""); });
            tried([&] { config.integers(key, {}); });
            tried([&] { config.texts(key, {}); });
            tried([&] { config.unsupported(key); });
        }
    });
    return 0;
}
