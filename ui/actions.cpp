#include "ui/actions.h"

#include <QCoreApplication>
#include <QWidget>

namespace tintype::ui {
namespace {

#define T(text) QT_TRANSLATE_NOOP("Actions", text)

const char* const kFile = T("File");
const char* const kEdit = T("Edit");
const char* const kView = T("View");
const char* const kMask = T("Mask");
const char* const kTools = T("Tools");
const char* const kRun = T("Run");
const char* const kHelp = T("Help");

std::vector<ActionSpec> allSpecs() {
    using enum ActionKind;
    return {
        {"file.open", T("&Open..."), "Ctrl+O", kFile},
        {"file.sample", T("Open the sa&mple"), "", kFile},
        {"file.paste", T("Open from the &clipboard"), "Ctrl+Shift+V", kFile},
        {"file.save", T("&Save"), "Ctrl+S", kFile},
        {"file.saveAs", T("Save &as..."), "Ctrl+Shift+S", kFile},
        {"file.export", T("&Export..."), "Ctrl+E", kFile},
        {"file.clearRecent", T("C&lear the list"), "", kFile},
        {"file.close", T("&Close photo"), "Ctrl+W", kFile},
        {"file.quit", T("&Quit"), "Ctrl+Q", kFile},
        {"edit.undo", T("&Undo"), "Ctrl+Z", kEdit},
        {"edit.redo", T("&Redo"), "Ctrl+Shift+Z", kEdit},
        {"edit.copy", T("&Copy picture"), "Ctrl+C", kEdit},
        {"edit.paste", T("&Paste picture"), "Ctrl+V", kEdit},
        {"edit.rotateLeft", T("Rotate &left"), "Ctrl+Shift+L", kEdit},
        {"edit.rotateRight", T("Rotate &right"), "Ctrl+Shift+R", kEdit},
        {"edit.flipHorizontal", T("Flip &horizontally"), "", kEdit},
        {"edit.flipVertical", T("Flip &vertically"), "", kEdit},
        {"edit.resize", T("Re&size..."), "Ctrl+Alt+I", kEdit},
        {"edit.preferences", T("Pre&ferences..."), "Ctrl+,", kEdit},
        {"view.zoomIn", T("Zoom &in"), "Ctrl++", kView},
        {"view.zoomOut", T("Zoom &out"), "Ctrl+-", kView},
        {"view.fit", T("&Fit the window"), "Ctrl+0", kView},
        {"view.actual", T("&Actual pixels"), "Ctrl+1", kView},
        {"view.original", T("Show the original &while held"), "\\", kView, Hold},
        {"view.split", T("&Split before and after"), "Y", kView, Check},
        {"view.overlay", T("Mask o&verlay"), "Q", kView, Check},
        {"view.gallery", T("&Gallery"), "G", kView, Check},
        {"view.fullScreen", T("F&ull screen"), "F11", kView, Check},
        {"mask.brush", T("&Brush"), "B", kMask, Check},
        {"mask.eraser", T("&Eraser"), "E", kMask, Check},
        {"mask.lasso", T("&Lasso"), "L", kMask, Check},
        {"mask.rectangle", T("&Rectangle"), "U", kMask, Check},
        {"mask.swap", T("S&wap brush and eraser"), "X", kMask},
        {"mask.smaller", T("Smaller brush"), "[", kMask},
        {"mask.larger", T("Larger brush"), "]", kMask},
        {"mask.softer", T("Softer brush"), "Shift+[", kMask},
        {"mask.harder", T("Harder brush"), "Shift+]", kMask},
        {"mask.invert", T("&Invert"), "Ctrl+I", kMask},
        {"mask.clear", T("&Clear"), "Del", kMask},
        {"mask.grow", T("&Grow"), "Ctrl+Shift+Up", kMask},
        {"mask.shrink", T("S&hrink"), "Ctrl+Shift+Down", kMask},
        {"mask.feather", T("&Feather"), "Ctrl+Shift+F", kMask},
        {"mask.import", T("I&mport mask..."), "", kMask},
        {"mask.export", T("E&xport mask..."), "", kMask},
        {"tool.instruct", T("&Instruct"), "Alt+1", kTools, Check},
        {"tool.erase", T("&Erase"), "Alt+2", kTools, Check},
        {"tool.restore", T("&Restore"), "Alt+3", kTools, Check},
        {"tool.cartoon", T("&Cartoon"), "Alt+4", kTools, Check},
        {"tool.animate", T("&Animate"), "Alt+5", kTools, Check},
        {"tool.crop", T("C&rop and rotate"), "Alt+6", kTools, Check},
        {"tool.adjust", T("A&djust"), "Alt+7", kTools, Check},
        {"run.run", T("&Run"), "Ctrl+Return", kRun},
        {"run.cancel", T("&Cancel"), "Esc", kRun},
        {"run.pause", T("&Pause the queue"), "", kRun, Check},
        {"run.queue", T("Show the &queue"), "Ctrl+J", kRun},
        {"run.instruction", T("Go to the &instruction"), "Ctrl+L", kRun},
        {"help.guide", T("&Quick guide"), "F1", kHelp},
        {"help.keys", T("&Keys"), "?", kHelp},
        {"help.about", T("&About Tintype"), "", kHelp},
    };
}

#undef T

}  // namespace

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
        if (spec.kind != ActionKind::Hold) m_actions.value(id)->setShortcut(key);
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
