// After a restoration by a network its faces can still be chosen and weighed: they are made once, and each strength is a mix of them
// and the photo, seen at once. Part of the session.
#pragma once

#include <QObject>
#include <optional>

#include "core/document/document.h"
#include "core/edits/restore_mix.h"
#include "ui/background.h"

namespace tintype::app {

class FaceMix : public QObject {
    Q_OBJECT

public:
    FaceMix(document::Document& document, ui::Background& background, QObject* parent = nullptr);

    // A restoration became the document's picture.
    void take(const edits::Request& request, const edits::Output& output);
    // work: the faces, strengths and likeness that are wanted now.
    void preview(const edits::Restore& work);
    void keep();  // what is shown becomes an undo step

Q_SIGNALS:
    void live(bool live);
    void restored(const std::vector<tintype::pipelines::RestoredFace>& faces, const tintype::Size& photo);
    void previewed(const tintype::image::Image& picture);
    void previewEnded();
    void kept(const tintype::edits::Request& request, const tintype::edits::Output& output);

private:
    struct Made {
        edits::FaceMix full;
        edits::FaceMix small;  // for the live view
        std::string engine;
        std::string recipe;
    };
    using Mixed = std::optional<edits::Output>;
    void finish(const ui::Outcome<Mixed>& outcome, const void* pixels, const edits::Request& request);
    void drop();

    document::Document& m_document;
    ui::Background& m_background;
    ui::Latest<edits::FaceMix, Mixed> m_live;
    std::optional<Made> m_made;
    const void* m_shown = nullptr;  // the document's pixels while they are these faces
    bool m_keeping = false;
    bool m_previewing = false;
};

}  // namespace tintype::app
