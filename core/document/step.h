// One undo step of the document and the command that stands for it in the QUndoStack.
#pragma once

#include <QString>
#include <QUndoCommand>
#include <functional>
#include <memory>

#include "core/document/change.h"

namespace tintype::document {

// What the document shows. `version` names the state of the picture, for "modified".
struct Content {
    image::Image picture;
    image::Image original;
    image::Mask mask;
    quint64 version = 0;
};

// What changed, as far as it did: absent parts stayed.
struct Step {
    std::unique_ptr<Change<image::Image>> picture;
    std::unique_ptr<Change<image::Image>> original;
    std::unique_ptr<Change<image::Mask>> mask;
    std::unique_ptr<StrokeChange> stroke;
    quint64 versionBefore = 0;
    quint64 versionAfter = 0;

    // Puts the content into the state of that side; throws Error and leaves it as it was.
    void apply(Side side, Content& content) const;
    // Whether apply() takes no longer than the UI thread may.
    bool ready(Side side) const;
    // Slow parts, for the background thread.
    void pack(UndoStore& store);
    void prepare(Side side, const Content& content);
    bool wants(Side side) const;

    void keepAtHand(bool before, bool after);
    void addHeld(HeldPixels& held) const;
};

// What changes from `before` to `after`; parts that share their pixels are left out.
std::shared_ptr<Step> stepBetween(const Content& before, const Content& after);

// The content has changed already when the command is pushed, so the first redo does nothing.
class StepCommand : public QUndoCommand {
public:
    using Apply = std::function<void(const Step&, Side)>;
    StepCommand(const QString& name, std::shared_ptr<Step> step, Apply apply)
        : QUndoCommand(name), m_step(std::move(step)), m_apply(std::move(apply)) {}

    void undo() override { m_apply(*m_step, Side::Before); }
    void redo() override {
        if (m_pushed) m_apply(*m_step, Side::After);
        m_pushed = true;
    }
    const std::shared_ptr<Step>& step() const { return m_step; }

private:
    std::shared_ptr<Step> m_step;
    Apply m_apply;
    bool m_pushed = false;
};

}  // namespace tintype::document
