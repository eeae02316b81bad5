#include "core/vault/model_kind.h"

#include <array>

namespace tintype::vault {

namespace {

// In the order of the enumeration. Licences as of November 2026.
constexpr std::array kFacts{
    KindFacts{ModelKind::InstructPix2Pix, "instruct-pix2pix", "InstructPix2Pix", "edit",
              "code MIT; weights CreativeML OpenRAIL-M (use limits of Stable Diffusion 1.5)", "https://huggingface.co/timbrooks/instruct-pix2pix"},
    KindFacts{ModelKind::I2VGenXl, "i2vgen-xl", "I2VGen-XL", "animate",
              "conflicting: the authors' repository says research and non-commercial use only, the model card MIT",
              "https://huggingface.co/ali-vilab/i2vgen-xl"},
    KindFacts{ModelKind::Lama, "lama", "LaMa", "erase", "Apache-2.0", "https://github.com/Sanster/models/releases/tag/add_big_lama"},
    KindFacts{ModelKind::Gpen, "gpen", "GPEN", "restore", "unclear: the repository has no licence file; ask before commercial use",
              "https://github.com/yangxy/GPEN"},
    KindFacts{ModelKind::RetinaFace, "retinaface", "RetinaFace (face detector)", "restore", "MIT", "https://github.com/yangxy/GPEN"},
    KindFacts{ModelKind::ParseNet, "parsenet", "ParseNet (face parser)", "restore", "MIT", "https://github.com/yangxy/GPEN"},
    KindFacts{ModelKind::DctNet, "dct-net", "DCT-Net", "cartoon", "Apache-2.0",
              "https://modelscope.cn/models/iic/cv_unet_person-image-cartoon_compound-models"},
    KindFacts{ModelKind::Rife, "rife", "RIFE", "interpolate", "MIT", "https://github.com/hzwer/Practical-RIFE"},
    KindFacts{ModelKind::StableDiffusion, "stable-diffusion", "Stable Diffusion", "", "", ""},
    KindFacts{ModelKind::StableDiffusionInpainting, "stable-diffusion-inpainting", "Stable Diffusion inpainting", "", "", ""},
    KindFacts{ModelKind::StableDiffusionXl, "stable-diffusion-xl", "Stable Diffusion XL", "", "", ""},
    KindFacts{ModelKind::OtherUnet, "diffusion", "A diffusion model of another kind", "", "", ""},
    KindFacts{ModelKind::Component, "component", "One component of a diffusion model", "", "", ""},
    KindFacts{ModelKind::RealEsrNet, "real-esrnet", "Real-ESRNet", "", "", ""},
    KindFacts{ModelKind::OldRife, "rife-old", "RIFE before 4.0", "", "MIT", ""},
    KindFacts{ModelKind::DctNetTorch, "dct-net-pytorch", "DCT-Net, PyTorch variant", "", "MIT", ""},
    KindFacts{ModelKind::PeppaFaces, "peppa-faces", "Peppa Pig Face Engine", "", "", ""},
    KindFacts{ModelKind::Unknown, "unknown", "A model of an unknown kind", "", "", ""},
};

}  // namespace

const KindFacts& factsOf(ModelKind kind) { return kFacts[static_cast<std::size_t>(kind)]; }

std::optional<ModelKind> kindOf(const std::string& id) {
    for (const KindFacts& facts : kFacts)
        if (*facts.tool && id == facts.id) return facts.kind;
    return std::nullopt;
}

std::string catalogueIds() {
    std::string list;
    for (const KindFacts& facts : kFacts)
        if (*facts.tool) list += (list.empty() ? "" : ", ") + std::string(facts.id);
    return list;
}

}  // namespace tintype::vault
