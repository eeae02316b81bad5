// links: tintype_edits
// Bytes of any kind given to the picture reader: it returns a picture or throws Error, and does nothing else.
// What opens is saved again in a format the input picks, with its metadata.
#include <cstddef>
#include <cstdint>

#include "core/base/error.h"
#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/write.h"

using namespace tintype;
using namespace tintype::image;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr Format kTargets[]{Format::Png, Format::Jpeg, Format::WebP, Format::Tiff, Format::Bmp};
    try {
        embeddedRecipe(Bytes(data, data + size));
        const Image picture = readBytes({data, size}, "input", {.memoryBudget = std::uint64_t(16) << 20});
        toSrgb(picture);
        WriteOptions options;
        options.format = kTargets[size % 5];
        options.metadata = size % 2 ? Metadata::All : Metadata::CreditOnly;
        options.recipe = "{}";
        encode(picture, options);
    } catch (const Error&) {
    }
    return 0;
}
