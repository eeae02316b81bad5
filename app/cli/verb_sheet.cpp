#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/photo_file.h"
#include "app/cli/target.h"
#include "app/cli/text_drawing.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/base/progress.h"
#include "core/base/safe_file.h"
#include "core/gallery/gallery.h"
#include "core/image/colour.h"
#include "core/image/transform.h"
#include "core/image/write.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

constexpr int kLargestCell = 640;

struct Sheet {
    Common common;
    std::vector<std::string> inputs;
    fs::path output;
    int columns = 0;
    image::WriteOptions options;
};

// Small already here: a sheet of a hundred large photos must not hold them all.
image::Image openSmall(const fs::path& file, Reporter& reporter) {
    const image::Image photo = image::toDisplay(openPhoto(file, {}, reporter));
    return photo.size().longSide() > kLargestCell ? image::resized(photo, fitLongSide(photo.size(), kLargestCell)) : photo;
}

int carryOut(const Sheet& sheet, Reporter& reporter) {
    const Interrupt interrupt;
    const Progress progress(interrupt.token(), {});
    const std::vector<fs::path> files(sheet.inputs.begin(), sheet.inputs.end());
    checkTarget(sheet.output, Yields::Picture, files);
    checkPlace(sheet.output, Yields::Picture);
    reporter.start(files, sheet.output);
    std::vector<image::Image> pictures;
    std::vector<std::string> captions;
    for (const fs::path& file : files) {
        progress.check();
        pictures.push_back(openSmall(file, reporter));
        captions.push_back(displayName(file.stem()));
    }
    const TextDrawing text;
    const image::Image page = gallery::contactSheet(pictures, captions, sheet.columns);
    progress.check();
    image::write(sheet.output, page, sheet.options);
    reporter.done({sheet.output}, {}, 0.0, 0);
    return kDone;
}

}  // namespace

int sheetVerb(const Arguments& arguments) {
    CLI::App app("Puts pictures on one captioned sheet.", "tintype sheet");
    Sheet sheet;
    addPaths(app, "IN", sheet.inputs, "Pictures");
    app.get_option("IN")->required();
    addPath(app, "-o,--output", sheet.output, "OUT", "The sheet");
    app.get_option("--output")->required();
    addNumber(app, "--columns", sheet.columns, {0, 100}, "Pictures in a row; 0: chosen by their number");
    addWriteOptions(app, sheet.options);
    addSpeech(app, sheet.common);
    if (const auto status = parse(app, arguments)) return *status;
    Reporter reporter("sheet", sheet.common);
    return guarded(reporter, {}, [&] { return carryOut(sheet, reporter); });
}

}  // namespace tintype::cli
