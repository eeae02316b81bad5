#include "ui/panels/face_chips.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QSlider>
#include <cmath>

namespace tintype::ui {
namespace {

constexpr int kSide = 44;

QPixmap faceOf(const QImage& thumbnail, double ratio) {
    const int side = static_cast<int>(std::lround(kSide * ratio));
    QPixmap pixmap = QPixmap::fromImage(
        thumbnail.scaled(side, side, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation).copy(0, 0, side, side));
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

}  // namespace

FaceChips::FaceChips(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
}

void FaceChips::setFaces(const std::vector<Rect>& boxes, const std::vector<QImage>& thumbnails, double strength) {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_chips.clear();
    m_boxes = boxes;
    for (std::size_t i = 0; i < boxes.size(); ++i) addChip(static_cast<int>(i), thumbnails[i], strength);
    Q_EMIT changed();
}

void FaceChips::addChip(int index, const QImage& thumbnail, double strength) {
    auto* row = new QWidget;
    Chip chip{new QCheckBox(tr("Face %1").arg(index + 1)), new QLabel, new QLabel, new QSlider(Qt::Horizontal)};
    chip.tick->setChecked(true);
    chip.before->setPixmap(faceOf(thumbnail, devicePixelRatioF()));
    chip.before->setAccessibleName(tr("Face %1 before").arg(index + 1));
    chip.before->setToolTip(tr("Before"));
    chip.after->hide();
    chip.strength->setRange(0, 100);
    chip.strength->setValue(static_cast<int>(std::lround(strength * 100)));
    chip.strength->setAccessibleName(tr("Strength for face %1").arg(index + 1));
    chip.strength->setToolTip(chip.strength->accessibleName());
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(chip.before);
    line->addWidget(chip.after);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(chip.tick);
    column->addWidget(chip.strength);
    line->addLayout(column, 1);
    m_rows->addWidget(row);
    connect(chip.tick, &QCheckBox::toggled, chip.strength, &QSlider::setEnabled);
    connect(chip.tick, &QCheckBox::toggled, this, &FaceChips::changed);
    connect(chip.strength, &QSlider::valueChanged, this, &FaceChips::changed);
    m_chips.push_back(chip);
}

void FaceChips::setAfter(const std::vector<QImage>& thumbnails) {
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const bool there = i < thumbnails.size() && !thumbnails[i].isNull();
        m_chips[i].after->setVisible(there);
        if (!there) continue;
        m_chips[i].after->setPixmap(faceOf(thumbnails[i], devicePixelRatioF()));
        m_chips[i].after->setToolTip(tr("After"));
        m_chips[i].after->setAccessibleName(tr("Face %1 after").arg(i + 1));
    }
}

void FaceChips::setAllStrengths(double strength) {
    for (const Chip& chip : m_chips) chip.strength->setValue(static_cast<int>(std::lround(strength * 100)));
}

void FaceChips::toggle(int index) {
    if (index >= 0 && index < count()) m_chips[index].tick->toggle();
}

std::vector<bool> FaceChips::ticked() const {
    std::vector<bool> ticked;
    for (const Chip& chip : m_chips) ticked.push_back(chip.tick->isChecked());
    return ticked;
}

std::vector<double> FaceChips::strengths() const {
    std::vector<double> strengths;
    for (const Chip& chip : m_chips) strengths.push_back(chip.strength->value() / 100.0);
    return strengths;
}

}  // namespace tintype::ui
