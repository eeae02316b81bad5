#include "app/cli/program.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string_view>
#include <system_error>

#include "app/cli/exit_status.h"
#include "app/cli/verbs.h"
#include "app/window.h"
#include "core/base/safe_file.h"

namespace tintype::cli {

namespace {

constexpr std::array kVerbs{
    Verb{"edit", "change a photo as a sentence says", editVerb},
    Verb{"erase", "take what a mask covers out of a photo", eraseVerb},
    Verb{"cartoon", "draw a photo as a cartoon", cartoonVerb},
    Verb{"restore", "make faces clear again", restoreVerb},
    Verb{"animate", "make a clip of a photo", animateVerb},
    Verb{"decode", "paint the frames of an earlier clip again", decodeVerb},
    Verb{"interpolate", "make the picture between two, or a clip smoother", interpolateVerb},
    Verb{"clip", "cut, speed up, loop or convert a clip, or take a frame out of it", clipVerb},
    Verb{"models", "list, inspect, import, download or remove model files", modelsVerb},
    Verb{"bench", "measure this machine and report", benchVerb},
    Verb{"info", "say what a picture or clip is and how it was made", infoVerb},
    Verb{"replay", "make a result again from its recipe", replayVerb},
    Verb{"sheet", "put pictures on one captioned sheet", sheetVerb},
};

// Options of Qt itself, which go to the window; those with a value of their own are marked.
struct QtOption {
    std::string_view name;
    int values;
};
constexpr std::array kQtOptions{
    QtOption{"-platform", 1}, QtOption{"-platformpluginpath", 1}, QtOption{"-platformtheme", 1},
    QtOption{"-plugin", 1},   QtOption{"-qwindowgeometry", 1},    QtOption{"-qwindowicon", 1},
    QtOption{"-qwindowtitle", 1}, QtOption{"-display", 1},        QtOption{"-geometry", 1},
    QtOption{"-style", 1},    QtOption{"-stylesheet", 1},         QtOption{"-fontengine", 1},
    QtOption{"-reverse", 0},  QtOption{"-widgetcount", 0},
};

void printHelp() {
    std::cout << "Tintype, a photo editor that runs the published AI models locally.\n\n"
                 "Usage:\n"
                 "  tintype [FILE...]            open the window\n"
                 "  tintype VERB ... [OPTIONS]   work without a window\n\nVerbs:\n";
    for (const Verb& verb : kVerbs) {
        std::string name = verb.name;
        name.resize(14, ' ');
        std::cout << "  " << name << verb.summary << '\n';
    }
    std::cout << "\nOptions:\n"
                 "  -h,--help                   show this help\n"
                 "  --version                   show the version\n\n"
                 "\"tintype VERB --help\" shows a verb's options. Exit status: 0 done, 1 failed, 2 usage,\n"
                 "3 bad input, 4 bad model, 5 out of memory, 6 cancelled, 7 some of a batch failed.\n";
}

bool hasDisplay(const Arguments& arguments) {
    const auto set = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value;
    };
    return set("DISPLAY") || set("WAYLAND_DISPLAY") || set("QT_QPA_PLATFORM") ||
           std::find(arguments.begin(), arguments.end(), "-platform") != arguments.end();
}

int openWindow(int argc, char** argv, const Arguments& arguments) {
    std::vector<std::filesystem::path> files;
    bool namesOnly = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        const auto qt = std::find_if(kQtOptions.begin(), kQtOptions.end(),
                                     [&](const QtOption& option) { return option.name == argument; });
        if (!namesOnly && argument == "--") namesOnly = true;
        else if (!namesOnly && qt != kQtOptions.end()) i += static_cast<std::size_t>(qt->values);
        else if (!namesOnly && argument.size() > 1 && argument.front() == '-')
            return usageError("tintype", "\"" + argument + "\" is not an option", arguments);
        else files.emplace_back(argument);
    }
    if (!hasDisplay(arguments)) {
        std::cerr << "tintype: There is no display for the window. The verbs work without one: "
                     "see \"tintype --help\".\n";
        return kFailed;
    }
    return runWindow(argc, argv, std::move(files));
}

// A name without path and extension that nothing has: more likely a verb than a picture.
bool isMistypedVerb(const std::string& first) {
    std::error_code error;
    return !first.starts_with('-') && first.find_first_of("/.") == std::string::npos &&
           !std::filesystem::exists(first, error);
}

int unknownVerb(const std::string& name, const Arguments& arguments) {
    std::string known;
    for (const Verb& verb : kVerbs) known += (known.empty() ? "" : ", ") + std::string(verb.name);
    return usageError("tintype", "\"" + displayName(name) + "\" is neither a verb nor a file; the verbs are " + known,
                      arguments);
}

int dispatch(int argc, char** argv) {
    const Arguments arguments(argv + std::min(argc, 1), argv + argc);
    if (arguments.empty()) return openWindow(argc, argv, arguments);
    const std::string& first = arguments.front();
    if (first == "--version") {
        std::cout << "tintype " TINTYPE_VERSION "\n";
        return kDone;
    }
    if (first == "--help" || first == "-h" || first == "help") {
        printHelp();
        return kDone;
    }
    for (const Verb& verb : kVerbs)
        if (first == verb.name) return verb.run(Arguments(arguments.begin() + 1, arguments.end()));
    if (isMistypedVerb(first)) return unknownVerb(first, arguments);
    return openWindow(argc, argv, arguments);
}

}  // namespace

std::span<const Verb> verbs() { return kVerbs; }

int runProgram(int argc, char** argv) {
    const int status = dispatch(argc, argv);
    if (std::cout.flush()) return status;
    // Why the earlier line could not be written is not kept anywhere; one more attempt tells.
    std::cout.clear();
    errno = 0;
    std::cout << std::endl;
    std::cerr << "tintype: Standard output could not be written"
              << (errno == 0 ? std::string() : ": " + std::generic_category().message(errno)) << ".\n";
    return status == kDone ? kFailed : status;
}

}  // namespace tintype::cli
