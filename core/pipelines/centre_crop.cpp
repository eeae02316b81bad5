#include "core/pipelines/centre_crop.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/image/resample.h"

namespace tintype::pipelines {

namespace {

// Python's // of floating-point numbers, which is not the floor of the quotient.
int floorDivided(double value, double by) {
    const double quotient = (value - std::fmod(value, by)) / by;
    const double whole = std::floor(quotient);
    return static_cast<int>(quotient - whole > 0.5 ? whole + 1.0 : whole);
}

int halfRoundedDown(int value) { return value >= 0 ? value / 2 : -((1 - value) / 2); }

}  // namespace

image::Image centreCropped(const image::Image& photo, Size size) {
    const double scale = std::min(static_cast<double>(photo.width()) / size.width, static_cast<double>(photo.height()) / size.height);
    const Size whole{floorDivided(photo.width(), scale), floorDivided(photo.height(), scale)};
    const image::Image enlarged = image::resampled(photo, whole, image::Filter::Box);
    const int left = halfRoundedDown(whole.width - size.width);
    const int top = halfRoundedDown(whole.height - size.height);
    image::Image result(size, photo.channels());
    const int firstColumn = std::max(0, -left);
    const int lastColumn = std::min(size.width, whole.width - left);
    for (int y = std::max(0, -top); y < std::min(size.height, whole.height - top); ++y)
        std::memcpy(result.mutableRow(y) + static_cast<std::size_t>(firstColumn) * photo.pixelBytes(),
                    enlarged.row(y + top) + static_cast<std::size_t>(firstColumn + left) * photo.pixelBytes(),
                    static_cast<std::size_t>(lastColumn - firstColumn) * photo.pixelBytes());
    return result;
}

}  // namespace tintype::pipelines
