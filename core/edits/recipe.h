// A recipe: everything needed to make a result again, as JSON. Written into every result, read by `info`
// and `replay`. See design: tool, engine, model name and SHA-256, parameters, seed, mask, program version.
#pragma once

#include <memory>
#include <string>

#include "core/edits/request.h"

namespace tintype::edits {

// {"tintype": 1, "version": "...", "tool": "erase", "engine": "Built-in fill", "model": null,
//  "parameters": {...}, "seed": 7, "source": {"name": ..., "sha256": ..., "width": ..., "height": ...},
//  "mask": "<base64 PNG>" or null}
std::string recipeOf(const Request& request, const std::string& engineName, std::uint64_t seed);

// The model a result was made with.
struct ModelMark {
    std::string name;       // empty: a built-in engine made it
    std::string sha256;     // of its weights
    std::string precision;  // "fp32", "bf16" or "fp16"
};

// The same for several results of one request that differ by their seed only: the photo is hashed and the mask
// encoded once, on first use.
class RecipeWriter {
public:
    // The request must outlive it.
    RecipeWriter(const Request& request, std::string engineName);
    ~RecipeWriter();
    std::string withSeed(std::uint64_t seed, const ModelMark& model = {}) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// The request a recipe describes, without its photo (or clip), which the caller puts in.
// Throws Error(BadInput) when the text is not a recipe or a value is outside its range.
Request requestOf(const std::string& recipe);

// The recipe of a result that was mixed anew: the same model, the request's parameters.
std::string withParametersOf(const std::string& recipe, const Request& request);

// The recipe of a saved clip that was painted again as `work` asks. Throws Error(BadInput) as requestOf does.
std::string paintedAgain(const std::string& recipe, const Animate& work);

// How a picture was written, where that was chosen: a recipe that says so gives the same bytes again.
// quality: 1..100, 0: nothing was chosen, and the recipe stays as it is.
std::string withQuality(const std::string& recipe, int quality);
// 0 where the recipe does not say. Throws Error(BadInput) as requestOf does.
int qualityOf(const std::string& recipe);

// One line in the form other AI tools read ("prompt\nSteps: 20, Sampler: Euler a, Seed: 7, ...").
std::string parametersLine(const std::string& recipe);
// Several lines for people.
std::string recipeSummary(const std::string& recipe);

// Puts a photo into the request's work (first picture). For clips see the target fields.
void setPhoto(Request& request, image::Image photo);
const image::Image& photoOf(const Request& request);  // an empty picture for work on clips

}  // namespace tintype::edits
