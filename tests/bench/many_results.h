// A gallery of 10,000 results in a folder of its own, for the gallery benchmarks.
#pragma once

#include <QTemporaryDir>
#include <filesystem>

#include "core/gallery/gallery.h"
#include "core/gallery/index.h"

namespace tintype::gallery {

constexpr int kResults = 10000;
constexpr int kOnScreen = 60;

inline const QTemporaryDir& folder() {
    static const QTemporaryDir dir;
    return dir;
}

inline std::filesystem::path root() {
    return folder().path().toStdString();
}

inline QString photoKey(int photo) {
    return QStringLiteral("%1").arg(photo, 64, 16, QLatin1Char('0'));
}

// A small real picture for each of the results a first screen shows; the rest are rows only.
inline void addPictures(Gallery& gallery) {
    edits::Result result;
    result.engine = "Built-in look";
    edits::Output output;
    output.picture = image::Image({1024, 768}, 3);
    for (int i = 0; i < kOnScreen; ++i) {
        output.picture.mutableData()[0] = static_cast<std::uint8_t>(i);
        gallery.add(photoKey(0), result, output);
    }
    gallery.flush();
}

inline void fillGallery() {
    {
        Index index(root());
        Item item;
        item.tool = QStringLiteral("edit");
        item.engine = QStringLiteral("Built-in look");
        item.instruction = QStringLiteral("make the sky stormy and the leaves red");
        item.recipe = QString(3000, QLatin1Char('x'));
        item.size = {4000, 3000};
        for (int i = 0; i < kResults - kOnScreen; ++i) {
            item.photoKey = photoKey(i / 20);
            item.createdMs = 1000LL * i;
            item.stars = i % 6;
            item.file = root() / "results" / (std::to_string(i) + ".png");
            index.insert(item);
        }
    }
    Gallery gallery(root());
    addPictures(gallery);
}

}  // namespace tintype::gallery
