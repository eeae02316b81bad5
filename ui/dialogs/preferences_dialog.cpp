#include "ui/dialogs/preferences_dialog.h"

#include <QColorDialog>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QValidator>
#include <algorithm>

#include "ui/dialogs/shortcut_editor.h"

namespace tintype::ui {

namespace {

// A number of MiB, or nothing: then it is chosen automatically.
class MemoryField : public QSpinBox {
protected:
    QValidator::State validate(QString& text, int& position) const override {
        return bare(text).isEmpty() ? QValidator::Acceptable : QSpinBox::validate(text, position);
    }
    int valueFromText(const QString& text) const override {
        return bare(text).isEmpty() ? minimum() : QSpinBox::valueFromText(text);
    }

private:
    QString bare(QString text) const { return text.remove(suffix()).remove(specialValueText()).trimmed(); }
};

}  // namespace

PreferencesDialog::PreferencesDialog(const Preferences& preferences, QWidget* parent)
    : QDialog(parent), m_before(preferences), m_colour(preferences.overlay), m_language(new QComboBox),
      m_theme(new QComboBox), m_undo(new QSpinBox), m_model(new MemoryField), m_overlay(new QPushButton),
      m_shortcuts(new ShortcutEditor(preferences.shortcuts)) {
    setWindowTitle(tr("Preferences"));
    auto* tabs = new QTabWidget;
    tabs->addTab(makeGeneral(), tr("General"));
    tabs->addTab(m_shortcuts, tr("Keys"));
    m_shortcuts->setContentsMargins(12, 12, 12, 12);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
    resize(QSize(560, 480).boundedTo(screen()->availableSize() - QSize(16, 48)));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget* PreferencesDialog::makeGeneral() {
    m_language->addItem(tr("As the desktop"), static_cast<int>(Language::System));
    m_language->addItem(QStringLiteral("English"), static_cast<int>(Language::English));
    m_language->addItem(QStringLiteral("\u7b80\u4f53\u4e2d\u6587"), static_cast<int>(Language::Chinese));
    m_language->setCurrentIndex(m_language->findData(static_cast<int>(m_before.language)));
    m_theme->addItem(tr("As the desktop"), static_cast<int>(Theme::System));
    m_theme->addItem(tr("Light"), static_cast<int>(Theme::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(Theme::Dark));
    m_theme->addItem(tr("High contrast"), static_cast<int>(Theme::HighContrast));
    m_theme->setCurrentIndex(m_theme->findData(static_cast<int>(m_before.theme)));
    m_undo->setRange(64, 65536);
    m_undo->setSingleStep(128);
    m_undo->setSuffix(tr(" MiB"));
    m_undo->setValue(static_cast<int>(m_before.undoMemory >> 20));
    m_undo->setToolTip(tr("Older steps move to the disk when the history needs more than this."));
    m_model->setRange(0, static_cast<int>(kMostModelMemory >> 20));
    m_model->setSingleStep(512);
    m_model->setSuffix(tr(" MiB"));
    m_model->setSpecialValueText(tr("Automatic"));
    m_model->setValue(static_cast<int>(m_before.modelMemory >> 20));
    m_model->setToolTip(tr("The most memory a run may use. Empty: as much as is free."));
    m_model->setAccessibleName(tr("Memory for a run"));
    m_language->setAccessibleName(tr("Language"));
    m_theme->setAccessibleName(tr("Theme"));
    m_undo->setAccessibleName(tr("Memory for undo"));
    m_overlay->setAccessibleName(tr("Mask colour"));
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(12, 16, 12, 12);
    form->setVerticalSpacing(12);
    form->addRow(tr("Language"), m_language);
    form->addRow(tr("Theme"), m_theme);
    form->addRow(tr("Memory for undo"), m_undo);
    form->addRow(tr("Memory for a run"), m_model);
    form->addRow(tr("Mask colour"), m_overlay);
    showColour();
    connect(m_overlay, &QPushButton::clicked, this, &PreferencesDialog::chooseColour);
    return page;
}

void PreferencesDialog::chooseColour() {
    const QColor chosen = QColorDialog::getColor(m_colour, this, tr("Mask colour"), QColorDialog::ShowAlphaChannel);
    if (!chosen.isValid()) return;
    m_colour = chosen;
    showColour();
}

void PreferencesDialog::showColour() {
    QPixmap swatch(32, 16);
    swatch.fill(m_colour);
    m_overlay->setIcon(swatch);
    m_overlay->setText(m_colour.name());
}

Preferences PreferencesDialog::preferences() const {
    Preferences now = m_before;
    now.language = static_cast<Language>(m_language->currentData().toInt());
    now.theme = static_cast<Theme>(m_theme->currentData().toInt());
    now.undoMemory = quint64(m_undo->value()) << 20;
    const quint64 model = quint64(m_model->value()) << 20;
    now.modelMemory = model > 0 ? std::max(model, kLeastModelMemory) : 0;
    now.overlay = m_colour;
    now.shortcuts = m_shortcuts->changed();
    return now;
}

}  // namespace tintype::ui
