// The coming result over the picture while a job runs: inside the mask where there is one. Prepared on a
// background thread; the one before stays until the next is ready.
#pragma once

#include <QImage>
#include <QObject>
#include <QPainter>
#include <QThreadPool>

#include "core/image/mask.h"
#include "ui/canvas/viewport.h"

namespace tintype::ui {

class PreviewLayer : public QObject {
    Q_OBJECT

public:
    explicit PreviewLayer(QObject* parent = nullptr);
    ~PreviewLayer() override;

    // The screen's colour profile, for the pictures that follow; empty: sRGB.
    void setScreenProfile(const image::Bytes& icc) { m_screenProfile = icc; }
    // Any size of the picture's shape.
    void set(const image::Image& picture, const image::Mask& mask);
    void clear();
    bool pending() const { return m_pending > 0; }
    void draw(QPainter& painter, const Viewport& view, const QRect& device) const;

Q_SIGNALS:
    void updated();

private:
    image::Bytes m_screenProfile;
    QImage m_image;
    quint64 m_generation = 0;
    int m_pending = 0;
    QThreadPool m_pool;
};

}  // namespace tintype::ui
