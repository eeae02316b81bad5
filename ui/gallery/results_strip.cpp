#include "ui/gallery/results_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QProgressBar>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/gallery/item_delegate.h"
#include "ui/gallery/item_model.h"
#include "ui/icon.h"

namespace tintype::ui {

namespace {

constexpr int kSide = 84;
constexpr int kCompactSide = 48;

QToolButton* stripButton(const char* name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(icon(QLatin1String(name)));
    button->setAutoRaise(true);
    button->setObjectName(QLatin1String("strip_") + QLatin1String(name));
    return button;
}

}  // namespace

ResultsStrip::ResultsStrip(QWidget* parent)
    : QWidget(parent), m_model(new ItemModel(this)), m_list(new QListView(this)),
      m_delegate(new ItemDelegate(kSide, ItemDelegate::Caption::Hidden, m_list)), m_original(new QToolButton(this)),
      m_busy(new QWidget(this)), m_busyText(new QLabel(m_busy)), m_busyBar(new QProgressBar(m_busy)), m_hint(new QLabel(this)) {
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->viewport()->installEventFilter(this);
    m_list->installEventFilter(this);
    m_list->viewport()->setAutoFillBackground(false);
    m_hint->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    m_original->setAutoRaise(true);
    m_original->setEnabled(false);
    m_busyText->setTextFormat(Qt::PlainText);
    m_busyText->setWordWrap(true);
    m_busyText->setAlignment(Qt::AlignCenter);
    m_busyBar->setTextVisible(false);
    m_busyBar->setFixedHeight(6);
    auto* busyLayout = new QVBoxLayout(m_busy);
    busyLayout->setContentsMargins(4, 4, 4, 4);
    busyLayout->addWidget(m_busyText, 1);
    busyLayout->addWidget(m_busyBar);
    m_busy->hide();

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(4);
    row->addWidget(m_original, 0, Qt::AlignTop);  // in line with the results, which leave room for a scroll bar
    row->addWidget(m_busy, 0, Qt::AlignTop);
    row->addWidget(m_hint, 1);
    row->addWidget(m_list, 1);
    buildButtons();
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(0);
    auto* pair = new QHBoxLayout;
    pair->setSpacing(0);
    pair->addWidget(m_star);
    pair->addWidget(m_reject);
    buttons->addStretch();
    buttons->addLayout(pair);
    auto* second = new QHBoxLayout;
    second->setSpacing(0);
    second->addWidget(m_compare);
    second->addWidget(m_all);
    buttons->addLayout(second);
    buttons->addStretch();
    row->addLayout(buttons);

    connect(m_original, &QToolButton::clicked, this, &ResultsStrip::originalRequested);
    connect(m_list, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT chosen(m_model->at(index.row()).id); });
    connect(m_list, &QListView::entered, this,
            [this](const QModelIndex& index) { Q_EMIT hovered(m_model->at(index.row()).id); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &ResultsStrip::showMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResultsStrip::refreshButtons);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &ResultsStrip::refreshButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ResultsStrip::refreshButtons);
    setSide(kSide);
    retranslate();
    refreshButtons();
}

void ResultsStrip::setCompact(bool compact) { setSide(compact ? kCompactSide : kSide); }

// The strip keeps its height whatever it shows, so that the canvas above never moves.
void ResultsStrip::setSide(int side) {
    const int height = side + 8 + m_list->horizontalScrollBar()->sizeHint().height();
    m_delegate->setSide(side);
    m_list->setFixedHeight(height);
    m_list->doItemsLayout();
    m_hint->setFixedHeight(height);
    m_original->setIconSize(QSize(side, side));
    m_busy->setFixedSize(std::max(side, 72) + 8, side + 8);
}

void ResultsStrip::removeSelected() {
    const auto ids = selected();
    if (ids.empty() || !m_gallery) return;
    m_gallery->remove(ids);
    Q_EMIT removed(static_cast<int>(ids.size()));
}

void ResultsStrip::buildButtons() {
    m_compare = stripButton("compare", this);
    m_star = stripButton("star", this);
    m_reject = stripButton("reject", this);
    m_all = stripButton("gallery", this);
    connect(m_compare, &QToolButton::clicked, this, &ResultsStrip::compare);
    connect(m_star, &QToolButton::clicked, this, [this] {
        const auto ids = selected();
        const auto item = ids.empty() ? std::nullopt : m_gallery->item(ids.front());
        rate(item && item->stars > 0 ? 0 : 1);
    });
    connect(m_reject, &QToolButton::clicked, this, &ResultsStrip::toggleRejected);
    connect(m_all, &QToolButton::clicked, this, &ResultsStrip::galleryRequested);
}

