// What is known of one result: its picture, who made it, with which settings. Right side of the gallery page.
#pragma once

#include <QWidget>
#include <optional>

#include "core/gallery/gallery.h"

class QLabel;
class QPushButton;
class QPlainTextEdit;

namespace tintype::ui {

class DetailsPane : public QWidget {
    Q_OBJECT

public:
    explicit DetailsPane(QWidget* parent = nullptr);
    void show(const std::optional<gallery::Item>& item, const QImage& thumbnail);

Q_SIGNALS:
    void stackRequested();
    void openRequested();
    void reuseRequested();
    void folderRequested();
    void decodeRequested();
    void removeRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    bool stacked() const { return m_item && m_item->alike > 1; }  // it stands for others, too
    QString factsOf(const gallery::Item& item) const;

    std::optional<gallery::Item> m_item;
    QLabel* m_picture;
    QLabel* m_title;
    QLabel* m_facts;
    QPlainTextEdit* m_recipe;
    QPushButton* m_stack;
    QPushButton* m_open;
    QPushButton* m_reuse;
    QPushButton* m_decode;
    QPushButton* m_folder;
    QPushButton* m_remove;
};

}  // namespace tintype::ui
