// Faces made clear again: which ones, how strongly, and whether the photo is enlarged too. Faces are looked for
// in the background when the panel is first shown for a photo. After a run by a network the strengths and ticks mix its faces anew.
#pragma once

#include <QImage>
#include <optional>
#include <vector>

#include "core/document/document.h"
#include "core/edits/face_search.h"
#include "ui/background.h"
#include "ui/panels/slider_row.h"
#include "ui/panels/tool_panel.h"

class QCheckBox;
class QLabel;

namespace tintype::ui {

class CanvasView;
class FaceChips;

class RestorePanel : public ToolPanel {
    Q_OBJECT

public:
    RestorePanel(document::Document& document, CanvasView& canvas, Background& background, QWidget* parent = nullptr);

    QString title() const override;
    QString modelHint() const override;
    std::optional<edits::Work> work(const QString& text) const override;
    QString obstacle(const QString& text) const override;
    void setEngine(const edits::Need& need) override;
    bool setWork(const edits::Work& work) override;
    QJsonObject values() const override;
    void setValues(const QJsonObject& values) override;
    void entered() override;
    void left() override;
    FaceChips* faces() { return m_chips; }
    // What a run, or mixing anew, made of the faces of a photo of that size.
    void setRestored(const std::vector<pipelines::RestoredFace>& faces, Size photo);
    // Whether there are restored faces that the sliders mix live.
    void setLive(bool live);

Q_SIGNALS:
    void mixChanged(const tintype::edits::Restore& work);
    void mixSettled();

protected:
    void retranslate() override;

private:
    using Thumbnails = std::vector<QImage>;
    struct Found {
        edits::FoundFaces faces;
        Thumbnails thumbnails;
    };
    static Found find(const image::Image& photo);
    static Thumbnails cut(const image::Image& photo, const std::vector<Rect>& boxes);
    void showFound(const Found& found);
    void facesChanged();
    QString remarkOn(const pipelines::RestoredFace& face) const;
    void look();
    void pictureChanged();
    void showBoxes();
    void showState();

    document::Document& m_document;
    CanvasView& m_canvas;
    Background& m_background;
    SliderRow* m_strength;
    QLabel* m_state;
    FaceChips* m_chips;
    QCheckBox* m_alike;
    QCheckBox* m_upscale;
    QLabel* m_liveNote;
    bool m_inView = false;
    bool m_looking = false;
    bool m_known = false;        // the chips belong to the open photo
    bool m_byNetwork = false;    // the chips are the network's
    bool m_live = false;
    std::optional<bool> m_builtIn;  // whether the built-in engine would run; none: not known yet
    QString m_problem;           // of the network's detector
    const void* m_shownFor = nullptr;  // the picture whose restored faces the chips show
    Size m_knownSize;
};

}  // namespace tintype::ui
