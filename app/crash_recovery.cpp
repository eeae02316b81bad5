#include "app/crash_recovery.h"

#include <optional>

#include "ui/qt_text.h"

namespace tintype::app {
namespace {

// The newest that can be read. The others are thrown away: they are older states nobody asked for.
std::optional<document::Recovered> newestOf(const std::filesystem::path& root) {
    std::optional<document::Recovered> newest;
    for (const auto& folder : document::Recovery::leftovers(root)) {
        std::optional<document::Recovered> left = document::Recovery::load(folder);
        if (!left) {
            document::Recovery::discard(folder);
        } else if (!newest || left->savedAtMs > newest->savedAtMs) {
            if (newest) document::Recovery::discard(newest->folder);
            newest = std::move(left);
        } else {
            document::Recovery::discard(folder);
        }
    }
    return newest;
}

}  // namespace

CrashRecovery::CrashRecovery(std::filesystem::path root, document::Document& document, ui::Background& background,
                             QObject* parent)
    : QObject(parent), m_root(root), m_document(document), m_background(background), m_recovery(std::move(root), document) {}

void CrashRecovery::look() {
    m_background.run(this, [root = m_root] { return newestOf(root); },
                     [this](const ui::Outcome<std::optional<document::Recovered>>& outcome) {
                         if (outcome.value && *outcome.value) offer(**outcome.value);
                     });
}

void CrashRecovery::offer(const document::Recovered& left) {
    const QString name = left.source.empty() ? tr("an unsaved photo") : ui::toQString(left.source.filename());
    ui::Notice notice{ui::Severity::Note, tr("Tintype did not close properly while %1 was open.").arg(name), {}, {},
                      QStringLiteral("recovery")};
    notice.help.push_back({tr("Restore"), [this, left] { restore(left); }});
    notice.help.push_back({tr("Throw away"), [this, left] {
                               m_background.run(this, [folder = left.folder] { document::Recovery::discard(folder); return true; },
                                                [](const auto&) {});
                           }});
    Q_EMIT noticed(notice);
}

void CrashRecovery::restore(const document::Recovered& left) {
    image::Image photo = left.picture;
    photo.origin.path = left.source;
    m_document.open(photo);
    if (!left.mask.null() && left.mask.size() == photo.size()) m_document.replaceMask(left.mask, tr("Restore"));
    m_background.run(this, [folder = left.folder] { document::Recovery::discard(folder); return true; }, [](const auto&) {});
    Q_EMIT restored();
}

}  // namespace tintype::app
