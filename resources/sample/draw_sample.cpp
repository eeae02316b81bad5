// Build step: draw_sample PICTURE.jpg MASK.png WIDTH HEIGHT
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "core/image/write.h"
#include "resources/sample/sample_picture.h"

int main(int argc, char** argv) {
    if (argc != 5) return 2;
    try {
        tintype::image::WriteOptions options;
        options.quality = 94;
        options.subsampling = 444;
        const tintype::Size size{std::atoi(argv[3]), std::atoi(argv[4])};
        tintype::image::write(argv[1], tintype::sample::samplePicture(size), options);
        tintype::image::write(argv[2], tintype::image::maskToImage(tintype::sample::sampleWatermark(size)));
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
