#include "app/session.h"

#include <QCoreApplication>

#include "app/cartoon_mix.h"
#include "app/crash_recovery.h"
#include "app/face_mix.h"
#include "app/photo_files.h"
#include "app/picture_edits.h"
#include "app/queue_recovery.h"
#include "app/results.h"
#include "ui/intents.h"
#include "ui/qt_text.h"

namespace tintype::app {

ui::Notice noticeOf(ErrorKind kind, const Message& message) {
    return {ui::Severity::Problem, ui::translated(message), ui::advice(kind), {}, {}};
}

Session::Session(Places places, Settings& settings, engine::Runner runner, QObject* parent)
    : QObject(parent), m_places(std::move(places)), m_settings(settings),
      m_engine(std::make_unique<engine::Engine>(std::move(runner))),
      m_files(std::make_unique<PhotoFiles>(m_document, m_background)),
      m_edits(std::make_unique<PictureEdits>(m_document, m_background)),
      m_results(std::make_unique<Results>(m_document, *m_engine, m_background,
                                          [this]() -> gallery::Gallery& { return gallery(); })),
      m_cartoon(std::make_unique<CartoonMix>(m_document, m_background)),
      m_faces(std::make_unique<FaceMix>(m_document, m_background)),
      m_recovery(std::make_unique<CrashRecovery>(m_places.state / "recovery", m_document, m_background)),
      m_queue(std::make_unique<QueueRecovery>(m_places.state / "queue", *m_engine, m_background)) {
    connect(m_files.get(), &PhotoFiles::noticed, this, &Session::noticed);
    connect(m_edits.get(), &PictureEdits::noticed, this, &Session::noticed);
    connect(m_results.get(), &Results::noticed, this, &Session::noticed);
    connect(m_recovery.get(), &CrashRecovery::noticed, this, &Session::noticed);
    connect(m_queue.get(), &QueueRecovery::noticed, this, &Session::noticed);
    connect(m_queue.get(), &QueueRecovery::runAgain, m_results.get(), &Results::runElsewhere);
    connect(m_files.get(), &PhotoFiles::loading, this, &Session::loading);
    connect(m_files.get(), &PhotoFiles::named, this, &Session::named);
    connect(m_files.get(), &PhotoFiles::saveTargetChanged, this, &Session::saveTargetChanged);
    connect(m_files.get(), &PhotoFiles::opened, this, [this](const std::filesystem::path& file) {
        m_settings.addRecent(file);
        Q_EMIT recentChanged();
    });
    connect(m_files.get(), &PhotoFiles::photoKeyKnown, this, [this](const QString& key) {
        m_results->setPhotoKey(key);
        Q_EMIT photoKeyKnown(key);
    });
    connect(m_recovery.get(), &CrashRecovery::restored, m_files.get(), &PhotoFiles::adopt);
    connect(m_results.get(), &Results::failedJob, this, &Session::jobFailed);
    connect(m_results.get(), &Results::made, this, &Session::resultMade);
    connect(m_results.get(), &Results::shown, this, [this](const edits::Output& output) {
        m_files->setRecipe(output.recipe, m_document.picture().data());
        Q_EMIT pictureKept(m_document.picture().data());
    });
    connect(m_results.get(), &Results::cartooned, m_cartoon.get(), &CartoonMix::take);
    connect(m_cartoon.get(), &CartoonMix::live, this, &Session::cartoonLive);
    connect(m_cartoon.get(), &CartoonMix::previewed, this, &Session::previewed);
    connect(m_cartoon.get(), &CartoonMix::previewEnded, this, &Session::previewEnded);
    connect(m_cartoon.get(), &CartoonMix::kept, this, &Session::keepMixed);
    connect(m_results.get(), &Results::restored, m_faces.get(), &FaceMix::take);
    connect(m_faces.get(), &FaceMix::live, this, &Session::facesLive);
    connect(m_faces.get(), &FaceMix::restored, this, &Session::facesRestored);
    connect(m_faces.get(), &FaceMix::previewed, this, &Session::previewed);
    connect(m_faces.get(), &FaceMix::previewEnded, this, &Session::previewEnded);
    connect(m_faces.get(), &FaceMix::kept, this, &Session::keepMixed);
}

void Session::keepMixed(const edits::Request& request, const edits::Output& output) {
    m_files->setRecipe(output.recipe, m_document.picture().data());
    Q_EMIT pictureKept(m_document.picture().data());
    m_results->keep(request, output);
}

Session::~Session() {
    // Workers first: they hold no references, but their answers must not find half of a session.
    m_engine.reset();
    m_background.waitForDone();
    if (m_gallery) m_gallery->flush();
}

gallery::Gallery& Session::gallery() {
    if (!m_gallery) {
        m_gallery = std::make_unique<gallery::Gallery>(m_places.data / "gallery");
        connect(m_gallery.get(), &gallery::Gallery::failed, this, [this](const Message& message) {
            Q_EMIT noticed(noticeOf(ErrorKind::Disk, message));
        });
        Q_EMIT galleryOpened(m_gallery.get());
    }
    return *m_gallery;
}

QString Session::photoKey() const { return m_files->photoKey(); }
void Session::lookForCrash() {
    m_queue->look();
    m_recovery->look();
}

void Session::leaveBehind() { m_recovery->leaveBehind(); }

void Session::connectTo(ui::Intents& intents) {
    using ui::Intents;
    PhotoFiles* files = m_files.get();
    PictureEdits* edits = m_edits.get();
    connect(&intents, &Intents::open, files, &PhotoFiles::open);
    connect(&intents, &Intents::openSample, files, &PhotoFiles::openSample);
    connect(&intents, &Intents::openImage, files, &PhotoFiles::openImage);
    connect(&intents, &Intents::closePhoto, files, &PhotoFiles::close);
    connect(&intents, &Intents::paste, files, &PhotoFiles::paste);
    connect(&intents, &Intents::copyPicture, files, &PhotoFiles::copy);
    connect(&intents, &Intents::save, files, &PhotoFiles::save);
    connect(&intents, &Intents::saveTo, files, &PhotoFiles::saveTo);
    connect(&intents, &Intents::exportTo, files, &PhotoFiles::exportTo);
    connect(&intents, &Intents::importMask, files, &PhotoFiles::importMask);
    connect(&intents, &Intents::exportMask, files, &PhotoFiles::exportMask);
    connect(&intents, &Intents::turn, edits, &PictureEdits::turn);
    connect(&intents, &Intents::crop, edits, &PictureEdits::crop);
    connect(&intents, &Intents::straighten, edits, &PictureEdits::straighten);
    connect(&intents, &Intents::resize, edits, &PictureEdits::resize);
    connect(&intents, &Intents::adjust, edits, &PictureEdits::adjust);
    connect(&intents, &Intents::run, m_results.get(), &Results::run);
    connect(&intents, &Intents::cartoonStrength, m_cartoon.get(), &CartoonMix::preview);
    connect(&intents, &Intents::cartoonStrengthSettled, m_cartoon.get(), &CartoonMix::keep);
    connect(&intents, &Intents::faceMix, m_faces.get(), &FaceMix::preview);
    connect(&intents, &Intents::faceMixSettled, m_faces.get(), &FaceMix::keep);
    connect(&intents, &Intents::clearRecent, this, [this] {
        m_settings.clearRecent();
        Q_EMIT recentChanged();
    });
}

}  // namespace tintype::app
