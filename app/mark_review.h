// Looks for the marked part of the open photo in others, lets the review choose, and takes it off those: one job a photo,
// results into a folder. Part of the window's wiring.
#pragma once

#include <QObject>
#include <QPointer>
#include <filesystem>
#include <stop_token>
#include <vector>

#include "core/edits/marks.h"
#include "core/engine/engine.h"
#include "ui/background.h"

namespace tintype::ui {
class MainWindow;
class MarkReviewDialog;
}

namespace tintype::app {

class MarkReview : public QObject {
    Q_OBJECT

public:
    MarkReview(engine::Engine& engine, ui::Background& background, ui::MainWindow& window);
    ~MarkReview() override;

    // Opens the review for the photo and mask of the request (an Erase) and these files.
    void review(const edits::Request& request, const std::vector<std::filesystem::path>& files);
    // Takes the mark off the ticked ones, into that folder.
    void run(const std::filesystem::path& folder);
    ui::MarkReviewDialog* dialog() const;

private:
    struct Photo {
        std::filesystem::path file;
        edits::MarkFind find;
        bool seen = false;
        bool moved = false;
    };

    void start(const edits::Request& request);
    void lookNext();
    void chooseFolder();
    void prepareNext();
    void save(engine::JobId id, const edits::Output& output);
    void advance(engine::JobId id, const QString& problem);
    void finish();
    void stop();
    void showBusy(const QString& stage);

    engine::Engine& m_engine;
    ui::Background& m_background;
    ui::MainWindow& m_window;
    QPointer<ui::MarkReviewDialog> m_dialog;
    std::stop_source m_stop;
    edits::Request m_request;  // its settings and options
    builtin::Mark m_mark;
    image::Image m_layer;
    std::vector<Photo> m_photos;
    std::vector<std::size_t> m_queue;  // ticked ones that are still to be done
    std::filesystem::path m_folder;
    std::size_t m_next = 0;
    std::size_t m_current = 0;
    engine::JobId m_job = 0;  // 0: none runs
    int m_written = 0;
    int m_failed = 0;
};

}  // namespace tintype::app
