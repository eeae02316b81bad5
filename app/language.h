// The window's language: loads and swaps the translators while the program runs.
#pragma once

#include <QObject>
#include <QTranslator>

#include "ui/preferences.h"

namespace tintype::app {

class LanguageSwitch : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    // Every widget hears of it by a LanguageChange event.
    void choose(ui::Language language);

private:
    QTranslator m_program;
    QTranslator m_qt;
};

}  // namespace tintype::app
