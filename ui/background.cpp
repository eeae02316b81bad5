#include "ui/background.h"

namespace tintype::ui {

Background::Background(int threads, QObject* parent) : QObject(parent) { m_pool.setMaxThreadCount(threads); }

Background::~Background() {
    m_pool.clear();
    m_pool.waitForDone();
}

}  // namespace tintype::ui
