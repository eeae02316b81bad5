#include "ui/gallery/gallery_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/gallery/details_pane.h"
#include "ui/gallery/item_delegate.h"
#include "ui/gallery/item_model.h"
#include "ui/icon.h"
#include "ui/qt_text.h"

namespace tintype::ui {

namespace {
constexpr int kSide = 160;
constexpr int kNarrow = 980;
constexpr const char* kTools[] = {"", "edit", "erase", "cartoon", "restore", "animate", "interpolate"};
}  // namespace

GalleryPage::GalleryPage(QWidget* parent)
    : QWidget(parent), m_model(new ItemModel(this)), m_grid(new QListView(this)), m_details(new DetailsPane(this)),
      m_back(new QToolButton(this)), m_title(new QLabel(this)), m_tool(new QComboBox(this)), m_stars(new QComboBox(this)),
      m_text(new QLineEdit(this)), m_rejected(new QCheckBox(this)), m_stacks(new QCheckBox(this)), m_compare(new QPushButton(this)),
      m_sheet(new QPushButton(this)), m_empty(new QLabel(this)), m_undoBar(new QWidget(this)),
      m_undoText(new QLabel(m_undoBar)), m_undo(new QPushButton(m_undoBar)) {
    build();
    m_stacks->setChecked(true);
    connect(m_back, &QToolButton::clicked, this, &GalleryPage::goBack);
    connect(m_stacks, &QCheckBox::toggled, this, [this] { openStack({}); });
    for (QComboBox* box : {m_tool, m_stars}) connect(box, &QComboBox::activated, this, &GalleryPage::applyFilter);
    connect(m_text, &QLineEdit::textChanged, this, &GalleryPage::applyFilter);
    connect(m_rejected, &QCheckBox::toggled, this, &GalleryPage::applyFilter);
    connect(m_compare, &QPushButton::clicked, this, [this] { Q_EMIT compareRequested(selected()); });
    connect(m_sheet, &QPushButton::clicked, this, [this] { Q_EMIT contactSheetRequested(selected()); });
    connect(m_grid, &QListView::activated, this, &GalleryPage::activate);
    connect(m_grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GalleryPage::refresh);
    connect(m_model, &QAbstractItemModel::modelReset, this, &GalleryPage::chooseAgain);
    connect(m_model, &QAbstractItemModel::modelReset, this, &GalleryPage::refresh);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &GalleryPage::refresh);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &GalleryPage::refresh);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &GalleryPage::refresh);
    connect(m_details, &DetailsPane::stackRequested, this, [this] { activate(m_model->index(m_model->rowOf(current()))); });
    connect(m_details, &DetailsPane::openRequested, this, [this] { Q_EMIT chosen(current()); });
    connect(m_details, &DetailsPane::reuseRequested, this, [this] { Q_EMIT reuseRequested(current()); });
    connect(m_details, &DetailsPane::folderRequested, this, [this] { Q_EMIT folderRequested(current()); });
    connect(m_details, &DetailsPane::decodeRequested, this, [this] { Q_EMIT decodeRequested(current()); });
    connect(m_details, &DetailsPane::removeRequested, this, &GalleryPage::removeSelected);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        if (m_gallery) m_gallery->undoRemove();
        m_undoBar->hide();
    });
    retranslate();
    refresh();
}

void GalleryPage::build() {
    m_back->setIcon(icon(QStringLiteral("back")));
    m_back->setAutoRaise(true);
    m_grid->setModel(m_model);
    m_grid->setItemDelegate(new ItemDelegate(kSide, ItemDelegate::Caption::Shown, m_grid));
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setUniformItemSizes(true);
    m_grid->setMovement(QListView::Static);
    m_grid->setSpacing(4);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setDragEnabled(true);
    m_grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->setFrameShape(QFrame::NoFrame);
    m_grid->viewport()->setAutoFillBackground(false);
    m_grid->installEventFilter(this);
    m_text->setClearButtonEnabled(true);
    m_text->setMinimumWidth(120);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);

    auto* bar = makeBar();
    auto* undoRow = new QHBoxLayout(m_undoBar);
    undoRow->setContentsMargins(8, 4, 8, 4);
    undoRow->addWidget(m_undoText, 1);
    undoRow->addWidget(m_undo);
    m_undoBar->setAutoFillBackground(true);
    m_undoBar->setBackgroundRole(QPalette::AlternateBase);
    m_undoBar->hide();

    auto* left = new QWidget(this);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(8, 0, 0, 0);
    leftLayout->addWidget(m_grid, 1);
    leftLayout->addWidget(m_empty, 1);
    leftLayout->addWidget(m_undoBar);
    auto* split = new QSplitter(this);
    split->addWidget(left);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({900, 300});
    split->setChildrenCollapsible(false);
    m_details->setMinimumWidth(240);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(split, 1);
}

