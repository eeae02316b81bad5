// The kinds of published models that are told apart, and what is known of each: its tool, licence and home. Used by the
// recogniser, the installed models and `tintype models`.
#pragma once

#include <optional>
#include <string>

namespace tintype::vault {

enum class ModelKind {
    InstructPix2Pix, I2VGenXl, Lama, Gpen, RetinaFace, ParseNet, DctNet, Rife,
    // Known, but nothing here runs them.
    StableDiffusion, StableDiffusionInpainting, StableDiffusionXl, OtherUnet, Component, RealEsrNet, OldRife, DctNetTorch,
    PeppaFaces, Unknown
};

struct KindFacts {
    ModelKind kind;
    const char* id;       // "instruct-pix2pix": in JSON, and the name `models download` takes
    const char* title;
    const char* tool;     // the verb that uses it: "edit"; "" for kinds that nothing uses
    const char* licence;  // as published; "" where it is not known
    const char* page;     // where people get it; "" for kinds that nothing uses
};

const KindFacts& factsOf(ModelKind kind);
// Of the kinds that a tool uses. None: no such id.
std::optional<ModelKind> kindOf(const std::string& id);
// Their ids, as a list for messages.
std::string catalogueIds();

}  // namespace tintype::vault
