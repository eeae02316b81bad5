#include "core/edits/chosen_model.h"

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/edits/face_files.h"
#include "core/vault/installed.h"

namespace tintype::edits {

const char* networkName(Tool tool) {
    switch (tool) {
        case Tool::Edit: return "InstructPix2Pix";
        case Tool::Erase: return "LaMa";
        case Tool::Cartoon: return "DCT-Net";
        case Tool::Restore: return "GPEN";
        case Tool::Animate: return "I2VGen-XL";
        case Tool::Interpolate: return "RIFE";
        case Tool::Clip: break;
    }
    return "";
}

namespace {

vault::ModelKind kindFor(Tool tool) {
    switch (tool) {
        case Tool::Edit: return vault::ModelKind::InstructPix2Pix;
        case Tool::Erase: return vault::ModelKind::Lama;
        case Tool::Cartoon: return vault::ModelKind::DctNet;
        case Tool::Restore: return vault::ModelKind::Gpen;
        case Tool::Animate: return vault::ModelKind::I2VGenXl;
        case Tool::Interpolate: return vault::ModelKind::Rife;
        case Tool::Clip: break;
    }
    return vault::ModelKind::Unknown;
}

std::optional<std::filesystem::path> installedFor(Tool tool) {
    return vault::installedModel(kindFor(tool), vault::modelFolders());
}

}  // namespace

std::optional<std::filesystem::path> chosenModel(const Request& request) {
    const RunOptions& options = request.options;
    if (options.engine == Engine::BuiltIn) return std::nullopt;
    const Tool tool = toolOf(request);
    if (tool == Tool::Clip) return std::nullopt;
    if (options.model.empty()) {
        if (const auto installed = installedFor(tool)) return tool == Tool::Restore ? generatorOf(*installed) : *installed;
        if (options.engine == Engine::Auto) return std::nullopt;
        throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "No %1 model is installed: give one with --model, or import one."), {networkName(tool)});
    }
    std::error_code error;
    if (!std::filesystem::exists(options.model, error))
        throw Error(ErrorKind::BadModel, TINTYPE_NOOP("core", "The model %1 does not exist."), {displayName(options.model)});
    return tool == Tool::Restore ? generatorOf(options.model) : options.model;
}

}  // namespace tintype::edits
