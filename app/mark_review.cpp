#include "app/mark_review.h"

#include <QFileDialog>
#include <algorithm>

#include "core/builtin/mark_find.h"
#include "core/edits/recipe.h"
#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/resample.h"
#include "core/image/write.h"
#include "ui/dialogs/mark_review_dialog.h"
#include "ui/error_strip.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"

namespace tintype::app {

namespace {

namespace fs = std::filesystem;

constexpr int kSmallSide = 400;

struct Look {
    edits::MarkFind find;
    ui::MarkSighting sighting;
};

ui::MarkSighting sightingOf(const image::Image& photo, const edits::MarkFind& find) {
    const image::Image srgb = image::withoutAlpha(image::toDepth8(image::toSrgb(photo)));
    ui::MarkSighting result;
    result.size = srgb.size();
    result.box = find.box;
    result.part = grow(find.box, std::max(find.box.width, find.box.height) / 4 + 8, srgb.size());
    if (result.part.empty()) result.part = {0, 0, srgb.width(), srgb.height()};
    result.closeUp = ui::toQImage(image::crop(srgb, result.part)).copy();
    result.photo = ui::toQImage(image::resampled(srgb, fitLongSide(srgb.size(), std::min(kSmallSide, srgb.size().longSide())), image::Filter::Box)).copy();
    result.confidence = find.place.confidence;
    result.likely = find.place.confidence >= builtin::kUsualConfidence;
    return result;
}

Look lookInto(const builtin::Mark& mark, const fs::path& file, const std::stop_token& stop) {
    const image::Image photo = image::read(file);
    Progress progress(stop, {});
    Look look{edits::findMark(mark, photo, progress), {}};
    look.sighting = sightingOf(photo, look.find);
    return look;
}

// Never one of the photos, and no result of another one.
fs::path targetFor(const fs::path& folder, const fs::path& photo) {
    const image::Format format = image::formatOfExtension(photo);
    const auto writable = image::writableExtensions();
    std::string extension = photo.extension().string();
    std::string word = extension.empty() ? "" : extension.substr(1);
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (format == image::Format::Unknown || std::find(writable.begin(), writable.end(), word) == writable.end()) extension = ".png";
    fs::path target = folder / (photo.stem().string() + extension);
    std::error_code ignored;
    for (int number = 1; fs::exists(target, ignored); ++number)
        target = folder / (photo.stem().string() + "_erase" + (number > 1 ? std::to_string(number) : "") + extension);
    return target;
}

void write(const edits::Output& output, const fs::path& target) {
    image::WriteOptions options;
    options.recipe = output.recipe;
    options.parameters = edits::parametersLine(output.recipe);
    image::write(target, output.picture, options);
}

}  // namespace

MarkReview::MarkReview(engine::Engine& engine, ui::Background& background, ui::MainWindow& window)
    : QObject(&window), m_engine(engine), m_background(background), m_window(window) {
    connect(&window.intents(), &ui::Intents::markInOthers, this, &MarkReview::start);
    connect(&engine, &engine::Engine::finished, this, [this](engine::JobId id, const edits::Result& result) {
        if (id == m_job && !result.outputs.empty()) save(id, result.outputs.front());
    });
    connect(&engine, &engine::Engine::failed, this, [this](engine::JobId id, ErrorKind, const Message& message) { advance(id, ui::translated(message)); });
    connect(&engine, &engine::Engine::cancelled, this, [this](engine::JobId id) {
        if (id == m_job) m_queue.clear();
        advance(id, tr("Stopped."));
    });
}

MarkReview::~MarkReview() { m_stop.request_stop(); }

void MarkReview::start(const edits::Request& request) {
    const QStringList names = QFileDialog::getOpenFileNames(&m_window, tr("Photos with the same mark"), {},
                                                            tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.bmp *.heic *.avif);;All files (*)"));
    std::vector<fs::path> files;
    for (const QString& name : names) files.push_back(ui::toPath(name));
    if (!files.empty()) review(request, files);
}

ui::MarkReviewDialog* MarkReview::dialog() const { return m_dialog; }

void MarkReview::review(const edits::Request& request, const std::vector<fs::path>& files) {
    const auto& work = std::get<edits::Erase>(request.work);
    stop();
    try {
        m_mark = edits::learnedMark(work.photo, work.mask);
    } catch (const Error& error) {
        return m_window.errorStrip()->show({ui::Severity::Problem, ui::translated(error.message()), {}, {}, {}});
    }
    m_request = request;
    m_request.purpose = edits::Purpose::Choice;
    auto& settings = std::get<edits::Erase>(m_request.work);
    settings.photo = {};
    settings.mask = {};
    // The mark's own shape is known: nothing around it has to go.
    settings.grow = 0;
    settings.feather = 0;
    m_layer = {};
    m_photos.clear();
    m_next = 0;
    m_stop = {};
    if (m_dialog) m_dialog->close();
    m_dialog = new ui::MarkReviewDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ui::MarkReviewDialog::nudged, this, [this](int row, int dx, int dy) {
        Photo& photo = m_photos[static_cast<std::size_t>(row)];
        photo.find.place.x += dx;
        photo.find.place.y += dy;
        photo.moved = true;
    });
    connect(m_dialog, &ui::MarkReviewDialog::runRequested, this, &MarkReview::chooseFolder);
    connect(m_dialog, &QDialog::finished, this, &MarkReview::stop);
    for (const fs::path& file : files) {
        m_photos.push_back({file, {}, false, false});
        m_dialog->addPhoto(ui::toQString(file.filename()));
    }
    m_dialog->show();
    lookNext();
}

