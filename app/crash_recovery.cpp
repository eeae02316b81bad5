#include "app/crash_recovery.h"

#include <optional>

#include "core/base/error.h"
#include "core/image/read.h"
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

// The photo from its file. Where that is gone or has another shape, the picture itself, in memory of its own.
image::Image originalOf(const document::Recovered& left) {
    try {
        if (!left.source.empty()) {
            image::Image photo = image::read(left.source);
            if (photo.size() == left.picture.size()) return photo;
        }
    } catch (const Error&) {
        // As if there were none.
    }
    image::Image same = left.picture;
    same.mutableData();
    same.origin.path = left.source;
    return same;
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
    const QString what = left.onPurpose ? tr("Tintype was closed before the changes to %1 were saved.").arg(name)
                                        : tr("Tintype did not close properly while %1 was open.").arg(name);
    ui::Notice notice{ui::Severity::Note, what, {}, {},
                      QStringLiteral("recovery")};
    notice.help.push_back({tr("Restore"), [this, left] { restore(left); }});
    notice.help.push_back({tr("Throw away"), [this, left] {
                               m_background.run(this, [folder = left.folder] { document::Recovery::discard(folder); return true; },
                                                [](const auto&) {});
                           }});
    Q_EMIT noticed(notice);
}

// The photo as it was, then the changes as one step: they are not saved yet, and the window must know.
void CrashRecovery::restore(const document::Recovered& left) {
    m_background.run(this, [left] { return originalOf(left); }, [this, left](const ui::Outcome<image::Image>& original) {
        if (!original.value) return;
        image::Image picture = left.picture;
        picture.origin.path = left.source;
        m_document.open(*original.value);
        m_document.replacePicture(picture, tr("Restore"));
        if (!left.mask.null() && left.mask.size() == picture.size()) m_document.replaceMask(left.mask, tr("Restore mask"));
        m_background.run(this, [folder = left.folder] { document::Recovery::discard(folder); return true; }, [](const auto&) {});
        Q_EMIT restored();
    });
}

}  // namespace tintype::app
