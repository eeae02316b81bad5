#include "core/image/codec.h"
#include "core/image/metadata.h"
namespace tintype::image {
Probe probeWebp(const Source& s) { failDamaged(s, Format::WebP, "not yet read"); }
Probe probeTiff(const Source& s) { failDamaged(s, Format::Tiff, "not yet read"); }
Probe probeBmp(const Source& s) { failDamaged(s, Format::Bmp, "not yet read"); }
Probe probeGif(const Source& s) { failDamaged(s, Format::Gif, "not yet read"); }
Probe probeHeif(const Source& s) { failDamaged(s, Format::Heic, "not yet read"); }
Decoded decodeWebp(const Source& s) { failDamaged(s, Format::WebP, "not yet read"); }
Decoded decodeTiff(const Source& s) { failDamaged(s, Format::Tiff, "not yet read"); }
Decoded decodeBmp(const Source& s) { failDamaged(s, Format::Bmp, "not yet read"); }
Decoded decodeGif(const Source& s) { failDamaged(s, Format::Gif, "not yet read"); }
Decoded decodeHeif(const Source& s) { failDamaged(s, Format::Heic, "not yet read"); }
Probe probeJxl(const Source& s) { failDamaged(s, Format::Jxl, "not yet read"); }
Decoded decodeJxl(const Source& s) { failDamaged(s, Format::Jxl, "not yet read"); }
Bytes encodeWebp(const Image&, const WriteOptions&, const Embedded&) { failEncoding(Format::WebP, "not yet written"); }
Bytes encodeTiff(const Image&, const WriteOptions&, const Embedded&) { failEncoding(Format::Tiff, "not yet written"); }
Bytes encodeBmp(const Image&) { failEncoding(Format::Bmp, "not yet written"); }
}
