#include "ui/panels/crop_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "ui/icon.h"

namespace tintype::ui {
namespace {

struct Ratio {
    const char* text;
    double value;  // -1: the photo's own
};
constexpr Ratio kRatios[] = {{"", 0},          {"", -1},          {"1 : 1", 1},        {"4 : 3", 4.0 / 3},
                             {"3 : 2", 1.5},   {"16 : 9", 16.0 / 9}, {"3 : 4", 0.75},  {"2 : 3", 2.0 / 3},
                             {"9 : 16", 9.0 / 16}, {"4 : 5", 0.8}};
constexpr image::Turn kTurns[] = {image::Turn::Left, image::Turn::Right, image::Turn::FlipHorizontal,
                                  image::Turn::FlipVertical};

}  // namespace

CropPanel::CropPanel(QWidget* parent)
    : ToolPanel(parent), m_ratioName(new QLabel), m_ratio(new QComboBox), m_straighten(new SliderRow({-45, 45, 0, 0.1, 1})),
      m_summary(new QLabel), m_apply(new QPushButton), m_cancel(new QPushButton) {
    for (const Ratio& ratio : kRatios) m_ratio->addItem(QString::fromLatin1(ratio.text), ratio.value);
    m_ratioName->setBuddy(m_ratio);
    auto* ratios = new QHBoxLayout;
    ratios->addWidget(m_ratioName, 1);
    ratios->addWidget(m_ratio);
    auto* turns = new QHBoxLayout;
    turns->setSpacing(4);
    const char* const icons[] = {"rotate-left", "rotate-right", "flip-horizontal", "flip-vertical"};
    for (int i = 0; i < 4; ++i) {
        auto* button = new QToolButton;
        button->setProperty("role", "button");
        button->setIcon(icon(QLatin1String(icons[i])));
        button->setIconSize(QSize(20, 20));
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QToolButton::clicked, this, [this, i] { Q_EMIT turnRequested(kTurns[i]); });
        turns->addWidget(button);
        m_turns.push_back(button);
    }
    m_straighten->setSuffix(QStringLiteral("\u00b0"));
    m_summary->setProperty("role", "quiet");
    m_apply->setProperty("role", "accent");
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_apply, 1);
    column()->addLayout(ratios);
    column()->addLayout(turns);
    column()->addWidget(m_straighten);
    column()->addWidget(m_summary);
    column()->addLayout(buttons);
    column()->addStretch(1);
    connect(m_ratio, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT ratioChanged(ratio()); });
    connect(m_straighten, &SliderRow::valueChanged, this, [this](double degrees) {
        updateButtons();
        Q_EMIT straightenChanged(degrees);
    });
    connect(m_apply, &QPushButton::clicked, this, [this] {
        const double turned = degrees();
        m_straighten->reset();
        Q_EMIT applied(turned);
    });
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_straighten->reset();
        Q_EMIT cancelled();
    });
    retranslate();
    updateButtons();
}

QString CropPanel::title() const { return tr("Crop and rotate"); }
void CropPanel::entered() { Q_EMIT shown(true); }

void CropPanel::left() {
    m_straighten->reset();
    Q_EMIT shown(false);
}

double CropPanel::ratio() const {
    const double value = m_ratio->currentData().toDouble();
    return value >= 0 ? value : m_photo.empty() ? 0 : double(m_photo.width) / m_photo.height;
}

void CropPanel::setPhotoSize(const Size& size) {
    m_photo = size;
    setFrame({0, 0, size.width, size.height});
}

void CropPanel::setFrame(const Rect& frame) {
    m_frame = frame;
    updateButtons();
}

void CropPanel::updateButtons() {
    const bool part = !m_frame.empty() && Size{m_frame.width, m_frame.height} != m_photo;
    const bool any = part || degrees() != 0;
    m_apply->setEnabled(any && !m_photo.empty());
    m_apply->setToolTip(m_photo.empty() ? tr("Open a photo first.")
                        : any           ? tr("Cut the photo to the frame")
                                        : tr("Move the frame's edges or the straighten slider first."));
    m_cancel->setEnabled(any);
    for (QToolButton* button : m_turns) button->setEnabled(!m_photo.empty());
    m_summary->setVisible(!m_photo.empty());
    m_summary->setText(tr("%1 x %2 pixels").arg(m_frame.width).arg(m_frame.height));
}

void CropPanel::retranslate() {
    m_ratioName->setText(tr("Ratio"));
    m_ratio->setAccessibleName(tr("Ratio of the crop frame"));
    m_ratio->setItemText(0, tr("Free"));
    m_ratio->setItemText(1, tr("As the photo"));
    const QString tips[] = {tr("Rotate left"), tr("Rotate right"), tr("Flip horizontally"), tr("Flip vertically")};
    for (int i = 0; i < 4; ++i) {
        m_turns[i]->setToolTip(tips[i]);
        m_turns[i]->setAccessibleName(tips[i]);
    }
    m_straighten->setTexts(tr("Straighten"), tr("Turns the photo and cuts the empty corners away."));
    m_apply->setText(tr("Apply"));
    m_cancel->setText(tr("Cancel"));
    updateButtons();
}

}  // namespace tintype::ui
