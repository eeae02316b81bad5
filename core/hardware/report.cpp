#include "core/hardware/report.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "core/base/size.h"

namespace tintype::hardware {

namespace {

using Json = nlohmann::ordered_json;
using Cells = std::vector<std::string>;

std::string fixed(double value, int digits) {
    char text[60];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

std::string joined(const Cells& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

Json jsonOf(const GraphicsCard& card) {
    return {{"name", card.name}, {"driver", card.driver}, {"memory", card.memoryBytes}, {"pci_link", card.pciLink}};
}

Json jsonOf(const Machine& machine) {
    Json cards = Json::array();
    for (const GraphicsCard& card : machine.cards) cards.push_back(jsonOf(card));
    Json json;
    json["system"] = machine.system;
    json["processor"] = machine.processor;
    json["cores"] = machine.cores;
    json["features"] = machine.features;
    json["memory"] = machine.memoryBytes;
    json["memory_available"] = machine.availableBytes;
    json["disk_free"] = machine.diskFreeBytes;
    json["graphics"] = cards;
    return json;
}

Json jsonOf(const StressResult& result) {
    Json json;
    json["tool"] = result.name;
    json["engine"] = result.engine;
    json["rounds"] = result.seconds.size();
    json["mean"] = result.mean;
    json["sigma"] = result.sigma;
    json["p95"] = result.p95;
    json["min"] = result.minimum;
    json["max"] = result.maximum;
    json["drift"] = result.drift;
    json["corrupt"] = result.corrupt;
    json["failed"] = result.failed;
    json["failure"] = result.failure;
    json["peak_memory"] = result.peakMemory;
    json["verdict"] = verdictName(result.verdict);
    json["seconds"] = result.seconds;
    return json;
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string row(const Cells& cells, const std::string& tag) {
    std::string text = "<tr>";
    for (const std::string& cell : cells) text += '<' + tag + '>' + escaped(cell) + "</" + tag + '>';
    return text + "</tr>\n";
}

std::string factsOf(const Machine& machine) {
    std::string text = row({"System", machine.system}, "td") + row({"Processor", machine.processor}, "td") +
                       row({"Cores", std::to_string(machine.cores)}, "td") +
                       row({"Features", joined(machine.features)}, "td") +
                       row({"Memory", formatBytes(machine.memoryBytes)}, "td") +
                       row({"Disk free", formatBytes(machine.diskFreeBytes)}, "td");
    for (const GraphicsCard& card : machine.cards) {
        Cells parts{card.name};
        if (!card.driver.empty()) parts.push_back("driver " + card.driver);
        if (!card.pciLink.empty()) parts.push_back(card.pciLink);
        text += row({"Graphics", joined(parts)}, "td");
    }
    return text;
}

// Quoted for CSV, quotes doubled.
std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += c;
        out += c;
    }
    return out + '"';
}

}  // namespace

std::string jsonReport(const Machine& machine, const std::vector<StressResult>& results) {
    Json tools = Json::array();
    for (const StressResult& result : results) tools.push_back(jsonOf(result));
    const Json report{{"program", "Tintype " TINTYPE_VERSION}, {"machine", jsonOf(machine)}, {"tools", tools}};
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string csvReport(const std::vector<StressResult>& results) {
    std::string text =
        "tool,engine,rounds,mean_s,sigma_s,p95_s,min_s,max_s,drift,corrupt,failed,peak_memory_bytes,verdict\n";
    for (const StressResult& result : results) {
        text += quoted(result.name) + ',' + quoted(result.engine) + ',' + std::to_string(result.seconds.size());
        for (const double value : {result.mean, result.sigma, result.p95, result.minimum, result.maximum, result.drift})
            text += ',' + fixed(value, 6);
        text += ',' + std::to_string(result.corrupt) + ',' + std::to_string(result.failed) + ',' +
                std::to_string(result.peakMemory) + ',' + verdictName(result.verdict) + '\n';
    }
    return text;
}

std::string htmlReport(const Machine& machine, const std::vector<StressResult>& results) {
    std::string text =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Tintype bench</title>\n<style>"
        "body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;margin:1em 0}"
        "td,th{border:1px solid #999;padding:.3em .7em;text-align:left}</style></head><body>\n"
        "<h1>Tintype " TINTYPE_VERSION " bench</h1>\n<table>\n";
    text += factsOf(machine) + "</table>\n<table>\n" +
            row({"Tool", "Engine", "Rounds", "Mean s", "Sigma s", "p95 s", "Min s", "Max s", "Drift", "Corrupt",
                 "Failed", "Peak memory", "Verdict"},
                "th");
    for (const StressResult& result : results) {
        Cells cells{result.name, result.engine, std::to_string(result.seconds.size())};
        for (const double value : {result.mean, result.sigma, result.p95, result.minimum, result.maximum})
            cells.push_back(fixed(value, 3));
        cells.push_back(fixed(100 * result.drift, 1) + " %");
        cells.push_back(std::to_string(result.corrupt));
        cells.push_back(std::to_string(result.failed));
        cells.push_back(formatBytes(result.peakMemory));
        cells.push_back(verdictName(result.verdict));
        text += row(cells, "td");
    }
    return text + "</table>\n</body></html>\n";
}

}  // namespace tintype::hardware
