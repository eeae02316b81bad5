// Where results lie in the gallery's folder and what they are called: results/<photo>/<date>_<tool>_<n>.png, clips
// beside their pictures, and .trash. All functions may be called from any thread and by several programs.
#pragma once

#include <QString>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/gallery/gallery.h"

namespace tintype::gallery {

class ResultFiles {
public:
    explicit ResultFiles(std::filesystem::path root);

    // A new empty file that is this caller's: nobody else gets the name. Throws Error(Disk).
    std::filesystem::path claimPicture(const QString& photoKey, const QString& tool) const;
    // A free name that is not made yet. Empty key: the folder of clips without a photo. Throws Error(Disk).
    std::filesystem::path freeClipName(const QString& photoKey, const QString& tool, const QString& extension) const;

    // Where trash() puts it.
    std::filesystem::path trashedName(ItemId id, const std::filesystem::path& file) const;
    // Moves a result into the trash and back; files outside the gallery's folder stay where they are. False:
    // it could not be moved. restore() returns the name it got, another one when its own is taken.
    bool trash(ItemId id, const std::filesystem::path& file) const;
    std::optional<std::filesystem::path> restore(ItemId id, const std::filesystem::path& file) const;
    // Deletes for good what trash() moved.
    void deleteTrashed(ItemId id, const std::filesystem::path& file) const;

    // What a person thought of a result, kept in a small hidden file beside it, also in the trash, so that a new
    // index learns of it. Nothing is written for files outside the gallery's folder. Throws Error(Disk).
    struct Rating {
        int stars = 0;
        bool rejected = false;
    };
    void noteRating(const std::filesystem::path& file, const Rating& rating) const;
    Rating ratingOf(const std::filesystem::path& file) const;

    // What lies in the trash, for rebuilding the index: where it is, and where it was.
    struct Trashed {
        std::filesystem::path now;
        std::filesystem::path before;
    };
    std::vector<Trashed> allTrashed() const;
    // Gives something in the trash the name that belongs to `id`.
    void adoptTrashed(ItemId id, const Trashed& trashed) const;
    // Forgets names that were claimed for clips which exist by now or were never made.
    void sweepClaims() const;

    // Everything that looks like a result, for rebuilding the index; `stop` ends it early.
    std::vector<std::filesystem::path> all(const std::function<bool()>& stop) const;
    // The photo a file below results/ belongs to; empty: not known.
    QString photoKeyOf(const std::filesystem::path& file) const;

private:
    std::filesystem::path folderOf(const QString& photoKey) const;
    bool inside(const std::filesystem::path& file) const;
    std::filesystem::path claims() const { return m_root / ".claimed"; }

    std::filesystem::path m_root;
};

// What a result's own recipe says about it; nothing when the file holds none or cannot be read.
std::optional<Item> itemOfFile(const std::filesystem::path& file, const QString& photoKey);
// Fills in what the recipe tells: tool, engine, instruction, seed.
void readRecipe(Item& item);

}  // namespace tintype::gallery
