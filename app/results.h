// What finished jobs become: an undo step of the document they were started from, and items of the gallery.
// Part of the session.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <functional>
#include <map>

#include "core/document/document.h"
#include "core/engine/engine.h"
#include "core/gallery/gallery.h"
#include "ui/background.h"
#include "ui/error_strip.h"

namespace tintype::app {

class Results : public QObject {
    Q_OBJECT

public:
    using GetGallery = std::function<gallery::Gallery&()>;
    Results(document::Document& document, engine::Engine& engine, ui::Background& background, GetGallery gallery,
            QObject* parent = nullptr);

    // Submits; a clip gets a free name in the gallery first.
    void run(edits::Request request);
    // A job of an earlier session: its results go to the gallery under its own photo.
    void runElsewhere(const edits::Request& request);
    // The same under a photo whose key is known: a clip gets a free name among its results.
    void runUnder(edits::Request request, const QString& photoKey);
    // A result made without a job: into the gallery.
    void keep(const edits::Request& request, const edits::Output& output);
    // An earlier result, from its file, becomes the document's picture: one undo step.
    void useFile(const std::filesystem::path& file, const QString& name);
    void backToOriginal();
    // The stack that results belong to, as soon as it is known.
    void setPhotoKey(const QString& key);

Q_SIGNALS:
    void noticed(const tintype::ui::Notice& notice);
    void shown(const tintype::edits::Output& output);  // it is the document's picture now
    void failedJob(const tintype::edits::Request& request, tintype::ErrorKind kind, const tintype::Message& message);
    void stopped(const tintype::edits::Request& request);  // by the person
    void made(quint64 seed);
    void restored(const tintype::edits::Request& request, const tintype::edits::Output& output);
    void cartooned(const tintype::edits::Request& request, const tintype::edits::Output& output);

private:
    // A job that is not over.
    struct Started {
        edits::Request request;
        const void* pixels = nullptr;  // the document's picture when it was started
        quint64 photo = 0;             // which opening of a photo it belongs to
        std::size_t received = 0;
        QElapsedTimer time;
    };
    struct Waiting {
        quint64 photo = 0;
        edits::Result result;  // without outputs
        edits::Output output;
    };
    quint64 photoFor(const edits::Request& request);
    void outputReady(engine::JobId id, const edits::Output& output);
    void finished(engine::JobId id, const edits::Result& result);
    void failed(engine::JobId id, ErrorKind kind, const Message& message);
    void receive(Started& job, const edits::Result& result, const edits::Output& output);
    void show(Started& job, const edits::Output& output);
    void replace(const image::Image& picture, const QString& name, const void* pixels, std::function<void()> done);
    void store(quint64 photo, const edits::Result& result, const edits::Output& output);
    void keyKnown(quint64 photo, const QString& key);
    void tell(const Message& note);

    document::Document& m_document;
    engine::Engine& m_engine;
    ui::Background& m_background;
    GetGallery m_gallery;
    std::map<engine::JobId, Started> m_jobs;
    std::map<quint64, QString> m_keys;  // of each photo opened
    std::vector<Waiting> m_waiting;     // results whose photo's key is not known yet
    quint64 m_photo = 0;      // counts the photos opened
    quint64 m_elsewhere = 0;  // and those of jobs from an earlier session
};

}  // namespace tintype::app
