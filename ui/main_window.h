// The window: tool rail, canvas, side panel, instruction line, strips and the pages they lie on. It shows the
// document and the engine, and says what the person wants through Intents; it decides nothing itself.
#pragma once

#include <QMainWindow>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "core/document/document.h"
#include "core/engine/engine.h"
#include "ui/panels/side_panel.h"
#include "ui/preferences.h"

class QLabel;
class QMenu;
class QStackedWidget;
class QVBoxLayout;

namespace tintype::ui {

class Actions;
class Background;
class CanvasView;
class ClipBar;
class ErrorStrip;
class Filmstrip;
class InstructionBox;
class InstructionHistory;
class Intents;
class JobStrip;
class LivePreview;
class MaskBar;
class RunControl;
class StartPage;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(document::Document& document, engine::Engine& engine, Background& background,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    document::Document& document() { return m_document; }
    engine::Engine& engine() { return m_engine; }
    Background& background() { return m_background; }
    Actions& actions() { return *m_actions; }
    Intents& intents() { return *m_intents; }
    InstructionHistory& history() { return *m_history; }
    CanvasView* canvas() { return m_canvas; }
    MaskBar* maskBar() { return m_maskBar; }
    ClipBar* clipBar() { return m_clipBar; }
    InstructionBox* instructionBox() { return m_instruction; }
    SidePanel* sidePanel() { return m_side; }
    ErrorStrip* errorStrip() { return m_errors; }
    JobStrip* jobStrip() { return m_jobs; }
    Filmstrip* filmstrip() { return m_filmstrip; }
    StartPage* startPage() { return m_start; }
    LivePreview* livePreview() { return m_preview.get(); }

    void setTool(ToolId tool);
    void setPreferences(const Preferences& preferences);
    const Preferences& preferences() const { return m_preferences; }
    void setRecentFiles(const std::vector<std::filesystem::path>& files);
    const std::vector<std::filesystem::path>& recentFiles() const { return m_recent; }
    // Where Save writes without asking; empty: it asks.
    void setSaveTarget(const std::filesystem::path& target) { m_saveTarget = target; }
    const std::filesystem::path& saveTarget() const { return m_saveTarget; }
    // What a photo that lies in no file is called; empty: "Untitled".
    void setFallbackName(const QString& name) { m_fallbackName = name; }
    // A file is being opened; empty: none.
    void setLoading(const QString& name);

    // Shows the tool and options that made a result; its photo and mask stay the present ones.
    void reuse(const edits::Request& past);

    // As if Run had been pressed, but for one variation only.
    void runOne();

    // The row below the photo.
    void setResultsStrip(QWidget* strip);
    bool isShort() const { return m_short; }
    // Other pages in the place of the editor (gallery, compare, a clip). Null: back to the editor.
    void showPage(QWidget* page);
    QWidget* currentPage() const;  // null: the editor

    // Changes that lie nowhere else: neither saved nor a result in the gallery.
    bool unsaved() const;
    // The picture with these pixels lies in the gallery.
    void setKept(const void* pixels) { m_kept = pixels; }
    // Does `next` at once when nothing would be lost; else asks, and does it after saving or when the person
    // does not want to save.
    void whenSafe(std::function<void()> next);
    // Closes without asking.
    void closeNow();
    // Saving failed: whatever waited for it is called off.
    void saveFailed() { m_afterSave = {}; }

Q_SIGNALS:
    void galleryRequested(bool shown);
    void clipRequested(const std::filesystem::path& clip);  // to be played
    void shortChanged(bool isShort);  // there is little height: everything but the photo is to take less of it
    void closing();  // the window goes; settings are to be written now

protected:
    void closeEvent(QCloseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    QWidget* makeCanvasPage();
    ToolPanel* makePanel(ToolId tool);
    void connectDocument();
    void updateTitle();
    void showStatus(const QString& text);
    void updatePages();
    void placeMaskBar();
    void updateActions();
    void retranslate();

    document::Document& m_document;
    engine::Engine& m_engine;
    Background& m_background;
    Preferences m_preferences;
    std::vector<std::filesystem::path> m_recent;
    std::filesystem::path m_saveTarget;
    QString m_fallbackName;
    QString m_loading;
    const void* m_kept = nullptr;
    std::function<void()> m_afterSave;
    bool m_closing = false;
    bool m_short = false;

    Actions* m_actions;
    Intents* m_intents;
    InstructionHistory* m_history;
    QLabel* m_status;
    QStackedWidget* m_pages;    // editor, gallery
    QStackedWidget* m_centre;   // start page, canvas
    StartPage* m_start;
    CanvasView* m_canvas;
    MaskBar* m_maskBar;
    ClipBar* m_clipBar;
    Filmstrip* m_filmstrip;
    InstructionBox* m_instruction;
    SidePanel* m_side;
    QVBoxLayout* m_results;
    ErrorStrip* m_errors;
    JobStrip* m_jobs;
    std::unique_ptr<LivePreview> m_preview;
    std::unique_ptr<RunControl> m_run;
};

}  // namespace tintype::ui
