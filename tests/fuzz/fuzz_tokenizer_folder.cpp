// links: tintype_tokenizer
// Bytes of any kind as the files of a tokenizer's folder: tokenizer.json, or vocab.json and merges.txt with a zero byte
// between them. The folder is refused with an Error, or whatever it makes of a sentence is so many ids as asked for.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/base/error.h"
#include "core/networks/clip_tokenizer.h"

using namespace tintype;

namespace {

const std::filesystem::path& folder() {
    static const auto path = std::filesystem::temp_directory_path() / ("fuzz_tokenizer_" + std::to_string(getpid()));
    return path;
}

void put(const char* name, const std::uint8_t* from, const std::uint8_t* to) {
    std::ofstream(folder() / name, std::ios::binary).write(reinterpret_cast<const char*>(from), to - from);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::filesystem::remove_all(folder());
    std::filesystem::create_directories(folder());
    const std::uint8_t* end = data + size;
    const std::uint8_t* between = std::find(data, end, std::uint8_t(0));
    put(between == end ? "tokenizer.json" : "vocab.json", data, between);
    if (between != end) put("merges.txt", between + 1, end);
    try {
        const auto tokenizer = networks::ClipTokenizer::open(folder());
        if (tokenizer.encode("Make the sky \xe5\xa4\xa9 stormy, caf\xc3\xa9 <|endoftext|>!", 12).ids.size() != 12) __builtin_trap();
    } catch (const Error&) {
    }
    return 0;
}
