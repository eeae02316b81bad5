#include "app/window.h"

#include <QApplication>
#include <QScreen>
#include <QTimer>
#include <QWindow>

#include "app/error_help.h"
#include "app/gallery_link.h"
#include "app/guidance_grid.h"
#include "app/language.h"
#include "app/mark_review.h"
#include "app/session.h"
#include "app/settings.h"
#include "app/settings_writer.h"
#include "app/style_sheet.h"
#include "app/termination.h"
#include "core/base/error.h"
#include "core/hardware/probe.h"
#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/desktop_scheme.h"
#include "ui/filmstrip.h"
#include "ui/icon.h"
#include "ui/instruction_history.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/panels/cartoon_panel.h"
#include "ui/panels/instruct_panel.h"
#include "ui/panels/restore_panel.h"
#include "ui/panels/seed_row.h"
#include "ui/qt_text.h"
#include "ui/screen_profile.h"
#include "ui/start_page.h"
#include "ui/theme.h"

namespace tintype::app {
namespace {

void restore(ui::MainWindow& window, const Settings& settings) {
    window.setPreferences(settings.preferences);
    window.sidePanel()->setValues(settings.panels);
    window.history().fromJson(settings.history);
    window.setRecentFiles(settings.recent());
    if (settings.geometry.isEmpty() || !window.restoreGeometry(settings.geometry)) window.resize(QSize(1280, 800).boundedTo(window.screen()->availableSize() - QSize(16, 48)));
}

void showSession(ui::MainWindow& window, Session& session, Settings& settings) {
    QObject::connect(&session, &Session::noticed, window.errorStrip(), &ui::ErrorStrip::show);
    QObject::connect(&session, &Session::pictureKept, &window, &ui::MainWindow::setKept);
    QObject::connect(&session, &Session::noticed, &window, [&window](const ui::Notice& notice) {
        if (notice.severity == ui::Severity::Problem) window.saveFailed();
    });
    QObject::connect(&session, &Session::named, &window, &ui::MainWindow::setFallbackName);
    QObject::connect(&session, &Session::loading, &window, &ui::MainWindow::setLoading);
    QObject::connect(&session, &Session::saveTargetChanged, &window, &ui::MainWindow::setSaveTarget);
    QObject::connect(&session, &Session::recentChanged, &window, [&] { window.setRecentFiles(settings.recent()); });
    QObject::connect(&session, &Session::resultMade, &window, [&window](quint64 seed) {
        auto* panel = static_cast<ui::InstructPanel*>(window.sidePanel()->panel(ui::ToolId::Instruct));
        panel->seedRow()->setLastUsed(seed);
    });
    QObject::connect(&session, &Session::jobFailed, &window,
                     [&window](const edits::Request& request, ErrorKind kind, const Message& message) {
                         window.errorStrip()->show(failureOf(window, request, kind, message));
                     });
    QObject::connect(&session, &Session::cartoonLive, &window, [&window](bool live) {
        static_cast<ui::CartoonPanel*>(window.sidePanel()->panel(ui::ToolId::Cartoon))->setLive(live);
    });
    const auto restorePanel = [&window] { return static_cast<ui::RestorePanel*>(window.sidePanel()->panel(ui::ToolId::Restore)); };
    QObject::connect(&session, &Session::facesLive, &window, [restorePanel](bool live) { restorePanel()->setLive(live); });
    QObject::connect(&session, &Session::facesRestored, &window,
                     [restorePanel](const std::vector<pipelines::RestoredFace>& faces, const Size& photo) { restorePanel()->setRestored(faces, photo); });
    engine::Engine& engine = session.engine();
    ui::CanvasView* canvas = window.canvas();
    QObject::connect(&session, &Session::previewed, canvas, &ui::CanvasView::setPreview);
    QObject::connect(&session, &Session::previewEnded, canvas, &ui::CanvasView::clearPreview);
    QObject::connect(&engine, &engine::Engine::previewed, canvas,
                     [canvas](engine::JobId, const image::Image& picture) { canvas->setPreview(picture); });
    QObject::connect(&engine, &engine::Engine::queueChanged, canvas, [canvas, &engine] {
        if (!engine.busy()) canvas->clearPreview();
    });
    ui::Filmstrip* strip = window.filmstrip();
    QObject::connect(&engine, &engine::Engine::filmstrip, strip, [strip](engine::JobId, const std::vector<image::Image>& frames) { strip->setFrames(frames); });
    // A paused clip keeps its frames in view.
    QObject::connect(&engine, &engine::Engine::queueChanged, strip, [strip, &engine] {
        const auto jobs = engine.jobs();
        if (jobs.empty() || !jobs.front().resumable) strip->clear();
    });
}

void showMachine(ui::MainWindow& window, const std::filesystem::path& folder) {
    window.background().run(&window, [folder] { return hardware::probe(folder); },
                            [&window](const ui::Outcome<hardware::Machine>& machine) {
                                if (!machine.value) return;
                                window.startPage()->setMachineLine(
                                    QString::fromStdString(hardware::summary(*machine.value)) + QStringLiteral(". ") +
                                    ui::translated(hardware::verdict(*machine.value)));
                            });
}

// The session of the desktop ends, or somebody asked this program to.
void endInOrder(ui::MainWindow& window, Session& session) {
    if (window.unsaved()) session.leaveBehind();
    window.closeNow();
    QApplication::quit();  // also out of a dialog
}

void followScreen(ui::MainWindow& window) {
    auto* profiles = new ui::ScreenProfiles(&window);
    const auto show = [&window, profiles] { window.canvas()->setScreenProfile(profiles->of(window.screen())); };
    QObject::connect(profiles, &ui::ScreenProfiles::changed, &window, show);
    QObject::connect(window.windowHandle(), &QWindow::screenChanged, &window, show);
    show();
}

ui::Theme resolved(ui::Theme chosen, const ui::DesktopScheme& desktop) {
    if (chosen != ui::Theme::System || !desktop.dark()) return chosen;
    return *desktop.dark() ? ui::Theme::Dark : ui::Theme::Light;
}

int showWindow(int argc, char** argv, const std::vector<std::filesystem::path>& files) {
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("tintype"));
    QApplication::setApplicationVersion(QStringLiteral(TINTYPE_VERSION));
    QApplication::setWindowIcon(ui::icon(QStringLiteral("tintype")));
    QGuiApplication::setDesktopFileName(QStringLiteral("tintype"));
    const Places places = standardPlaces();
    Settings settings(places.config);
    LanguageSwitch language;
    language.choose(settings.preferences.language);
    ui::DesktopScheme desktop;
    const auto dress = [&] { ui::applyTheme(application, resolved(settings.preferences.theme, desktop)); };
    QObject::connect(&desktop, &ui::DesktopScheme::changed, &application, dress);
    dress();
    Session session(places, settings);
    ui::MainWindow window(session.document(), session.engine(), session.background());
    restore(window, settings);
    session.connectTo(window.intents());
    showSession(window, session, settings);
    auto* writer = new SettingsWriter(window, session, settings);
    new GalleryLink(session, window);
    new GuidanceGrid(session.engine(), window);
    new StyleSheet(session.engine(), window);
    new MarkReview(session.engine(), session.background(), window);
    QObject::connect(&window.intents(), &ui::Intents::preferencesChanged, &window, [&, writer](const ui::Preferences& chosen) {
        const ui::Preferences before = std::exchange(settings.preferences, chosen);
        if (chosen.theme != before.theme) dress();
        if (chosen.language != before.language) language.choose(chosen.language);
        window.setPreferences(chosen);
        writer->writeSoon();
    });
    Termination termination;
    QObject::connect(&termination, &Termination::requested, &window, [&] { endInOrder(window, session); });
    window.show();
    followScreen(window);
    QTimer::singleShot(0, &window, [&] {
        if (!files.empty()) Q_EMIT window.intents().open(files.front());
        session.lookForCrash();
        showMachine(window, places.data);
    });
    return application.exec();
}

}  // namespace
}  // namespace tintype::app

namespace tintype {

int runWindow(int argc, char** argv, std::vector<std::filesystem::path> files) { return app::showWindow(argc, argv, files); }

}  // namespace tintype
