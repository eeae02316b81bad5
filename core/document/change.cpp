#include "core/document/change.h"

#include <cstring>

#include "core/base/error.h"
#include "core/document/delta.h"
#include "core/image/snapshot.h"

namespace tintype::document {

namespace {

using image::Image;
using image::Mask;

Shape shapeOf(const Image& picture) { return {picture.rowBytes(), picture.height()}; }
Shape shapeOf(const Mask& mask) { return {static_cast<std::size_t>(mask.size().width), mask.size().height}; }

image::Bytes differenceOf(const Image& before, const Image& after) {
    if (before.data() == after.data()) return {};
    return deltaOf(before.data(), after.data(), shapeOf(before));
}
image::Bytes differenceOf(const Mask& before, const Mask& after) {
    if (before.sharesAll(after)) return {};
    return deltaOf(before.bytes().data(), after.bytes().data(), shapeOf(before));
}

void apply(const image::Bytes& delta, Image& picture) { applyDelta(delta, picture.mutableData(), shapeOf(picture)); }
void apply(const image::Bytes& delta, Mask& mask) {
    image::Bytes bytes = mask.bytes();
    applyDelta(delta, bytes.data(), shapeOf(mask));
    mask = image::maskOfBytes(mask.size(), bytes);
}

void addMemory(const Image& picture, HeldPixels& all) {
    if (picture.data()) all[picture.data()] = picture.byteSize();
}
void addMemory(const Mask& mask, HeldPixels& all) {
    for (const Mask::Block& block : mask.blocks()) all[block.address] = block.bytes;
}

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
        apply(*bytes, value);
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
        delta = store.keep(differenceOf(*before, *after));
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
bool Change<Value>::has(Side side) const {
    const std::lock_guard lock(m_mutex);
    return held(side).has_value();
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
        if (held(side)) addMemory(*held(side), all);
}

template class Change<Image>;
template class Change<Mask>;

namespace {

bool differ(const Mask& a, const Mask& b, const Rect& area) {
    for (int y = area.y; y < area.bottom(); ++y)
        if (std::memcmp(a.row(y) + area.x, b.row(y) + area.x, static_cast<std::size_t>(area.width)) != 0) return true;
    return false;
}

image::Bytes differences(const Mask& a, const Mask& b, const Rect& area) {
    image::Bytes bytes(static_cast<std::size_t>(area.width) * static_cast<std::size_t>(area.height));
    std::uint8_t* out = bytes.data();
    for (int y = area.y; y < area.bottom(); ++y) {
        const std::uint8_t *from = a.row(y) + area.x, *to = b.row(y) + area.x;
        for (int x = 0; x < area.width; ++x) *out++ = from[x] ^ to[x];
    }
    return bytes;
}

}  // namespace

StrokeChange::StrokeChange(Mask before, Mask after, const Rect& dirty) {
    if (!differ(before, after, dirty)) return;
    m_region = dirty;
    m_before = std::move(before);
    m_after = std::move(after);
}

void StrokeChange::toggle(Mask& mask) const {
    std::shared_ptr<Blob> packed;
    Mask before, after;
    {
        const std::lock_guard lock(m_mutex);
        packed = m_packed;
        before = m_before;
        after = m_after;
    }
    if (!packed && mask.sharesAll(after)) return void(mask = before);
    if (!packed && mask.sharesAll(before)) return void(mask = after);
    const Shape shape{static_cast<std::size_t>(m_region.width), m_region.height};
    image::Bytes bytes(packed ? shape.rowBytes * static_cast<std::size_t>(shape.rows) : 0);
    if (packed) applyDelta(*packed->load(), bytes.data(), shape);
    else bytes = differences(before, after, m_region);
    const std::uint8_t* from = bytes.data();
    for (int y = m_region.y; y < m_region.bottom(); ++y) {
        std::uint8_t* row = mask.mutableRow(y);
        for (int x = m_region.x; x < m_region.right(); ++x) row[x] ^= *from++;
    }
}

void StrokeChange::pack(UndoStore& store) {
    Mask before, after;
    {
        const std::lock_guard lock(m_mutex);
        if (m_packed) return;
        before = m_before;
        after = m_after;
    }
    const image::Bytes bytes = differences(before, after, m_region);
    const image::Bytes nothing(bytes.size());
    auto packed = store.keep(
        deltaOf(nothing.data(), bytes.data(), {static_cast<std::size_t>(m_region.width), m_region.height}));
    const std::lock_guard lock(m_mutex);
    m_packed = std::move(packed);
    m_before = {};
    m_after = {};
}

void StrokeChange::addHeld(HeldPixels& held) const {
    const std::lock_guard lock(m_mutex);
    addMemory(m_before, held);
    addMemory(m_after, held);
}

}  // namespace tintype::document
