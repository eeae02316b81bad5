// Galleries with small results in temporary folders, for the gallery's tests.
#pragma once

#include <QTemporaryDir>
#include <fstream>
#include <random>

#include "core/edits/recipe.h"
#include "core/gallery/gallery.h"

namespace tintype::gallery {

namespace fs = std::filesystem;

inline const QString kKey(64, QLatin1Char('a'));
inline const QString kOtherKey(64, QLatin1Char('b'));

inline image::Image picture(Size size, std::uint32_t seed) {
    image::Image out(size, 3);
    std::mt19937 random(seed);
    std::uint8_t* bytes = out.mutableData();
    for (std::size_t i = 0; i < out.byteSize(); ++i) bytes[i] = static_cast<std::uint8_t>(random());
    return out;
}

inline edits::Result resultOf(const std::string& instruction, std::uint64_t seed) {
    edits::Instruct work;
    work.photo = picture({40, 30}, 1);
    work.instruction = instruction;
    work.seed = seed;
    edits::Result result;
    result.tool = edits::Tool::Edit;
    result.engine = "Built-in look";
    edits::Output output;
    output.picture = picture({40, 30}, static_cast<std::uint32_t>(seed));
    output.seed = seed;
    output.changed = 0.25;
    output.recipe = edits::recipeOf({work, {}}, result.engine, seed);
    result.outputs.push_back(output);
    return result;
}

inline void addOne(Gallery& gallery, const QString& key, const std::string& instruction, std::uint64_t seed) {
    const edits::Result result = resultOf(instruction, seed);
    gallery.add(key, result, result.outputs[0]);
}

inline std::vector<fs::path> filesBelow(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

inline void overwrite(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

// Folders that lie below one temporary folder.
class GalleryFolders {
public:
    ~GalleryFolders() {
        // QTemporaryDir cannot remove names that are not UTF-8.
        std::error_code ignored;
        fs::remove_all(m_dir.path().toStdString(), ignored);
    }
    // Thumbnails go there, too.
    bool prepare() {
        qputenv("XDG_CACHE_HOME", (m_dir.path() + QStringLiteral("/cache")).toUtf8());
        return m_dir.isValid();
    }
    fs::path freshFolder() { return fs::path(m_dir.path().toStdString()) / ("gallery-" + std::to_string(++m_next)); }

protected:
    QTemporaryDir m_dir;
    int m_next = 0;
};

}  // namespace tintype::gallery
