#include "app/cli/exif_tags.h"

#include "core/image/exif_block.h"

namespace tintype::cli {

namespace {

constexpr std::uint16_t kMake = 0x010F;
constexpr std::uint16_t kModel = 0x0110;
constexpr std::uint16_t kDateTime = 0x0132;
constexpr std::uint16_t kExifDirectory = 0x8769;
constexpr std::uint16_t kDateTimeOriginal = 0x9003;

std::string text(const image::Bytes& exif, std::size_t directory, std::uint16_t tag) {
    const auto entry = image::findEntry(exif, directory, tag);
    if (!entry) return {};
    std::string value(exif.begin() + static_cast<std::ptrdiff_t>(entry->dataAt),
                      exif.begin() + static_cast<std::ptrdiff_t>(entry->dataAt + entry->size));
    value.resize(std::min(value.size(), value.find('\0')));
    const std::size_t end = value.find_last_not_of(' ');
    return value.substr(0, end == std::string::npos ? 0 : end + 1);
}

std::size_t subDirectory(const image::Bytes& exif, std::size_t directory) {
    const auto entry = image::findEntry(exif, directory, kExifDirectory);
    const auto order = image::tiffOrder(exif);
    if (!entry || !order) return 0;
    return image::u32(exif, entry->dataAt, *order);
}

}  // namespace

ExifTags exifTags(const image::Bytes& exif) {
    const std::size_t first = image::firstDirectory(exif);
    if (first == 0) return {};
    const std::string make = text(exif, first, kMake);
    const std::string model = text(exif, first, kModel);
    ExifTags tags;
    tags.camera = make.empty() || model.starts_with(make) ? model : make + " " + model;
    if (const std::size_t more = subDirectory(exif, first)) tags.taken = text(exif, more, kDateTimeOriginal);
    if (tags.taken.empty()) tags.taken = text(exif, first, kDateTime);
    return tags;
}

}  // namespace tintype::cli
