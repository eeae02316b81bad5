// One job of the journal as JSON: the recipe, what a recipe leaves out (paths, how to run) and where its photos
// lie. Used by the Journal only.
#pragma once

#include <QByteArray>
#include <QString>
#include <filesystem>
#include <functional>
#include <vector>

#include "core/edits/request.h"

namespace tintype::engine {

// A snapshot beside the entry, or the photo's own file where it is unmodified.
struct PhotoPlace {
    std::filesystem::path file;
    bool own = false;    // the photo's own file, not ours
    QByteArray sha256;   // of the pixels, to notice that the file has changed since
};

// The photos a request holds, in a fixed order.
std::vector<image::Image> photosOf(const edits::Request& request);

QByteArray entryOf(const edits::Request& request, const std::vector<PhotoPlace>& photos);
// Reads the photos as well. folder: where the snapshots lie. Throws std::exception when anything is missing,
// damaged or has changed.
edits::Request requestOfEntry(const QByteArray& json, const std::filesystem::path& folder);
// Names of the snapshots an entry uses; nothing when it cannot be read.
std::vector<std::filesystem::path> snapshotsOf(const QByteArray& json);

QByteArray pixelHash(const image::Image& picture);

}  // namespace tintype::engine
