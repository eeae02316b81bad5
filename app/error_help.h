// A failed job as the strip shows it, with buttons that help: presets for words that were not understood, the job
// once more at a smaller size, another place to save. Used by the window.
#pragma once

#include "core/base/error.h"
#include "core/edits/request.h"
#include "ui/error_strip.h"

namespace tintype::ui {
class MainWindow;
}

namespace tintype::app {

ui::Notice failureOf(ui::MainWindow& window, const edits::Request& request, ErrorKind kind, const Message& message);

}  // namespace tintype::app
