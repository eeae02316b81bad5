// From starting the program to its painted window: a new process each time, with empty settings.
// links: tintype_app
// QT_QPA_PLATFORM chooses the platform, offscreen where it is not set.
#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QMainWindow>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>
#include <cstdlib>

#include "app/window.h"

namespace {

constexpr const char* kWindow = "--window";

// In the new process: tells its parent once the window has painted.
class PaintWatch : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && qobject_cast<QMainWindow*>(watched))
            QTimer::singleShot(0, [] {
                std::puts("painted");
                std::fflush(stdout);
                std::_Exit(0);
            });
        return false;
    }
};

bool isWindow = false;

void watchPaint() {
    if (isWindow) qApp->installEventFilter(new PaintWatch(qApp));
}

void startToPaintedWindow(benchmark::State& state) {
    for (auto _ : state) {
        const QTemporaryDir home;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
            environment.insert(QString::fromLatin1(place), home.path());
        QProcess program;
        program.setProcessEnvironment(environment);
        QElapsedTimer clock;
        clock.start();
        program.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(kWindow)});
        const bool told = program.waitForReadyRead(20000);
        state.SetIterationTime(static_cast<double>(clock.nsecsElapsed()) / 1e9);
        program.waitForFinished();
        if (!told || program.readAllStandardOutput() != "painted\n")
            return state.SkipWithError("No window came.");
    }
}

BENCHMARK(startToPaintedWindow)->UseManualTime()->Iterations(10)->Unit(benchmark::kMillisecond);

}  // namespace

Q_COREAPP_STARTUP_FUNCTION(watchPaint)

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    if (argc > 1 && QByteArray(argv[1]) == kWindow) {
        isWindow = true;
        return tintype::runWindow(argc, argv, {});
    }
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
