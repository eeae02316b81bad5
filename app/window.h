// Starts the window. Called by the program when it is given no verb.
#pragma once

#include <filesystem>
#include <vector>

namespace tintype {

// Runs until the last window is closed; returns the exit status. argc and argv go to Qt.
int runWindow(int argc, char** argv, std::vector<std::filesystem::path> files);

}  // namespace tintype
