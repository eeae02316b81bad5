#include "app/cli/bench_tools.h"

#include <stdlib.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/pixels.h"
#include "core/edits/run.h"
#include "core/base/sha256.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

constexpr Size kSize{1024, 768};
constexpr Rect kFace{412, 200, 200, 240};

fs::path temporaryFolder() {
    std::string name = (fs::temp_directory_path() / "tintype-bench-XXXXXX").native();
    if (!mkdtemp(name.data()))
        throw Error(ErrorKind::Disk, TINTYPE_NOOP("core", "The folder %1 cannot be made: %2."), {name, "mkdtemp"});
    return name;
}

bool insideFace(int x, int y) {
    const double dx = (x - kFace.x - kFace.width / 2.0) / (kFace.width / 2.0);
    const double dy = (y - kFace.y - kFace.height / 2.0) / (kFace.height / 2.0);
    return dx * dx + dy * dy < 1.0;
}

std::array<int, 3> colourAt(int x, int y) {
    if (insideFace(x, y)) return {224, 172 + y / 20 - x / 40, 140};
    const double hill = 520.0 + 60.0 * std::sin(x / 130.0);
    if (y > hill) return {60 + x / 30, 110 + y / 20, 50};
    return {110 + y / 8, 160 + y / 10, 230};
}

edits::Work workOf(edits::Tool tool, const image::Image& picture, const fs::path& folder) {
    switch (tool) {
        case edits::Tool::Edit: {
            edits::Instruct work;
            work.photo = picture;
            work.instruction = "make it warmer, more contrast, vintage";
            return work;
        }
        case edits::Tool::Erase: {
            edits::Erase work;
            work.photo = picture;
            work.mask = image::Mask(kSize);
            for (int y = 600; y < 640; ++y) std::fill_n(work.mask.mutableRow(y) + 120, 200, std::uint8_t{255});
            return work;
        }
        case edits::Tool::Cartoon: {
            edits::Cartoon work;
            work.photo = picture;
            return work;
        }
        case edits::Tool::Restore: {
            edits::Restore work;
            work.photo = picture;
            work.faces = std::vector<Rect>{kFace};
            return work;
        }
        case edits::Tool::Animate: {
            edits::Animate work;
            work.photo = picture;
            work.frames = 8;
            work.target = folder / "bench.mp4";
            return work;
        }
        case edits::Tool::Interpolate:
        case edits::Tool::Clip: break;
    }
    edits::InterpolatePair work{picture, picture, 0.5};
    for (int y = 0; y < kSize.height; ++y) {
        std::uint8_t* row = work.second.mutableRow(y);
        std::rotate(row, row + 3 * 12, row + work.second.rowBytes());
    }
    return work;
}

std::string hashOf(const edits::Output& output) {
    if (output.clip.empty()) return edits::pixelHash(output.picture);
    return sha256(readFile(output.clip, 1u << 30));
}

}  // namespace

image::Image benchPicture() {
    image::Image picture(kSize, 3);
    std::uint32_t noise = 1;
    for (int y = 0; y < kSize.height; ++y) {
        std::uint8_t* row = picture.mutableRow(y);
        for (int x = 0; x < kSize.width; ++x) {
            const std::array<int, 3> colour = colourAt(x, y);
            noise = noise * 1664525u + 1013904223u;
            const int grain = static_cast<int>(noise >> 28) - 8;
            for (int c = 0; c < 3; ++c) row[3 * x + c] = static_cast<std::uint8_t>(std::clamp(colour[c] + grain, 0, 255));
        }
    }
    return picture;
}

BenchTools::BenchTools(std::string only)
    : m_only(std::move(only)), m_picture(benchPicture()), m_folder(temporaryFolder()) {}

BenchTools::~BenchTools() {
    std::error_code error;
    fs::remove_all(m_folder, error);
}

std::vector<hardware::StressTool> BenchTools::list() const {
    using edits::Tool;
    std::vector<hardware::StressTool> tools;
    for (const Tool tool : {Tool::Edit, Tool::Erase, Tool::Cartoon, Tool::Restore, Tool::Animate, Tool::Interpolate}) {
        const std::string name = edits::toolName(tool);
        if (!m_only.empty() && name != m_only) continue;
        edits::Request request;
        request.work = workOf(tool, m_picture, m_folder);
        const auto round = [request](Progress& progress) {
            edits::Runtime runtime;
            return hashOf(edits::run(runtime, request, progress).outputs.front());
        };
        tools.push_back({name, edits::engineFor(request).engine, round});
    }
    return tools;
}

}  // namespace tintype::cli
