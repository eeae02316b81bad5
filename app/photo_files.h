// Opening, pasting, saving and exporting the photo, all off the UI thread. Part of the session.
#pragma once

#include <QObject>
#include <filesystem>
#include <optional>

#include "core/document/document.h"
#include "ui/background.h"
#include "ui/error_strip.h"
#include "ui/intents.h"

namespace tintype::app {

class PhotoFiles : public QObject {
    Q_OBJECT

public:
    PhotoFiles(document::Document& document, ui::Background& background, QObject* parent = nullptr);

    void open(const std::filesystem::path& file);
    void openSample();
    void openImage(const QImage& image);
    void paste();
    void copy();
    void close();
    void adopt();  // the document was opened by someone else: find its key
    void save();                              // where it was saved before
    void saveTo(const ui::ExportChoice& choice);
    void exportTo(const ui::ExportChoice& choice);
    void importMask(const std::filesystem::path& file);
    void exportMask(const std::filesystem::path& file);
    // The recipe of the picture as it is now; empty after a change by hand. Written into saved files.
    void setRecipe(const std::string& recipe, const void* pixels);
    QString photoKey() const { return m_key; }

Q_SIGNALS:
    void noticed(const tintype::ui::Notice& notice);
    void loading(const QString& name);
    void named(const QString& name);  // what to call a photo that lies in no file
    void opened(const std::filesystem::path& file);
    void saveTargetChanged(const std::filesystem::path& target);
    void photoKeyKnown(const QString& key);

private:
    // name: for a photo without a file.
    void show(image::Image photo, const std::filesystem::path& file, const QString& name = {});
    void write(const ui::ExportChoice& choice, bool remember);
    void findKey();
    image::WriteOptions withRecipe(image::WriteOptions options) const;

    document::Document& m_document;
    ui::Background& m_background;
    quint64 m_opening = 0;  // only the newest request to open counts
    std::filesystem::path m_source;  // what the photo was opened from: never written to
    std::filesystem::path m_saveTarget;
    std::string m_recipe;
    const void* m_recipeOf = nullptr;
    QString m_key;
};

}  // namespace tintype::app
