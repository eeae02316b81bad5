// Graphics cards by their PCI class and the NVIDIA driver's files, without any driver library. Used by probe.
#pragma once

#include "core/hardware/probe.h"

namespace tintype::hardware {

// root: where /proc and /sys lie. In the order of their slots.
std::vector<GraphicsCard> graphicsCards(const std::filesystem::path& root);

}  // namespace tintype::hardware
