#include "core/hardware/graphics_cards.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <sstream>

namespace tintype::hardware {

namespace {

namespace fs = std::filesystem;

constexpr const char* kNvidia = "0x10de";

std::string firstLine(const fs::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::string vendorName(const std::string& id) {
    if (id == kNvidia) return "NVIDIA";
    if (id == "0x1002") return "AMD";
    if (id == "0x8086") return "Intel";
    if (id == "0x1af4") return "Virtio";
    if (id == "0x15ad") return "VMware";
    return "PCI " + id;
}

// "Model:  NVIDIA GeForce RTX 3060" in /proc/driver/nvidia/gpus/<slot>/information.
std::string nvidiaModel(const fs::path& root, const std::string& slot) {
    std::ifstream in(root / "proc/driver/nvidia/gpus" / slot / "information");
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("Model:")) continue;
        const std::size_t start = line.find_first_not_of(" \t", 6);
        return start == std::string::npos ? std::string() : line.substr(start);
    }
    return {};
}

// "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.154.05  ..." -> "535.154.05".
std::string nvidiaVersion(const fs::path& root) {
    std::istringstream words(firstLine(root / "proc/driver/nvidia/version"));
    for (std::string word; words >> word;)
        if (std::isdigit(static_cast<unsigned char>(word[0])) && word.find('.') != std::string::npos) return word;
    return {};
}

std::string linkOf(const fs::path& device) {
    const std::string speed = firstLine(device / "current_link_speed");
    const std::string width = firstLine(device / "current_link_width");
    if (speed.empty() || width.empty() || width == "0") return {};
    return speed.substr(0, speed.find(" PCIe")) + " x" + width;
}

std::string driverOf(const fs::path& device, const fs::path& root) {
    std::error_code error;
    const std::string driver = fs::read_symlink(device / "driver", error).filename().native();
    const std::string version = driver == "nvidia" ? nvidiaVersion(root) : std::string();
    return version.empty() ? driver : driver + " " + version;
}

GraphicsCard cardAt(const fs::path& device, const fs::path& root) {
    const std::string vendor = firstLine(device / "vendor");
    GraphicsCard card;
    card.driver = driverOf(device, root);
    card.pciLink = linkOf(device);
    card.cuda = vendor == kNvidia && card.driver.starts_with("nvidia");
    if (vendor == kNvidia) card.name = nvidiaModel(root, device.filename().native());
    if (card.name.empty()) card.name = vendorName(vendor) + " graphics (" + firstLine(device / "device") + ")";
    std::istringstream(firstLine(device / "mem_info_vram_total")) >> card.memoryBytes;
    return card;
}

}  // namespace

std::vector<GraphicsCard> graphicsCards(const fs::path& root) {
    // Display controllers, and the 3D controllers that data centre cards are.
    constexpr const char* kDisplayClass = "0x03";
    std::vector<fs::path> devices;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root / "sys/bus/pci/devices", error))
        if (firstLine(entry.path() / "class").starts_with(kDisplayClass)) devices.push_back(entry.path());
    std::sort(devices.begin(), devices.end());
    std::vector<GraphicsCard> cards;
    for (const fs::path& device : devices) cards.push_back(cardAt(device, root));
    return cards;
}

}  // namespace tintype::hardware
