#include "ui/actions.h"

#include <QCoreApplication>
#include <QWidget>

namespace tintype::ui {
namespace {

const char* const kFile = QT_TRANSLATE_NOOP("Actions", "File");
const char* const kEdit = QT_TRANSLATE_NOOP("Actions", "Edit");
const char* const kView = QT_TRANSLATE_NOOP("Actions", "View");
const char* const kMask = QT_TRANSLATE_NOOP("Actions", "Mask");
const char* const kTools = QT_TRANSLATE_NOOP("Actions", "Tools");
const char* const kRun = QT_TRANSLATE_NOOP("Actions", "Run");
const char* const kResults = QT_TRANSLATE_NOOP("Actions", "Results");
const char* const kHelp = QT_TRANSLATE_NOOP("Actions", "Help");

std::vector<ActionSpec> allSpecs() {
    using enum ActionKind;
    return {
        {"file.open", QT_TRANSLATE_NOOP("Actions", "&Open..."), "Ctrl+O", kFile},
        {"file.sample", QT_TRANSLATE_NOOP("Actions", "Open the sa&mple"), "", kFile},
        {"file.paste", QT_TRANSLATE_NOOP("Actions", "Open from the &clipboard"), "Ctrl+Shift+V", kFile},
        {"file.save", QT_TRANSLATE_NOOP("Actions", "&Save"), "Ctrl+S", kFile},
        {"file.saveAs", QT_TRANSLATE_NOOP("Actions", "Save &as..."), "Ctrl+Shift+S", kFile},
        {"file.export", QT_TRANSLATE_NOOP("Actions", "&Export..."), "Ctrl+Shift+E", kFile},
        {"file.clearRecent", QT_TRANSLATE_NOOP("Actions", "C&lear the list"), "", kFile},
        {"file.close", QT_TRANSLATE_NOOP("Actions", "&Close photo"), "Ctrl+W", kFile},
        {"file.quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q", kFile},
        {"edit.undo", QT_TRANSLATE_NOOP("Actions", "&Undo"), "Ctrl+Z", kEdit},
        {"edit.redo", QT_TRANSLATE_NOOP("Actions", "&Redo"), "Ctrl+Shift+Z", kEdit},
        {"edit.copy", QT_TRANSLATE_NOOP("Actions", "&Copy picture"), "Ctrl+C", kEdit},
        {"edit.paste", QT_TRANSLATE_NOOP("Actions", "&Paste picture"), "Ctrl+V", kEdit},
        {"edit.rotateLeft", QT_TRANSLATE_NOOP("Actions", "Rotate &left"), "Ctrl+Shift+L", kEdit},
        {"edit.rotateRight", QT_TRANSLATE_NOOP("Actions", "Rotate &right"), "Ctrl+Shift+R", kEdit},
        {"edit.flipHorizontal", QT_TRANSLATE_NOOP("Actions", "Flip &horizontally"), "", kEdit},
        {"edit.flipVertical", QT_TRANSLATE_NOOP("Actions", "Flip &vertically"), "", kEdit},
        {"edit.resize", QT_TRANSLATE_NOOP("Actions", "Re&size..."), "Ctrl+Alt+I", kEdit},
        {"edit.preferences", QT_TRANSLATE_NOOP("Actions", "Pre&ferences..."), "Ctrl+,", kEdit},
        {"view.zoomIn", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++", kView},
        {"view.zoomOut", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-", kView},
        {"view.fit", QT_TRANSLATE_NOOP("Actions", "&Fit the window"), "Ctrl+0", kView},
        {"view.actual", QT_TRANSLATE_NOOP("Actions", "&Actual pixels"), "Ctrl+1", kView},
        {"view.original", QT_TRANSLATE_NOOP("Actions", "Show the original &while held"), "\\", kView, Hold},
        {"view.split", QT_TRANSLATE_NOOP("Actions", "&Split before and after"), "Y", kView, Check},
        {"view.overlay", QT_TRANSLATE_NOOP("Actions", "Mask o&verlay"), "Q", kView, Check},
        {"view.gallery", QT_TRANSLATE_NOOP("Actions", "&Gallery"), "G", kView, Check},
        {"view.fullScreen", QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "F11", kView, Check},
        {"mask.brush", QT_TRANSLATE_NOOP("Actions", "&Brush"), "B", kMask, Check},
        {"mask.eraser", QT_TRANSLATE_NOOP("Actions", "&Eraser"), "E", kMask, Check},
        {"mask.lasso", QT_TRANSLATE_NOOP("Actions", "&Lasso"), "L", kMask, Check},
        {"mask.rectangle", QT_TRANSLATE_NOOP("Actions", "&Rectangle"), "U", kMask, Check},
        {"mask.swap", QT_TRANSLATE_NOOP("Actions", "S&wap brush and eraser"), "X", kMask},
        {"mask.smaller", QT_TRANSLATE_NOOP("Actions", "Smaller brush"), "[", kMask},
        {"mask.larger", QT_TRANSLATE_NOOP("Actions", "Larger brush"), "]", kMask},
        {"mask.softer", QT_TRANSLATE_NOOP("Actions", "Softer brush"), "Shift+[", kMask},
        {"mask.harder", QT_TRANSLATE_NOOP("Actions", "Harder brush"), "Shift+]", kMask},
        {"mask.invert", QT_TRANSLATE_NOOP("Actions", "&Invert"), "Ctrl+I", kMask},
        {"mask.clear", QT_TRANSLATE_NOOP("Actions", "&Clear"), "Del", kMask},
        {"mask.grow", QT_TRANSLATE_NOOP("Actions", "&Grow"), "Ctrl+Shift+Up", kMask},
        {"mask.shrink", QT_TRANSLATE_NOOP("Actions", "S&hrink"), "Ctrl+Shift+Down", kMask},
        {"mask.feather", QT_TRANSLATE_NOOP("Actions", "&Feather"), "Ctrl+Shift+F", kMask},
        {"mask.import", QT_TRANSLATE_NOOP("Actions", "I&mport mask..."), "", kMask},
        {"mask.export", QT_TRANSLATE_NOOP("Actions", "E&xport mask..."), "", kMask},
        {"tool.instruct", QT_TRANSLATE_NOOP("Actions", "&Instruct"), "Alt+1", kTools, Check},
        {"tool.erase", QT_TRANSLATE_NOOP("Actions", "&Erase"), "Alt+2", kTools, Check},
        {"tool.restore", QT_TRANSLATE_NOOP("Actions", "&Restore"), "Alt+3", kTools, Check},
        {"tool.cartoon", QT_TRANSLATE_NOOP("Actions", "&Cartoon"), "Alt+4", kTools, Check},
        {"tool.animate", QT_TRANSLATE_NOOP("Actions", "&Animate"), "Alt+5", kTools, Check},
        {"tool.crop", QT_TRANSLATE_NOOP("Actions", "C&rop and rotate"), "Alt+6", kTools, Check},
        {"tool.adjust", QT_TRANSLATE_NOOP("Actions", "A&djust"), "Alt+7", kTools, Check},
        {"run.run", QT_TRANSLATE_NOOP("Actions", "&Run"), "Ctrl+Return", kRun},
        {"run.cancel", QT_TRANSLATE_NOOP("Actions", "&Cancel"), "Esc", kRun},
        {"run.pause", QT_TRANSLATE_NOOP("Actions", "&Pause the queue"), "", kRun, Check},
        {"run.queue", QT_TRANSLATE_NOOP("Actions", "Show the &queue"), "Ctrl+J", kRun},
        {"run.instruction", QT_TRANSLATE_NOOP("Actions", "Go to the &instruction"), "Ctrl+L", kRun},
        {"results.compare", QT_TRANSLATE_NOOP("Actions", "Compare"), "Space", kResults, Results},
        {"results.star0", QT_TRANSLATE_NOOP("Actions", "No stars"), "0", kResults, Results},
        {"results.star1", QT_TRANSLATE_NOOP("Actions", "1 star"), "1", kResults, Results},
        {"results.star2", QT_TRANSLATE_NOOP("Actions", "2 stars"), "2", kResults, Results},
        {"results.star3", QT_TRANSLATE_NOOP("Actions", "3 stars"), "3", kResults, Results},
        {"results.star4", QT_TRANSLATE_NOOP("Actions", "4 stars"), "4", kResults, Results},
        {"results.star5", QT_TRANSLATE_NOOP("Actions", "5 stars"), "5", kResults, Results},
        {"results.reject", QT_TRANSLATE_NOOP("Actions", "Reject"), "X", kResults, Results},
        {"results.remove", QT_TRANSLATE_NOOP("Actions", "Move to the trash"), "Del", kResults, Results},
        {"help.guide", QT_TRANSLATE_NOOP("Actions", "&Quick guide"), "F1", kHelp},
        {"help.keys", QT_TRANSLATE_NOOP("Actions", "&Keys"), "?", kHelp},
        {"help.about", QT_TRANSLATE_NOOP("Actions", "&About Tintype"), "", kHelp},
    };
}


}  // namespace

bool Actions::collide(const ActionSpec& a, const ActionSpec& b) {
    return (a.kind == ActionKind::Results) == (b.kind == ActionKind::Results);
}

const std::vector<ActionSpec>& Actions::specs() {
    static const std::vector<ActionSpec> specs = allSpecs();
    return specs;
}

Actions::Actions(QWidget* window) : QObject(window) {
    for (const ActionSpec& spec : specs()) {
        auto* action = new QAction(window);
        action->setObjectName(QLatin1String(spec.id));
        action->setCheckable(spec.kind == ActionKind::Check);
        if (qstrcmp(spec.id, "file.quit") == 0) action->setMenuRole(QAction::QuitRole);
        window->addAction(action);
        m_actions.insert(QLatin1String(spec.id), action);
    }
    setShortcuts({});
    retranslate();
}

QAction* Actions::at(const char* id) const {
    QAction* action = m_actions.value(QLatin1String(id));
    Q_ASSERT(action);
    return action;
}

QKeySequence Actions::key(const QString& id) const { return m_keys.value(id); }

QKeySequence Actions::defaultKey(const QString& id) {
    for (const ActionSpec& spec : specs())
        if (id == QLatin1String(spec.id)) return QKeySequence(QLatin1String(spec.keys), QKeySequence::PortableText);
    return {};
}

void Actions::setShortcuts(const QHash<QString, QKeySequence>& changed) {
    for (const ActionSpec& spec : specs()) {
        const QString id = QLatin1String(spec.id);
        const QKeySequence key = changed.contains(id) ? changed.value(id) : defaultKey(id);
        m_keys.insert(id, key);
        const bool everywhere = spec.kind == ActionKind::Push || spec.kind == ActionKind::Check;
        if (everywhere) m_actions.value(id)->setShortcut(key);
    }
    // A second way that many hands know, unless it was given to something else.
    const QKeySequence redo(QStringLiteral("Ctrl+Y"));
    if (!m_keys.values().contains(redo)) at("edit.redo")->setShortcuts({m_keys.value(QStringLiteral("edit.redo")), redo});
}

void Actions::retranslate() {
    for (const ActionSpec& spec : specs())
        m_actions.value(QLatin1String(spec.id))->setText(QCoreApplication::translate("Actions", spec.text));
}

QString Actions::plainText(const QString& text) {
    QString plain = text;
    const int tail = static_cast<int>(plain.indexOf(QStringLiteral("(&")));
    if (tail > 0) plain.remove(tail, plain.indexOf(QLatin1Char(')'), tail) - tail + 1);
    plain.remove(QLatin1Char('&'));
    while (plain.endsWith(QLatin1Char('.')) || plain.endsWith(QChar(0x2026))) plain.chop(1);
    return plain.trimmed();
}

QString Actions::groupText(const char* group) { return QCoreApplication::translate("Actions", group); }

}  // namespace tintype::ui
