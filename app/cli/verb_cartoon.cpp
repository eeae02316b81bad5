#include <algorithm>

#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/picture_work.h"
#include "app/cli/reporter.h"
#include "app/cli/text_drawing.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/gallery/gallery.h"
#include "core/vault/cartoon_style.h"

namespace tintype::cli {

namespace {

constexpr int kCellSide = 640;

// What a sheet shows: the styles of --model, else the built-in one and all that are installed.
std::vector<vault::CartoonStyle> stylesFor(const edits::RunOptions& options) {
    std::vector<vault::CartoonStyle> styles;
    if (!options.model.empty()) {
        styles = vault::cartoonStylesIn(options.model);
        if (styles.empty()) throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The folder %1 holds no cartoon model: there is no file that ends in \"_bg.pb\" in it."), {displayName(options.model)});
        return styles;
    }
    if (options.engine != edits::Engine::BuiltIn) styles = vault::installedCartoonStyles();
    if (options.engine != edits::Engine::Model) styles.insert(styles.begin(), {"Built-in", {}});
    if (styles.empty()) throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "No %1 model is installed: give one with --model, or import one."), {"DCT-Net"});
    return styles;
}

std::string captionOf(const std::filesystem::path& model, const std::vector<vault::CartoonStyle>& styles) {
    const auto found = std::find_if(styles.begin(), styles.end(), [&](const vault::CartoonStyle& style) { return style.model == model; });
    return found == styles.end() ? std::string() : found->name;
}

image::Image sheetOf(const std::vector<edits::Output>& outputs, const std::vector<vault::CartoonStyle>& styles) {
    std::vector<image::Image> pictures;
    std::vector<std::string> captions;
    for (const edits::Output& output : outputs) {
        pictures.push_back(output.picture);
        captions.push_back(captionOf(output.style, styles));
    }
    return gallery::contactSheet(pictures, captions, 0);
}

int runSheet(PictureWork& work, edits::Cartoon& cartoon) {
    Reporter reporter(work.verb, work.common);
    std::vector<vault::CartoonStyle> styles;
    const int status = guarded(reporter, {}, [&] {
        styles = stylesFor(work.common.run);
        return static_cast<int>(kDone);
    });
    if (status != kDone) return status;
    for (const vault::CartoonStyle& style : styles) cartoon.styles.push_back(style.model);
    if (cartoon.longSide == 0) cartoon.longSide = kCellSide;
    const TextDrawing text;
    work.join = [&styles](const std::vector<edits::Output>& outputs) { return sheetOf(outputs, styles); };
    return runPictureWork(work);
}

}  // namespace

int cartoonVerb(const Arguments& arguments) {
    CLI::App app("Draws a photo as a cartoon.", "tintype cartoon");
    PictureWork work;
    edits::Cartoon cartoon;
    bool allStyles = false;
    addPictureOptions(app, work);
    addModel(app, work.common, "A DCT-Net model folder");
    addPath(app, "--detector", cartoon.detector, "FILE", "A RetinaFace model file; else the one beside the model, or installed");
    addNumber(app, "--strength", cartoon.strength, edits::kCartoonStrengthRange, "How much of a cartoon it becomes");
    addLongSide(app, cartoon.longSide, "Long side of the result; 0: the photo's own size");
    app.add_flag("--all-styles", allStyles, "One sheet with the photo in every installed style, or in every style of --model");
    if (const auto status = parse(app, arguments, work.common)) return *status;
    work.alsoRead = {work.common.run.model, cartoon.detector};
    work.make = [&](image::Image photo, const std::filesystem::path&) {
        edits::Cartoon result = cartoon;
        result.photo = std::move(photo);
        return result;
    };
    return allStyles ? runSheet(work, cartoon) : runPictureWork(work);
}

}  // namespace tintype::cli
