#include "app/gallery_link.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QUrl>

#include "app/decode_again.h"
#include "app/results.h"
#include "core/edits/recipe.h"
#include "core/image/read.h"
#include "core/image/transform.h"
#include "core/image/write.h"
#include "ui/actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/commands.h"
#include "ui/dialogs/clip_export_dialog.h"
#include "ui/gallery/clip_player.h"
#include "ui/gallery/compare_view.h"
#include "ui/gallery/gallery_page.h"
#include "ui/gallery/results_strip.h"
#include "ui/intents.h"
#include "ui/job_strip.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"

namespace tintype::app {
namespace {

constexpr int kThumbnail = 160;
constexpr int kHoverSide = 1600;

image::Image readSmall(const std::filesystem::path& file) {
    const image::Image picture = image::read(file);
    return picture.size().longSide() <= kHoverSide ? picture : image::resized(picture, fitLongSide(picture.size(), kHoverSide));
}

QString captionOf(const gallery::Item& item) { return item.instruction.isEmpty() ? item.engine : item.instruction; }

}  // namespace

GalleryLink::GalleryLink(Session& session, ui::MainWindow& window)
    : QObject(&window), m_session(session), m_window(window),
      m_hover(session.background(), this, &readSmall, [this](const ui::Outcome<image::Image>& outcome) {
          if (outcome.value && m_hovering) m_window.canvas()->setPreview(*outcome.value);
      }),
      m_decode(new DecodeAgain(session, window)) {
    connect(&session, &Session::photoKeyKnown, this, &GalleryLink::showPhoto);
    connect(&window, &ui::MainWindow::galleryRequested, this, &GalleryLink::showGallery);
    connect(&window, &ui::MainWindow::clipRequested, this, &GalleryLink::play);
    // X and Del reject and remove where results have the keyboard, and act on the mask elsewhere.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        const bool results = m_window.currentPage() || (m_strip && now && m_strip->isAncestorOf(now));
        for (const char* id : {"mask.swap", "mask.clear"})
            m_window.actions().at(id)->setEnabled(!results && m_session.document().isOpen());
    });
    connect(&session.engine(), &engine::Engine::progressed, this,
            [this](engine::JobId, const Tick& tick, qint64, qint64) { showBusy(tick); });
    connect(&session.engine(), &engine::Engine::queueChanged, this, [this] {
        if (m_strip && !m_session.engine().busy()) m_strip->setBusy({}, 0);
    });
}

void GalleryLink::makeStrip() {
    m_strip = new ui::ResultsStrip;
    m_window.setResultsStrip(m_strip);
    m_strip->setGallery(&m_session.gallery());
    m_strip->setActions(&m_window.actions());
    connect(m_strip, &ui::ResultsStrip::originalRequested, &m_session.results(), &Results::backToOriginal);
    connect(m_strip, &ui::ResultsStrip::chosen, this, &GalleryLink::choose);
    connect(m_strip, &ui::ResultsStrip::hovered, this, &GalleryLink::preview);
    connect(m_strip, &ui::ResultsStrip::compareRequested, this, &GalleryLink::compare);
    connect(m_strip, &ui::ResultsStrip::reuseRequested, this, &GalleryLink::reuse);
    connect(m_strip, &ui::ResultsStrip::folderRequested, this, &GalleryLink::openFolder);
    connect(m_strip, &ui::ResultsStrip::decodeRequested, this, &GalleryLink::decode);
    connect(m_strip, &ui::ResultsStrip::removed, this, &GalleryLink::offerUndo);
    connect(&m_window, &ui::MainWindow::shortChanged, m_strip, &ui::ResultsStrip::setCompact);
    m_strip->setCompact(m_window.isShort());
    connect(m_strip, &ui::ResultsStrip::galleryRequested, this, [this] { showGallery(true); });
}

void GalleryLink::showPhoto(const QString& key) {
    if (!m_strip) makeStrip();
    m_strip->setVisible(!key.isEmpty());
    if (key.isEmpty() || !m_session.document().isOpen()) return m_strip->setPhoto({}, {});
    m_session.background().run(
        this,
        [photo = m_session.document().original()] {
            return ui::toQImage(image::resized(photo, fitLongSide(photo.size(), kThumbnail)));
        },
        [this, key](const ui::Outcome<QImage>& outcome) {
            if (key == m_session.photoKey()) m_strip->setPhoto(key, outcome.value.value_or(QImage()));
        });
}

void GalleryLink::showBusy(const Tick& tick) {
    if (!m_strip) return;
    const auto jobs = m_session.engine().jobs();
    if (!jobs.empty()) m_strip->setBusy(ui::toolTitle(edits::toolOf(jobs.front().request)), tick.stage.empty() ? -1 : tick.fraction);
}

void GalleryLink::showGallery(bool shown) {
    if (!shown) return m_window.showPage(nullptr);
    if (!m_gallery) {
        m_gallery = new ui::GalleryPage;
        m_gallery->setGallery(&m_session.gallery());
        m_gallery->setActions(&m_window.actions());
        connect(m_gallery, &ui::GalleryPage::closed, this, [this] { m_window.showPage(nullptr); });
        connect(m_gallery, &ui::GalleryPage::chosen, this, &GalleryLink::choose);
        connect(m_gallery, &ui::GalleryPage::compareRequested, this, &GalleryLink::compare);
        connect(m_gallery, &ui::GalleryPage::reuseRequested, this, &GalleryLink::reuse);
        connect(m_gallery, &ui::GalleryPage::folderRequested, this, &GalleryLink::openFolder);
        connect(m_gallery, &ui::GalleryPage::decodeRequested, this, &GalleryLink::decode);
        connect(m_gallery, &ui::GalleryPage::contactSheetRequested, this, &GalleryLink::makeContactSheet);
    }
    m_window.showPage(m_gallery);
    m_window.actions().at("view.gallery")->setChecked(true);
}

