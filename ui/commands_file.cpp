#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

#include "core/image/read.h"
#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands.h"
#include "ui/dialogs/export_dialog.h"
#include "ui/error_strip.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"
#include "ui/start_page.h"

namespace tintype::ui {
namespace {

QString patterns(const std::vector<std::string>& extensions) {
    QStringList list;
    for (const std::string& extension : extensions) list << QStringLiteral("*.") + QString::fromStdString(extension);
    return list.join(QLatin1Char(' '));
}

QString pictureFolder(MainWindow& window) {
    if (!window.document().path().empty()) return toQString(window.document().path().parent_path());
    if (!window.recentFiles().empty()) return toQString(window.recentFiles().front().parent_path());
    return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
}

void chooseAndOpen(MainWindow& window) {
    std::vector<std::string> known = image::readableExtensions();
    for (const char* clip : {"mp4", "m4v", "mov", "mkv", "webm", "avi"}) known.emplace_back(clip);
    const QString filter = MainWindow::tr("Pictures and clips (%1)").arg(patterns(known)) +
                           QStringLiteral(";;") + MainWindow::tr("All files (*)");
    const QString file = QFileDialog::getOpenFileName(&window, MainWindow::tr("Open a photo"), pictureFolder(window), filter);
    if (!file.isEmpty()) openPhoto(window, toPath(file));
}

bool saveAs(MainWindow& window) {
    const QString filter = MainWindow::tr("Pictures (%1)").arg(patterns(image::writableExtensions()));
    const QString file = QFileDialog::getSaveFileName(&window, MainWindow::tr("Save the photo"),
                                                      toQString(suggestedTarget(window.document())), filter);
    if (file.isEmpty()) return false;
    Q_EMIT window.intents().saveTo({toPath(file), {}, 0});
    return true;
}

void exportPicture(MainWindow& window) {
    ExportDialog dialog(window.document(), window.background(), &window);
    if (dialog.exec() == QDialog::Accepted) Q_EMIT window.intents().exportTo(dialog.choice());
}

}  // namespace

bool saveDocument(MainWindow& window) {
    if (window.saveTarget().empty()) return saveAs(window);
    Q_EMIT window.intents().save();
    return true;
}

void openPhoto(MainWindow& window, const std::filesystem::path& file) {
    window.whenSafe([&window, file] { Q_EMIT window.intents().open(file); });
}

void openDropped(MainWindow& window, const QList<QUrl>& urls) {
    for (const QUrl& url : urls)
        if (url.isLocalFile()) return openPhoto(window, toPath(url.toLocalFile()));
    window.errorStrip()->show({Severity::Problem, MainWindow::tr("What was dropped is not a file on this computer."),
                               MainWindow::tr("Save it to a folder first, then drop it again."), {}, QStringLiteral("open")});
}

void connectFileCommands(MainWindow& window) {
    const auto on = [&window](const char* id, auto act) {
        QObject::connect(window.actions().at(id), &QAction::triggered, &window, [&window, act] { act(window); });
    };
    on("file.open", &chooseAndOpen);
    on("file.sample", [](MainWindow& w) { w.whenSafe([&w] { Q_EMIT w.intents().openSample(); }); });
    on("file.paste", [](MainWindow& w) { w.whenSafe([&w] { Q_EMIT w.intents().paste(); }); });
    on("file.save", [](MainWindow& w) { saveDocument(w); });
    on("file.saveAs", [](MainWindow& w) { saveAs(w); });
    on("file.export", &exportPicture);
    on("file.clearRecent", [](MainWindow& w) { Q_EMIT w.intents().clearRecent(); });
    on("file.close", [](MainWindow& w) { w.whenSafe([&w] { Q_EMIT w.intents().closePhoto(); }); });
    on("file.quit", [](MainWindow& w) { w.close(); });
    StartPage* start = window.startPage();
    CanvasView* canvas = window.canvas();
    QObject::connect(start, &StartPage::openRequested, &window, [&window] { chooseAndOpen(window); });
    QObject::connect(start, &StartPage::sampleRequested, &window.intents(), &Intents::openSample);
    const auto openImage = [&window](const QImage& image) {
        window.whenSafe([&window, image] { Q_EMIT window.intents().openImage(image); });
    };
    QObject::connect(start, &StartPage::fileChosen, &window, [&window](const auto& file) { openPhoto(window, file); });
    QObject::connect(start, &StartPage::imageDropped, &window, openImage);
    QObject::connect(start, &StartPage::pathsDropped, &window, [&window](const auto& urls) { openDropped(window, urls); });
    QObject::connect(canvas, &CanvasView::openRequested, &window, [&window] { chooseAndOpen(window); });
    QObject::connect(canvas, &CanvasView::imageDropped, &window, openImage);
    QObject::connect(canvas, &CanvasView::pathsDropped, &window, [&window](const auto& urls) { openDropped(window, urls); });
}

}  // namespace tintype::ui
