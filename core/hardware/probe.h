// What this machine is: processor, memory, graphics cards, disk. Read from /proc and /sys only, so that it costs
// nothing and needs no driver library. Used by the bench report, the hardware dialog and the empty window's line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/message.h"

namespace tintype::hardware {

struct GraphicsCard {
    std::string name;
    std::string driver;              // "nvidia 535.154.05", "amdgpu"; empty: none is loaded
    std::uint64_t memoryBytes = 0;   // 0: unknown
    std::string pciLink;             // "16.0 GT/s x16" as it runs now; empty: unknown
    bool cuda = false;               // an NVIDIA card with its driver
};

struct Machine {
    std::string system;              // "Debian GNU/Linux 12 (bookworm)"
    std::string processor;
    int cores = 1;                   // that this process may use
    std::vector<std::string> features;  // of avx2, avx512f, avx512_bf16, amx_bf16: what speeds networks up
    std::uint64_t memoryBytes = 0;
    std::uint64_t availableBytes = 0;
    std::vector<GraphicsCard> cards;
    std::uint64_t diskFreeBytes = 0;
};

// folder: whose disk is looked at. root: where /proc, /sys and /etc lie, for tests.
Machine probe(const std::filesystem::path& folder = ".", const std::filesystem::path& root = "/");

// One sentence on what it can run, for the window.
Message verdict(const Machine& machine);
// "8 cores, 23.4 GiB of memory, NVIDIA GeForce RTX 3060": one line of facts.
std::string summary(const Machine& machine);

}  // namespace tintype::hardware
