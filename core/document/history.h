// The undo stack of a document with its memory limit: packs new steps in the background, keeps the nearest ones
// ready, moves old ones to a temporary file and drops the oldest when that is full too.
//
// A QUndoStack cannot let go of its oldest commands, so dropping means: clear it, push the remaining steps again
// (pushing a step does nothing) and return to the same index and clean index. Nobody else may push commands.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QUndoStack>
#include <memory>

#include "core/base/message.h"
#include "core/document/step.h"
#include "core/document/travel.h"

namespace tintype::document {

class History : public QObject {
    Q_OBJECT

public:
    // What the document does around an undo or redo.
    struct Hooks {
        std::function<void(const Step&)> before;
        std::function<void(const Step&)> after;
        std::function<void(const Message&)> failed;
    };
    // `content` belongs to the document and outlives the history.
    History(Content& content, Hooks hooks);
    ~History() override;

    QUndoStack& stack() { return m_stack; }
    // The content must be in the step's later state already.
    void push(std::shared_ptr<Step> step, const QString& name);
    void clear();
    // Undo (negative) or redo that many steps, worked out in the background where that takes long.
    void go(int steps) { m_travel.go(steps); }

    void setMemoryLimit(std::uint64_t bytes);
    void setLimits(std::uint64_t memory, std::uint64_t disk);
    std::uint64_t memory() const;
    std::uint64_t disk() const { return m_store->disk(); }
    // Whether steps come faster than the background can pack them, so that they take more memory than they should.
    bool behind() const;
    // Waits until the background work on steps is done. Any thread may.
    void settle();

private:
    void apply(const Step& step, Side side);
    void packLater(const std::shared_ptr<Step>& step);
    void spillLater();
    void indexChanged(int index);
    void prepareLater(const std::shared_ptr<Step>& step, Side side);
    void relieve();
    void dropOldest();
    std::shared_ptr<Step> stepAt(int index) const;
    std::uint64_t heldBytes() const;

    Content& m_content;
    Hooks m_hooks;
    bool m_replaying = false;
    std::shared_ptr<UndoStore> m_store;
    QUndoStack m_stack;
    Travel m_travel;
    QThreadPool m_pool;
};

}  // namespace tintype::document
