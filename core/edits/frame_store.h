// Frames that are needed a second time, kept in an unnamed temporary file instead of memory. Used by loops.
#pragma once

#include <filesystem>

#include "core/image/image.h"

namespace tintype::edits {

class FrameStore {
public:
    // folder: where the file lives, on the disk the clip goes to. Throws Error(Disk).
    explicit FrameStore(const std::filesystem::path& folder);
    ~FrameStore();
    FrameStore(const FrameStore&) = delete;
    FrameStore& operator=(const FrameStore&) = delete;

    void add(const image::Image& frame);  // all of one size, 8-bit RGB. Throws Error(Disk).
    void put(int index, const image::Image& frame);  // in the place of that frame
    image::Image frame(int index) const;  // from 0. Throws Error(Disk).

private:
    int m_file = -1;
    Size m_size;
    int m_count = 0;
};

}  // namespace tintype::edits