void ResultsStrip::retranslate() {
    setAccessibleName(tr("Results of this photo"));
    m_list->setAccessibleName(tr("Results of this photo"));
    m_original->setToolTip(tr("Back to the photo as it was opened"));
    m_original->setAccessibleName(tr("Original"));
    m_busyBar->setAccessibleName(tr("Progress of the coming result"));
    m_hint->setText(m_busy->isVisibleTo(this) ? QString() : hint());
    const auto name = [](QToolButton* button, const QString& text, const QString& tip) {
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_compare, tr("Compare"), tr("Compare the selected results side by side (%1)").arg(m_keys.text("results.compare")));
    name(m_star, tr("Star"), tr("Star or unstar the selected results (%1)").arg(m_keys.text("results.star1")));
    name(m_reject, tr("Reject"), tr("Reject the selected results (%1)").arg(m_keys.text("results.reject")));
    name(m_all, tr("Gallery"), tr("All results of all photos"));
}

QString ResultsStrip::hint() { return tr("Results appear here. The photo itself is never changed."); }

void ResultsStrip::setGallery(gallery::Gallery* gallery) {
    m_gallery = gallery;
    m_model->setGallery(gallery);
}

void ResultsStrip::setActions(const Actions* actions) {
    m_keys.setActions(actions);
    retranslate();
}

void ResultsStrip::setPhoto(const QString& photoKey, const QImage& original) {
    gallery::Filter filter;
    // A key that no photo has, so that an empty window shows no results.
    filter.photoKey = photoKey.isEmpty() ? QStringLiteral("-") : photoKey;
    filter.showRejected = true;
    m_model->setFilter(filter);
    m_original->setEnabled(!original.isNull());
    m_original->setVisible(!original.isNull());
    m_original->setIcon(original.isNull() ? QIcon() : QIcon(QPixmap::fromImage(original)));
}

void ResultsStrip::setBusy(const QString& text, double fraction) {
    m_busy->setVisible(!text.isEmpty());
    m_busyText->setText(text);
    m_busyBar->setRange(0, fraction < 0 ? 0 : 1000);
    m_busyBar->setValue(static_cast<int>(fraction * 1000));
    refreshButtons();
}

std::vector<gallery::ItemId> ResultsStrip::selected() const {
    std::vector<gallery::ItemId> ids;
    for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes()) ids.push_back(m_model->at(index.row()).id);
    return ids;
}

void ResultsStrip::refreshButtons() {
    const bool some = m_list->selectionModel()->hasSelection();
    const bool any = m_model->rowCount() > 0;
    m_star->setEnabled(some);
    m_reject->setEnabled(some);
    m_compare->setEnabled(any);
    // Beside the first coming result the hint stays as an empty place.
    m_hint->setVisible(!any);
    m_hint->setText(m_busy->isVisibleTo(this) ? QString() : hint());
    m_list->setVisible(any);
}

// What is selected; else the newest picture, beside the original.
void ResultsStrip::compare() {
    auto ids = selected();
    for (int row = 0; ids.empty() && row < m_model->rowCount(); ++row)
        if (!m_model->at(row).clip) ids.push_back(m_model->at(row).id);
    if (!ids.empty()) Q_EMIT compareRequested(ids);
}

void ResultsStrip::rate(int stars) {
    for (const gallery::ItemId id : selected()) m_gallery->setStars(id, stars);
}

void ResultsStrip::toggleRejected() {
    for (const gallery::ItemId id : selected())
        if (const auto item = m_gallery->item(id)) m_gallery->setRejected(id, !item->rejected);
}

void ResultsStrip::showMenu(const QPoint& position) {
    const QModelIndex index = m_list->indexAt(position);
    if (!index.isValid()) return;
    const gallery::ItemId id = m_model->at(index.row()).id;
    QMenu menu(this);
    menu.addAction(m_model->at(index.row()).clip ? tr("Play") : tr("Use as the photo"), this, [this, id] { Q_EMIT chosen(id); });
    menu.addAction(tr("Use these settings again"), this, [this, id] { Q_EMIT reuseRequested(id); });
    if (canDecodeAgain(m_model->at(index.row()))) menu.addAction(tr("Decode again..."), this, [this, id] { Q_EMIT decodeRequested(id); });
    menu.addAction(tr("Compare"), this, &ResultsStrip::compare);
    menu.addAction(tr("Show in its folder"), this, [this, id] { Q_EMIT folderRequested(id); });
    menu.addSeparator();
    menu.addAction(tr("Move to the trash"), this, &ResultsStrip::removeSelected);
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

void ResultsStrip::doKey(const ResultKey& key) {
    if (!m_gallery) return;
    switch (key.command) {
        case ResultKey::Command::Compare: return compare();
        case ResultKey::Command::Rate: return rate(key.stars);
        case ResultKey::Command::Reject: return toggleRejected();
        case ResultKey::Command::Remove: return removeSelected();
    }
}

bool ResultsStrip::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_list->viewport() && event->type() == QEvent::Leave) Q_EMIT hovered(0);
    const bool pressed = event->type() == QEvent::KeyPress;
    if (watched == m_list && (pressed || event->type() == QEvent::ShortcutOverride)) {
        // The list would take Space for selecting and digits for searching, the window other keys for itself.
        if (const auto key = m_keys.of(*static_cast<QKeyEvent*>(event))) {
            if (pressed) doKey(*key);
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ResultsStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace tintype::ui
