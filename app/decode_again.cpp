#include "app/decode_again.h"

#include <optional>

#include "app/results.h"
#include "ui/dialogs/decode_dialog.h"
#include "ui/error_strip.h"
#include "ui/main_window.h"

namespace tintype::app {

DecodeAgain::DecodeAgain(Session& session, ui::MainWindow& window) : QObject(&window), m_session(session), m_window(window) {
    connect(&session.results(), &Results::stopped, this, &DecodeAgain::offer);
}

void DecodeAgain::open(const gallery::Item& item) {
    const auto find = [recipe = item.recipe.toStdString()]() -> std::optional<Found> {
        if (auto clip = edits::savedClipOf(recipe)) return Found{*clip, edits::decodeAgain(*clip)};
        return std::nullopt;
    };
    m_session.background().run(this, find, [this, key = item.photoKey](const ui::Outcome<std::optional<Found>>& outcome) {
        if (outcome.error) return m_window.errorStrip()->show(noticeOf(outcome.error->kind(), outcome.error->message()));
        if (*outcome.value) return ask(**outcome.value, key);
        m_window.errorStrip()->show({ui::Severity::Note, tr("Nothing is kept of this clip any more: it can only be made again."), {}, {}, QStringLiteral("decode")});
    });
}

void DecodeAgain::ask(const Found& found, const QString& photoKey) {
    edits::Request request = found.request;
    auto& work = std::get<edits::Animate>(request.work);
    ui::DecodeDialog dialog(found.clip, work, &m_window);
    if (dialog.exec() != QDialog::Accepted) return;
    dialog.apply(work);
    m_session.results().runUnder(std::move(request), photoKey);
}

// What a stopped clip has come to is not lost.
void DecodeAgain::offer(const edits::Request& stopped) {
    if (!std::holds_alternative<edits::Animate>(stopped.work)) return;
    const auto find = [stopped]() -> std::optional<Found> {
        if (auto clip = edits::savedClipOf(stopped)) return Found{*clip, edits::decodeAgain(*clip)};
        return std::nullopt;
    };
    m_session.background().run(this, find, [this, stopped, key = m_session.photoKey()](const ui::Outcome<std::optional<Found>>& outcome) {
        if (!outcome.value || !*outcome.value) return;
        const Found found = **outcome.value;
        ui::Notice notice{ui::Severity::Note, tr("The clip was stopped after step %1 of %2. What was computed is kept.").arg(found.clip.step).arg(found.clip.steps),
                          {}, {}, QStringLiteral("decode")};
        notice.help.push_back({tr("Go on"), [this, stopped] { m_session.results().run(stopped); }});
        notice.help.push_back({tr("Decode what there is..."), [this, found, key] { ask(found, key); }});
        m_window.errorStrip()->show(notice);
    });
}

}  // namespace tintype::app
