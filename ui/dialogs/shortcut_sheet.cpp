#include "ui/dialogs/shortcut_sheet.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/actions.h"

namespace tintype::ui {
namespace {

QLabel* plain(const QString& text, const char* role = nullptr) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    if (role) label->setProperty("role", role);
    return label;
}

}  // namespace

ShortcutSheet::ShortcutSheet(const Actions& actions, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keys"));
    auto* page = new QWidget;
    auto* columns = new QHBoxLayout(page);
    columns->setSpacing(28);
    QGridLayout* grid = nullptr;
    const char* group = nullptr;
    constexpr int kRowsAColumn = 26;
    const auto newColumn = [&] {
        auto* box = new QVBoxLayout;
        grid = new QGridLayout;
        grid->setHorizontalSpacing(24);
        grid->setVerticalSpacing(4);
        box->addLayout(grid);
        box->addStretch(1);
        columns->addLayout(box);
    };
    const auto addKey = [&](const QString& text, const QString& key) {
        const int row = grid->rowCount();
        grid->addWidget(plain(text), row, 0);
        grid->addWidget(plain(key, "heading"), row, 1, Qt::AlignRight);
    };
    newColumn();
    for (const ActionSpec& spec : Actions::specs()) {
        const QKeySequence key = actions.key(QLatin1String(spec.id));
        if (key.isEmpty()) continue;
        if (spec.group != group) {
            if (grid->rowCount() > kRowsAColumn) newColumn();
            group = spec.group;
            if (grid->rowCount() > 1) grid->setRowMinimumHeight(grid->rowCount(), 12);
            grid->addWidget(plain(Actions::groupText(group), "quiet"), grid->rowCount(), 0, 1, 2);
        }
        addKey(Actions::plainText(QCoreApplication::translate("Actions", spec.text)), key.toString(QKeySequence::NativeText));
    }
    grid->addWidget(plain(tr("Mouse"), "quiet"), grid->rowCount(), 0, 1, 2);
    addKey(tr("Pan"), tr("Space or middle button"));
    addKey(tr("Zoom"), tr("Ctrl+wheel"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    scroll->setAccessibleName(tr("Keys"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* column = new QVBoxLayout(this);
    column->addWidget(plain(tr("Every key can be changed in Edit, Preferences."), "quiet"));
    column->addWidget(scroll, 1);
    column->addWidget(buttons);
    resize(1000, 680);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

}  // namespace tintype::ui
