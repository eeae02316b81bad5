#include "core/vault/diffusers_folder.h"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.h"
#include "core/base/safe_file.h"
#include "core/checkpoint/component_files.h"
#include "core/checkpoint/compvis_keys.h"
#include "core/checkpoint/config_from_shapes.h"
#include "core/checkpoint/sharded_index.h"
#include "core/vault/signatures.h"

namespace tintype::vault {

namespace {

namespace fs = std::filesystem;
using checkpoint::ComponentKind;
using checkpoint::ModelConfig;
using checkpoint::Shapes;
using checkpoint::TensorFile;

struct Part {
    const char* name;
    ComponentKind kind;
};

constexpr std::array kParts{Part{"unet", ComponentKind::Unet}, Part{"vae", ComponentKind::Autoencoder},
                            Part{"text_encoder", ComponentKind::TextEncoder}, Part{"image_encoder", ComponentKind::ImageEncoder}};
// Files without tensors: those in the first list are needed, and one of the two forms of the word lists.
constexpr std::array kNeeded{"scheduler/scheduler_config.json"};
constexpr std::array kOptional{"model_index.json", "tokenizer/tokenizer_config.json", "tokenizer/special_tokens_map.json", "tokenizer/added_tokens.json",
                               "feature_extractor/preprocessor_config.json"};

bool isThere(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

bool isNeeded(ModelKind kind, ComponentKind part) { return part != ComponentKind::ImageEncoder || kind == ModelKind::I2VGenXl; }

// What model_index.json calls the pipeline: only asked when the U-Net itself cannot be read.
ModelKind kindByIndex(const fs::path& folder) {
    try {
        const std::string name = ModelConfig::open(folder / "model_index.json").text("_class_name", "");
        if (name == "StableDiffusionInstructPix2PixPipeline") return ModelKind::InstructPix2Pix;
        if (name == "I2VGenXLPipeline") return ModelKind::I2VGenXl;
        if (name.starts_with("StableDiffusionXL")) return ModelKind::StableDiffusionXl;
        if (name == "StableDiffusionInpaintPipeline") return ModelKind::StableDiffusionInpainting;
        if (name == "StableDiffusionPipeline") return ModelKind::StableDiffusion;
    } catch (const Error&) {
    }
    return ModelKind::OtherUnet;
}

std::vector<fs::path> pathsOf(const fs::path& opened, const std::vector<TensorFile>& files) {
    std::vector<fs::path> paths;
    if (checkpoint::isShardedIndex(opened)) paths.push_back(opened);
    for (const TensorFile& file : files) paths.push_back(file.file->path());
    return paths;
}

std::int64_t firstSide(const Shapes& shapes, std::initializer_list<const char*> names, std::size_t axis) {
    for (const char* name : names) {
        const auto found = shapes.find(name);
        if (found != shapes.end() && axis < found->second.size()) return found->second[axis];
    }
    return -1;
}

std::int64_t textWidth(const Shapes& text) {
    return firstSide(text, {"text_model.embeddings.token_embedding.weight", "embeddings.token_embedding.weight"}, 1);
}

// The width of the words the U-Net attends to, from whichever block has attention.
std::int64_t contextWidth(const Shapes& unet) {
    const std::string end = ".attn2.to_k.weight";
    for (const auto& [name, shape] : unet)
        if (name.ends_with(end) && name.find("temp_attentions") == std::string::npos && !name.starts_with("transformer_in") && shape.size() == 2)
            return shape[1];
    return -1;
}

void checkTogether(Model& model, const Shapes& unet, const Shapes& text) {
    const std::int64_t wanted = contextWidth(unet), given = textWidth(text);
    if (wanted > 0 && given > 0 && wanted != given)
        model.problems.push_back({TINTYPE_NOOP("core", "%1: the U-Net expects words of width %2, but the text encoder gives %3."),
                                  {displayName(model.path), std::to_string(wanted), std::to_string(given)}});
}

class FolderReader {
public:
    explicit FolderReader(const fs::path& folder) { m_model.path = folder; }

    Model read() {
        m_model.layout = "diffusers folder";
        identify();
        for (const Part& part : kParts)
            if (isNeeded(m_model.kind, part.kind)) readPart(part);
        if (m_model.refusal.empty()) readCompanions();
        checkTogether(m_model, m_shapes[0], m_shapes[2]);
        return std::move(m_model);
    }

private:
    // Errors of one component are the model's problems: the others are still told about.
    template <class Work>
    void attempt(const Work& work) {
        try {
            work();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::BadModel) throw;
            m_model.problems.push_back(error.message());
        }
    }

    void identify() {
        m_model.kind = kindByIndex(m_model.path);
        const auto file = checkpoint::findComponentFile(m_model.path / "unet", checkpoint::WantedVariant::Plain);
        if (file) {
            try {
                const Identity identity = identifyUnet(checkpoint::shapesOf(checkpoint::readTensorFiles(file->file)), m_model.path);
                m_model.kind = identity.kind;
                m_model.title = identity.title;
                m_model.refusal = identity.refusal;
            } catch (const Error&) {
                // readPart() tells about it.
            }
        }
        if (!m_model.title.empty()) return;
        m_model.title = factsOf(m_model.kind).title;
        if (!*factsOf(m_model.kind).tool)
            m_model.refusal = {TINTYPE_NOOP("core", "%1 is a diffusion model that no tool here runs (%2)."), {displayName(m_model.path), m_model.title}};
    }

    void readPart(const Part& part) {
        const fs::path folder = m_model.path / part.name;
        attempt([&] {
            const auto opened = checkpoint::componentFile(folder, checkpoint::WantedVariant::Plain);
            const auto files = checkpoint::readTensorFiles(opened.file);
            m_model.components.push_back(componentOf(part.name, pathsOf(opened.file, files), files));
            Shapes& shapes = m_shapes[static_cast<std::size_t>(part.kind)];
            shapes = checkpoint::shapesOf(files);
            const ModelConfig config = ModelConfig::open(folder / "config.json");
            if (m_model.refusal.empty()) checkpoint::checkConfig(config, shapes, part.kind, opened.file);
            addOtherVariant(opened, folder);
        });
        if (isThere(folder / "config.json")) m_model.companions.push_back(folder / "config.json");
    }

    void addOtherVariant(const checkpoint::ComponentFile& opened, const fs::path& folder) {
        const auto half = checkpoint::findComponentFile(folder, checkpoint::WantedVariant::Half);
        if (!half || half->file == opened.file) return;
        const auto files = pathsOf(half->file, checkpoint::readTensorFiles(half->file));
        m_model.variants.insert(m_model.variants.end(), files.begin(), files.end());
        m_model.notes.push_back({TINTYPE_NOOP("core", "%1 is there too, for computing in half precision."), {displayName(half->file)}});
    }

    void readCompanions() {
        for (const char* name : kNeeded) need(m_model.path / name);
        if (isThere(m_model.path / "tokenizer/tokenizer.json")) m_model.companions.push_back(m_model.path / "tokenizer/tokenizer.json");
        else {
            need(m_model.path / "tokenizer/vocab.json");
            need(m_model.path / "tokenizer/merges.txt");
        }
        for (const char* name : kOptional)
            if (isThere(m_model.path / name)) m_model.companions.push_back(m_model.path / name);
    }

    void need(const fs::path& file) {
        if (isThere(file)) m_model.companions.push_back(file);
        else m_model.problems.push_back({TINTYPE_NOOP("core", "The model is incomplete: the file %1 is missing."), {displayName(file)}});
    }

    Model m_model;
    std::array<Shapes, 4> m_shapes;  // by ComponentKind
};

// CLIP's word lists are not part of single files: from a tokenizer folder beside the file, or beside it.
std::optional<fs::path> wordListsBeside(const fs::path& file) {
    for (const fs::path& folder : {file.parent_path() / "tokenizer", file.parent_path()})
        if (isThere(folder / "tokenizer.json") || (isThere(folder / "vocab.json") && isThere(folder / "merges.txt"))) return folder;
    return std::nullopt;
}

}  // namespace

const char* formatName(checkpoint::FileFormat format) {
    switch (format) {
        case checkpoint::FileFormat::Safetensors: return "safetensors";
        case checkpoint::FileFormat::TorchZip: return "PyTorch archive";
        case checkpoint::FileFormat::TorchLegacy: return "PyTorch file from before 1.6";
        case checkpoint::FileFormat::TorchScript: return "TorchScript archive, read as data";
    }
    return "";
}

Component componentOf(const std::string& name, std::vector<fs::path> files, const std::vector<TensorFile>& tensors) {
    Component component{name, std::move(files), 0, 0, 0, {}};
    for (const TensorFile& file : tensors)
        for (const auto& [key, tensor] : file.tensors) {
            ++component.tensors;
            component.bytes += static_cast<std::uint64_t>(tensor.elements()) * checkpoint::elementSize(tensor.type);
            if (!checkpoint::isFloatingPoint(tensor.type)) continue;
            component.parameters += tensor.elements();
            component.precision[checkpoint::nameOf(tensor.type)] += tensor.elements();
        }
    return component;
}

bool isDiffusersFolder(const fs::path& folder) {
    return isThere(folder / "model_index.json") || isThere(folder / "unet") || (isThere(folder / "vae") && isThere(folder / "text_encoder"));
}

Model recogniseDiffusersFolder(const fs::path& folder) { return FolderReader(folder).read(); }

Model recogniseCompVis(const TensorFile& file) {
    const fs::path& path = file.file->path();
    Model model;
    model.path = path;
    model.layout = std::string("single file, ") + formatName(file.format);
    std::array<Shapes, 3> shapes;
    static constexpr std::array kAll{checkpoint::CompVisPart::Unet, checkpoint::CompVisPart::Autoencoder, checkpoint::CompVisPart::TextEncoder};
    for (std::size_t i = 0; i < kAll.size(); ++i) {
        try {
            const TensorFile part = checkpoint::compVisPart(file, kAll[i]);
            model.components.push_back(componentOf(kParts[i].name, {path}, {part}));
            shapes[i] = checkpoint::shapesOf({part});
        } catch (const Error& error) {
            model.problems.push_back(error.message());
        }
    }
    const Identity identity = identifyUnet(shapes[0], path);
    model.kind = identity.kind;
    model.title = identity.title;
    model.refusal = identity.refusal;
    if (!model.refusal.empty()) return model;
    checkTogether(model, shapes[0], shapes[2]);
    if (checkpoint::hasAveragedUnet(file))
        model.notes.push_back({TINTYPE_NOOP("core", "%1 holds the U-Net a second time, averaged over its training (EMA); that copy is skipped."), {displayName(path)}});
    if (const auto words = wordListsBeside(path)) {
        for (const char* name : {"tokenizer.json", "vocab.json", "merges.txt", "tokenizer_config.json", "special_tokens_map.json"})
            if (isThere(*words / name)) model.companions.push_back(*words / name);
    } else
        model.notes.push_back({TINTYPE_NOOP("core", "CLIP's word lists are not beside %1: those of an installed InstructPix2Pix are used, or put its tokenizer folder there."),
                               {displayName(path)}});
    return model;
}

}  // namespace tintype::vault
