#include <stdlib.h>

#include <iostream>

#include "app/cli/bench_tools.h"
#include "app/cli/device.h"
#include "app/cli/exit_status.h"
#include "app/cli/guarded.h"
#include "app/cli/interrupt.h"
#include "app/cli/target.h"
#include "app/cli/values.h"
#include "app/cli/verbs.h"
#include "core/base/peak_memory.h"
#include "core/base/safe_file.h"
#include "core/hardware/report.h"

namespace tintype::cli {

namespace {

namespace fs = std::filesystem;

struct Bench {
    Common common;
    std::string tool;
    int rounds = 50;
    fs::path report;
};

void writeText(const fs::path& target, const std::string& text) {
    writeFileSafely(target, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

std::vector<fs::path> writeReports(const fs::path& folder, const hardware::Machine& machine,
                                   const std::vector<hardware::StressResult>& results) {
    if (folder.empty()) return {};
    const std::vector<fs::path> files{folder / "bench.html", folder / "bench.csv", folder / "bench.json"};
    writeText(files[0], hardware::htmlReport(machine, results));
    writeText(files[1], hardware::csvReport(results));
    writeText(files[2], hardware::jsonReport(machine, results));
    return files;
}

void sayResult(const hardware::StressResult& result, Reporter& reporter) {
    char line[200];
    std::snprintf(line, sizeof line, "%-12s %-22s %9.3f %9.3f %9.3f %9.3f %9.3f  %s", result.name.c_str(),
                  result.engine.c_str(), result.mean, result.sigma, result.p95, result.minimum, result.maximum,
                  hardware::verdictName(result.verdict));
    reporter.say(line);
    if (!result.failure.empty()) reporter.say("             " + result.failure);
}

int carryOut(const Bench& bench, Reporter& reporter) {
    Interrupt interrupt;
    requireDevice(bench.common.run, reporter);
    MadeFolders folders;
    if (!bench.report.empty()) {
        folders.makeFor(bench.report / "bench.html");
        checkWritable(bench.report / "bench.html");
    }
    const auto start = std::chrono::steady_clock::now();
    reporter.start({}, bench.report);
    Progress progress(interrupt.token(), [&](const Tick& tick) { reporter.progress(tick); });
    const hardware::Machine machine = hardware::probe();
    reporter.say(machine.processor + ", " + hardware::summary(machine));
    const BenchTools tools(bench.tool);
    const std::vector<hardware::StressResult> results = hardware::stress(tools.list(), bench.rounds, progress);
    reporter.say("tool         engine                      mean     sigma       p95       min       max  verdict");
    bool failed = false;
    for (const hardware::StressResult& result : results) {
        sayResult(result, reporter);
        failed |= result.verdict == hardware::Verdict::Fail;
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    reporter.done(writeReports(bench.report, machine, results), "", taken.count(), peakMemory());
    return failed ? kFailed : kDone;
}

}  // namespace

int benchVerb(const Arguments& arguments) {
    CLI::App app("Runs the tools over and over on a generated picture, measures them and checks that every round "
                 "gives the same result.",
                 "tintype bench");
    Bench bench;
    app.add_option("--tool", bench.tool, "Only this tool; else all")
        ->type_name("NAME")
        ->check(CLI::IsMember({"edit", "erase", "cartoon", "restore", "animate", "interpolate"}));
    addNumber(app, "--rounds", bench.rounds, {1, 100000}, "How often each tool runs");
    addPath(app, "--report", bench.report, "DIR", "Write bench.html, bench.csv and bench.json there");
    addRunOptions(app, bench.common);
    if (const auto status = parse(app, arguments, bench.common)) return *status;
    Reporter reporter("bench", bench.common);
    return guarded(reporter, {}, [&] { return carryOut(bench, reporter); });
}

}  // namespace tintype::cli
