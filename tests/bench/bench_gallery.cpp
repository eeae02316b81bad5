// A gallery of 10,000 results: opening it and asking for what a first screen shows.
// links: tintype_engine
#include <benchmark/benchmark.h>

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QTemporaryDir>

#include "core/gallery/index.h"

using namespace tintype;
using namespace tintype::gallery;

namespace {

constexpr int kResults = 10000;
constexpr int kPage = 200;
constexpr int kOnScreen = 60;

const QTemporaryDir& folder() {
    static const QTemporaryDir dir;
    return dir;
}

std::filesystem::path root() { return folder().path().toStdString(); }

QString photoKey(int photo) { return QStringLiteral("%1").arg(photo, 64, 16, QLatin1Char('0')); }

// A small real picture for each of the results a first screen shows; the rest are rows only.
void addPictures(Gallery& gallery) {
    edits::Result result;
    result.engine = "Built-in look";
    edits::Output output;
    output.picture = image::Image({1024, 768}, 3);
    for (int i = 0; i < kOnScreen; ++i) {
        output.picture.mutableData()[0] = static_cast<std::uint8_t>(i);
        gallery.add(photoKey(0), result, output);
    }
    gallery.flush();
}

void fill() {
    {
        Index index(root());
        Item item;
        item.tool = QStringLiteral("edit");
        item.engine = QStringLiteral("Built-in look");
        item.instruction = QStringLiteral("make the sky stormy and the leaves red");
        item.recipe = QString(3000, QLatin1Char('x'));
        item.size = {4000, 3000};
        for (int i = 0; i < kResults - kOnScreen; ++i) {
            item.photoKey = photoKey(i / 20);
            item.createdMs = 1000LL * i;
            item.stars = i % 6;
            item.file = root() / "results" / (std::to_string(i) + ".png");
            index.insert(item);
        }
    }
    Gallery gallery(root());
    addPictures(gallery);
}

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
    fill();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
