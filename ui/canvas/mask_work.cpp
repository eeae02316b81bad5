#include "ui/canvas/mask_work.h"

#include <QPointer>
#include <optional>

namespace tintype::ui {

namespace {

// Nothing where the mask stays as it is. Out of memory is all that can go wrong here; then it stays, too.
std::optional<image::Mask> attempt(const MaskWork::Operation& operation, const image::Mask& mask) {
    try {
        image::Mask changed = operation(mask);
        if (changed == mask) return {};
        return changed;
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace

MaskWork::MaskWork(QObject* parent) : QObject(parent) {
    m_pool.setMaxThreadCount(1);
}

MaskWork::~MaskWork() {
    m_pool.waitForDone();
}

void MaskWork::run(document::Document& document, Operation operation, const QString& name) {
    if (m_busy || !document.isOpen()) return;
    setBusy(true);
    m_pool.start([this, target = QPointer(&document), before = document.mask(), operation, name]() mutable {
        std::optional<image::Mask> after = attempt(operation, before);
        QMetaObject::invokeMethod(
            this,
            [this, target, before, after = std::move(after), name] {
                setBusy(false);
                if (!target || !target->isOpen() || !after) return;
                if (target->mask().sharesAll(before)) target->replaceMask(*after, name);
            },
            Qt::QueuedConnection);
    });
}

void MaskWork::setBusy(bool busy) {
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

}  // namespace tintype::ui
