// The gallery page on 10,000 results: from opening the folder to the first paint, and until every picture in
// view is there.
// links: tintype_ui
#include <benchmark/benchmark.h>

#include <QApplication>
#include <QListView>

#include "tests/bench/many_results.h"
#include "ui/gallery/gallery_page.h"

using namespace tintype;
using namespace tintype::gallery;

namespace {

class PaintWatch : public QObject {
public:
    bool painted = false;

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        painted = painted || event->type() == QEvent::Paint;
        return false;
    }
};

void openTo(ui::GalleryPage& page, Gallery& gallery, PaintWatch& watch) {
    page.findChild<QListView*>()->viewport()->installEventFilter(&watch);
    page.resize(1280, 800);
    page.setGallery(&gallery);
    page.show();
    while (!watch.painted) QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

void firstPaint(benchmark::State& state) {
    for (auto _ : state) {
        Gallery gallery(root());
        PaintWatch watch;
        ui::GalleryPage page;
        openTo(page, gallery, watch);
        benchmark::DoNotOptimize(page.grab());
    }
}

void everyPictureInView(benchmark::State& state) {
    for (auto _ : state) {
        Gallery gallery(root());
        PaintWatch watch;
        ui::GalleryPage page;
        int ready = 0;
        QObject::connect(&gallery, &Gallery::thumbnailReady, [&] { ++ready; });
        openTo(page, gallery, watch);
        const QListView* grid = page.findChild<QListView*>();
        const QRect view = grid->viewport()->rect();
        int seen = 0;
        for (int row = 0; row < grid->model()->rowCount(); ++row)
            seen += grid->visualRect(grid->model()->index(row, 0)).intersects(view);
        if (seen == 0) return state.SkipWithError("The page shows no results.");
        while (ready < seen) QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
        state.counters["pictures"] = seen;
    }
}

void scrollToTheEnd(benchmark::State& state) {
    Gallery gallery(root());
    PaintWatch watch;
    ui::GalleryPage page;
    openTo(page, gallery, watch);
    QListView* grid = page.findChild<QListView*>();
    for (auto _ : state) {
        while (grid->model()->canFetchMore({})) grid->model()->fetchMore({});
        grid->scrollToBottom();
        benchmark::DoNotOptimize(page.grab());
    }
    if (grid->model()->rowCount() != kResults) state.SkipWithError("The page does not hold all results.");
}

BENCHMARK(firstPaint)->Unit(benchmark::kMillisecond);
BENCHMARK(everyPictureInView)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(scrollToTheEnd)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("XDG_CACHE_HOME", (folder().path() + QStringLiteral("/cache")).toUtf8());
    QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    fillGallery();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
