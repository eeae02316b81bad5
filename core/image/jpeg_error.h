// libjpeg's and libpng's errors leave by longjmp. guarded() runs a piece of work that only calls the library
// and has no locals to destroy, and says whether it came through. Used inside core/image only.
#pragma once

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>
#include <jerror.h>

#include <array>
#include <string>

namespace tintype::image {

struct JpegErrors {
    jpeg_error_mgr manager{};  // first: libjpeg hands back a pointer to it
    std::jmp_buf jump{};
    int damage = 0;            // warnings that mean lost picture data
    std::string reason;

    // Sets up `manager`; the object must not move afterwards.
    jpeg_error_mgr* attach();
};

template <typename Work>
bool guarded(std::jmp_buf& jump, Work work) {
    if (setjmp(jump)) return false;
    work();
    return true;
}

}  // namespace tintype::image
