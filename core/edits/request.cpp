#include "core/edits/request.h"

namespace tintype::edits {

namespace {

struct ToolOf {
    Tool operator()(const Instruct&) const { return Tool::Edit; }
    Tool operator()(const Erase&) const { return Tool::Erase; }
    Tool operator()(const Cartoon&) const { return Tool::Cartoon; }
    Tool operator()(const Restore&) const { return Tool::Restore; }
    Tool operator()(const Animate&) const { return Tool::Animate; }
    Tool operator()(const InterpolatePair&) const { return Tool::Interpolate; }
    Tool operator()(const InterpolateClip&) const { return Tool::Interpolate; }
    Tool operator()(const EditClip& work) const { return std::visit(*this, work.tool); }
    Tool operator()(const ExportClip&) const { return Tool::Clip; }
};

}  // namespace

Tool toolOf(const Request& request) { return std::visit(ToolOf{}, request.work); }

const char* toolName(Tool tool) {
    switch (tool) {
        case Tool::Edit: return "edit";
        case Tool::Erase: return "erase";
        case Tool::Cartoon: return "cartoon";
        case Tool::Restore: return "restore";
        case Tool::Animate: return "animate";
        case Tool::Interpolate: return "interpolate";
        case Tool::Clip: return "clip";
    }
    return "";
}

}  // namespace tintype::edits
