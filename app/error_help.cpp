#include "app/error_help.h"

#include <QCoreApplication>
#include <algorithm>
#include <optional>

#include "app/session.h"
#include "core/edits/recipe.h"
#include "core/image/transform.h"
#include "ui/instruction_box.h"
#include "ui/intents.h"
#include "ui/main_window.h"

namespace tintype::app {
namespace {

// The same work at half the size; none where the size cannot be chosen.
std::optional<edits::Request> smaller(const edits::Request& request) {
    edits::Request half = request;
    const Size photo = edits::photoOf(request).size();
    if (auto* cartoon = std::get_if<edits::Cartoon>(&half.work)) {
        cartoon->longSide = std::max(64, (cartoon->longSide > 0 ? cartoon->longSide : photo.longSide()) / 2);
        return half;
    }
    if (auto* animate = std::get_if<edits::Animate>(&half.work)) {
        if (animate->size.shortSide() < 128) return std::nullopt;
        animate->size = {animate->size.width / 4 * 2, animate->size.height / 4 * 2};
        return half;
    }
    auto* restore = std::get_if<edits::Restore>(&half.work);
    if (!restore || restore->upscale == 1) return std::nullopt;
    restore->upscale = 1;
    return half;
}

}  // namespace

ui::Notice failureOf(ui::MainWindow& window, const edits::Request& request, ErrorKind kind, const Message& message) {
    ui::Notice notice = noticeOf(kind, message);
    notice.topic = QStringLiteral("job");
    const bool words = std::holds_alternative<edits::Instruct>(request.work);
    if (words && (kind == ErrorKind::Unsupported || kind == ErrorKind::BadInput)) {
        notice.advice.clear();  // the message itself says what is understood
        notice.help.push_back({QCoreApplication::translate("ErrorHelp", "Change the text"), [&window] {
                                   window.showPage(nullptr);
                                   window.setTool(ui::ToolId::Instruct);
                                   window.instructionBox()->focusText();
                               }});
        notice.help.push_back({QCoreApplication::translate("ErrorHelp", "Presets"), [&window] { window.instructionBox()->showPresets(); }});
    }
    if (kind == ErrorKind::OutOfMemory)
        if (const std::optional<edits::Request> half = smaller(request))
            notice.help.push_back({QCoreApplication::translate("ErrorHelp", "Use a smaller size"), [&window, half = *half] { Q_EMIT window.intents().run(half); }});
    if (kind == ErrorKind::Disk || kind == ErrorKind::Media)
        notice.help.push_back({QCoreApplication::translate("ErrorHelp", "Try again"), [&window, request] { Q_EMIT window.intents().run(request); }});
    return notice;
}

}  // namespace tintype::app
