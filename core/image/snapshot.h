// A picture or mask as bytes that come back exactly, made for speed: for undo steps, crash recovery and the job
// journal. Private to the program; not a format for people.
#pragma once

#include <span>

#include "core/image/image.h"
#include "core/image/mask.h"

namespace tintype::image {

// Pixels, attachments and origin; packed in bands with checksums.
Bytes snapshotOf(const Image& picture);
Bytes snapshotOf(const Mask& mask);
// Throw Error(BadInput) when the bytes are not a whole snapshot of that kind. Nothing is allocated before the
// sizes in the header have been checked against the bytes at hand.
Image imageOfSnapshot(std::span<const std::uint8_t> bytes);
Mask maskOfSnapshot(std::span<const std::uint8_t> bytes);

}  // namespace tintype::image
