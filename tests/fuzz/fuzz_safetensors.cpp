// links: tintype_models
// Bytes of any kind as a safetensors file: tensors inside the file, or an Error.
#include "core/base/error.h"
#include "core/checkpoint/safetensors.h"
#include "tests/fuzz/touch_tensors.h"

using namespace tintype;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        tests::touchTensors(checkpoint::readSafetensors(checkpoint::MappedFile::fromBytes({data, size}, "input")));
    } catch (const Error&) {
    }
    return 0;
}
