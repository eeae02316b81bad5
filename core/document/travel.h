// Undo and redo without stopping the UI thread: a step that is not ready is worked out in the background from a
// copy of the content, and steps asked for meanwhile follow one by one. Lives on the UI thread; used by History.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QUndoStack>
#include <functional>
#include <optional>

#include "core/document/step.h"

namespace tintype::document {

class Travel : public QObject {
    Q_OBJECT

public:
    using StepAt = std::function<std::shared_ptr<Step>(int index)>;
    using Before = std::function<void(const Step&)>;
    // before: called with each step that will be worked out, so that a stroke in progress can be taken back first.
    Travel(const Content& content, QUndoStack& stack, StepAt stepAt, Before before);
    ~Travel() override;

    // Negative: back. Adds to what is still to be done.
    void go(int steps);
    void stop();
    // The content after that step where it was worked out for the present one.
    std::optional<Content> arrived(const Step& step);

private:
    void advance();
    void advanceLater();
    void workOut(const std::shared_ptr<Step>& step, Side side);
    void take(const Step* step, const Content& base, std::optional<Content> made);
    void move();
    bool current(const Content& base) const;

    const Content& m_content;
    QUndoStack& m_stack;
    StepAt m_stepAt;
    Before m_before;
    int m_left = 0;
    bool m_working = false;
    const Step* m_madeBy = nullptr;
    std::optional<Content> m_made;
    QThreadPool m_pool;
};

}  // namespace tintype::document
