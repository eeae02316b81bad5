#include "app/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace tintype::app {

void LanguageSwitch::choose(ui::Language language) {
    QCoreApplication::removeTranslator(&m_program);
    QCoreApplication::removeTranslator(&m_qt);
    const bool chinese = language == ui::Language::Chinese ||
                         (language == ui::Language::System && QLocale::system().language() == QLocale::Chinese);
    QLocale::setDefault(chinese ? QLocale(QLocale::Chinese, QLocale::China)
                        : language == ui::Language::English ? QLocale(QLocale::English, QLocale::UnitedStates)
                                                            : QLocale::system());
    if (!chinese) {
        if (m_program.load(QStringLiteral(":/translations/tintype_en.qm"))) QCoreApplication::installTranslator(&m_program);
        return;
    }
    if (m_qt.load(QStringLiteral("qtbase_zh_CN"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    if (m_program.load(QStringLiteral(":/translations/tintype_zh_CN.qm"))) QCoreApplication::installTranslator(&m_program);
}

}  // namespace tintype::app
