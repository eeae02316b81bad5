#include "core/video/clip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/base/error.h"
#include "core/base/safe_file.h"

namespace tintype::video {
namespace {

constexpr double kMostFramesPerSecond = 1000.0;
constexpr int kMostDenominator = 1001;

constexpr std::array<std::pair<std::string_view, Container>, 6> kContainers = {{{".mp4", Container::Mp4},
                                                                                {".m4v", Container::Mp4},
                                                                                {".mov", Container::Mp4},
                                                                                {".webm", Container::WebM},
                                                                                {".gif", Container::Gif},
                                                                                {".webp", Container::WebP}}};

std::string lowerExtension(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    for (char& c : extension)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return extension;
}

// 23.976, 29.97, 59.94: whole rates slowed by 1000/1001, usually written with two or three decimals.
bool isBroadcastRate(double fps, int& whole) {
    whole = static_cast<int>(std::lround(fps * 1.001));
    const double exact = whole * 1000.0 / 1001.0;
    return (whole % 24 == 0 || whole % 30 == 0) && whole > 0 && std::abs(fps - exact) < 0.005 &&
           std::abs(fps - std::round(fps)) > 1e-4;
}

}  // namespace

Rate rateOf(double fps) {
    if (!(fps > 0.0) || fps > kMostFramesPerSecond)
        throw Error(ErrorKind::BadInput,
                    TINTYPE_NOOP("core", "A clip cannot have %1 frames a second; give more than 0 and at most 1000."),
                    {std::to_string(fps)});
    int whole = 0;
    if (isBroadcastRate(fps, whole)) return {whole * 1000, 1001};
    if (fps < 0.5) return {1, static_cast<int>(std::min(1e6, std::round(1.0 / fps)))};
    for (int denominator = 1; denominator < kMostDenominator; ++denominator) {
        const double numerator = std::round(fps * denominator);
        if (std::abs(numerator / denominator - fps) <= 1e-6 * fps) return {static_cast<int>(numerator), denominator};
    }
    return {static_cast<int>(std::round(fps * kMostDenominator)), kMostDenominator};
}

Container containerOf(const std::filesystem::path& target) {
    const std::string extension = lowerExtension(target);
    if (extension.empty() || !target.has_filename()) return Container::PngSequence;
    std::string known;
    for (const auto& [name, container] : kContainers) {
        if (extension == name) return container;
        known.append(known.empty() ? "" : ", ").append(name);
    }
    throw Error(ErrorKind::BadInput,
                TINTYPE_NOOP("core", "%1 is not a kind of clip that can be written; use one of %2, or a folder for "
                                     "single frames."),
                {displayName(target), known});
}

bool looksLikeClip(const std::filesystem::path& path) {
    static constexpr std::array<std::string_view, 20> kExtensions = {
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".gif", ".wmv", ".flv", ".mpg",
        ".mpeg", ".m2v", ".ts", ".mts", ".m2ts", ".3gp", ".3g2", ".ogv", ".vob", ".asf"};
    return std::find(kExtensions.begin(), kExtensions.end(), lowerExtension(path)) != kExtensions.end();
}

}  // namespace tintype::video
