// Connects the results strip, the gallery page, compare and the clip player with the session and the window. The
// pages are made when they are first shown.
#pragma once

#include <QObject>
#include <vector>

#include "app/session.h"
#include "ui/background.h"

namespace tintype::ui {
class ClipPlayer;
class CompareView;
class GalleryPage;
class MainWindow;
class ResultsStrip;
}  // namespace tintype::ui

namespace tintype::app {

class DecodeAgain;

class GalleryLink : public QObject {
    Q_OBJECT

public:
    GalleryLink(Session& session, ui::MainWindow& window);

private:
    using Ids = std::vector<gallery::ItemId>;
    void makeStrip();
    void showPhoto(const QString& key);
    void showGallery(bool shown);
    void choose(gallery::ItemId id);
    void preview(gallery::ItemId id);
    void compare(const Ids& ids);
    void play(const std::filesystem::path& clip);
    void reuse(gallery::ItemId id);
    void offerUndo(int count);
    void openFolder(gallery::ItemId id);
    void decode(gallery::ItemId id);
    void makeContactSheet(const Ids& ids);
    void showBusy(const Tick& tick);

    Session& m_session;
    ui::MainWindow& m_window;
    ui::Latest<std::filesystem::path, image::Image> m_hover;
    DecodeAgain* m_decode;
    ui::ResultsStrip* m_strip = nullptr;
    ui::GalleryPage* m_gallery = nullptr;
    ui::CompareView* m_compare = nullptr;
    ui::ClipPlayer* m_player = nullptr;
    bool m_hovering = false;
};

}  // namespace tintype::app
