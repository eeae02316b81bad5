#include "app/results.h"

#include "app/session.h"
#include "core/edits/recipe.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "core/video/reader.h"
#include "ui/clip_bar.h"
#include "ui/job_strip.h"
#include "ui/qt_text.h"

namespace tintype::app {
namespace {

constexpr quint64 kElsewhere = quint64(1) << 32;  // photos from here on were never opened

QString extensionOf(const std::filesystem::path& target) {
    const QString extension = ui::toQString(target.extension()).mid(1);
    return extension.isEmpty() ? QStringLiteral("mp4") : extension;
}

}  // namespace

Results::Results(document::Document& document, engine::Engine& engine, ui::Background& background, GetGallery gallery,
                 QObject* parent)
    : QObject(parent), m_document(document), m_engine(engine), m_background(background), m_gallery(std::move(gallery)) {
    connect(&document, &document::Document::opened, this, [this] { ++m_photo; });
    connect(&engine, &engine::Engine::outputReady, this, &Results::outputReady);
    connect(&engine, &engine::Engine::finished, this, &Results::finished);
    connect(&engine, &engine::Engine::failed, this, &Results::failed);
    connect(&engine, &engine::Engine::cancelled, this, [this](engine::JobId id) {
        const auto job = m_jobs.extract(id);
        if (!job.empty()) Q_EMIT stopped(job.mapped().request);
    });
    connect(&engine, &engine::Engine::warned, this, [this](engine::JobId, const Message& message) { tell(message); });
}

void Results::run(edits::Request request) {
    const QString tool = QLatin1String(edits::toolName(edits::toolOf(request)));
    const auto place = [&]<typename Work>(Work& work) {
        if constexpr (requires { work.target; }) {
            // A whole path is one that a person chose.
            if (!work.target.is_absolute()) work.target = m_gallery().clipTarget(extensionOf(work.target), {}, tool);
        }
    };
    std::visit(place, request.work);
    Started job{request, m_document.picture().data(), photoFor(request), 0, {}};
    job.time.start();
    m_jobs.emplace(m_engine.submit(std::move(request)), std::move(job));
}

// Work on a clip belongs to the clip's photo, which need not be the open one.
quint64 Results::photoFor(const edits::Request& request) {
    const auto clipOf = []<typename Work>(const Work& work) {
        if constexpr (requires { work.clip; }) return work.clip;
        else return std::filesystem::path();
    };
    const std::filesystem::path clip = std::visit(clipOf, request.work);
    if (clip.empty() || clip == ui::clipOf(m_document)) return m_photo;
    const quint64 photo = kElsewhere + ++m_elsewhere;
    for (const gallery::Item& item : m_gallery().items())
        if (item.file == clip) {
            m_keys[photo] = item.photoKey;
            return photo;
        }
    m_background.run(this, [clip] { return gallery::Gallery::photoKeyOf(video::posterOf(clip)); },
                     [this, photo](const ui::Outcome<QString>& outcome) {
                         if (outcome.value) keyKnown(photo, *outcome.value);
                     });
    return photo;
}

void Results::runElsewhere(const edits::Request& request) {
    // A photo of its own, so that nothing is shown as the open document's.
    const bool ofClip = edits::photoOf(request).empty();
    const quint64 photo = ofClip ? photoFor(request) : kElsewhere + ++m_elsewhere;
    m_jobs.emplace(m_engine.submit(request), Started{request, nullptr, photo, 0, {}});
    if (ofClip) return;
    m_background.run(this, [picture = edits::photoOf(request)] { return gallery::Gallery::photoKeyOf(picture); },
                     [this, photo](const ui::Outcome<QString>& outcome) {
                         if (outcome.value) keyKnown(photo, *outcome.value);
                     });
}

void Results::runUnder(edits::Request request, const QString& photoKey) {
    if (auto* animate = std::get_if<edits::Animate>(&request.work))
        animate->target = m_gallery().clipTarget(extensionOf(animate->target), photoKey);
    constexpr quint64 kElsewhere = quint64(1) << 32;
    const quint64 photo = kElsewhere + ++m_elsewhere;
    m_keys[photo] = photoKey;
    Started job{request, nullptr, photo, 0, {}};
    job.time.start();
    m_jobs.emplace(m_engine.submit(std::move(request)), std::move(job));
}

void Results::keep(const edits::Request& request, const edits::Output& output) {
    store(m_photo, {edits::toolOf(request), output.engine, output.builtIn, {}, 0.0, 0}, output);
}

void Results::setPhotoKey(const QString& key) { keyKnown(m_photo, key); }

void Results::keyKnown(quint64 photo, const QString& key) {
    m_keys[photo] = key;
    for (const Waiting& waiting : std::exchange(m_waiting, {})) store(waiting.photo, waiting.result, waiting.output);
}

void Results::outputReady(engine::JobId id, const edits::Output& output) {
    const auto at = m_jobs.find(id);
    if (at == m_jobs.end()) return;
    const edits::Tool tool = edits::toolOf(at->second.request);
    receive(at->second, {tool, output.engine, output.builtIn, {}, at->second.time.elapsed() / 1000.0, 0}, output);
}

void Results::finished(engine::JobId id, const edits::Result& result) {
    const auto at = m_jobs.find(id);
    if (at == m_jobs.end()) return;
    // Outputs that were not announced one by one.
    for (std::size_t i = at->second.received; i < result.outputs.size(); ++i) {
        edits::Result without = result;
        without.outputs.clear();
        receive(at->second, without, result.outputs[i]);
    }
    m_jobs.erase(at);
}

void Results::failed(engine::JobId id, ErrorKind kind, const Message& message) {
    const auto at = m_jobs.find(id);
    if (at == m_jobs.end()) return;
    const edits::Request request = at->second.request;
    m_jobs.erase(at);
    Q_EMIT failedJob(request, kind, message);
}

void Results::receive(Started& job, const edits::Result& result, const edits::Output& output) {
    const bool first = job.received++ == 0;
    // An export lies where the person wants it, and not among the results.
    const bool exported = std::holds_alternative<edits::ExportClip>(job.request.work);
    if (!exported) store(job.photo, result, output);
    for (const Message& note : output.notes) tell(note);
    if (!first) return;
    Q_EMIT made(output.seed);
    if (exported) Q_EMIT noticed({ui::Severity::Note, tr("Saved as %1.").arg(ui::toQString(output.clip)), {}, {}, QStringLiteral("save")});
    else if (output.clip.empty()) show(job, output);
    else tell({TINTYPE_NOOP("core", "The clip %1 is in the results."), {output.clip.filename().string()}});
}

void Results::show(Started& job, const edits::Output& output) {
    if (!m_document.isOpen() || job.photo != m_photo) return;
    if (m_document.picture().data() != job.pixels)
        return tell({TINTYPE_NOOP("core", "The photo changed meanwhile, so this result waits in the results."), {}});
    const QString name = ui::jobTitle(job.request);
    const auto done = [this, request = job.request, output] {
        Q_EMIT shown(output);
        if (std::holds_alternative<edits::Cartoon>(request.work)) Q_EMIT cartooned(request, output);
        if (std::holds_alternative<edits::Restore>(request.work)) Q_EMIT restored(request, output);
        // What was brushed over is gone: the mask would only hide the result. Undo brings it back.
        if (std::holds_alternative<edits::Erase>(request.work)) m_document.replaceMask(image::Mask(m_document.picture().size()), tr("Clear mask"));
    };
    replace(output.picture, name, job.pixels, done);
}

void Results::replace(const image::Image& picture, const QString& name, const void* pixels, std::function<void()> done) {
    if (picture.size() == m_document.picture().size()) {
        m_document.replacePicture(picture, name);
        return done();
    }
    // Another size: the original and the mask follow.
    struct Pair {
        image::Image original;
        image::Mask mask;
    };
    auto work = [original = m_document.original(), mask = m_document.mask(), size = picture.size()] {
        return Pair{image::resized(original, size), mask.null() ? image::Mask(size) : image::resized(mask, size)};
    };
    m_background.run(this, work, [this, picture, name, done, pixels](ui::Outcome<Pair> outcome) {
        if (!outcome.value || !m_document.isOpen() || m_document.picture().data() != pixels) return;
        m_document.replaceGeometry(picture, std::move(outcome.value->original), std::move(outcome.value->mask), name);
        done();
    });
}

void Results::useFile(const std::filesystem::path& file, const QString& name) {
    if (!m_document.isOpen()) return;
    const auto work = [file, wait = m_document.undoBehind(), &document = m_document] {
        if (wait) document.settleUndo();
        return image::read(file);
    };
    m_background.run(this, work,
                     [this, name, photo = m_photo](const ui::Outcome<image::Image>& outcome) {
                         if (photo != m_photo || !m_document.isOpen()) return;
                         if (outcome.error) return Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
                         replace(*outcome.value, name, m_document.picture().data(), [] {});
                     });
}

void Results::backToOriginal() {
    if (!m_document.isOpen() || m_document.picture().data() == m_document.original().data()) return;
    replace(m_document.original(), tr("Back to the original"), m_document.picture().data(), [] {});
}

void Results::store(quint64 photo, const edits::Result& result, const edits::Output& output) {
    const auto key = m_keys.find(photo);
    if (key == m_keys.end() || key->second.isEmpty()) return m_waiting.push_back({photo, result, output});
    m_gallery().add(key->second, result, output);
}

void Results::tell(const Message& note) {
    Q_EMIT noticed({ui::Severity::Note, ui::translated(note), {}, {}, QStringLiteral("result")});
}

}  // namespace tintype::app
