#include "ui/dialogs/about_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/icon.h"

namespace tintype::ui {
namespace {

QLabel* paragraph(const QString& text, const char* role = nullptr) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (role) label->setProperty("role", role);
    return label;
}

void finish(QDialog* dialog, QVBoxLayout* column) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(buttons);
    dialog->setMinimumWidth(440);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
}

}  // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("About Tintype"));
    auto* column = new QVBoxLayout(this);
    auto* picture = new QLabel;
    picture->setPixmap(icon(QStringLiteral("tintype")).pixmap(QSize(64, 64)));
    column->addWidget(picture);
    column->addWidget(paragraph(tr("Tintype %1").arg(QLatin1String(TINTYPE_VERSION)), "title"));
    column->addWidget(paragraph(tr("A photo editor that works on your own computer. Nothing is sent anywhere, and an "
                                   "original file is never written to.")));
    column->addWidget(paragraph(tr("Built with Qt %1, OpenCV, FFmpeg, Exiv2 and Little CMS.").arg(QLatin1String(qVersion())),
                                "quiet"));
    finish(this, column);
}

GuideDialog::GuideDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Quick guide"));
    auto* column = new QVBoxLayout(this);
    const std::pair<QString, QString> steps[] = {
        {tr("Say it"), tr("Open a photo, type what should change in the line below it, and press Return.")},
        {tr("Only here"), tr("Paint a mask with the brush (B). An edit then stays inside it; every other pixel stays exactly as it was.")},
        {tr("Make it go away"), tr("Choose Erase, paint over the thing, and run.")},
        {tr("Look at both"), tr("Hold \\ for the original, or press Y for before and after side by side.")},
        {tr("Take it back"), tr("Ctrl+Z takes back every step. Each result also stays in the gallery (G).")},
        {tr("Keep it"), tr("Ctrl+E exports a copy. The original file is never written to.")},
    };
    for (const auto& [title, text] : steps) {
        column->addWidget(paragraph(title, "heading"));
        column->addWidget(paragraph(text));
    }
    finish(this, column);
}

}  // namespace tintype::ui
