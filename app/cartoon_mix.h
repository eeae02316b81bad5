// After a cartoon run its strength can still be chosen: the full cartoon is made once, and each strength is a mix
// of it and the photo, seen at once. Part of the session.
#pragma once

#include <QObject>
#include <optional>

#include "core/document/document.h"
#include "core/edits/result.h"
#include "ui/background.h"

namespace tintype::app {

class CartoonMix : public QObject {
    Q_OBJECT

public:
    CartoonMix(document::Document& document, ui::Background& background, QObject* parent = nullptr);

    // A cartoon became the document's picture.
    void take(const edits::Request& request, const edits::Output& output);
    void preview(double strength);
    void keep();  // the strength shown becomes an undo step

Q_SIGNALS:
    void live(bool live);
    void previewed(const tintype::image::Image& picture);
    void previewEnded();
    void kept(const tintype::edits::Request& request, const tintype::edits::Output& output);

private:
    // One cartoon: what it was made of, at the photo's size and small for the live view.
    struct Cartoon {
        edits::Request request;
        std::string engine;
        bool builtIn = true;
        std::string recipe;
        image::Image photo;
        image::Image full;
        image::Image smallPhoto;
        image::Image smallFull;
        double strength = 0;
    };
    static Cartoon prepare(const edits::Request& request, const edits::Output& output);
    static edits::Output mixed(const Cartoon& cartoon);
    void drop();

    document::Document& m_document;
    ui::Background& m_background;
    ui::Latest<Cartoon, image::Image> m_live;
    std::optional<Cartoon> m_cartoon;
    const void* m_shown = nullptr;  // the document's pixels while they are this cartoon
    bool m_keeping = false;
    bool m_previewing = false;
};

}  // namespace tintype::app
