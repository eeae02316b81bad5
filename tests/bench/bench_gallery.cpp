// A gallery of 10,000 results: opening it and asking for what a first screen shows.
// links: tintype_engine
#include <benchmark/benchmark.h>

#include <QGuiApplication>

#include "tests/bench/many_results.h"

using namespace tintype;
using namespace tintype::gallery;

namespace {

constexpr int kPage = 200;

void openAndFirstPage(benchmark::State& state) {
    for (auto _ : state) {
        Gallery gallery(root());
        benchmark::DoNotOptimize(gallery.items({}, kPage));
    }
}

void firstScreenOfThumbnails(benchmark::State& state) {
    for (auto _ : state) {
        Gallery gallery(root());
        const auto items = gallery.items({}, kPage);
        int ready = 0;
        QObject::connect(&gallery, &Gallery::thumbnailReady, [&] { ++ready; });
        for (int i = 0; i < kOnScreen; ++i) gallery.thumbnail(items[static_cast<std::size_t>(i)].id);
        while (ready < kOnScreen) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
}

void lastPage(benchmark::State& state) {
    const Gallery gallery(root());
    for (auto _ : state) benchmark::DoNotOptimize(gallery.items({}, kPage, kResults - kPage));
}

void searchText(benchmark::State& state) {
    const Gallery gallery(root());
    Filter filter;
    filter.text = QStringLiteral("no such words");
    for (auto _ : state) benchmark::DoNotOptimize(gallery.items(filter, kPage));
}

void onePhotosStack(benchmark::State& state) {
    const Gallery gallery(root());
    Filter filter;
    filter.photoKey = photoKey(77);
    for (auto _ : state) benchmark::DoNotOptimize(gallery.items(filter));
}

BENCHMARK(openAndFirstPage)->Unit(benchmark::kMillisecond);
BENCHMARK(firstScreenOfThumbnails)->Unit(benchmark::kMillisecond);
BENCHMARK(lastPage)->Unit(benchmark::kMillisecond);
BENCHMARK(searchText)->Unit(benchmark::kMillisecond);
BENCHMARK(onePhotosStack)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("XDG_CACHE_HOME", (folder().path() + QStringLiteral("/cache")).toUtf8());
    QGuiApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    fillGallery();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