// Title, filters and what is done with the selection: in a row, or the filters below where that is too narrow.
QWidget* GalleryPage::makeBar() {
    const auto group = [](std::initializer_list<QWidget*> widgets) {
        auto* part = new QWidget;
        auto* row = new QHBoxLayout(part);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        for (QWidget* widget : widgets) row->addWidget(widget);
        return part;
    };
    auto* bar = new QWidget(this);
    m_bar = new QGridLayout(bar);
    m_bar->setContentsMargins(8, 8, 8, 8);
    m_bar->setSpacing(8);
    m_bar->setColumnStretch(1, 1);
    m_bar->addWidget(group({m_back, m_title}), 0, 0);
    m_filters = group({m_tool, m_stars, m_text, m_stacks, m_rejected});
    m_bar->addWidget(group({m_compare, m_sheet}), 0, 2);
    m_bar->addWidget(m_filters, 1, 0, 1, 3);
    return bar;
}

void GalleryPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool narrow = width() < kNarrow;
    if (m_narrow == narrow) return;
    m_narrow = narrow;
    m_bar->removeWidget(m_filters);
    if (narrow) m_bar->addWidget(m_filters, 1, 0, 1, 3);
    else m_bar->addWidget(m_filters, 0, 1, Qt::AlignRight);
}

void GalleryPage::retranslate() {
    setAccessibleName(tr("Gallery"));
    m_grid->setAccessibleName(tr("Results"));
    m_title->setText(m_stack.isEmpty() ? tr("Gallery") : tr("Results of one photo"));
    m_stacks->setText(tr("Stacks"));
    m_stacks->setToolTip(tr("Show the results of each photo as one stack; open it with Return or a double click"));
    m_back->setToolTip(m_stack.isEmpty() ? tr("Back to the photo (Esc)") : tr("Back to all photos (Esc)"));
    m_back->setAccessibleName(tr("Back"));
    const int tool = std::max(0, m_tool->currentIndex());
    m_tool->clear();
    for (const char* name : kTools) m_tool->addItem(*name ? toolTitle(QLatin1String(name)) : tr("All tools"), QLatin1String(name));
    m_tool->setCurrentIndex(tool);
    m_tool->setAccessibleName(tr("Tool"));
    const int stars = std::max(0, m_stars->currentIndex());
    m_stars->clear();
    m_stars->addItem(tr("Any rating"));
    for (int i = 1; i <= 5; ++i) m_stars->addItem(tr("%n star(s) or more", nullptr, i));
    m_stars->setCurrentIndex(stars);
    m_stars->setAccessibleName(tr("Rating"));
    m_text->setPlaceholderText(tr("Search instructions"));
    m_text->setAccessibleName(tr("Search instructions"));
    m_rejected->setText(tr("Show rejected"));
    m_compare->setText(tr("Compare"));
    m_compare->setToolTip(tr("Select two to nine pictures, then compare them (%1)").arg(m_keys.text("results.compare")));
    m_sheet->setText(tr("Contact sheet..."));
    m_sheet->setToolTip(tr("Save the selected results, or all shown, as one captioned picture"));
    m_empty->setText(tr("Nothing here yet. Every result you make is kept here."));
    m_undoText->setText(tr("Moved to the trash."));
    m_undo->setText(tr("Undo"));
}

void GalleryPage::setGallery(gallery::Gallery* gallery) {
    m_gallery = gallery;
    m_model->setGallery(gallery);
    applyFilter();
}

void GalleryPage::setActions(const Actions* actions) {
    m_keys.setActions(actions);
    retranslate();
}

void GalleryPage::applyFilter() {
    gallery::Filter filter;
    filter.tool = m_tool->currentData().toString();
    filter.minStars = std::max(0, m_stars->currentIndex());
    filter.text = m_text->text().trimmed();
    filter.showRejected = m_rejected->isChecked();
    filter.photoKey = m_stack;
    if (m_stacks->isChecked() && m_stack.isEmpty()) filter.listing = gallery::Listing::Stacks;
    m_model->setFilter(filter);
    // One stack alone is shown open.
    if (filter.listing == gallery::Listing::Every || m_model->rowCount() != 1) return;
    filter.listing = gallery::Listing::Every;
    m_model->setFilter(filter);
}