void GalleryLink::choose(gallery::ItemId id) {
    const std::optional<gallery::Item> item = m_session.gallery().item(id);
    if (!item) return;
    preview(0);
    if (item->clip) return play(item->file);
    m_window.showPage(nullptr);
    // A result of another photo is opened as a photo of its own.
    if (!m_session.document().isOpen() || item->photoKey != m_session.photoKey()) {
        return m_window.whenSafe([this, file = item->file] { Q_EMIT m_window.intents().open(file); });
    }
    m_session.results().useFile(item->file, tr("Choose result"));
}

void GalleryLink::preview(gallery::ItemId id) {
    const std::optional<gallery::Item> item = id ? m_session.gallery().item(id) : std::nullopt;
    m_hover.drop();
    if (item && !item->clip) {
        m_hovering = true;
        m_hover.offer(item->file);
    } else if (std::exchange(m_hovering, false)) {
        m_window.canvas()->clearPreview();
    }
}

void GalleryLink::compare(const Ids& ids) {
    std::vector<ui::Comparand> pictures;
    const image::Bytes screen = m_window.canvas()->screenProfile();
    if (ids.size() < 2 && m_session.document().isOpen())
        pictures.push_back({tr("Original"), [photo = m_session.document().original(), screen] { return ui::toQImage(photo, screen); }});
    for (gallery::ItemId id : ids) {
        const std::optional<gallery::Item> item = m_session.gallery().item(id);
        if (!item || item->clip) continue;
        pictures.push_back({captionOf(*item), [file = item->file, screen] { return ui::toQImage(image::read(file), screen); }});
    }
    if (pictures.size() < 2) return;
    if (!m_compare) {
        m_compare = new ui::CompareView;
        connect(m_compare, &ui::CompareView::closed, this, [this] { m_window.showPage(nullptr); });
    }
    m_window.showPage(m_compare);
    m_compare->show(std::move(pictures));
}

void GalleryLink::play(const std::filesystem::path& clip) {
    if (!m_player) {
        m_player = new ui::ClipPlayer;
        connect(m_player, &ui::ClipPlayer::closed, this, [this] { m_window.showPage(nullptr); });
        connect(m_player, &ui::ClipPlayer::smoothRequested, this, [this] { ui::smoothClip(m_window, m_player->clip()); });
        connect(m_player, &ui::ClipPlayer::exportRequested, this,
                [this] { ui::exportClip(m_window, {m_player->clip(), m_player->span(), m_player->shownSecond()}); });
        connect(m_player, &ui::ClipPlayer::editRequested, this, [this] {
            m_window.showPage(nullptr);
            ui::openPhoto(m_window, m_player->clip());
        });
        connect(m_player, &ui::ClipPlayer::frameTaken, this, [this](const QImage& frame) {
            m_window.whenSafe([this, frame] {
                m_window.showPage(nullptr);
                Q_EMIT m_window.intents().openImage(frame);
            });
        });
    }
    m_window.showPage(m_player);
    m_player->play(clip);
}

void GalleryLink::reuse(gallery::ItemId id) {
    const std::optional<gallery::Item> item = m_session.gallery().item(id);
    if (!item) return;
    const std::string recipe = item->recipe.toStdString();
    m_session.background().run(this, [recipe] { return edits::requestOf(recipe); },
                               [this](const ui::Outcome<edits::Request>& outcome) {
                                   if (outcome.value) m_window.reuse(*outcome.value);
                                   else m_window.errorStrip()->show(noticeOf(outcome.error->kind(), outcome.error->message()));
                               });
}

void GalleryLink::openFolder(gallery::ItemId id) {
    if (const auto item = m_session.gallery().item(id))
        QDesktopServices::openUrl(QUrl::fromLocalFile(ui::toQString(item->file.parent_path())));
}

void GalleryLink::decode(gallery::ItemId id) {
    if (const auto item = m_session.gallery().item(id)) m_decode->open(*item);
}

void GalleryLink::offerUndo(int count) {
    const auto undo = [this] { m_session.gallery().undoRemove(); };
    m_window.errorStrip()->show({ui::Severity::Note, tr("%n result(s) moved to the trash.", nullptr, count), {}, {{tr("Undo"), undo}}, QStringLiteral("trash")});
}

void GalleryLink::makeContactSheet(const Ids& ids) {
    const QString target = QFileDialog::getSaveFileName(&m_window, tr("Save the contact sheet"), QStringLiteral("contact-sheet.png"));
    if (target.isEmpty()) return;
    std::vector<std::pair<std::filesystem::path, std::string>> items;
    for (gallery::ItemId id : ids)
        if (const auto item = m_session.gallery().item(id); item && !item->clip)
            items.emplace_back(item->file, captionOf(*item).toStdString());
    const auto work = [items, file = ui::toPath(target)] {
        std::vector<image::Image> pictures;
        std::vector<std::string> captions;
        for (const auto& [path, caption] : items) {
            pictures.push_back(readSmall(path));
            captions.push_back(caption);
        }
        image::write(file, gallery::contactSheet(pictures, captions));
        return true;
    };
    m_session.background().run(this, work, [this, target](const ui::Outcome<bool>& outcome) {
        if (outcome.error) m_window.errorStrip()->show(noticeOf(outcome.error->kind(), outcome.error->message()));
        else m_window.errorStrip()->show({ui::Severity::Note, tr("Saved as %1.").arg(target), {}, {}, QStringLiteral("save")});
    });
}

}  // namespace tintype::app
