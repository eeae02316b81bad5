// The options of one tool. A panel holds values and says what to run; it never runs anything itself.
// The side panel shows one at a time and asks it for the work when Run is pressed.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QVBoxLayout>
#include <QWidget>
#include <optional>

#include "core/edits/run.h"

namespace tintype::ui {

class ToolPanel : public QWidget {
    Q_OBJECT

public:
    explicit ToolPanel(QWidget* parent = nullptr);

    virtual QString title() const = 0;
    // A quiet line about a model that would do better; empty: none would.
    virtual QString modelHint() const { return {}; }
    // What Run does, without its photo and mask; `text` is the instruction line. None: this panel has no Run.
    virtual std::optional<edits::Work> work(const QString& text) const { return std::nullopt; }
    // What the panel says of how it runs: which model.
    virtual void choose(edits::RunOptions& options) const {}
    virtual bool hasRun() const { return true; }
    // Why Run cannot be pressed with that text; empty: it can.
    virtual QString obstacle(const QString& text) const { return {}; }
    // Who would do the work now: a network has more options than a built-in engine.
    virtual void setEngine(const edits::Need& need) {}
    // Takes over the options of an earlier result; false: not this panel's work.
    virtual bool setWork(const edits::Work& work) { return false; }
    // Called once before each run: a free seed rolls here.
    virtual void beforeRun() {}
    // What is kept between starts.
    virtual QJsonObject values() const { return {}; }
    virtual void setValues(const QJsonObject& values) {}
    // The panel comes into view or goes out of it.
    virtual void entered() {}
    virtual void left() {}

Q_SIGNALS:
    void changed();

protected:
    virtual void retranslate() = 0;
    void changeEvent(QEvent* event) override;
    QVBoxLayout* column() { return m_column; }

private:
    QVBoxLayout* m_column;
};

}  // namespace tintype::ui
