#include "core/document/change.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/document/delta.h"
#include "core/image/snapshot.h"

namespace tintype::document {

namespace {

using image::Image;
using image::Mask;

Shape shapeOf(const Image& picture) { return {picture.rowBytes(), picture.height()}; }
Shape shapeOf(const Mask& mask) { return {static_cast<std::size_t>(mask.size().width), mask.size().height}; }

const std::uint8_t* bytesOf(const Image& picture) { return picture.data(); }
const std::uint8_t* bytesOf(const Mask& mask) { return mask.null() ? nullptr : mask.row(0); }

std::uint8_t* writableBytesOf(Image& picture) { return picture.mutableData(); }
std::uint8_t* writableBytesOf(Mask& mask) { return mask.mutableRow(0); }

std::uint64_t sizeOf(const Image& picture) { return picture.byteSize(); }
std::uint64_t sizeOf(const Mask& mask) { return static_cast<std::uint64_t>(std::max<std::int64_t>(0, mask.size().area())); }

bool alike(const Image& a, const Image& b) {
    return a.size() == b.size() && a.channels() == b.channels() && a.depth() == b.depth();
}
bool alike(const Mask& a, const Mask& b) { return a.size() == b.size(); }

Image shellOf(const Image& picture) {
    Image shell;
    shell.attachments = picture.attachments;
    shell.origin = picture.origin;
    return shell;
}
Mask shellOf(const Mask&) { return {}; }

void dress(Image& picture, const Image& shell) {
    picture.attachments = shell.attachments;
    picture.origin = shell.origin;
}
void dress(Mask&, const Mask&) {}

void fromSnapshot(const image::Bytes& bytes, Image& picture) { picture = image::imageOfSnapshot(bytes); }
void fromSnapshot(const image::Bytes& bytes, Mask& mask) { mask = image::maskOfSnapshot(bytes); }

}  // namespace

template <class Value>
Change<Value>::Change(Value before, Value after)
    : m_before(std::move(before)), m_after(std::move(after)), m_beforeShell(shellOf(*m_before)),
      m_afterShell(shellOf(*m_after)), m_sameShape(alike(*m_before, *m_after)) {}

template <class Value>
Value Change<Value>::take(Side side, const Value& other) const {
    std::shared_ptr<Blob> blob;
    {
        const std::lock_guard lock(m_mutex);
        if (held(side)) return *held(side);
        blob = m_sameShape ? m_delta : side == Side::Before ? m_beforeBlob : m_afterBlob;
    }
    Value value = m_sameShape ? other : Value{};
    const auto bytes = blob->load();
    if (!m_sameShape)
        fromSnapshot(*bytes, value);
    else if (!bytes->empty())
        applyDelta(*bytes, writableBytesOf(value), shapeOf(value));
    dress(value, side == Side::Before ? m_beforeShell : m_afterShell);
    return value;
}

template <class Value>
void Change<Value>::pack(UndoStore& store) {
    std::optional<Value> before, after;
    {
        const std::lock_guard lock(m_mutex);
        if (m_packed) return;
        before = m_before;
        after = m_after;
    }
    std::shared_ptr<Blob> delta, beforeBlob, afterBlob;
    if (m_sameShape) {
        const bool shared = bytesOf(*before) == bytesOf(*after);
        delta = store.keep(shared ? image::Bytes{} : deltaOf(bytesOf(*before), bytesOf(*after), shapeOf(*before)));
    } else {
        beforeBlob = store.keep(image::snapshotOf(*before));
        afterBlob = store.keep(image::snapshotOf(*after));
    }
    const std::lock_guard lock(m_mutex);
    m_delta = std::move(delta);
    m_beforeBlob = std::move(beforeBlob);
    m_afterBlob = std::move(afterBlob);
    m_packed = true;
    letGo();
}

template <class Value>
void Change<Value>::keepAtHand(bool before, bool after) {
    const std::lock_guard lock(m_mutex);
    m_keepBefore = before;
    m_keepAfter = after;
    letGo();
}

template <class Value>
void Change<Value>::letGo() {
    if (!m_packed) return;
    if (!m_keepBefore) m_before.reset();
    if (!m_keepAfter) m_after.reset();
}

template <class Value>
bool Change<Value>::wants(Side side) const {
    const std::lock_guard lock(m_mutex);
    return !held(side) && (side == Side::Before ? m_keepBefore : m_keepAfter);
}

template <class Value>
void Change<Value>::prepare(Side side, const Value& other) {
    if (!wants(side)) return;
    Value value = take(side, other);
    const std::lock_guard lock(m_mutex);
    (side == Side::Before ? m_before : m_after) = std::move(value);
    letGo();
}

template <class Value>
void Change<Value>::addHeld(HeldPixels& all) const {
    const std::lock_guard lock(m_mutex);
    for (const Side side : {Side::Before, Side::After})
        if (held(side) && bytesOf(*held(side))) all[bytesOf(*held(side))] = sizeOf(*held(side));
}

template class Change<Image>;
template class Change<Mask>;

StrokeChange::StrokeChange(const Mask& before, const Mask& after, const Rect& dirty) {
    const auto width = static_cast<std::size_t>(dirty.width);
    image::Bytes bytes(width * static_cast<std::size_t>(dirty.height));
    std::uint8_t differs = 0;
    for (int y = 0; y < dirty.height; ++y) {
        const std::uint8_t* from = before.row(dirty.y + y) + dirty.x;
        const std::uint8_t* to = after.row(dirty.y + y) + dirty.x;
        std::uint8_t* out = bytes.data() + static_cast<std::size_t>(y) * width;
        for (std::size_t x = 0; x < width; ++x) differs |= out[x] = from[x] ^ to[x];
    }
    if (differs == 0) return;
    m_region = dirty;
    m_xor = std::make_shared<const image::Bytes>(std::move(bytes));
}

void StrokeChange::toggle(Mask& mask) const {
    std::shared_ptr<const image::Bytes> bytes;
    std::shared_ptr<Blob> packed;
    {
        const std::lock_guard lock(m_mutex);
        bytes = m_xor;
        packed = m_packed;
    }
    const Shape shape{static_cast<std::size_t>(m_region.width), m_region.height};
    if (!bytes) {
        auto unpacked = std::make_shared<image::Bytes>(shape.rowBytes * static_cast<std::size_t>(shape.rows));
        applyDelta(*packed->load(), unpacked->data(), shape);
        bytes = std::move(unpacked);
    }
    const std::uint8_t* from = bytes->data();
    for (int y = m_region.y; y < m_region.bottom(); ++y) {
        std::uint8_t* row = mask.mutableRow(y);
        for (int x = m_region.x; x < m_region.right(); ++x) row[x] ^= *from++;
    }
}

void StrokeChange::pack(UndoStore& store) {
    std::shared_ptr<const image::Bytes> bytes;
    {
        const std::lock_guard lock(m_mutex);
        bytes = m_xor;
    }
    if (!bytes) return;
    const image::Bytes nothing(bytes->size());
    auto packed = store.keep(
        deltaOf(nothing.data(), bytes->data(), {static_cast<std::size_t>(m_region.width), m_region.height}));
    const std::lock_guard lock(m_mutex);
    m_packed = std::move(packed);
    m_xor.reset();
}

std::uint64_t StrokeChange::heldBytes() const {
    const std::lock_guard lock(m_mutex);
    return m_xor ? m_xor->size() : 0;
}

}  // namespace tintype::document
