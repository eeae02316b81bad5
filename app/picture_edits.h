// Changes by hand: turn, crop, straighten, resize and adjust. Worked out in the
// background one after the other, each one undo step. Part of the session.
#pragma once

#include <QObject>
#include <deque>
#include <functional>

#include "core/document/document.h"
#include "core/image/adjust.h"
#include "core/image/transform.h"
#include "ui/background.h"
#include "ui/error_strip.h"

namespace tintype::app {

class PictureEdits : public QObject {
    Q_OBJECT

public:
    PictureEdits(document::Document& document, ui::Background& background, QObject* parent = nullptr);

    void turn(image::Turn turn);
    void crop(const Rect& frame);
    void straighten(double degrees);
    void resize(const Size& size);
    void adjust(const image::Adjustment& adjustment);
    bool idle() const { return !m_running && m_steps.empty(); }

Q_SIGNALS:
    void noticed(const tintype::ui::Notice& notice);

private:
    struct State {
        image::Image picture;
        image::Image original;
        image::Mask mask;
    };
    enum class Changes { Geometry, Picture };
    struct Step {
        QString name;
        Changes changes;
        std::function<State(const State&)> work;
    };
    void add(Step step);
    void next();
    void take(const Step& step, const State& before, State after);

    document::Document& m_document;
    ui::Background& m_background;
    std::deque<Step> m_steps;
    bool m_running = false;
};

}  // namespace tintype::app
