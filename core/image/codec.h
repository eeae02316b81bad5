// What read.cpp and write.cpp share with the code of the single formats. Used inside core/image only.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/image/read.h"
#include "core/image/write.h"

namespace tintype::image {

using ByteView = std::span<const std::uint8_t>;

// The bytes of a file and its name for messages.
struct Source {
    ByteView bytes;
    std::string name;
};

// What the header alone tells.
struct Probe {
    Header header;
    int channels = 3;  // of the decoded picture
};

// What a decoder returns: pixels as stored (orientation not applied) and the raw blocks of the file.
struct Decoded {
    Image picture;        // attachments.exif, xmp and iptc as the file has them; icc is `icc` below
    Bytes icc;            // of whatever colour space
    std::optional<int> orientation;  // where it is not what EXIF says: 1 when the decoder applied it
};

Probe probeJpeg(const Source& source);
Probe probePng(const Source& source);
Probe probeWebp(const Source& source);
Probe probeTiff(const Source& source);
Probe probeBmp(const Source& source);
Probe probeGif(const Source& source);
Probe probeHeif(const Source& source);
Probe probeJxl(const Source& source);

Decoded decodeJpeg(const Source& source);
Decoded decodePng(const Source& source);
Decoded decodeWebp(const Source& source);
Decoded decodeTiff(const Source& source);
Decoded decodeBmp(const Source& source);
Decoded decodeGif(const Source& source);
Decoded decodeHeif(const Source& source);
Decoded decodeJxl(const Source& source);

// The blocks to embed, already filtered as WriteOptions.metadata asks. Empty ones are left out.
struct Embedded {
    Bytes icc;
    Bytes exif;
    Bytes xmp;          // whole packet; the recipe is in it unless the format is PNG
    Bytes extendedXmp;  // JPEG: what does not fit in 64 KiB, as a second packet
    Bytes iptc;
    std::string recipe;      // PNG
    std::string parameters;  // PNG
};

Bytes encodeJpeg(const Image& picture, const WriteOptions& options, const Embedded& embedded);
Bytes encodePng(const Image& picture, const WriteOptions& options, const Embedded& embedded);
Bytes encodeWebp(const Image& picture, const WriteOptions& options, const Embedded& embedded);
Bytes encodeTiff(const Image& picture, const WriteOptions& options, const Embedded& embedded);
Bytes encodeBmp(const Image& picture);

bool isWritable(Format format);

// The colours over white, 8 bits, three channels: for formats without alpha.
Image flattened(const Image& picture);

// "%1 is not a picture this program can read." and the like, about the source.
[[noreturn]] void failDamaged(const Source& source, Format format, const std::string& reason);
[[noreturn]] void failEncoding(Format format, const std::string& reason);

}  // namespace tintype::image
