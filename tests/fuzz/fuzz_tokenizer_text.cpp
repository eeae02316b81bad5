// links: tintype_tokenizer
// Bytes of any kind as an instruction: always so many ids as asked for, each known to the text encoder, and what is said
// about the cut is true.
#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/networks/clip_tokenizer.h"

using namespace tintype;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto tokenizer = networks::ClipTokenizer::open(TINTYPE_SOURCE_DIR "/tests/golden/clip_tokenizer/like_published");
    const std::string text(data, data + size);
    constexpr std::int64_t kLength = 77;
    const networks::Tokens tokens = tokenizer.encode(text, kLength);
    const auto known = [](std::int64_t id) { return id >= 0 && id <= tokenizer.largestId(); };
    if (tokens.ids.size() != kLength || !std::ranges::all_of(tokens.ids, known)) __builtin_trap();
    if (tokens.cut != (tokens.needed > kLength)) __builtin_trap();
    if (tokens.keptBytes > size || (!tokens.cut && tokens.keptBytes != size)) __builtin_trap();
    return 0;
}
