// The one controller: connects what the window asks for (ui::Intents) with the document, the engine and the
// gallery. It owns these three; its parts each do one thing: files, geometry and tones, results, recovery.
#pragma once

#include <QObject>
#include <memory>

#include "app/settings.h"
#include "core/document/document.h"
#include "core/engine/engine.h"
#include "core/gallery/gallery.h"
#include "ui/background.h"
#include "ui/error_strip.h"

namespace tintype::ui {
class Intents;
}

namespace tintype::app {

class CartoonMix;
class CrashRecovery;
class FaceMix;
class PhotoFiles;
class PictureEdits;
class QueueRecovery;
class Results;

class Session : public QObject {
    Q_OBJECT

public:
    Session(Places places, Settings& settings, engine::Runner runner = {}, QObject* parent = nullptr);
    ~Session() override;

    document::Document& document() { return m_document; }
    engine::Engine& engine() { return *m_engine; }
    ui::Background& background() { return m_background; }
    gallery::Gallery& gallery();  // opened at first need
    // SHA-256 of the photo as it was opened: what its results are stacked under. Empty until it is known.
    QString photoKey() const;

    Results& results() { return *m_results; }

    void connectTo(ui::Intents& intents);
    // After the first paint: offers what a crash left behind.
    void lookForCrash();
    // The program ends now and nobody can be asked: unsaved changes are offered at the next start.
    void leaveBehind();

Q_SIGNALS:
    void noticed(const tintype::ui::Notice& notice);
    void loading(const QString& name);  // empty: done
    void named(const QString& name);  // what to call a photo that lies in no file
    void recentChanged();
    void saveTargetChanged(const std::filesystem::path& target);
    void galleryOpened(tintype::gallery::Gallery* gallery);
    void photoKeyKnown(const QString& key);
    void jobFailed(const tintype::edits::Request& request, tintype::ErrorKind kind, const tintype::Message& message);
    void pictureKept(const void* pixels);  // the picture with these pixels lies in the gallery
    void resultMade(quint64 seed);
    void cartoonLive(bool live);
    void facesLive(bool live);
    void facesRestored(const std::vector<tintype::pipelines::RestoredFace>& faces, const tintype::Size& photo);
    void previewed(const tintype::image::Image& picture);  // of a change that is not made yet
    void previewEnded();

private:
    // A result that was mixed anew is the document's picture.
    void keepMixed(const edits::Request& request, const edits::Output& output);

    Places m_places;
    Settings& m_settings;
    ui::Background m_background;
    document::Document m_document;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<gallery::Gallery> m_gallery;
    std::unique_ptr<PhotoFiles> m_files;
    std::unique_ptr<PictureEdits> m_edits;
    std::unique_ptr<Results> m_results;
    std::unique_ptr<CartoonMix> m_cartoon;
    std::unique_ptr<FaceMix> m_faces;
    std::unique_ptr<CrashRecovery> m_recovery;
    std::unique_ptr<QueueRecovery> m_queue;
};

// An error as the strip shows it: what happened, why, what to do.
ui::Notice noticeOf(ErrorKind kind, const Message& message);

}  // namespace tintype::app
