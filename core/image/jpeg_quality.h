// The quality setting a JPEG was most likely written with. Used inside core/image only.
#pragma once

#include <cstdio>

#include <jpeglib.h>

namespace tintype::image {

// 1..100: the setting of libjpeg whose tables are nearest to the file's. info: header read.
int estimatedQuality(const jpeg_decompress_struct& info);

}  // namespace tintype::image
