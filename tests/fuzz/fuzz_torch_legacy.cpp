// links: tintype_models
// Bytes of any kind behind the constant opening of a PyTorch file from before 1.6.
#include <vector>

#include "core/base/error.h"
#include "core/checkpoint/torch_legacy.h"
#include "tests/fuzz/touch_tensors.h"

using namespace tintype;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::vector<std::uint8_t> file{0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a,
                                   0xa8, 0x50, 0x19, 0x2e, 0x80, 0x02, 0x4d, 0xe9, 0x03, 0x2e};
    file.insert(file.end(), data, data + size);
    try {
        tests::touchTensors(checkpoint::readTorchLegacy(checkpoint::MappedFile::fromBytes(file, "input")));
    } catch (const Error&) {
    }
    return 0;
}
