#include "core/image/jpeg_error.h"

namespace tintype::image {
namespace {

JpegErrors& errorsOf(j_common_ptr common) { return *reinterpret_cast<JpegErrors*>(common->err); }

void leave(j_common_ptr common) {
    JpegErrors& errors = errorsOf(common);
    std::array<char, JMSG_LENGTH_MAX> text{};
    common->err->format_message(common, text.data());
    errors.reason = text.data();
    std::longjmp(errors.jump, 1);
}

// Cameras write stray bytes between segments and odd Adobe markers; nothing is lost by them.
bool isHarmless(int code) {
    return code == JWRN_EXTRANEOUS_DATA || code == JWRN_ADOBE_XFORM || code == JWRN_JFIF_MAJOR;
}

void note(j_common_ptr common, int level) {
    if (level < 0 && !isHarmless(common->err->msg_code)) ++errorsOf(common).damage;
}

}  // namespace

jpeg_error_mgr* JpegErrors::attach() {
    jpeg_std_error(&manager);
    manager.error_exit = leave;
    manager.emit_message = note;
    manager.output_message = [](j_common_ptr) {};
    return &manager;
}

}  // namespace tintype::image
