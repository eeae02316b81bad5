#include "ui/panels/restore_panel.h"

#include <QCheckBox>
#include <QLabel>
#include <algorithm>
#include <cmath>

#include "core/builtin/regions.h"
#include "core/image/transform.h"
#include "ui/canvas/canvas_view.h"
#include "ui/panels/face_chips.h"
#include "ui/qt_text.h"

namespace tintype::ui {
namespace {

constexpr std::uint64_t kLayerBytes = std::uint64_t(256) << 20;
constexpr double kAlike = 0.85;

// Of the area that either covers.
double overlap(const Rect& a, const Rect& b) {
    const Rect both = intersect(a, b);
    const auto area = [](const Rect& rect) { return rect.empty() ? 0.0 : double(rect.width) * rect.height; };
    return area(both) / std::max(1.0, area(a) + area(b) - area(both));
}

}  // namespace

RestorePanel::RestorePanel(document::Document& document, CanvasView& canvas, Background& background, QWidget* parent)
    : ToolPanel(parent), m_document(document), m_canvas(canvas), m_background(background),
      m_strength(new SliderRow({0, 1, 0.7, 0.05, 2})), m_state(new QLabel), m_chips(new FaceChips), m_alike(new QCheckBox),
      m_upscale(new QCheckBox), m_liveNote(new QLabel) {
    m_state->setWordWrap(true);
    m_liveNote->setWordWrap(true);
    m_liveNote->setProperty("role", "quiet");
    m_liveNote->hide();
    m_alike->setChecked(true);
    m_alike->hide();
    for (QWidget* part : {static_cast<QWidget*>(m_strength), static_cast<QWidget*>(m_liveNote), static_cast<QWidget*>(m_state),
                          static_cast<QWidget*>(m_chips), static_cast<QWidget*>(m_alike), static_cast<QWidget*>(m_upscale)})
        column()->addWidget(part);
    column()->addStretch(1);
    connect(m_strength, &SliderRow::valueChanged, m_chips, &FaceChips::setAllStrengths);
    connect(m_strength, &SliderRow::settled, this, &RestorePanel::mixSettled);
    connect(m_upscale, &QCheckBox::toggled, this, &ToolPanel::changed);
    connect(m_alike, &QCheckBox::toggled, this, &RestorePanel::facesChanged);
    connect(m_alike, &QCheckBox::clicked, this, &RestorePanel::mixSettled);
    connect(m_chips, &FaceChips::changed, this, &RestorePanel::facesChanged);
    connect(m_chips, &FaceChips::settled, this, &RestorePanel::mixSettled);
    connect(&m_document, &document::Document::opened, this, [this] {
        m_known = false;
        m_chips->setFaces({}, 0);
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
    edits::Restore work;
    work.photo = photo;
    Found found{edits::searchFaces({work, {}}), {}};
    std::vector<Rect> boxes;
    for (const edits::FoundFace& face : found.faces.faces) boxes.push_back(face.box);
    found.thumbnails = cut(photo, boxes);
    return found;
}

RestorePanel::Thumbnails RestorePanel::cut(const image::Image& photo, const std::vector<Rect>& boxes) {
    Thumbnails thumbnails;
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
        if (outcome.value) showFound(*outcome.value);
        showState();
    });
    showState();
}

void RestorePanel::showFound(const Found& found) {
    std::vector<FaceChips::Face> faces;
    for (std::size_t i = 0; i < found.faces.faces.size(); ++i) {
        const edits::FoundFace& face = found.faces.faces[i];
        faces.push_back({face.box, found.thumbnails[i], translated(edits::nameOf(face.flaw))});
    }
    m_byNetwork = found.faces.byNetwork;
    m_problem = translated(found.faces.problem);
    m_chips->setFaces(faces, m_strength->value());
}

void RestorePanel::facesChanged() {
    showBoxes();
    Q_EMIT changed();
    if (m_live) Q_EMIT mixChanged(std::get<edits::Restore>(*work({})));
}

void RestorePanel::setRestored(const std::vector<pipelines::RestoredFace>& faces, Size photo) {
    m_shownFor = m_document.isOpen() ? m_document.picture().data() : nullptr;
    std::vector<FaceChips::After> after;
    for (const Rect& box : m_chips->boxes()) {
        const auto by = [&](const auto& a, const auto& b) { return overlap(edits::boxOf(a.face, photo), box) < overlap(edits::boxOf(b.face, photo), box); };
        const auto best = std::max_element(faces.begin(), faces.end(), by);
        FaceChips::After made;
        if (best != faces.end() && !best->before.empty() && overlap(edits::boxOf(best->face, photo), box) > 0.5) {
            made.before = toQImage(best->before);
            made.after = toQImage(best->after);
            made.remark = remarkOn(*best);
        }
        after.push_back(made);
    }
    m_chips->setAfter(after);
}

QString RestorePanel::remarkOn(const pipelines::RestoredFace& face) const {
    if (face.state == pipelines::FaceState::LeftOut) return tr("Left as it is: it would no longer look like itself.");
    if (face.strength < face.wanted) return tr("Lowered to %1% to stay alike.").arg(std::lround(100 * face.strength));
    return tr("Likeness %1%").arg(std::lround(100 * face.likeness));
}

void RestorePanel::setLive(bool live) {
    m_live = live;
    m_liveNote->setVisible(live);
}

void RestorePanel::setEngine(const edits::Need& need) {
    m_alike->setVisible(!need.builtIn);
    const bool another = m_builtIn && *m_builtIn != need.builtIn;
    m_builtIn = need.builtIn;
    if (!another || !m_known || m_looking) return;
    m_known = false;
    look();
}

void RestorePanel::pictureChanged() {
    if (!m_document.isOpen()) return;
    if (m_document.picture().size() != m_knownSize) {
        m_known = false;
        m_chips->setFaces({}, 0);
        if (m_inView && !m_looking) look();
        return;
    }
    if (!m_known || m_chips->count() == 0) return;
    m_background.run(this, [photo = m_document.picture(), boxes = m_chips->boxes()] { return cut(photo, boxes); },
                     [this, pixels = m_document.picture().data()](const Outcome<Thumbnails>& outcome) {
                         if (!outcome.value || !m_known || m_shownFor == pixels) return;
                         std::vector<FaceChips::After> after;
                         for (const QImage& picture : *outcome.value) after.push_back({{}, picture, {}});
                         m_chips->setAfter(after);
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
    const int count = m_chips->count();
    if (m_looking) m_state->setText(tr("Looking for faces..."));
    else if (!m_document.isOpen()) m_state->setText(tr("Faces show here when a photo is open."));
    else if (count == 0 && !m_byNetwork && !builtin::cascadesInstalled()) m_state->setText(tr("Faces cannot be found here: the package opencv-data is missing."));
    else if (count == 0) m_state->setText(tr("No face was found."));
    else m_state->setText(tr("%n face(s) found. Untick those that should stay as they are.", nullptr, count));
    if (!m_looking && !m_problem.isEmpty()) m_state->setText(m_state->text() + QLatin1Char('\n') + m_problem);
    Q_EMIT changed();
}

std::optional<edits::Work> RestorePanel::work(const QString&) const {
    edits::Restore work;
    work.strength = m_strength->value();
    work.likeness = m_alike->isChecked() ? kAlike : 0.0;
    work.upscale = m_upscale->isChecked() ? 2 : 1;
    work.layerBytes = kLayerBytes;
    if (!m_known || m_chips->count() == 0) return work;
    work.faces.emplace();
    const std::vector<bool> ticked = m_chips->ticked();
    const std::vector<double> strengths = m_chips->strengths();
    // An unticked face is a face at no strength: it is kept as it is even where a ticked one reaches it.
    for (std::size_t i = 0; i < ticked.size(); ++i) {
        work.faces->push_back(m_chips->boxes()[i]);
        work.faceStrengths.push_back(ticked[i] ? strengths[i] : 0.0);
    }
    return work;
}

QString RestorePanel::obstacle(const QString&) const {
    if (m_looking) return tr("Faces are still being looked for.");
    if (m_known && m_chips->count() == 0) return tr("No face was found.");
    const std::vector<bool> ticked = m_chips->ticked();
    if (m_chips->count() > 0 && m_chips->restorable() == 0) return tr("None of these faces can be restored.");
    const bool none = !ticked.empty() && std::none_of(ticked.begin(), ticked.end(), [](bool on) { return on; });
    return none && !m_upscale->isChecked() ? tr("Tick at least one face first.") : QString();
}

bool RestorePanel::setWork(const edits::Work& work) {
    const auto* past = std::get_if<edits::Restore>(&work);
    if (!past) return false;
    m_strength->setValue(past->strength);
    m_upscale->setChecked(past->upscale == 2);
    m_alike->setChecked(past->likeness > 0);
    return true;
}

QJsonObject RestorePanel::values() const {
    return {{QStringLiteral("strength"), m_strength->value()}, {QStringLiteral("upscale"), m_upscale->isChecked()},
            {QStringLiteral("alike"), m_alike->isChecked()}};
}

void RestorePanel::setValues(const QJsonObject& values) {
    m_strength->setValue(values.value(QStringLiteral("strength")).toDouble(0.7));
    m_upscale->setChecked(values.value(QStringLiteral("upscale")).toBool());
    m_alike->setChecked(values.value(QStringLiteral("alike")).toBool(true));
}

void RestorePanel::retranslate() {
    m_strength->setTexts(tr("Strength"), tr("For all faces; each has its own slider below."));
    m_upscale->setText(tr("Also enlarge twice"));
    m_alike->setText(tr("Keep faces like themselves"));
    m_alike->setToolTip(tr("A face's strength is lowered until it looks enough like before."));
    m_liveNote->setText(tr("Move the sliders to mix these faces anew: no run is needed."));
    showState();
}

}  // namespace tintype::ui
