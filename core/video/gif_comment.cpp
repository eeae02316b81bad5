#include "core/video/gif_comment.h"

#include <array>
#include <fstream>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::video {
namespace {

constexpr std::size_t kBlock = 255;

void skipColours(std::istream& file, int flags) {
    if (flags & 0x80) file.seekg(3 * (2 << (flags & 7)), std::ios::cur);
}

std::string readBlocks(std::istream& file) {
    std::string text;
    std::array<char, kBlock> block;
    for (int size = file.get(); size > 0 && file.read(block.data(), size); size = file.get()) text.append(block.data(), size);
    return text;
}

void skipBlocks(std::istream& file) {
    for (int size = file.get(); size > 0 && file; size = file.get()) file.seekg(size, std::ios::cur);
}

void skipImage(std::istream& file) {
    std::array<char, 9> descriptor{};
    file.read(descriptor.data(), descriptor.size());
    skipColours(file, static_cast<unsigned char>(descriptor[8]));
    file.get();  // LZW code size
    skipBlocks(file);
}

}  // namespace

std::string gifComment(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 13> head{};
    if (!file.read(head.data(), head.size()) || std::string(head.data(), 3) != "GIF") return {};
    skipColours(file, static_cast<unsigned char>(head[10]));
    for (int kind = file.get(); file && kind != 0x3B; kind = file.get()) {
        if (kind == 0x2C) skipImage(file);
        else if (kind == 0x21 && file.get() == 0xFE) return readBlocks(file);
        else if (kind == 0x21) skipBlocks(file);
        else return {};
    }
    return {};
}

void appendGifComment(const std::filesystem::path& path, const std::string& comment) {
    std::string bytes = "\x21\xFE";
    for (std::size_t at = 0; at < comment.size(); at += kBlock) {
        const std::string block = comment.substr(at, kBlock);
        bytes += static_cast<char>(block.size());
        bytes += block;
    }
    bytes += std::string("\0\x3B", 2);
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(-1, std::ios::end);  // over the trailer
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file)
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "%1 could not be written completely."), {displayName(path)});
}

}  // namespace tintype::video
