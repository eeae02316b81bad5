// links: tintype_models
// Bytes of any kind as the pickle of a checkpoint, without the archive around it: its checksum would stop nearly every
// mutation. The storages are as long as the pickle says, up to a limit.
#include "core/base/error.h"
#include "core/checkpoint/flatten.h"
#include "core/checkpoint/pickle.h"

using namespace tintype;
using namespace tintype::checkpoint;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::filesystem::path name = "input";
    try {
        const Pickle pickle = readPickle({data, size}, name);
        const Locate locate = [](const PickledStorage& storage, ElementType) -> std::uint64_t {
            if (storage.elements > 1'000'000) throw Error(ErrorKind::BadModel, "The storage is too long.", {});
            return 0;
        };
        for (const auto& [tensorName, tensor] : flatten(*pickle.root, locate, name))
            if (tensor.span() > 8'000'000) __builtin_trap();
    } catch (const Error&) {
    }
    return 0;
}
