// The whole program: the window where no verb is given, else the verb.
#pragma once

namespace tintype::cli {

// Returns the exit status.
int runProgram(int argc, char** argv);

}  // namespace tintype::cli