void GalleryPage::openStack(const QString& photoKey) {
    if (!m_stack.isEmpty()) m_photo = m_stack;
    m_stack = photoKey;
    retranslate();
    applyFilter();
    if (m_model->rowCount() > 0 && selected().empty()) m_grid->setCurrentIndex(m_model->index(0));
    m_grid->setFocus();
}

// A list of stacks is read anew with each change: the chosen photo stays chosen.
void GalleryPage::chooseAgain() {
    if (m_model->filter().listing != gallery::Listing::Stacks) return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->at(row).photoKey == m_photo) return m_grid->setCurrentIndex(m_model->index(row));
}

void GalleryPage::activate(const QModelIndex& index) {
    const gallery::Item& item = m_model->at(index.row());
    if (item.alike > 1) openStack(QString(item.photoKey));
    else Q_EMIT chosen(item.id);
}

void GalleryPage::goBack() {
    if (m_stack.isEmpty()) Q_EMIT closed();
    else openStack({});
}

std::vector<gallery::ItemId> GalleryPage::selected() const {
    std::vector<gallery::ItemId> ids;
    for (const QModelIndex& index : m_grid->selectionModel()->selectedIndexes()) ids.push_back(m_model->at(index.row()).id);
    return ids;
}

gallery::ItemId GalleryPage::current() const {
    const auto ids = selected();
    return ids.empty() ? 0 : ids.front();
}

int GalleryPage::alikeOf(gallery::ItemId id) const {
    const int row = m_model->rowOf(id);
    return row < 0 ? 1 : m_model->at(row).alike;
}

void GalleryPage::refresh() {
    const auto ids = selected();
    m_compare->setEnabled(ids.size() >= 2);
    const bool any = m_model->rowCount() > 0;
    m_sheet->setEnabled(any);
    m_grid->setVisible(any);
    m_empty->setVisible(!any);
    auto item = ids.empty() || !m_gallery ? std::nullopt : m_gallery->item(ids.front());
    if (item) item->alike = alikeOf(item->id);
    if (item) m_photo = item->photoKey;
    m_details->show(item, item ? m_gallery->thumbnail(item->id) : QImage());
}

void GalleryPage::removeSelected() {
    const auto ids = selected();
    if (ids.empty() || !m_gallery) return;
    const bool others = ids.size() == 1 && alikeOf(ids.front()) > 1;
    m_gallery->remove(ids);
    m_undoText->setText(others ? tr("The newest result moved to the trash. The others of this photo stay.")
                               : tr("%n result(s) moved to the trash.", nullptr, static_cast<int>(ids.size())));
    m_undoBar->show();
}

void GalleryPage::rate(int stars) {
    for (const gallery::ItemId id : selected()) m_gallery->setStars(id, stars);
}

void GalleryPage::toggleRejected() {
    for (const gallery::ItemId id : selected())
        if (const auto item = m_gallery->item(id)) m_gallery->setRejected(id, !item->rejected);
}

void GalleryPage::doKey(const ResultKey& key) {
    if (!m_gallery) return;
    switch (key.command) {
        case ResultKey::Command::Compare:
            if (selected().size() >= 2) Q_EMIT compareRequested(selected());
            return;
        case ResultKey::Command::Rate: return rate(key.stars);
        case ResultKey::Command::Reject: return toggleRejected();
        case ResultKey::Command::Remove: return removeSelected();
    }
}

void GalleryPage::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) goBack();
    else if (event->matches(QKeySequence::Undo) && m_undoBar->isVisible()) m_undo->click();
    else if (const auto key = m_keys.of(*event)) doKey(*key);
    else QWidget::keyPressEvent(event);
}

bool GalleryPage::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (watched == m_grid && (pressed || event->type() == QEvent::ShortcutOverride)) {
        if (const auto key = m_keys.of(*static_cast<QKeyEvent*>(event))) {
            if (pressed) doKey(*key);
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void GalleryPage::showEvent(QShowEvent* event) {
    applyFilter();
    m_grid->setFocus();
    QWidget::showEvent(event);
}

void GalleryPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace tintype::ui
