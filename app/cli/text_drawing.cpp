#include "app/cli/text_drawing.h"

#include <QGuiApplication>

namespace tintype::cli {

TextDrawing::TextDrawing() {
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    qputenv("QT_QPA_PLATFORM", "offscreen");
    m_application = std::make_unique<QGuiApplication>(m_count, m_names);
}

TextDrawing::~TextDrawing() = default;

}  // namespace tintype::cli
