#include "app/cli/program.h"

int main(int argc, char** argv) { return tintype::cli::runProgram(argc, argv); }
