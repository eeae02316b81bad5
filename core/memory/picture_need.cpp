#include "core/memory/picture_need.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/checkpoint/config_from_shapes.h"
#include "core/checkpoint/refuse.h"
#include "core/checkpoint/sharded_index.h"

namespace tintype::memory {

namespace {

using checkpoint::Shapes;

double numbersIn(const std::vector<std::int64_t>& shape) {
    double count = 1;
    for (const std::int64_t side : shape) count *= static_cast<double>(side);
    return count;
}

double numbersUnder(const Shapes& shapes, const std::string& prefix) {
    double count = 0;
    for (const auto& [name, shape] : shapes)
        if (name.starts_with(prefix)) count += numbersIn(shape);
    return count;
}

double first(const Shapes& shapes, const std::string& name, std::size_t axis = 0) {
    const auto found = shapes.find(name);
    return found == shapes.end() || axis >= found->second.size() ? 0.0 : static_cast<double>(found->second[axis]);
}

// What stands before `key` in the names, the shortest where there are several; refused where there is none.
std::string prefixBefore(const Shapes& shapes, const std::string& key, const std::filesystem::path& file) {
    const std::string* best = nullptr;
    for (const auto& [name, shape] : shapes)
        if (name.ends_with(key) && (!best || name.size() < best->size())) best = &name;
    if (!best) checkpoint::refuse(file, TINTYPE_NOOP("core", "%1 lacks the tensor \"%2\"."), {key});
    return best->substr(0, best->size() - key.size());
}

Shapes shapesOfFile(const std::filesystem::path& file) { return checkpoint::shapesOf(checkpoint::readTensorFiles(file)); }

}  // namespace

double lamaNeed(const std::filesystem::path& model, const Numbers& numbers, Size size) {
    constexpr double kStrip = 64 << 20;  // networks::Lama::kStripBytes
    const Shapes shapes = shapesOfFile(model);
    const std::string prefix = prefixBefore(shapes, "1.ffc.convl2l.weight", model);
    const auto layer = [&](int index, const char* path) { return prefix + std::to_string(index) + ".ffc." + path + ".weight"; };
    int cell = 1, index = 2;
    for (; shapes.count(layer(index, "convl2l")) || shapes.count(layer(index, "convl2g")); ++index) cell *= 2;
    const double channels = first(shapes, layer(index - 1, "convl2l")) + first(shapes, layer(index - 1, "convl2g"));
    const double pixels = static_cast<double>(size.area());
    const double numbersAll = numbersUnder(shapes, prefix);
    const double weights = numbersAll * static_cast<double>(numbers.bytes);
    // Between the layers at the smallest size (networks::Lama::need); strips at the larger ones. While it is loaded, the
    // file's pages are there too.
    const double held = pixels / (cell * cell) * channels;
    const double middle = held * (numbers.half() ? 15 : 20) + std::min(numbers.half() ? 60e6 : 90e6, 40 * held);
    return weights + std::max(4 * numbersAll, middle + kStrip + 12 * pixels);
}

double cartoonNeed(std::uint64_t graphBytes, const Numbers& numbers, Size size, std::uint64_t budget) {
    constexpr double kTile = 256 << 20;  // networks::DctNet::kTileBytes
    constexpr double kShortSide = 720, kPixel = 4 * 32;
    const double pixels = static_cast<double>(size.area()), bytes = static_cast<double>(numbers.bytes);
    const double scale = std::min(1.0, kShortSide / size.shortSide());
    const double working = pixels * scale * scale;
    const double tile = budget > 0 ? std::min(kTile, static_cast<double>(budget) / 4) : kTile;
    // Graphs are stored in float32, and the file's pages are there while it is read.
    const double weights = static_cast<double>(graphBytes) * (1 + bytes / 4);
    // Drawn, then brought back to the photo's size in float32.
    const double drawn = 0.65 * std::min(working * (kPixel * bytes + 120), tile) + 8 * (working + pixels);
    return weights + std::max(drawn, 32 * pixels);
}

namespace {

double weightsOf(const std::filesystem::path& file, const Numbers& numbers) {
    return file.empty() ? 0.0 : numbersUnder(shapesOfFile(file), "") * static_cast<double>(numbers.bytes);
}

// RetinaFace looks at the whole photo: bytes for each pixel (measured), most of them where its first layers are.
double detectorNeed(const std::filesystem::path& file, const Numbers& numbers, Size photo) {
    if (file.empty()) return 0.0;
    double stem = 0;
    for (const auto& [name, shape] : shapesOfFile(file))
        if (name.ends_with("body.conv1.weight") && !shape.empty()) stem = static_cast<double>(shape[0]);
    const double pixel = 24 + stem * static_cast<double>(numbers.bytes) * (numbers.half() ? 2.1 : 1.3);
    return weightsOf(file, numbers) + pixel * static_cast<double>(photo.area());
}

double generatorNeed(const std::filesystem::path& model, const Numbers& numbers) {
    const Shapes shapes = shapesOfFile(model);
    const std::string prefix = prefixBefore(shapes, "ecd0.0.0.weight", model);
    const auto channels = [&](int stage) { return first(shapes, prefix + "ecd" + std::to_string(stage) + (stage == 0 ? ".0.0.weight" : ".0.1.weight")); };
    int stages = 0;
    while (stages < 11 && channels(stages) > 0) ++stages;
    double features = 0, widest = 0;
    for (int stage = 0; stage < stages; ++stage) {
        const double side = std::ldexp(2.0, stages - stage);
        const double one = channels(stage) * side * side;
        features += one;
        widest = std::max(widest, one);
    }
    double largest = 0;
    for (const auto& [name, shape] : shapes)
        if (name.starts_with(prefix)) largest = std::max(largest, numbersIn(shape));
    const double bytes = static_cast<double>(numbers.bytes);
    // The picture comes in with its features behind it, and goes through a convolution twice as wide, for which the library
    // rearranges it; a layer's weight is made anew for each face, in float32 and then as it is used.
    return numbersUnder(shapes, prefix) * bytes + (features + (numbers.half() ? 9.0 : 6.0) * widest) * bytes + largest * (8 + 2 * bytes);
}

}  // namespace

double faceNeed(const FaceFiles& files, const Numbers& numbers, Size photo) {
    const double search = detectorNeed(files.detector, numbers, photo);
    const double restored = weightsOf(files.detector, numbers) + weightsOf(files.parser, numbers) + generatorNeed(files.model, numbers);
    return std::max(search, restored) + 20.0 * static_cast<double>(photo.area());
}

}  // namespace tintype::memory
