// All results of all photos: a grid with filters, ratings and details. Opened with G.
#pragma once

#include <QWidget>
#include <vector>

#include "core/gallery/gallery.h"
#include "ui/gallery/result_keys.h"

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QToolButton;

namespace tintype::ui {

class DetailsPane;
class ItemModel;

class GalleryPage : public QWidget {
    Q_OBJECT

public:
    explicit GalleryPage(QWidget* parent = nullptr);

    void setGallery(gallery::Gallery* gallery);  // not owned
    void setActions(const Actions* actions);     // whose keys hold here; not owned
    std::vector<gallery::ItemId> selected() const;

Q_SIGNALS:
    void closed();
    void chosen(tintype::gallery::ItemId id);  // becomes the photo (a clip: is played)
    void compareRequested(const std::vector<tintype::gallery::ItemId>& ids);
    void reuseRequested(tintype::gallery::ItemId id);
    void folderRequested(tintype::gallery::ItemId id);
    void decodeRequested(tintype::gallery::ItemId id);
    void contactSheetRequested(const std::vector<tintype::gallery::ItemId>& ids);

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* makeBar();
    void retranslate();
    void applyFilter();
    void openStack(const QString& photoKey);
    void activate(const QModelIndex& index);
    void goBack();  // out of a stack, else out of the gallery
    void chooseAgain();
    void refresh();
    void removeSelected();
    void rate(int stars);
    void toggleRejected();
    void doKey(const ResultKey& key);
    gallery::ItemId current() const;  // 0: none
    int alikeOf(gallery::ItemId id) const;  // results the shown one stands for

    ResultKeys m_keys;
    gallery::Gallery* m_gallery = nullptr;
    ItemModel* m_model;
    QListView* m_grid;
    DetailsPane* m_details;
    QGridLayout* m_bar = nullptr;
    QWidget* m_filters = nullptr;
    bool m_narrow = true;
    QToolButton* m_back;
    QLabel* m_title;
    QComboBox* m_tool;
    QComboBox* m_stars;
    QLineEdit* m_text;
    QCheckBox* m_rejected;
    QCheckBox* m_stacks;
    QString m_stack;  // the photo whose results are shown; empty: all
    QString m_photo;  // whose result was chosen last
    QPushButton* m_compare;
    QPushButton* m_sheet;
    QLabel* m_empty;
    QWidget* m_undoBar;
    QLabel* m_undoText;
    QPushButton* m_undo;
};

}  // namespace tintype::ui
