// Slow operations on the mask (invert, grow, feather...) on a background thread: the document takes the
// result as one undo step. One at a time; a result that no longer suits the document is dropped.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <functional>

#include "core/document/document.h"

namespace tintype::ui {

class MaskWork : public QObject {
    Q_OBJECT

public:
    using Operation = std::function<image::Mask(const image::Mask&)>;

    explicit MaskWork(QObject* parent = nullptr);
    ~MaskWork() override;

    bool busy() const { return m_busy; }
    // `name` is the translated undo name. Ignored while busy or where no photo is open.
    void run(document::Document& document, Operation operation, const QString& name);

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    void setBusy(bool busy);

    bool m_busy = false;
    QThreadPool m_pool;
};

}  // namespace tintype::ui
