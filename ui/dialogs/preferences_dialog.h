// Language, theme, memory for undo and for models, mask colour and keys.
#pragma once

#include <QDialog>

#include "ui/preferences.h"

class QComboBox;
class QPushButton;
class QSpinBox;

namespace tintype::ui {

class ShortcutEditor;

class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(const Preferences& preferences, QWidget* parent = nullptr);
    Preferences preferences() const;

private:
    QWidget* makeGeneral();
    void chooseColour();
    void showColour();

    Preferences m_before;
    QColor m_colour;
    QComboBox* m_language;
    QComboBox* m_theme;
    QSpinBox* m_undo;
    QSpinBox* m_model;
    QPushButton* m_overlay;
    ShortcutEditor* m_shortcuts;
};

}  // namespace tintype::ui
