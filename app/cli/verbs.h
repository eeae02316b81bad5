// One function a verb: takes the arguments after it, returns the exit status.
#pragma once

#include <span>

#include "app/cli/common.h"

namespace tintype::cli {

struct Verb {
    const char* name;
    const char* summary;
    int (*run)(const Arguments& arguments);
};

// In the order of the help.
std::span<const Verb> verbs();

int editVerb(const Arguments& arguments);
int eraseVerb(const Arguments& arguments);
int cartoonVerb(const Arguments& arguments);
int restoreVerb(const Arguments& arguments);
int animateVerb(const Arguments& arguments);
int decodeVerb(const Arguments& arguments);
int interpolateVerb(const Arguments& arguments);
int clipVerb(const Arguments& arguments);
int modelsVerb(const Arguments& arguments);
int benchVerb(const Arguments& arguments);
int infoVerb(const Arguments& arguments);
int replayVerb(const Arguments& arguments);
int sheetVerb(const Arguments& arguments);

}  // namespace tintype::cli