void MarkReview::lookNext() {
    if (!m_dialog) return;
    if (m_next == m_photos.size()) return m_dialog->setIdle({});
    m_dialog->setBusy(double(m_next) / double(m_photos.size()), tr("Looking for the mark..."));
    const std::size_t row = m_next++;
    // One after the other: memory stays that of one photo.
    m_background.run(m_dialog, [mark = m_mark, file = m_photos[row].file, stop = m_stop.get_token()] { return lookInto(mark, file, stop); },
                     [this, row](const ui::Outcome<Look>& look) {
                         if (look.value) {
                             m_photos[row].find = look.value->find;
                             m_photos[row].seen = true;
                             m_dialog->setSighting(static_cast<int>(row), look.value->sighting);
                         } else if (look.error) {
                             m_dialog->setProblem(static_cast<int>(row), ui::translated(look.error->message()));
                         }
                         lookNext();
                     });
}

void MarkReview::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(m_dialog, tr("Folder for the results"));
    if (!folder.isEmpty()) run(ui::toPath(folder));
}

void MarkReview::run(const fs::path& folder) {
    if (!m_dialog || m_job) return;
    m_folder = folder;
    m_written = m_failed = 0;
    m_queue.clear();
    std::vector<edits::MarkFind> certain;
    for (std::size_t row = m_photos.size(); row-- > 0;) {
        if (!m_dialog->chosen(static_cast<int>(row))) continue;
        m_queue.push_back(row);
        if (!m_photos[row].moved) certain.push_back(m_photos[row].find);
    }
    showBusy(tr("Working out what the mark is made of..."));
    m_background.run(m_dialog,
                     [mark = m_mark, certain, stop = m_stop.get_token()] {
                         Progress progress(stop, {});
                         return edits::solvedMark(mark, certain, progress);
                     },
                     [this](const ui::Outcome<image::Image>& layer) {
                         m_layer = layer.value.value_or(image::Image());
                         prepareNext();
                     });
}

void MarkReview::prepareNext() {
    if (!m_dialog) return;
    if (m_queue.empty()) return finish();
    m_current = m_queue.back();
    m_queue.pop_back();
    const Photo& photo = m_photos[m_current];
    showBusy(ui::toQString(photo.file.filename()));
    const auto settings = std::get<edits::Erase>(m_request.work);
    m_background.run(m_dialog,
                     [file = photo.file, place = photo.find.place, mark = m_mark, layer = m_layer, settings] { return edits::markWork(mark, layer, place, image::read(file), settings); },
                     [this](const ui::Outcome<edits::Erase>& work) {
                         edits::Request request = m_request;
                         if (work.error) {
                             m_dialog->setProblem(static_cast<int>(m_current), ui::translated(work.error->message()));
                             ++m_failed;
                             return prepareNext();
                         }
                         request.work = *work.value;
                         m_job = m_engine.submit(std::move(request));
                     });
}

void MarkReview::save(engine::JobId id, const edits::Output& output) {
    if (!m_dialog) return advance(id, {});
    const fs::path photo = m_photos[m_current].file, folder = m_folder;
    m_background.run(m_dialog,
                     [output, photo, folder] {
                         write(output, targetFor(folder, photo));
                         return true;
                     },
                     [this, id](const ui::Outcome<bool>& saved) {
                         m_written += saved.value.has_value();
                         advance(id, saved.error ? ui::translated(saved.error->message()) : QString());
                     });
}

void MarkReview::advance(engine::JobId id, const QString& problem) {
    if (id != m_job || m_job == 0) return;
    m_job = 0;
    if (!problem.isEmpty()) ++m_failed;
    if (!problem.isEmpty() && m_dialog) m_dialog->setProblem(static_cast<int>(m_current), problem);
    prepareNext();
}

void MarkReview::finish() {
    QString result = tr("%n result(s) written.", nullptr, m_written);
    if (m_failed > 0) result += QLatin1Char(' ') + tr("%n photo(s) could not be done.", nullptr, m_failed);
    m_dialog->setIdle(result);
}

void MarkReview::stop() {
    m_stop.request_stop();
    m_queue.clear();
    if (m_job) m_engine.cancel(std::exchange(m_job, 0));
}

void MarkReview::showBusy(const QString& stage) {
    const double all = double(m_written + m_failed) + double(m_queue.size()) + 1.0;
    m_dialog->setBusy((m_written + m_failed) / all, stage);
}

}  // namespace tintype::app
