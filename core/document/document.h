// The open photo: current picture, original, mask and the undo history of both, within a memory limit.
// Lives on the UI thread; the canvas shows it, the session changes it through commands only.
#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>
#include <filesystem>
#include <memory>

#include "core/base/message.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::document {

struct Content;
struct Step;

class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);
    ~Document() override;

    void open(image::Image photo);  // forgets the history
    void close();
    bool isOpen() const;
    const image::Image& picture() const;   // as it is now
    const image::Image& original() const;  // as it was opened (same geometry as picture after crop/rotate)
    const image::Mask& mask() const;       // always the picture's size
    std::filesystem::path path() const;    // of the file it came from; empty: none
    bool modified() const;                 // the picture differs from what was opened or saved; the mask does not count
    void setSaved(const std::filesystem::path& path);

    // Each is one undo step. `name` is already translated.
    void replacePicture(image::Image picture, const QString& name);
    // Both change size together: crop, rotate, resize.
    void replaceGeometry(image::Image picture, image::Image original, image::Mask mask, const QString& name);
    void replaceMask(image::Mask mask, const QString& name);

    // A stroke in progress: paint(rect, bytes) calls change the mask at once; endStroke() makes one undo step of
    // the dirty region.
    void beginStroke();
    image::Mask& strokeMask();              // write here between begin and end, then call strokeTouched
    void strokeTouched(const Rect& dirty);
    void endStroke(const QString& name);
    void cancelStroke();

    // One step back or on. What takes long is worked out in the background first; steps asked for meanwhile follow.
    void undo();
    void redo();
    // For names and views, and for undo and redo at once; commands of others must not be pushed.
    QUndoStack& undoStack();
    // Default: a quarter of the memory, at most 2 GiB. Older steps spill to a temporary file of up to four times
    // that size (or `disk` bytes), then the oldest are dropped from the stack.
    void setUndoMemoryLimit(std::uint64_t bytes);
    void setUndoLimits(std::uint64_t memory, std::uint64_t disk);
    std::uint64_t undoMemory() const;
    std::uint64_t undoDisk() const;
    // Whether steps come faster than they are packed. Who makes the next step in the background lets it wait there with
    // settleUndo(), which any thread may call: making a step itself never waits.
    bool undoBehind() const;
    void settleUndo();

Q_SIGNALS:
    void opened();                                  // also after close()
    void pictureChanged();
    void maskChanged(const tintype::Rect& dirty);
    void modifiedChanged(bool modified);
    void undoFailed(const tintype::Message& message);  // a spilled step could not be read; the history is cleared

private:
    void become(Content next, const QString& name);
    void stepApplied(const Step& step);
    void noteModified();

    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace tintype::document
