// The rounds of the bench: each tool once, on a picture drawn by code.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/hardware/stress.h"
#include "core/image/image.h"

namespace tintype::cli {

class BenchTools {
public:
    // only: a verb, or empty for all.
    explicit BenchTools(std::string only);
    ~BenchTools();  // removes the folder its clips go to
    BenchTools(const BenchTools&) = delete;
    BenchTools& operator=(const BenchTools&) = delete;

    std::vector<hardware::StressTool> list() const;

private:
    std::string m_only;
    image::Image m_picture;
    std::filesystem::path m_folder;
};

// 1024x768: a sky, a hill, a face-like disc and some grain; always the same.
image::Image benchPicture();

}  // namespace tintype::cli
