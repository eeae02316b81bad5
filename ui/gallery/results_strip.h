// The results of the open photo in one row, newest left, with the original first. Below the canvas.
#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/gallery/gallery.h"
#include "ui/gallery/result_keys.h"

class QLabel;
class QListView;
class QProgressBar;
class QToolButton;

namespace tintype::ui {

class ItemDelegate;
class ItemModel;

class ResultsStrip : public QWidget {
    Q_OBJECT

public:
    explicit ResultsStrip(QWidget* parent = nullptr);

    void setGallery(gallery::Gallery* gallery);  // not owned
    void setActions(const Actions* actions);     // whose keys hold here; not owned
    // Whose results to show. An empty key: none. `original`: a small picture of the photo.
    void setPhoto(const QString& photoKey, const QImage& original);
    void setCompact(bool compact);  // smaller pictures, for a short window
    // The tile of the running job; text empty: none. fraction 0..1, negative: not known.
    void setBusy(const QString& text, double fraction);
    std::vector<gallery::ItemId> selected() const;

Q_SIGNALS:
    void originalRequested();
    void chosen(tintype::gallery::ItemId id);    // becomes the photo (a clip: is played)
    void hovered(tintype::gallery::ItemId id);   // 0: the pointer left
    void compareRequested(const std::vector<tintype::gallery::ItemId>& ids);
    void reuseRequested(tintype::gallery::ItemId id);
    void galleryRequested();
    void folderRequested(tintype::gallery::ItemId id);
    void decodeRequested(tintype::gallery::ItemId id);
    void removed(int count);  // to the trash

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildButtons();
    void setSide(int side);
    void removeSelected();
    void retranslate();
    static QString hint();
    void refreshButtons();
    void showMenu(const QPoint& position);
    void compare();
    void rate(int stars);
    void toggleRejected();
    void doKey(const ResultKey& key);

    ResultKeys m_keys;
    gallery::Gallery* m_gallery = nullptr;
    ItemModel* m_model;
    QListView* m_list;
    ItemDelegate* m_delegate;
    QToolButton* m_original;
    QWidget* m_busy;
    QLabel* m_busyText;
    QProgressBar* m_busyBar;
    QLabel* m_hint;
    QToolButton* m_compare;
    QToolButton* m_star;
    QToolButton* m_reject;
    QToolButton* m_all;
};

}  // namespace tintype::ui
