#include "ui/panels/face_chips.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QSlider>
#include <algorithm>
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

void setRemark(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

}  // namespace

FaceChips::FaceChips(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this)) {
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(4);
}

void FaceChips::setFaces(const std::vector<Face>& faces, double strength) {
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_chips.clear();
    m_boxes.clear();
    for (const Face& face : faces) {
        m_boxes.push_back(face.box);
        addChip(static_cast<int>(m_chips.size()), face, strength);
    }
    Q_EMIT changed();
}

void FaceChips::addChip(int index, const Face& face, double strength) {
    auto* row = new QWidget;
    const QString name = tr("Face %1").arg(index + 1);
    Chip chip{new QCheckBox(name), new QLabel, new QLabel, new QLabel, new QSlider(Qt::Horizontal)};
    chip.tick->setChecked(face.flaw.isEmpty());
    chip.tick->setEnabled(face.flaw.isEmpty());
    chip.before->setPixmap(faceOf(face.thumbnail, devicePixelRatioF()));
    chip.before->setAccessibleName(tr("Face %1 before").arg(index + 1));
    chip.before->setToolTip(tr("Before"));
    chip.after->hide();
    chip.remark->setProperty("role", "quiet");
    chip.remark->setTextFormat(Qt::PlainText);
    chip.remark->setWordWrap(true);
    chip.strength->setRange(0, 100);
    chip.strength->setValue(static_cast<int>(std::lround(strength * 100)));
    chip.strength->setAccessibleName(tr("Strength for face %1").arg(index + 1));
    chip.strength->setToolTip(chip.strength->accessibleName());
    chip.strength->setVisible(face.flaw.isEmpty());
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(chip.before, 0, Qt::AlignTop);
    line->addWidget(chip.after, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(chip.tick);
    column->addWidget(chip.remark);
    column->addWidget(chip.strength);
    line->addLayout(column, 1);
    m_rows->addWidget(row);
    setRemark(chip.remark, face.flaw.isEmpty() ? QString() : tr("Left as it is: %1").arg(face.flaw));
    connect(chip.tick, &QCheckBox::toggled, chip.strength, &QSlider::setEnabled);
    connect(chip.tick, &QCheckBox::toggled, this, &FaceChips::changed);
    connect(chip.tick, &QCheckBox::clicked, this, &FaceChips::settled);
    connect(chip.strength, &QSlider::valueChanged, this, [this, slider = chip.strength] {
        Q_EMIT changed();
        if (!slider->isSliderDown()) Q_EMIT settled();
    });
    connect(chip.strength, &QSlider::sliderReleased, this, &FaceChips::settled);
    m_chips.push_back(chip);
}

void FaceChips::setAfter(const std::vector<After>& after) {
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const Chip& chip = m_chips[i];
        if (!chip.tick->isEnabled()) continue;  // its flaw stays named
        const After made = i < after.size() ? after[i] : After{};
        setRemark(chip.remark, made.remark);
        chip.after->setVisible(!made.after.isNull());
        if (!made.before.isNull()) chip.before->setPixmap(faceOf(made.before, devicePixelRatioF()));
        if (made.after.isNull()) continue;
        chip.after->setPixmap(faceOf(made.after, devicePixelRatioF()));
        chip.after->setToolTip(tr("After"));
        chip.after->setAccessibleName(tr("Face %1 after").arg(i + 1));
    }
}

void FaceChips::setAllStrengths(double strength) {
    const bool blocked = blockSignals(true);
    for (const Chip& chip : m_chips) chip.strength->setValue(static_cast<int>(std::lround(strength * 100)));
    blockSignals(blocked);
    Q_EMIT changed();
}

void FaceChips::toggle(int index) {
    if (index >= 0 && index < count()) m_chips[static_cast<std::size_t>(index)].tick->click();  // nothing where it is disabled
}

int FaceChips::restorable() const {
    return static_cast<int>(std::count_if(m_chips.begin(), m_chips.end(), [](const Chip& chip) { return chip.tick->isEnabled(); }));
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
