#include "ui/menus.h"

#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <system_error>
#include <vector>

#include "ui/actions.h"
#include "ui/commands.h"
#include "ui/intents.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

struct MenuSpec {
    const char* title;
    std::vector<const char*> entries;  // action ids; "" a line; "recent" the list of files
};

const std::vector<MenuSpec>& menuSpecs() {
    static const std::vector<MenuSpec> specs{
        {QT_TRANSLATE_NOOP("Menus", "&File"),
         {"file.open", "recent", "file.sample", "file.paste", "", "file.save", "file.saveAs", "file.export", "",
          "file.close", "file.quit"}},
        {QT_TRANSLATE_NOOP("Menus", "&Edit"),
         {"edit.undo", "edit.redo", "", "edit.copy", "edit.paste", "", "edit.rotateLeft", "edit.rotateRight",
          "edit.flipHorizontal", "edit.flipVertical", "tool.crop", "edit.resize", "tool.adjust", "",
          "edit.preferences"}},
        {QT_TRANSLATE_NOOP("Menus", "&View"),
         {"view.zoomIn", "view.zoomOut", "view.fit", "view.actual", "", "view.original", "view.split",
          "view.overlay", "", "view.gallery", "view.fullScreen"}},
        {QT_TRANSLATE_NOOP("Menus", "&Mask"),
         {"mask.brush", "mask.eraser", "mask.lasso", "mask.rectangle", "mask.swap", "", "mask.smaller", "mask.larger",
          "mask.softer", "mask.harder", "", "mask.invert", "mask.clear", "mask.grow", "mask.shrink", "mask.feather", "",
          "mask.import", "mask.export"}},
        {QT_TRANSLATE_NOOP("Menus", "&Run"),
         {"run.run", "run.cancel", "", "tool.instruct", "tool.erase", "tool.restore", "tool.cartoon", "tool.animate",
          "", "run.instruction", "run.queue", "run.pause"}},
        {QT_TRANSLATE_NOOP("Menus", "&Help"), {"help.guide", "help.keys", "", "help.about"}},
    };
    return specs;
}

void fillRecent(MainWindow& window, QMenu* menu) {
    menu->clear();
    for (const auto& file : window.recentFiles()) {
        QString text = toQString(file).replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* action = menu->addAction(menu->fontMetrics().elidedText(text, Qt::ElideMiddle, 480));
        std::error_code error;
        const bool there = std::filesystem::is_regular_file(file, error);
        action->setEnabled(there);
        if (!there) action->setText(QCoreApplication::translate("Menus", "%1 (missing)").arg(action->text()));
        QObject::connect(action, &QAction::triggered, &window, [&window, file] { openPhoto(window, file); });
    }
    if (menu->isEmpty()) menu->addAction(QCoreApplication::translate("Menus", "No recent photos"))->setEnabled(false);
    menu->addSeparator();
    menu->addAction(window.actions().at("file.clearRecent"));
}

}  // namespace

void buildMenus(MainWindow& window) {
    for (const MenuSpec& spec : menuSpecs()) {
        QMenu* menu = window.menuBar()->addMenu(QString());
        menu->setToolTipsVisible(true);
        for (const char* id : spec.entries) {
            if (!*id) {
                menu->addSeparator();
            } else if (qstrcmp(id, "recent") == 0) {
                QMenu* recent = menu->addMenu(QString());
                recent->setObjectName(QStringLiteral("RecentMenu"));
                QObject::connect(recent, &QMenu::aboutToShow, &window, [&window, recent] { fillRecent(window, recent); });
            } else {
                menu->addAction(window.actions().at(id));
            }
        }
    }
    retranslateMenus(window);
}

void retranslateMenus(MainWindow& window) {
    const auto actions = window.menuBar()->actions();
    for (std::size_t i = 0; i < menuSpecs().size(); ++i)
        actions[static_cast<int>(i)]->setText(QCoreApplication::translate("Menus", menuSpecs()[i].title));
    if (auto* recent = window.menuBar()->findChild<QMenu*>(QStringLiteral("RecentMenu")))
        recent->setTitle(QCoreApplication::translate("Menus", "Open &recent"));
}

}  // namespace tintype::ui
