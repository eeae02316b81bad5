// How a job is carried out to stay within its memory: what the predictions choose and the pipelines obey. Plain values.
#pragma once

#include <cstdint>

namespace tintype::memory {

enum class Pictures { Whole, Strips };  // how an autoencoder computes: strips give the same numbers, slower
enum class Idle { Kept, Freed };        // networks that are not at work now
enum class Loading { Whole, Streamed };  // streamed: a network's parts are read from the file when they are at work

struct Plan {
    Pictures pictures = Pictures::Whole;
    Idle idle = Idle::Kept;
    Loading loading = Loading::Whole;  // of a clip's networks
};

// Bytes of what lies between the layers of a strip (networks::encodeInStrips, decodeInStrips).
constexpr std::uint64_t kStripBytes = std::uint64_t(48) << 20;

}  // namespace tintype::memory
