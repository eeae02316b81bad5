#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/exif_tags.h"
#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/photo_file.h"
#include "app/cli/recipe_file.h"
#include "app/cli/verbs.h"
#include "core/base/progress.h"
#include "core/base/safe_file.h"
#include "core/edits/recipe.h"
#include "core/image/colour.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "core/video/reader.h"

namespace tintype::cli {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::uint64_t kMaxFileBytes = 4ull << 30;

void addAttachments(Json& facts, const image::Image& photo) {
    facts["damaged"] = photo.origin.damaged;
    facts["alpha"] = photo.hasAlpha();
    facts["grey"] = photo.origin.grey;
    facts["several_frames"] = photo.origin.multipleFrames;
    if (photo.origin.jpegQuality > 0) facts["jpeg_quality"] = photo.origin.jpegQuality;
    facts["profile"] = image::profileName(photo.attachments.icc);
    const ExifTags exif = exifTags(photo.attachments.exif);
    if (!exif.camera.empty()) facts["camera"] = exif.camera;
    if (!exif.taken.empty()) facts["taken"] = exif.taken;
    facts["exif_bytes"] = photo.attachments.exif.size();
    facts["xmp_bytes"] = photo.attachments.xmp.size();
    facts["iptc_bytes"] = photo.attachments.iptc.size();
}

Json pictureFacts(const fs::path& file, Reporter& reporter) {
    const std::vector<std::uint8_t> bytes = readFile(file, kMaxFileBytes);
    const image::Header header = image::readHeader(bytes, file);
    Json facts{{"file", file.native()},
               {"format", image::formatName(header.format)},
               {"width", header.size.width},
               {"height", header.size.height},
               {"bits", header.bitsPerChannel},
               {"orientation", header.orientation},
               {"file_bytes", bytes.size()}};
    try {
        addAttachments(facts, image::readBytes(bytes, file));
    } catch (const Error& error) {
        // The header is still worth showing; what is wrong with the rest is said.
        reporter.warning(error.message());
    }
    const std::string recipe = embeddedRecipeIn(file);
    facts["recipe"] = recipe.empty() ? Json(nullptr) : Json::parse(recipe, nullptr, false);
    if (facts["recipe"].is_discarded()) facts["recipe"] = nullptr;
    return facts;
}

Json clipFacts(const fs::path& file) {
    const video::ClipHeader header = video::Reader(file).header();
    Json facts{{"file", file.native()},
               {"format", "clip"},
               {"codec", header.codec},
               {"width", header.size.width},
               {"height", header.size.height},
               {"fps", header.rate.perSecond()},
               {"frames", header.frames},
               {"seconds", header.seconds},
               {"rotation", header.rotation},
               {"audio", header.hasAudio}};
    facts["recipe"] = header.recipe.empty() ? Json(nullptr) : Json::parse(header.recipe, nullptr, false);
    if (facts["recipe"].is_discarded()) facts["recipe"] = nullptr;
    return facts;
}

std::string shown(const Json& value) {
    if (value.is_string()) return displayName(value.get<std::string>());
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    return value.dump();
}

void print(const Json& facts, Reporter& reporter) {
    for (const auto& [key, value] : facts.items()) {
        if (key == "recipe" || (value.is_string() && value.get<std::string>().empty())) continue;
        std::string name = key + ":";
        name.resize(16, ' ');
        reporter.say(name + shown(value));
    }
    if (facts["recipe"].is_null()) return;
    reporter.say("\nRecipe");
    reporter.say(edits::recipeSummary(facts["recipe"].dump()));
}

int carryOut(const std::vector<std::string>& files, Reporter& reporter) {
    const Interrupt interrupt;
    const Progress progress(interrupt.token(), {});
    int failed = 0;
    int status = kDone;
    for (const fs::path file : files) {
        status = guarded(reporter, file, [&]() -> int {
            progress.check();
            const Json facts = isClip(file) ? clipFacts(file) : pictureFacts(file, reporter);
            progress.check();
            Json event{{"event", "info"}};
            event.update(facts);
            if (reporter.json())
                std::cout << event.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
            else print(facts, reporter);
            return kDone;
        });
        if (status == kCancelled) return status;
        failed += status != kDone;
    }
    return failed > 0 && files.size() > 1 ? kSomeFailed : status;
}

}  // namespace

int infoVerb(const Arguments& arguments) {
    CLI::App app("Says what a picture or clip is and, for a result of this program, how it was made.", "tintype info");
    Common common;
    std::vector<std::string> files;
    addPaths(app, "FILE", files, "Pictures or clips");
    app.get_option("FILE")->required();
    addSpeech(app, common);
    if (const auto status = parse(app, arguments)) return *status;
    Reporter reporter("info", common);
    return carryOut(files, reporter);
}

}  // namespace tintype::cli
