#include "core/image/jpeg_quality.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace tintype::image {
namespace {

using Table = std::array<int, DCTSIZE2>;

// Annex K of the JPEG standard, at quality 50.
constexpr Table kLuminance{16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
                           14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
                           18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
                           49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr Table kChrominance{17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99,
                             24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
                             99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                             99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

std::int64_t distance(const JQUANT_TBL* table, const Table& standard, int quality) {
    if (!table) return 0;
    const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < standard.size(); ++i)
        sum += std::abs(std::clamp((standard[i] * scale + 50) / 100, 1, 255) - static_cast<int>(table->quantval[i]));
    return sum;
}

const JQUANT_TBL* tableOf(const jpeg_decompress_struct& info, int component) {
    if (component >= info.num_components) return nullptr;
    const int number = info.comp_info[component].quant_tbl_no;
    return number >= 0 && number < NUM_QUANT_TBLS ? info.quant_tbl_ptrs[number] : nullptr;
}

}  // namespace

int estimatedQuality(const jpeg_decompress_struct& info) {
    const JQUANT_TBL* luminance = tableOf(info, 0);
    const JQUANT_TBL* chrominance = info.num_components == 3 ? tableOf(info, 1) : nullptr;
    int best = 100;
    std::int64_t least = INT64_MAX;
    for (int quality = 100; quality >= 1; --quality) {
        const std::int64_t apart =
            distance(luminance, kLuminance, quality) + distance(chrominance, kChrominance, quality);
        if (apart >= least) continue;
        least = apart;
        best = quality;
    }
    return best;
}

}  // namespace tintype::image
