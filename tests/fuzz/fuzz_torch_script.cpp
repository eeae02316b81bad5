// links: tintype_models
// Bytes of any kind as the data.pkl of a TorchScript archive that is otherwise right, with one storage of 64 bytes.
#include "core/base/error.h"
#include "core/checkpoint/torch_zip.h"
#include "tests/fuzz/touch_tensors.h"
#include "tests/support/stored_zip.h"

using namespace tintype;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    tests::StoredZip archive;
    archive.add("m/data.pkl", {data, data + size});
    archive.add("m/constants.pkl", {0x80, 0x02, ')', '.'});
    archive.add("m/data/0", std::vector<std::uint8_t>(64, 1));
    const auto file = checkpoint::MappedFile::fromBytes(archive.bytes(), "input");
    try {
        tests::touchTensors(checkpoint::readTorchZip(file));
    } catch (const Error&) {
    }
    return 0;
}
