// Turns SIGTERM, SIGINT and SIGHUP into a signal of the event loop, so that the window ends in order when its
// session does. One at a time.
#pragma once

#include <QObject>

class QSocketNotifier;

namespace tintype::app {

class Termination : public QObject {
    Q_OBJECT

public:
    explicit Termination(QObject* parent = nullptr);
    ~Termination() override;

Q_SIGNALS:
    void requested();

private:
    int m_ends[2] = {-1, -1};
    QSocketNotifier* m_notifier = nullptr;
};

}  // namespace tintype::app
