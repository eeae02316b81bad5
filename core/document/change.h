// What an undo step keeps of a picture or a mask: both values at first, packed differences once the background
// thread has made them. Used by the document's steps.
#pragma once

#include <mutex>
#include <optional>
#include <unordered_map>

#include "core/document/undo_store.h"
#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::document {

enum class Side { Before, After };

// Pixel buffers that steps still hold, so that shared ones count once.
using HeldPixels = std::unordered_map<const void*, std::uint64_t>;

// From one value to another. Value: image::Image or image::Mask. All functions may be called from any thread.
template <class Value>
class Change {
public:
    Change(Value before, Value after);

    // The value of that side, from the one of the other side. Throws Error when it cannot be read back.
    Value take(Side side, const Value& other) const;
    // Makes the packed form, then lets go of the values that keepAtHand() does not ask for. Slow.
    void pack(UndoStore& store);
    // Which values to keep ready although they are packed.
    void keepAtHand(bool before, bool after);
    // Makes the value of `side` ready from the other one, where it is wanted and not there. Slow.
    void prepare(Side side, const Value& other);
    bool wants(Side side) const;
    // take() gives that side without work.
    bool has(Side side) const;
    void addHeld(HeldPixels& held) const;

private:
    const std::optional<Value>& held(Side side) const { return side == Side::Before ? m_before : m_after; }
    void letGo();

    mutable std::mutex m_mutex;
    std::optional<Value> m_before;
    std::optional<Value> m_after;
    Value m_beforeShell;  // attachments without pixels
    Value m_afterShell;
    bool m_sameShape;
    bool m_packed = false;
    bool m_keepBefore = true;
    bool m_keepAfter = true;
    std::shared_ptr<Blob> m_delta;       // same shape
    std::shared_ptr<Blob> m_beforeBlob;  // otherwise both as snapshots
    std::shared_ptr<Blob> m_afterBlob;
};

extern template class Change<image::Image>;
extern template class Change<image::Mask>;

// The dirty region of one brush stroke: both masks, which share most of their memory, then packed differences.
class StrokeChange {
public:
    // before, after: of one size, equal outside `dirty`. Empty region: nothing differs.
    StrokeChange(image::Mask before, image::Mask after, const Rect& dirty);

    const Rect& region() const { return m_region; }
    // Puts the region into its other state.
    void toggle(image::Mask& mask) const;
    void pack(UndoStore& store);
    void addHeld(HeldPixels& held) const;

private:
    mutable std::mutex m_mutex;
    Rect m_region;
    image::Mask m_before;  // null once packed
    image::Mask m_after;
    std::shared_ptr<Blob> m_packed;
};

}  // namespace tintype::document
