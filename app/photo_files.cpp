#include "app/photo_files.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>

#include "app/session.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "core/image/write.h"
#include "core/video/reader.h"
#include "ui/clip_bar.h"
#include "ui/qt_text.h"

namespace tintype::app {
namespace {

image::Image readSample() {
    QFile file(QStringLiteral(":/sample/landscape.jpg"));
    if (!file.open(QIODevice::ReadOnly))
        throw Error(ErrorKind::BadInput, TINTYPE_NOOP("core", "The sample picture is not part of this build."), {});
    const QByteArray bytes = file.readAll();
    image::Image picture = image::readBytes({reinterpret_cast<const std::uint8_t*>(bytes.constData()), std::size_t(bytes.size())},
                                            "landscape.jpg");
    picture.origin.path.clear();
    return picture;
}

// Of a clip, its first frame.
image::Image readAny(const std::filesystem::path& file) {
    if (!video::looksLikeClip(file) || image::formatOfExtension(file) == image::Format::Gif) return image::read(file);
    image::Image frame = video::posterOf(file);
    frame.origin.path = file;
    frame.origin.multipleFrames = true;
    return frame;
}

bool sameFile(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code error;
    return !a.empty() && !b.empty() && std::filesystem::equivalent(a, b, error);
}

}  // namespace

PhotoFiles::PhotoFiles(document::Document& document, ui::Background& background, QObject* parent)
    : QObject(parent), m_document(document), m_background(background) {}

void PhotoFiles::open(const std::filesystem::path& file) {
    const quint64 opening = ++m_opening;
    Q_EMIT loading(ui::toQString(file.filename()));
    m_background.run(this, [file] { return readAny(file); }, [this, file, opening](ui::Outcome<image::Image> outcome) {
        if (opening != m_opening) return;
        Q_EMIT loading({});
        if (outcome.error) return Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
        show(std::move(*outcome.value), file);
        Q_EMIT opened(file);
    });
}

void PhotoFiles::openSample() {
    const quint64 opening = ++m_opening;
    m_background.run(this, &readSample, [this, opening](ui::Outcome<image::Image> outcome) {
        if (opening != m_opening) return;
        if (outcome.error) return Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
        show(std::move(*outcome.value), {}, tr("Sample picture"));
    });
}

void PhotoFiles::openImage(const QImage& image) {
    if (image.isNull()) return;
    const quint64 opening = ++m_opening;
    m_background.run(this, [image] { return ui::fromQImage(image); }, [this, opening](ui::Outcome<image::Image> outcome) {
        if (opening == m_opening && outcome.value) show(std::move(*outcome.value), {});
    });
}

void PhotoFiles::paste() {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (data && data->hasImage()) return openImage(data->imageData().value<QImage>());
    if (data && data->hasUrls())
        for (const QUrl& url : data->urls())
            if (url.isLocalFile()) return open(ui::toPath(url.toLocalFile()));
    Q_EMIT noticed({ui::Severity::Note, tr("There is no picture on the clipboard."), {}, {}, QStringLiteral("open")});
}

void PhotoFiles::copy() {
    if (!m_document.isOpen()) return;
    m_background.run(this, [picture = m_document.picture()] { return ui::toQImage(picture); },
                     [](const ui::Outcome<QImage>& outcome) {
                         if (outcome.value) QGuiApplication::clipboard()->setImage(*outcome.value);
                     });
}

void PhotoFiles::close() {
    ++m_opening;
    m_document.close();
    m_key.clear();
    m_saveTarget.clear();
    Q_EMIT saveTargetChanged({});
    Q_EMIT photoKeyKnown({});
}

void PhotoFiles::show(image::Image photo, const std::filesystem::path& file, const QString& title) {
    const bool damaged = photo.origin.damaged, frames = photo.origin.multipleFrames;
    m_key.clear();
    m_recipe.clear();
    m_source = file;
    m_saveTarget.clear();
    Q_EMIT named(title);
    m_document.open(std::move(photo));
    Q_EMIT saveTargetChanged({});
    const QString name = ui::toQString(file.filename());
    if (damaged)
        Q_EMIT noticed({ui::Severity::Problem, tr("%1 is damaged: only a part of it could be read.").arg(name),
                        tr("What is missing is gray."), {}, QStringLiteral("open")});
    else if (frames && ui::clipOf(m_document).empty())
        Q_EMIT noticed({ui::Severity::Note, tr("%1 holds several pictures: this is the first one.").arg(name), {}, {},
                        QStringLiteral("open")});
    findKey();
}

void PhotoFiles::adopt() {
    ++m_opening;
    m_key.clear();
    m_recipe.clear();
    m_source = m_document.original().origin.path;
    m_saveTarget.clear();
    Q_EMIT saveTargetChanged({});
    findKey();
}

void PhotoFiles::findKey() {
    m_background.run(this, [photo = m_document.original()] { return gallery::Gallery::photoKeyOf(photo); },
                     [this, opening = m_opening](const ui::Outcome<QString>& outcome) {
                         if (opening != m_opening || !outcome.value) return;
                         m_key = *outcome.value;
                         Q_EMIT photoKeyKnown(m_key);
                     });
}

void PhotoFiles::setRecipe(const std::string& recipe, const void* pixels) {
    m_recipe = recipe;
    m_recipeOf = pixels;
}

image::WriteOptions PhotoFiles::withRecipe(image::WriteOptions options) const {
    if (options.metadata != image::Metadata::All || m_recipe.empty() || m_recipeOf != m_document.picture().data()) return options;
    options.recipe = m_recipe;
    options.parameters = edits::parametersLine(m_recipe);
    return options;
}

void PhotoFiles::save() {
    if (!m_saveTarget.empty()) write({m_saveTarget, {}, 0}, true);
}

void PhotoFiles::saveTo(const ui::ExportChoice& choice) { write(choice, true); }
void PhotoFiles::exportTo(const ui::ExportChoice& choice) { write(choice, false); }

void PhotoFiles::write(const ui::ExportChoice& choice, bool remember) {
    if (!m_document.isOpen()) return;
    const image::Image picture = m_document.picture();
    // The file the photo was opened from is never written to.
    if (sameFile(choice.target, m_source))
        return Q_EMIT noticed({ui::Severity::Problem,
                               tr("%1 is the original and stays as it is.").arg(ui::toQString(choice.target.filename())),
                               tr("Save under another name."), {}, QStringLiteral("save")});
    Q_EMIT loading({});
    auto work = [picture, choice, options = withRecipe(choice.options)] {
        const Size size = fitLongSide(picture.size(), choice.longSide);
        image::write(choice.target, size == picture.size() ? picture : image::resized(picture, size), options);
        return true;
    };
    m_background.run(this, work, [this, choice, remember, pixels = picture.data()](const ui::Outcome<bool>& outcome) {
        if (outcome.error) return Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
        Q_EMIT noticed({ui::Severity::Note, tr("Saved as %1.").arg(ui::toQString(choice.target)), {}, {}, QStringLiteral("save")});
        if (!remember || m_document.picture().data() != pixels) return;
        m_saveTarget = choice.target;
        m_document.setSaved(choice.target);
        Q_EMIT saveTargetChanged(choice.target);
    });
}

void PhotoFiles::importMask(const std::filesystem::path& file) {
    if (!m_document.isOpen()) return;
    const Size size = m_document.picture().size();
    m_background.run(this, [file, size] { return image::maskFromImage(image::read(file), size); },
                     [this, size](const ui::Outcome<image::Mask>& outcome) {
                         if (outcome.error) return Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
                         if (m_document.isOpen() && m_document.picture().size() == size)
                             m_document.replaceMask(*outcome.value, tr("Import mask"));
                     });
}

void PhotoFiles::exportMask(const std::filesystem::path& file) {
    if (!m_document.isOpen() || m_document.mask().null()) return;
    m_background.run(this, [mask = m_document.mask(), file] { image::write(file, image::maskToImage(mask)); return true; },
                     [this, file](const ui::Outcome<bool>& outcome) {
                         if (outcome.error) return Q_EMIT noticed(noticeOf(outcome.error->kind(), outcome.error->message()));
                         Q_EMIT noticed({ui::Severity::Note, tr("Saved as %1.").arg(ui::toQString(file)), {}, {}, QStringLiteral("save")});
                     });
}

}  // namespace tintype::app
