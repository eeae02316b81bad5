// links: tintype_models
// Bytes of any kind as a PyTorch archive, told apart by their content as the program does.
#include "core/base/error.h"
#include "tests/fuzz/touch_tensors.h"

using namespace tintype;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        tests::touchTensors(checkpoint::readTensorFile(checkpoint::MappedFile::fromBytes({data, size}, "input")));
    } catch (const Error&) {
    }
    return 0;
}
