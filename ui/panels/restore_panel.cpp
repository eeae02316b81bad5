#include "ui/panels/restore_panel.h"

#include <QCheckBox>
#include <QLabel>
#include <algorithm>

#include "core/builtin/regions.h"
#include "core/image/transform.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/face_chips.h"
#include "ui/qt_text.h"

namespace tintype::ui {

RestorePanel::RestorePanel(document::Document& document, CanvasView& canvas, Background& background, QWidget* parent)
    : ToolPanel(parent), m_document(document), m_canvas(canvas), m_background(background),
      m_strength(new SliderRow({0, 1, 0.7, 0.05, 2})), m_state(new QLabel), m_chips(new FaceChips),
      m_upscale(new QCheckBox) {
    m_state->setWordWrap(true);
    column()->addWidget(m_strength);
    column()->addWidget(m_state);
    column()->addWidget(m_chips);
    column()->addWidget(m_upscale);
    column()->addStretch(1);
    connect(m_strength, &SliderRow::valueChanged, this, [this](double strength) {
        m_chips->setAllStrengths(strength);
        Q_EMIT changed();
    });
    connect(m_upscale, &QCheckBox::toggled, this, &ToolPanel::changed);
    connect(m_chips, &FaceChips::changed, this, [this] {
        showBoxes();
        Q_EMIT changed();
    });
    connect(&m_document, &document::Document::opened, this, [this] {
        m_known = false;
        m_chips->setFaces({}, {}, 0);
        if (m_inView) look();
    });
    connect(&m_document, &document::Document::pictureChanged, this, &RestorePanel::pictureChanged);
    connect(&m_canvas, &CanvasView::boxClicked, this, [this](int index) {
        if (m_inView) m_chips->toggle(index);
    });
    retranslate();
}

QString RestorePanel::title() const { return tr("Restore"); }
QString RestorePanel::modelHint() const { return tr("GPEN rebuilds faces it cannot see well"); }

RestorePanel::Found RestorePanel::find(const image::Image& photo) {
    Found found;
    for (const builtin::Face& face : builtin::findFaces(photo)) found.boxes.push_back(face.box);
    found.thumbnails = cut(photo, found.boxes);
    return found;
}

std::vector<QImage> RestorePanel::cut(const image::Image& photo, const std::vector<Rect>& boxes) {
    std::vector<QImage> thumbnails;
    for (const Rect& box : boxes) {
        const Rect inside = intersect(box, {0, 0, photo.width(), photo.height()});
        if (inside.empty()) {
            thumbnails.emplace_back();
            continue;
        }
        const image::Image face = image::crop(photo, inside);
        thumbnails.push_back(toQImage(image::resized(face, fitLongSide(face.size(), 128))));
    }
    return thumbnails;
}

void RestorePanel::look() {
    if (!m_document.isOpen()) return showState();
    m_looking = true;
    const image::Image photo = m_document.picture();
    m_background.run(this, [photo] { return find(photo); }, [this, pixels = photo.data()](const Outcome<Found>& outcome) {
        m_looking = false;
        if (!m_document.isOpen()) return showState();
        if (m_document.picture().data() != pixels) return look();
        m_known = true;
        m_knownSize = m_document.picture().size();
        if (outcome.value) m_chips->setFaces(outcome.value->boxes, outcome.value->thumbnails, m_strength->value());
        showState();
    });
    showState();
}

void RestorePanel::pictureChanged() {
    if (!m_document.isOpen()) return;
    if (m_document.picture().size() != m_knownSize) {
        m_known = false;
        m_chips->setFaces({}, {}, 0);
        if (m_inView && !m_looking) look();
        return;
    }
    if (!m_known || m_chips->count() == 0) return;
    m_background.run(this, [photo = m_document.picture(), boxes = m_chips->boxes()] { return cut(photo, boxes); },
                     [this](const Outcome<std::vector<QImage>>& outcome) {
                         if (outcome.value && m_known) m_chips->setAfter(*outcome.value);
                     });
}

void RestorePanel::entered() {
    m_inView = true;
    if (!m_known && !m_looking) look();
    showBoxes();
}

void RestorePanel::left() {
    m_inView = false;
    m_canvas.setBoxes({}, {});
}

void RestorePanel::showBoxes() {
    if (m_inView) m_canvas.setBoxes(m_chips->boxes(), m_chips->ticked());
}

void RestorePanel::showState() {
    if (m_looking) m_state->setText(tr("Looking for faces..."));
    else if (!m_document.isOpen()) m_state->setText(tr("Faces show here when a photo is open."));
    else if (!builtin::cascadesInstalled()) m_state->setText(tr("Faces cannot be found here: the package opencv-data is missing. The whole photo is restored."));
    else if (m_chips->count() == 0) m_state->setText(tr("No face was found. The whole photo is restored."));
    else m_state->setText(tr("%n face(s) found. Untick those that should stay as they are.", nullptr, m_chips->count()));
    Q_EMIT changed();
}

std::optional<edits::Work> RestorePanel::work(const QString&) const {
    edits::Restore work;
    work.strength = m_strength->value();
    work.upscale = m_upscale->isChecked() ? 2 : 1;
    if (!m_known || m_chips->count() == 0) return work;
    work.faces.emplace();
    const std::vector<bool> ticked = m_chips->ticked();
    const std::vector<double> strengths = m_chips->strengths();
    for (std::size_t i = 0; i < ticked.size(); ++i) {
        if (!ticked[i]) continue;
        work.faces->push_back(m_chips->boxes()[i]);
        work.faceStrengths.push_back(strengths[i]);
    }
    return work;
}

QString RestorePanel::obstacle(const QString&) const {
    if (m_looking) return tr("Faces are still being looked for.");
    const std::vector<bool> ticked = m_chips->ticked();
    const bool none = !ticked.empty() && std::none_of(ticked.begin(), ticked.end(), [](bool on) { return on; });
    return none && !m_upscale->isChecked() ? tr("Tick at least one face first.") : QString();
}

bool RestorePanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Restore>(&work);
    if (!past) return false;
    m_strength->setValue(past->strength);
    m_upscale->setChecked(past->upscale == 2);
    return true;
}

QJsonObject RestorePanel::values() const {
    return {{QStringLiteral("strength"), m_strength->value()}, {QStringLiteral("upscale"), m_upscale->isChecked()}};
}

void RestorePanel::setValues(const QJsonObject& values) {
    m_strength->setValue(values.value(QStringLiteral("strength")).toDouble(0.7));
    m_upscale->setChecked(values.value(QStringLiteral("upscale")).toBool());
}

void RestorePanel::retranslate() {
    m_strength->setTexts(tr("Strength"), tr("For all faces; each has its own slider below."));
    m_upscale->setText(tr("Also enlarge twice"));
    showState();
}

}  // namespace tintype::ui
