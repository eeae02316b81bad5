// The empty window: a large drop target, the sample, recent photos as thumbnails, and a line on this machine.
#pragma once

#include <QFrame>
#include <QImage>
#include <QList>
#include <QUrl>
#include <filesystem>
#include <vector>

class QLabel;
class QListWidget;
class QPushButton;

namespace tintype::ui {

class Background;

class StartPage : public QFrame {
    Q_OBJECT

public:
    explicit StartPage(Background& background, QWidget* parent = nullptr);

    void setRecent(const std::vector<std::filesystem::path>& files);
    void setMachineLine(const QString& text);

Q_SIGNALS:
    void openRequested();
    void sampleRequested();
    void fileChosen(const std::filesystem::path& file);
    void pathsDropped(const QList<QUrl>& urls);
    void imageDropped(const QImage& image);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void fit();  // leaves out what has no room below the drop target
    void setOver(bool over);

    Background& m_background;
    QFrame* m_target;
    QLabel* m_title;
    QLabel* m_subtitle;
    QPushButton* m_open;
    QPushButton* m_sample;
    QLabel* m_recentTitle;
    QListWidget* m_recent;
    QLabel* m_machine;
};

}  // namespace tintype::ui
