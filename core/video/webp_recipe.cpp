#include "core/video/webp_recipe.h"

#include <array>
#include <string_view>
#include <utility>

namespace tintype::video {
namespace {

constexpr std::string_view kOpen = "<tintype:recipe>";
constexpr std::string_view kClose = "</tintype:recipe>";
constexpr std::array<std::pair<char, std::string_view>, 5> kEscapes = {
    {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&apos;"}}};

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        std::string_view shown(&c, 1);
        for (const auto& [plain, escape] : kEscapes)
            if (plain == c) shown = escape;
        result += shown;
    }
    return result;
}

std::string unescaped(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        std::size_t used = 1;
        char c = text.front();
        for (const auto& [plain, escape] : kEscapes)
            if (text.starts_with(escape)) {
                c = plain;
                used = escape.size();
            }
        result += c;
        text.remove_prefix(used);
    }
    return result;
}

}  // namespace

std::string xmpWithRecipe(const std::string& recipe) {
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<rdf:Description rdf:about=\"\" xmlns:tintype=\"http://tintype.org/ns/1.0/\">" +
           std::string(kOpen) + escaped(recipe) + std::string(kClose) +
           "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
}

std::string recipeInXmp(const std::string& packet) {
    const std::size_t begin = packet.find(kOpen);
    const std::size_t end = packet.find(kClose);
    if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
    return unescaped(std::string_view(packet).substr(begin + kOpen.size(), end - begin - kOpen.size()));
}

}  // namespace tintype::video
