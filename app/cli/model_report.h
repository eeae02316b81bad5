// How `tintype models` tells what a model is: lines for a person, or JSON.
#pragma once

#include <nlohmann/json.hpp>

#include "app/cli/reporter.h"
#include "core/vault/installed.h"
#include "core/vault/model.h"

namespace tintype::cli {

void sayModel(Reporter& reporter, const vault::Model& model);
nlohmann::ordered_json jsonOf(const vault::Model& model);

void sayInstalled(Reporter& reporter, const vault::InstalledModel& model);
nlohmann::ordered_json jsonOf(const vault::InstalledModel& model);

// One JSON object as a line on standard output.
void printLine(const nlohmann::ordered_json& json);

}  // namespace tintype::cli
