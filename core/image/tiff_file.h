// libtiff on bytes in memory, with its messages kept instead of printed. Used inside core/image only.
#pragma once

#include <tiffio.h>

#include <memory>
#include <string>

#include "core/image/codec.h"

namespace tintype::image {

struct CloseTiff {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffHandle = std::unique_ptr<TIFF, CloseTiff>;

// Bytes libtiff reads from or writes to. Must outlive the handle.
struct TiffMemory {
    ByteView input;     // when reading
    Bytes output;       // when writing
    std::size_t at = 0;
    std::string reason;  // libtiff's first complaint
};

// mode: "r" or "w". Null when libtiff refuses; memory.reason says why.
TiffHandle openTiff(TiffMemory& memory, const char* mode);

}  // namespace tintype::image
