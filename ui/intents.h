// What a person asked the window to do, as signals with plain values. Widgets emit them; the session answers.
#pragma once

#include <QImage>
#include <QObject>
#include <QString>
#include <filesystem>
#include <vector>

#include "core/edits/request.h"
#include "core/image/adjust.h"
#include "core/image/transform.h"
#include "core/image/write.h"
#include "ui/preferences.h"

namespace tintype::ui {

// Where and how to save the picture.
struct ExportChoice {
    std::filesystem::path target;
    image::WriteOptions options;
    int longSide = 0;  // 0: as it is
};

class Intents : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

Q_SIGNALS:
    void open(const std::filesystem::path& file);
    void openSample();
    void openImage(const QImage& image);
    void closePhoto();
    void run(const tintype::edits::Request& request);
    void guidanceGrid(const tintype::edits::Request& request);
    void markInOthers(const tintype::edits::Request& request);  // the masked part, in photos to be chosen
    void save();                                              // where it was saved before
    void saveTo(const tintype::ui::ExportChoice& choice);     // and remember it as the file
    void exportTo(const tintype::ui::ExportChoice& choice);   // a copy
    void copyPicture();
    void paste();
    void clearRecent();
    void turn(tintype::image::Turn turn);
    void crop(const tintype::Rect& frame);
    void straighten(double degrees);
    void resize(const tintype::Size& size);
    void adjust(const tintype::image::Adjustment& adjustment);
    void cartoonStrength(double strength);                    // mix the last cartoon anew
    void cartoonStrengthSettled();                            // and keep it
    void cartoonStyles(const tintype::edits::Request& request);  // small pictures of all its styles, to choose from
    void faceMix(const tintype::edits::Restore& work);        // mix the restored faces anew
    void faceMixSettled();                                    // and keep that
    void importMask(const std::filesystem::path& file);
    void exportMask(const std::filesystem::path& file);
    void restoreCrashed(bool restore);                        // false: throw it away
    void preferencesChanged(const tintype::ui::Preferences& preferences);
};

}  // namespace tintype::ui
